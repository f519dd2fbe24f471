-- Something is wrong with a parcel: said by the shopper, by the carrier's news or by the operator; decided by a person, with reason and payer.
create sequence delivery_case_number start 1001;
create table delivery_case (
  id uuid primary key,
  number bigint not null default nextval('delivery_case_number') unique,
  merchant_id uuid not null references merchant,
  order_id uuid not null references orders,
  parcel_id uuid not null references parcel,
  reason text not null check (reason in ('DAMAGED', 'MISSING_ITEM', 'WRONG_ITEM', 'NOT_RECEIVED', 'RETURNED_TO_SENDER', 'LOST')),
  text text not null check (length(text) <= 2000),
  opened_by text not null check (opened_by in ('SHOPPER', 'CARRIER', 'OPERATOR')),
  opened_at timestamptz not null,
  state text not null check (state in ('OPEN', 'DECIDED', 'CLOSED')),
  decision text check (decision in ('RESHIP', 'REFUND', 'CARRIER_CLAIM', 'REJECT')),
  payer text check (payer in ('MERCHANT', 'OPERATOR', 'CARRIER')),
  amount_minor bigint check (amount_minor >= 0),
  currency char(3),
  because text check (length(because) between 1 and 500),
  decided_at timestamptz,
  decided_by text,
  decisions integer not null default 0,
  problem text,
  outcome text,
  reship_order uuid,
  closed_at timestamptz,
  check ((amount_minor is null) = (currency is null)),
  constraint decided_is_complete check (state = 'OPEN' or (decision is not null and payer is not null and because is not null
    and decided_at is not null and decided_by is not null)),
  check ((state = 'CLOSED') = (closed_at is not null)),
  check (decision <> 'REFUND' or amount_minor > 0)
) with (fillfactor = 80);
-- Said twice is one case.
create unique index one_open_case on delivery_case (order_id, parcel_id, reason) where state <> 'CLOSED';
create index on delivery_case (state, id desc);
create index on delivery_case (merchant_id, state, id desc);
create index on delivery_case (order_id);
call protect('delivery_case');

-- What of the order it is about.
create table delivery_case_line (
  case_id uuid not null references delivery_case,
  line_no integer not null,
  merchant_id uuid not null,
  quantity integer not null check (quantity > 0),
  primary key (case_id, line_no)
);
call protect('delivery_case_line');
