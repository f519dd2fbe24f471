-- One thing done to many rows of a list. A job runs as work in the name of who started it; `request_id` is made by the caller, and the same
-- one again is the same job. A job that takes another back names it, once.
create table bulk_job (
  id uuid primary key,
  request_id uuid not null,
  owner text not null,
  actor_kind text not null check (actor_kind in ('USER', 'TOKEN')),
  actor text not null,
  merchant_id uuid,
  list text not null,
  action text not null,
  answers jsonb not null,
  undo_of uuid unique references bulk_job,
  state text not null default 'RUNNING' check (state in ('RUNNING', 'FINISHED', 'CANCELLED')),
  total integer not null check (total > 0),
  created_at timestamptz not null default now(),
  finished_at timestamptz,
  check ((finished_at is null) = (state = 'RUNNING')),
  unique (owner, request_id)
);
create index on bulk_job (merchant_id, id desc);
call protect('bulk_job');

-- Its rows, each done, refused or skipped by itself. `undo` is what the action needs to take it back.
create table bulk_item (
  job_id uuid not null references bulk_job,
  key text not null check (length(key) between 1 and 200),
  merchant_id uuid,
  position integer not null,
  name text not null,
  state text not null default 'WAITING' check (state in ('WAITING', 'DONE', 'REFUSED', 'SKIPPED')),
  reason text,
  undo text,
  primary key (job_id, key),
  check ((reason is not null) = (state = 'REFUSED'))
);
create index bulk_item_waiting on bulk_item (job_id, position) where state = 'WAITING';
create index bulk_item_refused on bulk_item (job_id, position) where state = 'REFUSED';
call protect('bulk_item');
