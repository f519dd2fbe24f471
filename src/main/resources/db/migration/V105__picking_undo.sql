-- A scan that was a mistake is taken back by a further command; the scan itself stays, with the time at which it ceased to count.
alter table put_back_scan
  add column n bigint generated always as identity,
  add column undone_at timestamptz;
create index on put_back_scan (worker_key, n) where undone_at is null;

-- What a count did to the books, so that it can be taken back unit by unit. Null: counted before this was kept.
alter table count_task
  add column returned integer check (returned >= 0),
  add column written_off integer check (written_off >= 0),
  add column found integer,
  add column undone_at timestamptz,
  add column undone_by text;
create index on count_task (counted_by_key, done_at) where done_at is not null and undone_at is null;
