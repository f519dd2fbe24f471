create sequence fulfilment_number start 500001 cache 16;

-- What one warehouse ships of an order.
create table fulfilment (
  id uuid primary key,
  merchant_id uuid not null references merchant,
  order_id uuid not null references orders,
  warehouse_id uuid not null references warehouse,
  number bigint not null default nextval('fulfilment_number') unique,
  state text not null check (state in ('PLANNED', 'RELEASED', 'PICKING', 'PICKED', 'PACKING', 'PACKED', 'SHIPPED', 'CANCELLED')),
  service text not null,
  ship_by timestamptz not null,
  deliver_by date,
  wave_id uuid,
  cancel_requested boolean not null default false,
  created_at timestamptz not null,
  released_at timestamptz,
  shipped_at timestamptz,
  version integer not null default 0
) with (fillfactor = 80);
create index on fulfilment (order_id);
create index fulfilment_open on fulfilment (warehouse_id, state, ship_by) where state not in ('SHIPPED', 'CANCELLED');
call protect('fulfilment');

create table fulfilment_line (
  fulfilment_id uuid not null references fulfilment,
  line_no integer not null,
  item_id uuid not null references item,
  order_id uuid not null,
  merchant_id uuid not null,
  quantity integer not null check (quantity > 0),
  allocated integer not null default 0 check (allocated >= 0),
  picked integer not null default 0 check (picked >= 0),
  packed integer not null default 0 check (packed >= 0),
  shipped integer not null default 0 check (shipped >= 0),
  dropped integer not null default 0 check (dropped >= 0),
  primary key (fulfilment_id, line_no, item_id),
  check (allocated + picked + packed + shipped + dropped <= quantity),
  foreign key (order_id, line_no, item_id) references reservation
) with (fillfactor = 80);
create index on fulfilment_line (order_id, line_no, item_id);
call protect('fulfilment_line');
