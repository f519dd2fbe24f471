-- What a merchant lets shoppers send back, and on what terms. Each version stays: a return keeps the terms it was asked for under.
create table return_policy (
  merchant_id uuid not null references merchant,
  version integer not null check (version > 0),
  terms jsonb not null,
  changed_at timestamptz not null,
  changed_by text not null,
  primary key (merchant_id, version)
);
call protect('return_policy');
call append_only('return_policy');

create sequence rma_number start 800001 cache 16;

-- A return authorisation. Where its units are stands in its lines; `state` is the least settled of them, kept for lists.
create table rma (
  id uuid primary key,
  merchant_id uuid not null references merchant,
  order_id uuid not null references orders,
  number bigint not null default nextval('rma_number') unique,
  kind text not null check (kind in ('REQUESTED', 'UNANNOUNCED', 'REFUSED_AT_DOOR')),
  state text not null check (state in ('REQUESTED', 'AUTHORISED', 'IN_TRANSIT', 'RECEIVED', 'GRADED', 'SETTLED', 'REJECTED', 'EXPIRED', 'CANCELLED')),
  warehouse_id uuid not null references warehouse,
  currency char(3) not null,
  terms jsonb not null,
  fee_minor bigint not null check (fee_minor >= 0),
  postage_minor bigint not null check (postage_minor >= 0),
  instant boolean not null,
  needs_decision boolean not null default false, -- came without a yes, or against the policy: nothing is paid until a person says so
  note text check (length(note) <= 500),
  request_id uuid not null,
  requested_at timestamptz not null,
  authorised_at timestamptz,
  expires_at timestamptz,
  received_at timestamptz,
  graded_at timestamptz,
  settled_at timestamptz,
  charge_at timestamptz,
  charged_minor bigint not null default 0 check (charged_minor >= 0),
  version integer not null default 0,
  unique (merchant_id, request_id)
) with (fillfactor = 80);
create index on rma (order_id);
create index on rma (merchant_id, requested_at desc, id desc);
create index on rma (requested_at desc, id desc);
create index rma_open on rma (warehouse_id, state) where state not in ('SETTLED', 'REJECTED', 'EXPIRED', 'CANCELLED');
create index rma_to_decide on rma (requested_at) where needs_decision or state = 'REQUESTED';
create index rma_expiring on rma (expires_at) where state in ('AUTHORISED', 'IN_TRANSIT');
create index rma_chargeable on rma (charge_at) where charge_at is not null;
call protect('rma');

-- Each unit is in exactly one state.
create table rma_line (
  rma_id uuid not null references rma,
  line_no integer not null,
  order_id uuid not null,
  merchant_id uuid not null,
  reason text not null,
  our_fault boolean not null,
  resolution text not null check (resolution in ('REFUND', 'EXCHANGE')),
  exchange_item uuid,
  exchange_sku text,
  difference_minor bigint not null default 0 check (difference_minor >= 0),
  quantity integer not null check (quantity > 0),
  requested integer not null default 0 check (requested >= 0),
  authorised integer not null default 0 check (authorised >= 0),
  in_transit integer not null default 0 check (in_transit >= 0),
  received integer not null default 0 check (received >= 0),
  graded integer not null default 0 check (graded >= 0),
  settled integer not null default 0 check (settled >= 0),
  rejected integer not null default 0 check (rejected >= 0),
  expired integer not null default 0 check (expired >= 0),
  cancelled integer not null default 0 check (cancelled >= 0),
  primary key (rma_id, line_no),
  foreign key (order_id, line_no) references order_line,
  constraint one_state_per_unit
    check (quantity = requested + authorised + in_transit + received + graded + settled + rejected + expired + cancelled),
  check (resolution = 'REFUND' or (exchange_item is not null and exchange_sku is not null))
) with (fillfactor = 80);
create index on rma_line (order_id, line_no);
call protect('rma_line');

-- What one unit of a line is made of: itself, or the parts of a kit; and the lot that was shipped.
create table rma_component (
  rma_id uuid not null,
  line_no integer not null,
  item_id uuid not null references item,
  merchant_id uuid not null,
  per_unit integer not null check (per_unit > 0),
  lot text not null default '',
  primary key (rma_id, line_no, item_id),
  foreign key (rma_id, line_no) references rma_line
);
call protect('rma_component');

-- How many units of an order line returns lay claim to: never more than were shipped, whoever asks at the same moment.
create table rma_claim (
  order_id uuid not null,
  line_no integer not null,
  merchant_id uuid not null,
  shipped integer not null,
  claimed integer not null,
  valued integer not null default 0,
  primary key (order_id, line_no),
  foreign key (order_id, line_no) references order_line,
  constraint returned_within_shipped check (valued >= 0 and valued <= claimed and claimed <= shipped)
) with (fillfactor = 70);
call protect('rma_claim');

-- One row per count at the dock; an undone one stays and says so.
create table rma_count (
  id uuid primary key,
  rma_id uuid not null,
  line_no integer not null,
  merchant_id uuid not null,
  warehouse_id uuid not null references warehouse,
  quantity integer not null check (quantity > 0),
  from_state text not null,
  counted_at timestamptz not null,
  counted_by text not null,
  undone_at timestamptz,
  foreign key (rma_id, line_no) references rma_line
);
create index on rma_count (rma_id);
call protect('rma_count');

