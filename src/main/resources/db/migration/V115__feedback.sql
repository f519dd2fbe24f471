-- How a merchant asks shoppers what they think; without a row the usual terms hold.
create table feedback_policy (
  merchant_id uuid primary key references merchant,
  asks boolean not null,
  delay_hours integer not null check (delay_hours between 0 and 720),
  answer_days integer not null check (answer_days between 1 and 180),
  quiet_days integer not null check (quiet_days between 0 and 365),
  asks_reviews boolean not null
);
call protect('feedback_policy');

-- Shoppers who do not want to be asked by a merchant again.
create table feedback_stop (
  merchant_id uuid not null references merchant,
  recipient text not null check (length(recipient) <= 320),
  stopped_at timestamptz not null,
  primary key (merchant_id, recipient)
);
call protect('feedback_stop');

-- One a delivered order: when its shopper is thanked and asked, and what came of that.
create table survey (
  order_id uuid primary key references orders,
  merchant_id uuid not null references merchant,
  recipient text,
  delivered_at timestamptz not null,
  due_at timestamptz not null,
  state text not null check (state in ('WAITING', 'SENT', 'SUPPRESSED')),
  reason text,
  settled_at timestamptz,
  expires_at timestamptz,
  check ((state = 'WAITING') = (settled_at is null)),
  check ((state = 'SENT') = (expires_at is not null)),
  check (state <> 'SUPPRESSED' or reason is not null)
) with (fillfactor = 80);
create index survey_due on survey (due_at) where state = 'WAITING';
create index survey_asked on survey (merchant_id, recipient, settled_at) where state = 'SENT';
call protect('survey');

-- One answer an order and kind; the shopper may change it while the link is good.
create table survey_answer (
  order_id uuid not null references survey,
  kind text not null check (kind in ('CSAT', 'NPS')),
  merchant_id uuid not null,
  score smallint not null,
  comment text check (length(comment) between 1 and 1000),
  answered_at timestamptz not null,
  changed_at timestamptz,
  attention text not null check (attention in ('NONE', 'OPEN', 'CLOSED')),
  note text check (length(note) between 1 and 500),
  closed_at timestamptz,
  closed_by text,
  primary key (order_id, kind),
  constraint score_is_on_its_scale check (case kind when 'CSAT' then score between 1 and 5 else score between 0 and 10 end),
  check ((attention = 'CLOSED') = (closed_at is not null and note is not null))
) with (fillfactor = 80);
create index on survey_answer (answered_at desc, order_id desc, kind desc);
create index on survey_answer (merchant_id, answered_at desc, order_id desc, kind desc);
create index survey_answer_open on survey_answer (answered_at, order_id) where attention = 'OPEN';
call protect('survey_answer');

-- What a shopper thinks of an item bought; shown to others once the merchant has said so.
create table item_review (
  id uuid primary key,
  merchant_id uuid not null references merchant,
  order_id uuid not null references survey,
  item_id uuid not null references item,
  stars smallint not null check (stars between 1 and 5),
  text text not null check (length(text) <= 4000),
  shown_name text not null check (length(shown_name) <= 60),
  locale text not null,
  state text not null check (state in ('PENDING', 'PUBLISHED', 'REJECTED')),
  reason text check (length(reason) between 1 and 500),
  reply text check (length(reply) between 1 and 2000),
  submitted_at timestamptz not null,
  decided_at timestamptz,
  decided_by text,
  unique (order_id, item_id),
  check ((state = 'PENDING') = (decided_at is null)),
  check (state <> 'REJECTED' or reason is not null)
) with (fillfactor = 80);
create index on item_review (submitted_at desc, id desc);
create index on item_review (merchant_id, submitted_at desc, id desc);
create index item_review_pending on item_review (submitted_at, id) where state = 'PENDING';
create index item_review_published on item_review (item_id, submitted_at desc, id desc) include (stars) where state = 'PUBLISHED';
create index item_review_feed on item_review (merchant_id, id) where state = 'PUBLISHED';
call protect('item_review');
