-- Rate sheets and carrier rules: dated rows, never changed, so that a past parcel rates again by the rules of its day.
create table rate_sheet (
  id uuid primary key,
  merchant_id uuid references merchant,
  carrier text not null check (carrier ~ '^[A-Z][A-Z0-9_]{1,30}$'),
  name text not null check (length(name) between 1 and 100),
  currency char(3) not null,
  valid_from date not null,
  valid_to date,
  demo boolean not null default false,
  imported_at timestamptz not null,
  check (valid_to is null or valid_to >= valid_from)
);
create unique index on rate_sheet (carrier, name, coalesce(merchant_id, '00000000-0000-0000-0000-000000000000'));
-- A sheet without a merchant is the operator's: everybody is rated by it, only the operator writes it.
alter table rate_sheet enable row level security;
create policy scope on rate_sheet
  using (merchant_id is null or (select scope_is_all()) or merchant_id = any ((select scope_merchants())::uuid[]))
  with check ((select scope_is_all()) or merchant_id = any ((select scope_merchants())::uuid[]));

create table rate_cell (
  sheet_id uuid not null references rate_sheet on delete cascade,
  merchant_id uuid,
  service text not null,
  zone integer not null check (zone between 1 and 99),
  up_to integer not null check (up_to > 0),
  amount_minor bigint not null check (amount_minor >= 0),
  transit_days integer not null check (transit_days >= 0),
  primary key (sheet_id, service, zone, up_to)
);
alter table rate_cell enable row level security;
create policy scope on rate_cell
  using (merchant_id is null or (select scope_is_all()) or merchant_id = any ((select scope_merchants())::uuid[]))
  with check ((select scope_is_all()) or merchant_id = any ((select scope_merchants())::uuid[]));

create table carrier_dim_rule (
  carrier text not null,
  length_unit text not null check (length_unit in ('INCH', 'CENTIMETRE')),
  rounding text not null check (rounding in ('UP', 'NEAREST')),
  divisor integer not null check (divisor > 0),
  above_volume integer not null check (above_volume >= 0),
  billing text not null check (billing in ('POUND', 'HALF_KILOGRAM')),
  valid_from date not null,
  valid_to date,
  primary key (carrier, valid_from),
  exclude using gist (carrier with =, daterange(valid_from, valid_to, '[]') with &&)
);

create table carrier_surcharge_rule (
  carrier text not null,
  kind text not null check (kind in ('REFUSED', 'LARGE', 'ADDITIONAL_HANDLING', 'NON_STANDARD')),
  measure text not null check (measure in ('LONGEST', 'SECOND_LONGEST', 'LENGTH_AND_GIRTH', 'VOLUME', 'WEIGHT')),
  over integer not null check (over >= 0),
  amount_minor bigint check (amount_minor >= 0),
  currency char(3),
  minimum_steps integer not null default 0 check (minimum_steps >= 0),
  domestic_only boolean not null default false,
  valid_from date not null,
  valid_to date,
  primary key (carrier, kind, measure, over, valid_from),
  check ((kind = 'REFUSED') = (amount_minor is null)),
  check ((amount_minor is null) = (currency is null))
);

-- Parcels. Which fulfilments a parcel holds is in its lines only; several fulfilments may share one.
create sequence parcel_number start 700001 cache 16;
create sequence sscc_serial start 1 cache 16;

create table parcel (
  id uuid primary key,
  merchant_id uuid not null references merchant,
  warehouse_id uuid not null references warehouse,
  number bigint not null default nextval('parcel_number') unique,
  sscc char(18) not null unique check (sscc ~ '^[0-9]{18}$'),
  state text not null check (state in ('PACKED', 'LABELLED', 'MANIFESTED', 'SHIPPED', 'DELIVERED', 'EXCEPTION', 'RETURNED_TO_SENDER',
                                       'LOST', 'VOIDED')),
  container_id uuid,
  station_id uuid references station,
  packaging text not null,
  length_mm integer not null check (length_mm > 0),
  width_mm integer not null check (width_mm > 0),
  height_mm integer not null check (height_mm > 0),
  weight_grams integer not null check (weight_grams > 0),
  handling text[] not null default '{}',
  ship_to jsonb not null,
  requested_service text not null,
  deliver_by date,
  packed_at timestamptz not null,
  shipped_at timestamptz
) with (fillfactor = 80);
create index on parcel (merchant_id, state, id desc);
create index on parcel (state, id desc);
create index parcel_to_ship on parcel (warehouse_id, state) where state in ('PACKED', 'LABELLED', 'MANIFESTED');
call protect('parcel');

