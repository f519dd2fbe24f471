-- Parcels that will not, or did not, arrive as promised, and those of which nothing is heard: noticed by the watch, once each.
create table delivery_trouble (
  parcel_id uuid not null references parcel,
  kind text not null check (kind in ('LATE', 'STUCK')),
  merchant_id uuid not null,
  since timestamptz not null,
  promised_by date,
  expected_by date,
  ended_at timestamptz,
  primary key (parcel_id, kind)
);
create index delivery_trouble_open on delivery_trouble (kind, since) where ended_at is null;
create index on delivery_trouble (merchant_id) where ended_at is null;
call protect('delivery_trouble');

-- When the watch last looked (business time): what it must have noticed by then.
create table delivery_look (
  only_row boolean primary key default true check (only_row),
  looked_at timestamptz not null
);
