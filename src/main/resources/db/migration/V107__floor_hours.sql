-- When people were at work: the denominator of units per hour. Corrected by a manager, with what it was before kept.
create table work_period (
  id uuid primary key,
  user_id uuid not null references app_user,
  warehouse_id uuid not null references warehouse,
  started_at timestamptz not null,
  ended_at timestamptz,
  check (ended_at >= started_at)
);
create unique index work_period_open on work_period (user_id) where ended_at is null;
create index on work_period (user_id, started_at);
create index on work_period (warehouse_id, started_at);

create table work_period_change (
  id bigint generated always as identity primary key,
  period_id uuid not null references work_period,
  changed_at timestamptz not null,
  changed_by text not null,
  reason text not null check (length(reason) between 1 and 300),
  was_started_at timestamptz not null,
  was_ended_at timestamptz,
  started_at timestamptz not null,
  ended_at timestamptz
);
create index on work_period_change (period_id, id);
call append_only('work_period_change');

-- What somebody prefers on the floor.
create table floor_person (
  user_id uuid primary key references app_user on delete cascade,
  language text not null check (language in ('en', 'es'))
);
