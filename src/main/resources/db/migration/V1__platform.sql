-- Ground every module stands on. The application role may not alter the schema, bypass policies or change what is append-only.
grant usage on schema public to ${app};
alter default privileges in schema public grant select, insert, update, delete on tables to ${app};
alter default privileges in schema public grant usage, select on sequences to ${app};

-- Scope: the merchants whose rows this transaction may see, set once per transaction. '*' is every merchant; unset is none.
create function scope_is_all() returns boolean language sql stable parallel safe
as $$ select coalesce(current_setting('wharf.scope', true), '') = '*' $$;

create function scope_merchants() returns uuid[] language sql stable parallel safe
as $$ select case when coalesce(current_setting('wharf.scope', true), '') in ('', '*') then '{}'::uuid[]
             else string_to_array(current_setting('wharf.scope', true), ',')::uuid[] end $$;

-- Puts a table with a merchant_id under the scope. The sub-selects make each check an init plan: once a statement, not once a row.
create procedure protect(relation regclass) language plpgsql as $$
begin
  execute format('alter table %s enable row level security', relation);
  execute format('create policy scope on %s
                    using ((select scope_is_all()) or merchant_id = any ((select scope_merchants())::uuid[]))
                    with check ((select scope_is_all()) or merchant_id = any ((select scope_merchants())::uuid[]))', relation);
end $$;

-- Monthly partitions for tables that only grow, with a default one so that no row is ever refused. The application reaches them through
-- their parent only: policies and revoked rights of the parent do not hold for whoever names a partition.
create procedure ensure_partitions(parent text, since date, months integer) language plpgsql as $$
declare
  first date := date_trunc('month', since);
  part text;
begin
  for i in 0 .. months - 1 loop
    part := parent || to_char(first + make_interval(months => i), '"_y"YYYY"m"MM');
    if to_regclass(part) is null then
      execute format('create table %I partition of %I for values from (%L) to (%L)', part, parent,
                     first + make_interval(months => i), first + make_interval(months => i + 1));
      execute format('revoke all on %I from %I', part, '${app}');
    end if;
  end loop;
  if to_regclass(parent || '_default') is null then
    execute format('create table %I partition of %I default', parent || '_default', parent);
    execute format('revoke all on %I from %I', parent || '_default', '${app}');
  end if;
end $$;

-- Makes a table append-only for the application.
create procedure append_only(relation regclass) language plpgsql as $$
begin
  execute format('revoke update, delete, truncate on %s from %I', relation, '${app}');
end $$;

-- What happened: audit trail, history, timeline, source of webhooks. `root` is what it is read under (an order, say).
create table fact (
  id bigint generated always as identity,
  recorded_at timestamptz not null default now(),
  occurred_at timestamptz not null,
  merchant_id uuid,
  root uuid not null,
  subject_kind text not null,
  subject uuid not null,
  type text not null,
  actor_kind text not null,
  actor text not null,
  reason text,
  data jsonb,
  xid xid8 not null default pg_current_xact_id(),
  primary key (id, recorded_at)
) partition by range (recorded_at);
create index on fact (root, id);
create index on fact (merchant_id, id);
call protect('fact');
call append_only('fact');
call ensure_partitions('fact', current_date, 14);

-- What can be charged for, recorded where it happens, so that history can be invoiced later.
create table billable_act (
  id bigint generated always as identity,
  recorded_at timestamptz not null default now(),
  occurred_at timestamptz not null,
  merchant_id uuid not null,
  warehouse_id uuid,
  kind text not null check (kind in ('RECEIVED', 'STORED_DAY', 'PICKED', 'PACKED', 'MATERIAL', 'SHIPPED', 'RETURNED', 'MANUAL')),
  quantity bigint not null check (quantity > 0),
  unit text not null,
  root uuid,
  cause text not null,
  amount_minor bigint,
  currency char(3),
  detail jsonb,
  primary key (id),
  unique (kind, cause),
  check ((amount_minor is null) = (currency is null))
);
create index on billable_act (merchant_id, occurred_at);
call protect('billable_act');
call append_only('billable_act');

-- Every choice with its candidates, costs and reason.
create table decision (
  id uuid primary key,
  merchant_id uuid not null,
  root uuid not null,
  subject uuid not null,
  kind text not null,
  chosen text not null,
  reason text not null,
  candidates jsonb not null,
  decided_at timestamptz not null
);
create index on decision (root, decided_at);
call protect('decision');
call append_only('decision');

-- Work to be done by any node: who leases a row does its step. Claimed in bounded batches, oldest due first, fair across merchants.
-- `version` is another one each time the work is queued, also when its row was removed in between: only who has seen the last may finish it.
create sequence work_version as integer cycle cache 32;
create table work (
  step text not null,
  subject uuid not null,
  merchant_id uuid not null,
  due_at timestamptz not null,
  lease_until timestamptz not null default '-infinity',
  version integer not null default nextval('work_version'),
  attempts integer not null default 0,
  note text,
  added_at timestamptz not null default now(),
  primary key (step, subject)
) with (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 500);
create index work_due on work (step, merchant_id, due_at);
call protect('work');

-- A call to the world outside: recorded before it is made, resolved after; UNKNOWN is asked about, never guessed.
create table external_effect (
  id uuid primary key,
  kind text not null,
  key text not null unique,
  merchant_id uuid not null,
  root uuid not null,
  state text not null check (state in ('PENDING', 'DONE', 'REFUSED', 'UNKNOWN')),
  attempts integer not null default 1,
  request jsonb,
  answer jsonb,
  reason text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index on external_effect (root);
create index on external_effect (kind, updated_at) where state in ('PENDING', 'UNKNOWN');
call protect('external_effect');

-- Answers already given to a request that carried an Idempotency-Key. `owner` is the token or user that sent it.
create table idempotency_key (
  owner text not null,
  key text not null,
  request_hash bytea not null,
  status integer,
  answer text,
  created_at timestamptz not null default now(),
  lease_until timestamptz,
  primary key (owner, key)
);

-- Documents and raw messages.
create table stored_file (
  id uuid primary key,
  merchant_id uuid,
  root uuid,
  kind text not null,
  name text not null,
  media_type text not null,
  sha256 bytea not null,
  content bytea not null,
  created_at timestamptz not null default now()
);
create index on stored_file (root);
call protect('stored_file');

-- The business clock: system time plus an offset, adjustable in demo and tests.
create table business_clock (
  only_row boolean primary key default true check (only_row),
  offset_millis bigint not null default 0
);
insert into business_clock default values;

-- db-scheduler's table.
create table scheduled_tasks (
  task_name text not null,
  task_instance text not null,
  task_data bytea,
  execution_time timestamptz not null,
  picked boolean not null,
  picked_by text,
  last_success timestamptz,
  last_failure timestamptz,
  consecutive_failures integer,
  last_heartbeat timestamptz,
  version bigint not null,
  priority smallint,
  primary key (task_name, task_instance)
);
create index on scheduled_tasks (execution_time);
create index on scheduled_tasks (last_heartbeat);
create index on scheduled_tasks (priority desc, execution_time asc);
