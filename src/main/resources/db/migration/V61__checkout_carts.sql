-- The merchant's own shop in Wharf. Without a row there is no storefront; carts made by API can be paid for all the same.
create table shop (
  merchant_id uuid primary key references merchant,
  open boolean not null,
  hold_minutes integer not null check (hold_minutes between 5 and 1440)
);
call protect('shop');

-- A cart on its way to an order. `reference` with `attempt` is the order's external id, which is what makes a second click the same order;
-- `hold_until` is set before the order is handed in and says when its stock is free again unless it is paid.
create table cart (
  id uuid primary key,
  merchant_id uuid not null references merchant,
  reference text not null check (reference ~ '^[0-9A-Z]{6,20}$'),
  attempt integer not null default 1 check (attempt > 0),
  currency char(3) not null,
  language text not null check (language in ('en', 'es', 'pt', 'fr')),
  email text,
  phone text,
  texts boolean not null default false,
  ship_to jsonb,
  service text,
  created_at timestamptz not null,
  touched_at timestamptz not null,
  hold_until timestamptz,
  order_id uuid unique references orders,
  unique (merchant_id, reference)
) with (fillfactor = 80);
create index cart_held on cart (hold_until) where hold_until is not null;
create index cart_open on cart (touched_at) where order_id is null;
call protect('cart');

create table cart_line (
  cart_id uuid not null references cart on delete cascade,
  item_id uuid not null references item,
  merchant_id uuid not null references merchant,
  quantity integer not null check (quantity between 1 and 9999),
  unit_price_minor bigint not null check (unit_price_minor between 0 and 1000000000000),
  added_at timestamptz not null,
  primary key (cart_id, item_id)
);
call protect('cart_line');

-- A second way to pay at the checkout (module payment).
alter table tender drop constraint tender_method_check;
alter table tender add constraint tender_method_check
  check (method in ('CARD', 'PAY_LATER', 'WALLET', 'BANK_DEBIT', 'GIFT_CARD', 'STORE_CREDIT', 'BANK_SLIP', 'CASH_ON_DELIVERY',
                    'COLLECTED_BY_CHANNEL', 'ON_ACCOUNT'));
