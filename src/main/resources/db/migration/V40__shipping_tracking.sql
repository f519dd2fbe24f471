-- What carriers report of parcels: each report once, for ever. Reports come twice and in any order; a parcel's state follows from all of
-- them by when they happened. The key is made of what is reported, the time included, so that it is unique over all months.
create table tracking_event (
  id bigint generated always as identity,
  source text not null,
  event_key text not null,
  occurred_at timestamptz not null,
  parcel_id uuid not null references parcel,
  merchant_id uuid not null,
  tracking text not null,
  milestone text not null check (milestone in ('LABEL_CREATED', 'PICKED_UP', 'IN_TRANSIT', 'OUT_FOR_DELIVERY', 'ATTEMPTED',
                                               'AVAILABLE_FOR_PICKUP', 'EXCEPTION', 'RETURNING', 'LOST', 'RETURNED_TO_SENDER', 'DELIVERED')),
  code text not null,
  text text not null,
  place text,
  expected_by date,
  heard text not null check (heard in ('WEBHOOK', 'POLL', 'PERSON')),
  raw text not null,
  received_at timestamptz not null,
  primary key (id, occurred_at),
  unique (source, event_key, occurred_at)
) partition by range (occurred_at);
create index on tracking_event (parcel_id, occurred_at);
call protect('tracking_event');
call append_only('tracking_event');
call ensure_partitions('tracking_event', (current_date - interval '1 month')::date, 15);

-- What a parcel has reached, each thing once: what timelines and messages are told by.
create table parcel_milestone (
  parcel_id uuid not null references parcel,
  milestone text not null,
  merchant_id uuid not null,
  occurred_at timestamptz not null,
  primary key (parcel_id, milestone)
);
call protect('parcel_milestone');

-- Where a parcel that has left is now, drawn from its events; `changes` counts up whenever that changes. `asked_at`: when the carrier was
-- last asked, having been silent.
create table parcel_journey (
  parcel_id uuid primary key references parcel,
  merchant_id uuid not null,
  carrier text not null,
  tracking text not null,
  deliver_by date,
  milestone text,
  last_event_at timestamptz,
  last_place text,
  expected_by date,
  heard_at timestamptz not null,
  asked_at timestamptz,
  ended_at timestamptz,
  changes bigint not null default 0
) with (fillfactor = 80);
create index parcel_journey_silent on parcel_journey (greatest(heard_at, asked_at)) where ended_at is null;
create index on parcel_journey (merchant_id);
call protect('parcel_journey');

insert into parcel_journey (parcel_id, merchant_id, carrier, tracking, deliver_by, heard_at)
select p.id, p.merchant_id, l.carrier, l.tracking, coalesce(p.deliver_by, l.deliver_by), p.shipped_at
from parcel p
join label l on l.parcel_id = p.id and l.state = 'BOUGHT'
where p.state = 'SHIPPED';

-- Secrets under which carriers sign what they send us. Several may hold at once, so that one can be replaced without a gap.
create table carrier_account (
  id uuid primary key,
  source text not null check (source ~ '^[a-z][a-z0-9-]{1,30}$'),
  name text not null check (length(name) between 1 and 100),
  secret text not null,
  created_at timestamptz not null,
  created_by text not null,
  revoked_at timestamptz
);
create index on carrier_account (source) where revoked_at is null;
insert into carrier_account (id, source, name, secret, created_at, created_by)
values (gen_random_uuid(), 'demo', 'The demo carrier (a simulator)',
        'whsec_' || encode(decode(replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', ''), 'hex'), 'base64'), now(), 'wharf');