create table parcel_line (
  parcel_id uuid not null references parcel,
  fulfilment_id uuid not null,
  line_no integer not null,
  item_id uuid not null,
  lot text not null default '',
  serial text not null default '',
  order_id uuid not null,
  merchant_id uuid not null,
  quantity integer not null check (quantity > 0),
  primary key (parcel_id, fulfilment_id, line_no, item_id, lot, serial)
);
create index on parcel_line (fulfilment_id);
create index on parcel_line (order_id);
call protect('parcel_line');

-- A label is asked for (WANTED), bought or refused; one that was bought, or may have been, is voided at the carrier before it counts as gone.
-- `asked_at`: a purchase may be under way since then (system time).
create table label (
  id uuid primary key,
  parcel_id uuid not null references parcel,
  merchant_id uuid not null,
  generation integer not null check (generation > 0),
  reference text not null unique,
  state text not null check (state in ('WANTED', 'BOUGHT', 'REFUSED', 'VOIDING', 'VOIDED')),
  asked_at timestamptz,
  carrier text,
  service text,
  tracking text unique,
  postage_minor bigint check (postage_minor >= 0),
  currency char(3),
  billable integer,
  zone integer,
  deliver_by date,
  zpl_file uuid,
  pdf_file uuid,
  reason text,
  bought_at timestamptz,
  voided_at timestamptz,
  unique (parcel_id, generation),
  constraint bought_is_complete check (state <> 'BOUGHT' or (carrier is not null and service is not null and tracking is not null
    and postage_minor is not null and currency is not null and zpl_file is not null and bought_at is not null))
) with (fillfactor = 80);
create unique index one_open_label on label (parcel_id) where state in ('WANTED', 'BOUGHT');
call protect('label');

-- What each fulfilment bears of a label's postage; adds up to it.
create table postage_share (
  label_id uuid not null references label,
  fulfilment_id uuid not null,
  merchant_id uuid not null,
  amount_minor bigint not null check (amount_minor >= 0),
  primary key (label_id, fulfilment_id)
);
create index on postage_share (fulfilment_id);
call protect('postage_share');

-- What a carrier takes from a warehouse on a day. Mixes merchants, so it carries none; its parcels do.
create sequence manifest_number start 1001;
create table manifest (
  id uuid primary key,
  warehouse_id uuid not null references warehouse,
  carrier text not null,
  business_day date not null,
  number bigint not null default nextval('manifest_number') unique,
  state text not null check (state in ('OPEN', 'CLOSED')),
  opened_at timestamptz not null,
  closed_at timestamptz,
  closed_by text,
  pdf_file uuid,
  check ((state = 'CLOSED') = (closed_at is not null))
);
create unique index one_open_manifest on manifest (warehouse_id, carrier, business_day) where state = 'OPEN';
create index on manifest (warehouse_id, id desc);

create table manifest_parcel (
  parcel_id uuid primary key references parcel,
  manifest_id uuid not null references manifest,
  merchant_id uuid not null,
  scanned_at timestamptz not null,
  scanned_by text not null
);
create index on manifest_parcel (manifest_id);
call protect('manifest_parcel');

-- The books of the demo carrier, a simulator: what it has sold, by the reference its customer gave. Wharf reads them only through its port,
-- and to check itself.
create table demo_carrier_label (
  reference text primary key,
  merchant_id uuid not null,
  tracking text not null unique,
  service text not null,
  postage_minor bigint not null,
  currency char(3) not null,
  asked integer not null default 1,
  sold_at timestamptz not null,
  voided_at timestamptz
);
create sequence demo_carrier_tracking start 100000000001;
call protect('demo_carrier_label');
