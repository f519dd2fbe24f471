-- How a site is laid out and when it works. Belongs to the operator, not to a merchant: no row here says whose stock stands where.

-- A block of parallel aisles between cross aisles, millimetres: x across the aisles, y along them.
create table floor_plan (
  warehouse_id uuid primary key references warehouse,
  cross_aisle_y_mm integer[] not null check (cardinality(cross_aisle_y_mm) between 2 and 5),
  depot_x_mm integer not null,
  depot_offset_mm integer not null check (depot_offset_mm >= 0),
  width_mm integer not null check (width_mm > 0)
);

create table floor_zone (
  id uuid primary key,
  warehouse_id uuid not null references warehouse,
  code text not null check (code ~ '^[A-Z0-9][A-Z0-9-]{0,15}$'),
  name text not null check (length(name) between 1 and 100),
  unique (warehouse_id, code)
);

-- `number` counts from 1 by ascending x.
create table aisle (
  warehouse_id uuid not null references warehouse,
  number integer not null check (number > 0),
  code text not null check (length(code) between 1 and 16),
  zone_id uuid not null references floor_zone,
  x_mm integer not null,
  primary key (warehouse_id, number),
  unique (warehouse_id, code)
);

-- Where a bin is. The bin itself is a place of the stock ledger.
create table bin_geometry (
  place_id uuid primary key references place,
  warehouse_id uuid not null,
  aisle integer not null,
  bay integer not null check (bay > 0),
  level integer not null check (level > 0),
  side text not null check (side in ('LEFT', 'RIGHT')),
  x_mm integer not null,
  y_mm integer not null,
  width_mm integer not null check (width_mm > 0),
  depth_mm integer not null check (depth_mm > 0),
  unique (warehouse_id, aisle, bay, level),
  foreign key (warehouse_id, aisle) references aisle
);

-- Which carrier services leave a site; a service without a row is not offered there.
create table site_service (
  warehouse_id uuid not null references warehouse,
  service text not null check (length(service) between 1 and 50),
  processing_days integer not null default 0 check (processing_days between 0 and 60),
  primary key (warehouse_id, service)
);

-- Local time of the site until when an order leaves the same day. A working day without a row has no departure.
create table cut_off (
  warehouse_id uuid not null,
  service text not null,
  weekday integer not null check (weekday between 1 and 7),
  at time not null,
  primary key (warehouse_id, service, weekday),
  foreign key (warehouse_id, service) references site_service on delete cascade
);

-- ISO weekdays, Monday is 1. A site without a row works Monday to Friday.
create table working_week (
  warehouse_id uuid primary key references warehouse,
  weekdays integer[] not null check (cardinality(weekdays) between 1 and 7 and weekdays <@ array[1, 2, 3, 4, 5, 6, 7])
);

create table holiday (
  warehouse_id uuid not null references warehouse,
  day date not null,
  name text not null check (length(name) between 1 and 100),
  primary key (warehouse_id, day)
);

-- Containers that go round and round. A tote is a place; its licence plate is what its barcode says.
create table tote (
  place_id uuid primary key references place,
  warehouse_id uuid not null references warehouse,
  code text not null,
  lpn text not null unique check (length(lpn) between 1 and 50),
  unique (warehouse_id, code)
);

-- Where people stand: a pack bench, a receiving dock.
create table work_station (
  id uuid primary key,
  warehouse_id uuid not null references warehouse,
  code text not null check (code ~ '^[A-Z0-9][A-Z0-9-]{0,15}$'),
  name text not null check (length(name) between 1 and 100),
  kind text not null check (kind in ('PACK', 'RECEIVE', 'RETURNS')),
  unique (warehouse_id, code)
);
