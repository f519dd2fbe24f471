-- Units of the bin that nobody is sent for until it is counted: the books say they are there, a picker did not find them.
alter table count_task
  add column set_aside integer not null default 0 check (set_aside >= 0),
  add column counted integer check (counted >= 0),
  add column counted_by text,
  add column counted_by_key text;
create index count_task_waiting on count_task (warehouse_id, created_at, id) where done_at is null;
