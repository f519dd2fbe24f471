create sequence order_number start 100001 cache 64;

create table orders (
  id uuid primary key,
  merchant_id uuid not null references merchant,
  number bigint not null default nextval('order_number'),
  channel text not null check (length(channel) between 1 and 50),
  external_id text not null check (length(external_id) between 1 and 100),
  revision integer not null default 0 check (revision >= 0),
  content_hash bytea not null,
  state text not null check (state in ('RECEIVED', 'AWAITING_PAYMENT', 'ACCEPTED', 'ROUTED', 'IN_FULFILMENT', 'PARTIALLY_SHIPPED',
                                       'SHIPPED', 'DELIVERED', 'CLOSED', 'CANCELLED')),
  placed_at timestamptz not null,
  received_at timestamptz not null,
  currency char(3) not null,
  subtotal_minor bigint not null check (subtotal_minor >= 0),
  discount_minor bigint not null check (discount_minor >= 0),
  shipping_minor bigint not null check (shipping_minor >= 0),
  tax_minor bigint not null check (tax_minor >= 0),
  total_minor bigint not null check (total_minor >= 0),
  priority integer not null default 0,
  service text,
  shortage text not null check (shortage in ('REFUSE', 'BACKORDER')),
  ship_to jsonb not null,
  ship_to_name text not null,
  email text,
  locale text not null default 'en',
  note text,
  open_holds integer not null default 0 check (open_holds >= 0),
  version integer not null default 0,
  unique (merchant_id, channel, external_id),
  constraint money_adds_up check (total_minor = subtotal_minor - discount_minor + shipping_minor + tax_minor)
) with (fillfactor = 85);
create unique index on orders (number);
create index on orders (merchant_id, placed_at desc, id desc);
create index on orders (placed_at desc, id desc);
create index orders_open on orders (state, placed_at) where state not in ('SHIPPED', 'DELIVERED', 'CLOSED', 'CANCELLED');
create index orders_search on orders using gin ((external_id || ' ' || ship_to_name || ' ' || coalesce(email, '')) gin_trgm_ops);
call protect('orders');

create table order_line (
  order_id uuid not null references orders,
  line_no integer not null check (line_no between 1 and 10000),
  merchant_id uuid not null,
  item_id uuid not null,
  sku text not null,
  title text not null,
  quantity integer not null check (quantity between 1 and 1000000),
  unit_price_minor bigint not null check (unit_price_minor >= 0),
  discount_minor bigint not null default 0 check (discount_minor >= 0),
  tax_minor bigint not null default 0 check (tax_minor >= 0),
  properties jsonb,
  primary key (order_id, line_no),
  check (discount_minor <= unit_price_minor * quantity)
);
call protect('order_line');
alter table reservation add foreign key (order_id, line_no) references order_line;

-- A hold stops the steps it names, at any time, until lifted or expired. Several stack.
create table order_hold (
  id uuid primary key,
  order_id uuid not null references orders,
  merchant_id uuid not null,
  kind text not null check (kind in ('PAYMENT', 'FRAUD', 'ADDRESS', 'DUPLICATE', 'MANUAL', 'STOCK')),
  reason text not null check (length(reason) between 1 and 500),
  owner text not null,
  gates text[] not null check (gates <@ array['ROUTE', 'RELEASE', 'PICK', 'PACK', 'LABEL', 'SHIP'] and cardinality(gates) > 0),
  placed_at timestamptz not null,
  expires_at timestamptz,
  lifted_at timestamptz,
  lifted_by text
);
create index on order_hold (order_id);
create index order_hold_open on order_hold (kind, placed_at) where lifted_at is null;
create index order_hold_expiring on order_hold (expires_at) where lifted_at is null and expires_at is not null;
call protect('order_hold');

-- What people on the floor must know or do, from channel notes, line properties, items and merchant rules.
create table instruction (
  id uuid primary key,
  order_id uuid not null references orders,
  line_no integer,
  merchant_id uuid not null,
  type text not null check (type in ('INFORM', 'ACKNOWLEDGE', 'DOCUMENT')),
  stage text not null check (stage in ('PICK', 'PACK', 'LABEL')),
  text text not null check (length(text) between 1 and 2000),
  source text not null check (source in ('CHANNEL', 'LINE', 'ITEM', 'MERCHANT', 'OPERATOR')),
  acknowledged_at timestamptz,
  acknowledged_by text
);
create index on instruction (order_id);
call protect('instruction');

-- A message that could not become an order: kept whole, explained, waiting for a person.
create table parked_message (
  id uuid primary key,
  merchant_id uuid not null,
  channel text not null,
  external_id text,
  raw jsonb not null,
  problems jsonb not null,
  received_at timestamptz not null,
  resolved_at timestamptz,
  resolved_by text,
  resolution text
);
create index on parked_message (received_at) where resolved_at is null;
create unique index on parked_message (merchant_id, channel, external_id);
call protect('parked_message');

-- A later revision of a known order, waiting to be applied; only the last one counts.
create table order_revision (
  order_id uuid primary key references orders,
  merchant_id uuid not null,
  revision integer not null,
  content jsonb not null,
  received_at timestamptz not null
);
call protect('order_revision');

-- Free text over orders: the newest that match. Under row-level security a trigram index cannot serve ilike, so this runs as the owner and
-- filters by scope itself; it returns ids only.
create function order_search(term text, most integer) returns setof uuid
language sql stable security definer set search_path = public
as $$
  select found.id
  from (
    select o.id, o.placed_at
    from orders o
    where (o.external_id || ' ' || o.ship_to_name || ' ' || coalesce(o.email, '')) ilike
          '%' || replace(replace(replace(term, '\', '\\'), '%', '\%'), '_', '\_') || '%'
    and ((select scope_is_all()) or o.merchant_id = any ((select scope_merchants())::uuid[]))
    union
    select o.id, o.placed_at
    from orders o
    where o.number = case when term ~ '^#?[0-9]{1,18}$' then ltrim(term, '#')::bigint end
    and ((select scope_is_all()) or o.merchant_id = any ((select scope_merchants())::uuid[]))
  ) found
  order by found.placed_at desc, found.id desc
  limit most
$$;
