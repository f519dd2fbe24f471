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

alter table site_reservation add foreign key (fulfilment_id) references fulfilment;
