-- Where merchants and operators want to be told what happens. Without a merchant an endpoint hears of all of them, and is the operator's.
create table webhook_endpoint (
  id uuid primary key,
  merchant_id uuid references merchant,
  url text not null check (length(url) between 1 and 2000),
  description text not null check (length(description) <= 200),
  events text[] not null, -- none means all
  secret text not null,
  old_secret text,
  old_secret_until timestamptz,
  state text not null check (state in ('ACTIVE', 'OFF')),
  reason text,
  sequence bigint not null default 0, -- of the last delivery
  after_fact bigint not null, -- what happened before is not told
  failing_since timestamptz,
  silent_until timestamptz, -- it gave no answer, and is left alone for a while; system time
  created_at timestamptz not null,
  created_by text not null,
  check ((old_secret is null) = (old_secret_until is null))
);
create index on webhook_endpoint (merchant_id);
call protect('webhook_endpoint');

-- What is to be told to one endpoint, in its order; kept for a while after.
create table webhook_delivery (
  id uuid primary key,
  endpoint_id uuid not null references webhook_endpoint on delete cascade,
  merchant_id uuid,
  sequence bigint not null,
  type text not null,
  body text not null,
  state text not null check (state in ('QUEUED', 'DELIVERED', 'DEAD')),
  attempts integer not null default 0, -- since it was queued or replayed
  due_at timestamptz not null, -- when it is tried next; system time
  created_at timestamptz not null,
  settled_at timestamptz,
  unique (endpoint_id, sequence),
  check ((state = 'QUEUED') = (settled_at is null))
) with (fillfactor = 80);
create index webhook_dead on webhook_delivery (endpoint_id, sequence) where state = 'DEAD';
create index webhook_queued on webhook_delivery (endpoint_id, due_at, sequence) where state = 'QUEUED';
create index webhook_settled on webhook_delivery (settled_at) where settled_at is not null;
call protect('webhook_delivery');

-- Each try, and what came of it.
create table webhook_attempt (
  id bigint generated always as identity primary key,
  delivery_id uuid not null references webhook_delivery on delete cascade,
  merchant_id uuid,
  at timestamptz not null,
  status integer,
  millis integer not null,
  problem text
);
create index on webhook_attempt (delivery_id, id);
call protect('webhook_attempt');
