-- Units that have arrived, and orders that are over: what an order's state follows from beside its units' fates.
alter table orders
  add column delivered_units bigint not null default 0 check (delivered_units >= 0),
  add column closed_at timestamptz;
-- Orders that time will close.
create index orders_closing on orders (id) where state in ('SHIPPED', 'DELIVERED');
