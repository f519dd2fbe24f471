-- What an item is sold for, from when on. Past prices stay, so that an old order can be understood.
create table item_price (
  merchant_id uuid not null references merchant,
  item_id uuid not null references item,
  currency char(3) not null check (currency ~ '^[A-Z]{3}$'),
  valid_from timestamptz not null,
  amount_minor bigint not null check (amount_minor between 0 and 1000000000000),
  primary key (item_id, currency, valid_from)
);
create index on item_price (merchant_id, currency);
call protect('item_price');
