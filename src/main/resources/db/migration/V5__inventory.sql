-- Stock as a double-entry ledger. A place is a bin, a container (its parent moves) or one of the virtual ends of the world.
create table place (
  id uuid primary key,
  warehouse_id uuid references warehouse,
  kind text not null check (kind in ('BIN', 'TOTE', 'CARTON', 'PALLET', 'STAGING', 'SUPPLIER', 'CUSTOMER', 'ADJUSTMENT', 'SCRAP', 'IN_TRANSIT')),
  code text not null check (length(code) between 1 and 50),
  parent_id uuid references place,
  pickable boolean not null default true,
  sequence integer not null default 0,
  active boolean not null default true,
  check ((kind in ('SUPPLIER', 'CUSTOMER', 'ADJUSTMENT', 'SCRAP', 'IN_TRANSIT')) = (warehouse_id is null))
);
create unique index place_code on place (warehouse_id, code) nulls not distinct;
create index on place (parent_id) where parent_id is not null;
create index on place (code);
insert into place (id, warehouse_id, kind, code, pickable) values
  ('00000000-0000-7000-8000-000000000001', null, 'SUPPLIER', 'SUPPLIER', false),
  ('00000000-0000-7000-8000-000000000002', null, 'CUSTOMER', 'CUSTOMER', false),
  ('00000000-0000-7000-8000-000000000003', null, 'ADJUSTMENT', 'ADJUSTMENT', false),
  ('00000000-0000-7000-8000-000000000004', null, 'SCRAP', 'SCRAP', false),
  ('00000000-0000-7000-8000-000000000005', null, 'IN_TRANSIT', 'IN-TRANSIT', false);

create table lot (
  merchant_id uuid not null references merchant,
  item_id uuid not null references item,
  code text not null check (length(code) between 1 and 50),
  expires_on date,
  created_at timestamptz not null,
  primary key (item_id, code)
);
call protect('lot');

-- Rows are never changed; a correction is another row. One row has both ends; a change of condition has two conditions.
create table movement (
  id bigint generated always as identity,
  recorded_at timestamptz not null default now(),
  occurred_at timestamptz not null,
  merchant_id uuid not null,
  item_id uuid not null,
  lot text not null default '',
  from_place uuid not null,
  from_condition text not null,
  to_place uuid not null,
  to_condition text not null,
  quantity bigint not null check (quantity > 0),
  reason text not null,
  cause uuid,
  actor text not null,
  primary key (id, recorded_at),
  check (from_place <> to_place or from_condition <> to_condition)
) partition by range (recorded_at);
create index on movement (item_id, id);
create index on movement (cause) where cause is not null;
call protect('movement');
call append_only('movement');
call ensure_partitions('movement', current_date, 14);

-- What stands where, kept beside the ledger and equal to its sum. `allocated` units are bound to a fulfilment.
create table balance (
  place_id uuid not null references place,
  item_id uuid not null references item,
  lot text not null default '',
  condition text not null check (condition in ('SELLABLE', 'DAMAGED', 'QUARANTINED')),
  merchant_id uuid not null,
  warehouse_id uuid not null,
  quantity bigint not null,
  allocated bigint not null default 0,
  primary key (place_id, item_id, lot, condition),
  constraint balance_not_negative check (quantity >= 0),
  constraint balance_not_over_allocated check (allocated between 0 and quantity)
) with (fillfactor = 80);
create index on balance (warehouse_id, item_id);
create index on balance (item_id);
call protect('balance');

-- Promised against had. Oversell is impossible here, whatever the code does: reserved never exceeds sellable on hand.
create table item_stock (
  item_id uuid primary key references item,
  merchant_id uuid not null,
  on_hand bigint not null default 0,
  reserved bigint not null default 0,
  constraint item_not_oversold check (reserved between 0 and on_hand)
) with (fillfactor = 50);
call protect('item_stock');

create table site_stock (
  item_id uuid not null references item,
  warehouse_id uuid not null references warehouse,
  merchant_id uuid not null,
  on_hand bigint not null default 0,
  reserved bigint not null default 0,
  primary key (item_id, warehouse_id),
  constraint site_not_oversold check (reserved between 0 and on_hand)
) with (fillfactor = 50);
call protect('site_stock');

-- What an order line needs of an item, and the fate of each unit. Exactly one fate a unit: the counters add up, always.
-- No foreign key onto the hot stock row: it would share-lock it; the count of updated stock rows proves the item instead.
create table reservation (
  order_id uuid not null,
  line_no integer not null,
  item_id uuid not null,
  merchant_id uuid not null,
  priority integer not null default 0,
  placed_at timestamptz not null,
  per_unit integer not null check (per_unit > 0),
  quantity integer not null check (quantity > 0),
  backordered integer not null default 0 check (backordered >= 0),
  reserved integer not null default 0 check (reserved >= 0),
  allocated integer not null default 0 check (allocated >= 0),
  picked integer not null default 0 check (picked >= 0),
  packed integer not null default 0 check (packed >= 0),
  shipped integer not null default 0 check (shipped >= 0),
  cancelled integer not null default 0 check (cancelled >= 0),
  fulfilled_elsewhere integer not null default 0 check (fulfilled_elsewhere >= 0),
  primary key (order_id, line_no, item_id),
  constraint one_fate_per_unit check (quantity = backordered + reserved + allocated + picked + packed + shipped + cancelled + fulfilled_elsewhere)
) with (fillfactor = 80);
create index reservation_open on reservation (item_id) where backordered + reserved + allocated + picked + packed > 0;
create index reservation_backordered on reservation (item_id) where backordered > 0;
call protect('reservation');

-- The part of a reservation that one warehouse has been given to ship, and how far its units have come there. What is in none of the
-- counters is planned: reserved at the site, not yet bound to a bin. `dropped` units were taken back (cancelled, short, routed anew).
create table site_reservation (
  fulfilment_id uuid not null,
  line_no integer not null,
  item_id uuid not null,
  order_id uuid not null,
  merchant_id uuid not null,
  warehouse_id uuid not null references warehouse,
  quantity integer not null check (quantity > 0),
  allocated integer not null default 0 check (allocated >= 0),
  picked integer not null default 0 check (picked >= 0),
  packed integer not null default 0 check (packed >= 0),
  shipped integer not null default 0 check (shipped >= 0),
  dropped integer not null default 0 check (dropped >= 0),
  primary key (fulfilment_id, line_no, item_id),
  constraint site_reservation_not_exceeded check (allocated + picked + packed + shipped + dropped <= quantity),
  foreign key (order_id, line_no, item_id) references reservation
) with (fillfactor = 80);
create index on site_reservation (order_id);
create index site_reservation_planned on site_reservation (warehouse_id, item_id)
  where allocated + picked + packed + shipped + dropped < quantity;
call protect('site_reservation');

-- A reservation bound to units in a place, for a fulfilment. It follows the units from bin to tote to carton.
create table allocation (
  id uuid primary key,
  merchant_id uuid not null,
  fulfilment_id uuid not null,
  order_id uuid not null,
  line_no integer not null,
  item_id uuid not null,
  place_id uuid not null references place,
  lot text not null default '',
  quantity integer not null check (quantity > 0),
  orphaned boolean not null default false -- its order wants it no longer: to be put back
) with (fillfactor = 80);
create index on allocation (fulfilment_id);
create index allocation_orphaned on allocation (place_id) where orphaned;
create index on allocation (place_id, item_id, lot);
call protect('allocation');

-- Requests already applied (receipts, adjustments, moves): the same one is applied once.
create table stock_request (
  id uuid primary key,
  applied_at timestamptz not null default now()
);
