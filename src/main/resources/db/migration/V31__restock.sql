-- When to buy what again. How a merchant wants it; who sells it; what is on its way; what was demanded; what follows from all that.
create table restock_policy (
  merchant_id uuid primary key references merchant,
  service_level double precision not null default 0.95 check (service_level between 0.5 and 0.999),
  review_days integer not null default 7 check (review_days between 1 and 90),
  default_lead_days integer not null default 14 check (default_lead_days between 0 and 365),
  overstock_days integer not null default 180 check (overstock_days between 7 and 3650),
  order_cost_minor bigint not null default 0 check (order_cost_minor between 0 and 100000000),
  holding_percent integer not null default 20 check (holding_percent between 1 and 200),
  notify_email text check (length(notify_email) <= 254),
  notify_phone text check (notify_phone ~ '^[+][0-9]{4,15}$')
);
call protect('restock_policy');

create table supplier (
  id uuid primary key,
  merchant_id uuid not null references merchant,
  name text not null check (length(name) between 1 and 200),
  email text check (length(email) <= 254),
  lead_days integer not null check (lead_days between 0 and 365),
  lead_days_deviation integer not null default 0 check (lead_days_deviation between 0 and 180),
  minimum_order_minor bigint not null default 0 check (minimum_order_minor >= 0),
  currency char(3) not null,
  unique (merchant_id, name)
);
call protect('supplier');

-- Where an item is bought: one place at a time.
create table item_supplier (
  item_id uuid primary key references item,
  merchant_id uuid not null,
  supplier_id uuid not null references supplier,
  supplier_sku text check (length(supplier_sku) <= 100),
  pack_size integer not null default 1 check (pack_size between 1 and 1000000),
  minimum_quantity integer not null default 1 check (minimum_quantity between 1 and 1000000),
  unit_cost_minor bigint not null check (unit_cost_minor >= 0),
  lead_days integer check (lead_days between 0 and 365)
);
create index on item_supplier (supplier_id);
call protect('item_supplier');

create sequence purchase_order_number start 5001 cache 1;
create table purchase_order (
  id uuid primary key,
  merchant_id uuid not null references merchant,
  number bigint not null unique default nextval('purchase_order_number'),
  supplier_id uuid not null references supplier,
  warehouse_id uuid references warehouse,
  state text not null check (state in ('PLACED', 'RECEIVED', 'CANCELLED')),
  placed_at timestamptz not null,
  placed_by text not null,
  expected_on date not null,
  request_id uuid not null,
  unique (merchant_id, request_id)
);
create index on purchase_order (merchant_id, number desc);
create index on purchase_order (supplier_id);
call protect('purchase_order');

create table purchase_order_line (
  purchase_order_id uuid not null references purchase_order,
  line_no integer not null,
  merchant_id uuid not null,
  item_id uuid not null references item,
  quantity integer not null check (quantity between 1 and 1000000),
  received integer not null default 0 check (received between 0 and 2000000),
  unit_cost_minor bigint not null check (unit_cost_minor >= 0),
  primary key (purchase_order_id, line_no)
);
create index on purchase_order_line (item_id);
call protect('purchase_order_line');

-- What one order adds to the demand of a day, so that a change of the order can be taken back exactly. No warehouse: not routed yet.
create table demand_part (
  order_id uuid not null,
  item_id uuid not null,
  warehouse_id uuid,
  merchant_id uuid not null,
  day date not null,
  quantity bigint not null check (quantity > 0)
);
create unique index on demand_part (order_id, item_id, warehouse_id) nulls not distinct;
call protect('demand_part');

create table demand_day (
  merchant_id uuid not null,
  item_id uuid not null,
  warehouse_id uuid,
  day date not null,
  quantity bigint not null check (quantity >= 0)
) with (fillfactor = 80);
create unique index on demand_day (item_id, warehouse_id, day) nulls not distinct;
create index on demand_day (merchant_id, day);
call protect('demand_day');

-- The last forecast of an item, of all sites (no warehouse) and of each. Quantities on hand are not here: a list compares live.
create table restock_level (
  item_id uuid not null references item,
  warehouse_id uuid references warehouse,
  merchant_id uuid not null,
  computed_on date not null,
  bucket_days integer not null,
  periods integer not null,
  daily_mean double precision not null,
  lead_days integer not null,
  lead_days_deviation integer not null,
  review_days integer not null,
  service_level double precision not null,
  lead_demand double precision not null,
  reorder_point bigint not null,
  review_demand double precision not null,
  error_rmse double precision not null,
  error_absolute double precision not null,
  error_naive double precision not null,
  error_bias double precision not null,
  test_origins integer not null,
  methods text not null,
  outlook jsonb not null
);
create unique index on restock_level (item_id, warehouse_id) nulls not distinct;
create index on restock_level (merchant_id, warehouse_id);
call protect('restock_level');

-- Whether an item is below its reorder point, and how often it has come there: one notice a crossing.
create table restock_alert (
  item_id uuid primary key references item,
  merchant_id uuid not null,
  below boolean not null,
  crossing integer not null,
  changed_at timestamptz not null
);
create index on restock_alert (merchant_id) where below;
call protect('restock_alert');