-- One row per judgement over counted units. `settlement_id` once their money is drawn up.
create table rma_grade (
  id uuid primary key,
  rma_id uuid not null,
  line_no integer not null,
  merchant_id uuid not null,
  warehouse_id uuid not null references warehouse,
  quantity integer not null check (quantity > 0),
  grade text not null check (grade in ('A', 'B', 'C', 'D')),
  disposition text not null check (disposition in ('RESTOCK', 'QUARANTINE', 'DISPOSE', 'NOT_OURS')),
  photo uuid,
  note text check (length(note) <= 500),
  graded_at timestamptz not null,
  graded_by text not null,
  settlement_id uuid,
  foreign key (rma_id, line_no) references rma_line,
  check ((grade = 'D') = (disposition = 'NOT_OURS'))
);
create index on rma_grade (rma_id);
create index on rma_grade (settlement_id) where settlement_id is not null;
create index rma_grade_undrawn on rma_grade (rma_id) where settlement_id is null;
call protect('rma_grade');

-- What a shopper gets back for graded units. `paying_minor` is fixed before the provider is asked and never changes afterwards.
create table rma_settlement (
  id uuid primary key,
  rma_id uuid not null references rma,
  order_id uuid not null,
  merchant_id uuid not null,
  number integer not null check (number > 0),
  currency char(3) not null,
  goods_minor bigint not null check (goods_minor >= 0),
  shipping_minor bigint not null default 0 check (shipping_minor >= 0),
  deducted_minor bigint not null default 0 check (deducted_minor >= 0),
  amount_minor bigint not null check (amount_minor >= 0),
  paying_minor bigint check (paying_minor >= 0),
  refunded_minor bigint not null default 0 check (refunded_minor >= 0),
  state text not null check (state in ('DUE', 'REFUNDED', 'OUTSIDE', 'FAILED', 'NOTHING')),
  reason text,
  drawn_at timestamptz not null,
  done_at timestamptz,
  unique (rma_id, number),
  constraint refund_within_value check (amount_minor <= goods_minor + shipping_minor - deducted_minor),
  constraint paid_within_due check (coalesce(paying_minor, 0) <= amount_minor and refunded_minor <= coalesce(paying_minor, 0)),
  constraint one_end check ((state = 'DUE') = (done_at is null))
);
create index on rma_settlement (order_id);
create index rma_settlement_failed on rma_settlement (rma_id) where state = 'FAILED';
call protect('rma_settlement');

-- Another item in return. An instant one leaves before the goods are back.
create table rma_exchange (
  id uuid primary key,
  rma_id uuid not null references rma,
  line_no integer not null,
  merchant_id uuid not null,
  settlement_id uuid references rma_settlement,
  sku text not null,
  quantity integer not null check (quantity > 0),
  value_minor bigint not null check (value_minor >= 0),
  instant boolean not null,
  state text not null check (state in ('DUE', 'ORDERED', 'REFUNDED_INSTEAD')),
  order_id uuid,
  order_number bigint,
  reason text,
  made_at timestamptz not null,
  done_at timestamptz,
  constraint ordered_names_its_order check ((state = 'ORDERED') = (order_id is not null))
);
create index on rma_exchange (rma_id);
create unique index on rma_exchange (order_id) where order_id is not null;
call protect('rma_exchange');

-- What came without anything that says whose it is, or beyond what an order shipped: photographed at the dock, answered by the merchant.
create table unknown_return (
  id uuid primary key,
  merchant_id uuid references merchant,
  warehouse_id uuid not null references warehouse,
  number bigint not null default nextval('rma_number') unique,
  kind text not null check (kind in ('NO_LABEL', 'OVERCOUNT', 'NOT_OURS')),
  rma_id uuid references rma,
  description text not null check (length(description) between 1 and 500),
  photo uuid,
  state text not null check (state in ('WAITING', 'MATCHED', 'RESTOCKED', 'DISPOSED')),
  answer text check (length(answer) <= 500),
  matched_rma uuid references rma,
  found_at timestamptz not null,
  found_by text not null,
  answered_at timestamptz,
  answered_by text,
  check ((state = 'WAITING') = (answered_at is null))
);
create index on unknown_return (found_at, id) where state = 'WAITING';
create index on unknown_return (merchant_id, found_at);
call protect('unknown_return');

-- Units judged fit to be sold again, waiting in the returns place for somebody to carry them to a bin.
create table return_putaway (
  id uuid primary key,
  merchant_id uuid not null references merchant,
  warehouse_id uuid not null references warehouse,
  rma_id uuid references rma,
  unknown_id uuid references unknown_return,
  item_id uuid not null references item,
  lot text not null default '',
  quantity integer not null check (quantity > 0),
  from_place uuid not null references place,
  to_place uuid references place,
  added_at timestamptz not null,
  done_at timestamptz,
  done_by text,
  check ((done_at is null) = (to_place is null))
);
create index return_putaway_open on return_putaway (warehouse_id, added_at) where done_at is null;
call protect('return_putaway');
