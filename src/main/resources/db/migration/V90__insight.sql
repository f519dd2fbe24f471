-- Measuring: roll-ups made of facts, read in order and once each. All of them are derived; a rebuild makes them anew beside the ones shown.

-- Which build of the roll-ups is shown, and whether a fresh one is being made.
create table insight_build (
  generation integer primary key,
  state text not null check (state in ('BUILDING', 'CURRENT', 'OLD')),
  started_at timestamptz not null,
  started_by text not null,
  ready_at timestamptz
);
create unique index one_current_build on insight_build (state) where state = 'CURRENT';
create unique index one_building_build on insight_build (state) where state = 'BUILDING';
insert into insight_build (generation, state, started_at, started_by, ready_at) values (1, 'CURRENT', now(), 'wharf', now());

-- Counts and sums of a business day, in the zone of the site. Counts stand in rows without a currency, amounts in a row of their own.
create table insight_day (
  generation integer not null,
  merchant_id uuid not null,
  warehouse_id uuid,
  day date not null,
  channel text not null default '',
  currency text not null default '',
  orders_placed bigint not null default 0,
  units_ordered bigint not null default 0,
  orders_cancelled bigint not null default 0,
  orders_shipped bigint not null default 0,
  units_shipped bigint not null default 0,
  shipped_due bigint not null default 0,
  shipped_on_time bigint not null default 0,
  units_picked bigint not null default 0,
  units_picked_wrong bigint not null default 0,
  orders_delivered bigint not null default 0,
  delivered_promised bigint not null default 0,
  promise_kept bigint not null default 0,
  orders_perfect bigint not null default 0,
  orders_reshipped bigint not null default 0,
  cases_opened bigint not null default 0,
  returns_received bigint not null default 0,
  units_returned bigint not null default 0,
  csat_answers bigint not null default 0,
  csat_satisfied bigint not null default 0,
  nps_answers bigint not null default 0,
  nps_promoters bigint not null default 0,
  nps_detractors bigint not null default 0,
  bins_counted bigint not null default 0,
  bins_right bigint not null default 0,
  units_expected bigint not null default 0,
  units_off bigint not null default 0,
  sales_minor bigint not null default 0,
  shipped_sales_minor bigint not null default 0,
  postage_minor bigint not null default 0,
  material_minor bigint not null default 0,
  credit_minor bigint not null default 0,
  reship_minor bigint not null default 0,
  refunded_minor bigint not null default 0,
  unique nulls not distinct (generation, day, merchant_id, warehouse_id, channel, currency)
) with (fillfactor = 80);
create index on insight_day (generation, merchant_id, day);
call protect('insight_day');

-- How long steps took: a histogram with buckets a quarter of an octave wide, so that medians of any selection can be told.
create table insight_spread (
  generation integer not null,
  step text not null,
  day date not null,
  merchant_id uuid not null,
  warehouse_id uuid,
  channel text not null,
  bucket smallint not null,
  n bigint not null,
  seconds bigint not null,
  unique nulls not distinct (generation, step, day, merchant_id, warehouse_id, channel, bucket)
) with (fillfactor = 80);
call protect('insight_spread');

-- Counts by a name: reasons of returns and cases, carriers. `good` are those of them that went well, where that means something.
create table insight_split (
  generation integer not null,
  kind text not null,
  day date not null,
  merchant_id uuid not null,
  warehouse_id uuid,
  channel text not null,
  name text not null,
  n bigint not null,
  good bigint not null,
  unique nulls not distinct (generation, kind, day, merchant_id, warehouse_id, channel, name)
) with (fillfactor = 80);
call protect('insight_split');

