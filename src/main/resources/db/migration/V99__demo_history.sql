-- How far the demo's history has been brought in; its one row also says that this database is a demo's. `until`: the day after its last.
create table demo_history (
  only_row boolean primary key default true check (only_row),
  until date not null,
  days integer not null default 0 check (days >= 0),
  orders integer not null default 0 check (orders >= 0),
  refused integer not null default 0 check (refused >= 0),
  finished_at timestamptz
);

-- Empties a demo's database, all in one transaction: what stays is what the migrations brought, the operator's rate sheets, the demo's
-- merchants (known elsewhere by their ids), administrators, and the demo's people as they were let in: one whom somebody has changed (a
-- password, a role, no entry) goes and is let in anew. Refuses any database that is no demo's. Sequences go on, since sessions hold numbers of
-- theirs. Runs as the owner: the application may not empty what is append-only.
create function demo_reset(merchants text[], people text[]) returns void
  language plpgsql security definer
  set search_path = public, pg_temp
  set lock_timeout = '10s'
as $$
declare
  untouched constant text[] := array['flyway_schema_history', 'scheduled_tasks', 'business_clock', 'link_key', 'carton_type', 'carrier_account',
                                     'carrier_dim_rule', 'carrier_surcharge_rule', 'insight_build', 'insight_rate', 'demo_pace'];
  emptied text;
begin
  if not exists (select from demo_history) then
    raise exception 'this database is not a demo''s';
  end if;
  create temp table kept_merchant on commit drop as select * from merchant where code = any(merchants);
  create temp table kept_version on commit drop as select * from catalog_version where merchant_id in (select id from kept_merchant);
  create temp table kept_user on commit drop as
    select * from app_user
    where case when email = any(people) then version = 0 else role = 'ADMINISTRATOR' end
    and (merchant_id is null or merchant_id in (select id from kept_merchant));
  create temp table kept_session on commit drop as select * from user_session where user_id in (select id from kept_user);
  create temp table kept_place on commit drop as select * from place where warehouse_id is null;
  create temp table kept_sheet on commit drop as select * from rate_sheet where merchant_id is null;
  create temp table kept_cell on commit drop as select * from rate_cell where sheet_id in (select id from kept_sheet);

  select string_agg(format('%I', c.relname), ', ' order by c.relname)
  into emptied
  from pg_class c
  where c.relnamespace = 'public'::regnamespace
  and c.relkind in ('r', 'p')
  and not c.relispartition
  and c.relname <> all (untouched);
  execute 'truncate ' || emptied;

  insert into merchant select * from kept_merchant;
  insert into catalog_version select * from kept_version;
  insert into app_user select * from kept_user;
  insert into user_session select * from kept_session;
  insert into place select * from kept_place;
  insert into rate_sheet select * from kept_sheet;
  insert into rate_cell select * from kept_cell;
  update business_clock set offset_millis = 0;
end $$;
revoke execute on function demo_reset(text[], text[]) from public;
grant execute on function demo_reset(text[], text[]) to ${app};
