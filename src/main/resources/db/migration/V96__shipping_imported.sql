-- A label of the past was bought elsewhere: what was printed then is not here.
alter table label add column imported boolean not null default false;
alter table label drop constraint bought_is_complete;
alter table label add constraint bought_is_complete check (state <> 'BOUGHT' or (carrier is not null and service is not null and tracking is not null
  and postage_minor is not null and currency is not null and (zpl_file is not null or imported) and bought_at is not null));

alter table tracking_event drop constraint tracking_event_heard_check;
alter table tracking_event add constraint tracking_event_heard_check check (heard in ('WEBHOOK', 'POLL', 'PERSON', 'IMPORT'));

-- Makes the monthly partitions of what carriers reported back to the month of `since`, at most ten years ago; returns how many. The
-- application may not create tables, so that this runs as the owner; what is in the way of it is waited for half a second.
create function past_tracking_partitions(since timestamptz) returns integer
  language plpgsql security definer
  set search_path = public, pg_temp
  set timezone = 'UTC'
  set datestyle = 'ISO'
  set lock_timeout = '500ms'
as $$
declare
  first timestamptz;
  edge timestamptz;
  made integer := 0;
begin
  select min(bound[1]::timestamptz)
  into first
  from pg_inherits i
  join pg_class c on c.oid = i.inhrelid
  cross join regexp_match(pg_get_expr(c.relpartbound, c.oid), 'FROM \(''(.+)''\) TO \(''(.+)''\)') bound
  where i.inhparent = 'tracking_event'::regclass;

  while first > greatest(since, now() - interval '10 years') loop
    edge := date_trunc('month', first - interval '15 days');
    call add_partition('tracking_event', 'tracking_event_default', 'occurred_at', edge, first);
    first := edge;
    made := made + 1;
  end loop;
  return made;
end $$;
revoke execute on function past_tracking_partitions(timestamptz) from public;
grant execute on function past_tracking_partitions(timestamptz) to ${app};