-- Five minutes in which somebody worked at a step; merchants share them by how often each was worked for. The day is the one they are counted on:
-- it changes when the site's zone does, and what was counted before has to be found again.
create table insight_slot (
  generation integer not null,
  warehouse_id uuid not null,
  person text not null,
  step text not null check (step in ('PICK', 'PACK')),
  slot timestamptz not null,
  day date not null,
  merchant_id uuid not null,
  marks bigint not null,
  units bigint not null,
  primary key (generation, slot, warehouse_id, person, step, day, merchant_id)
) with (fillfactor = 80);
call protect('insight_slot');

create table insight_labour (
  generation integer not null,
  day date not null,
  warehouse_id uuid not null,
  person text not null,
  step text not null check (step in ('PICK', 'PACK')),
  merchant_id uuid not null,
  units bigint not null,
  seconds bigint not null,
  primary key (generation, day, warehouse_id, person, step, merchant_id)
) with (fillfactor = 80);
call protect('insight_labour');

-- What an order has contributed, so that it can be taken back exactly; and what lists of orders behind a number go by.
create table insight_order (
  generation integer not null,
  order_id uuid not null,
  merchant_id uuid not null,
  warehouse_id uuid,
  channel text not null,
  placed_at timestamptz not null,
  shipped_at timestamptz,
  ship_by timestamptz,
  shipped_late boolean not null default false,
  delivered_at timestamptz,
  promised_by date,
  promise_broken boolean not null default false,
  flaws text,
  wrong_units bigint not null default 0,
  returned_at timestamptz,
  units_returned bigint not null default 0,
  refunded_at timestamptz,
  refund_seconds bigint,
  csat_at timestamptz,
  csat integer,
  nps_at timestamptz,
  nps integer,
  cost_minor bigint not null default 0,
  cost_currency text,
  parts jsonb not null,
  primary key (generation, order_id)
) with (fillfactor = 70);
create index on insight_order (generation, placed_at desc, order_id desc);
create index on insight_order (generation, merchant_id, placed_at desc, order_id desc);
create index on insight_order (generation, shipped_at desc, order_id desc) where shipped_at is not null;
create index on insight_order (generation, merchant_id, shipped_at desc, order_id desc) where shipped_at is not null;
create index on insight_order (generation, shipped_at desc, order_id desc) where shipped_late;
create index on insight_order (generation, shipped_at desc, order_id desc) where wrong_units > 0;
create index on insight_order (generation, delivered_at desc, order_id desc) where delivered_at is not null;
create index on insight_order (generation, merchant_id, delivered_at desc, order_id desc) where delivered_at is not null;
create index on insight_order (generation, delivered_at desc, order_id desc) where promise_broken;
create index on insight_order (generation, delivered_at desc, order_id desc) where flaws is not null;
create index on insight_order (generation, returned_at desc, order_id desc) where returned_at is not null;
create index on insight_order (generation, refunded_at desc, order_id desc) where refunded_at is not null;
create index on insight_order (generation, csat_at desc, order_id desc) where csat_at is not null;
create index on insight_order (generation, nps_at desc, order_id desc) where nps_at is not null;
call protect('insight_order');

-- What stock was worth at the end of a day; taken once a day, as facts do not tell it.
create table insight_stock_day (
  merchant_id uuid not null,
  warehouse_id uuid not null,
  day date not null,
  currency text not null,
  units bigint not null,
  unpriced_units bigint not null,
  value_minor bigint not null,
  primary key (day, merchant_id, warehouse_id, currency)
);
call protect('insight_stock_day');

-- What an hour of work and the rest cost, from a day on; the operator's.
create table insight_rate (
  valid_from date primary key,
  currency char(3) not null,
  wage_minor bigint not null check (wage_minor between 0 and 100000000),
  payment_basis_points integer not null check (payment_basis_points between 0 and 10000),
  payment_fixed_minor bigint not null check (payment_fixed_minor between 0 and 1000000),
  holding_percent integer not null check (holding_percent between 0 and 200),
  set_at timestamptz not null,
  set_by text not null
);
insert into insight_rate values (date '2000-01-01', 'USD', 2200, 290, 30, 20, now(), 'assumed');
