-- What a shopper was promised. Written under the channel's own key before the order is handed in, so that whoever reads an order that has just
-- been taken finds its promise; the order's id follows. Kept, so that "promise kept" can be measured against what really happened.
create table promise (
  merchant_id uuid not null references merchant,
  channel text not null,
  external_id text not null,
  order_id uuid unique,
  deliver_by date not null,
  ship_by timestamptz not null,
  service text not null,
  currency char(3) not null,
  price_minor bigint not null check (price_minor >= 0),
  source text not null check (source in ('CHECKOUT')),
  page text,
  made_at timestamptz not null,
  primary key (merchant_id, channel, external_id)
);
create index on promise (merchant_id, deliver_by);
call protect('promise');
