-- The migrations made partitions once; from here on a job makes them ahead of time, for every table partitioned by time that has a default
-- partition. The application may not create tables, so that these functions run as the owner.

-- Makes the monthly partitions that are missing from the first one to `ahead` months from now, this one included; returns how many. Rows that
-- fell into a default partition are moved into the one made for them; what is more than ten years off is a clock gone wrong and stays.
-- A new partition begins where its neighbour ends, since migrations cut months in the time zone of their session. It is attached, not created
-- in place, so that the parent stays in use; what is in the way of that is waited for half a second, less than PostgreSQL waits before it
-- looks for deadlocks, and the next run tries again.
create function ensure_partitions(ahead integer) returns integer
  language plpgsql security definer
  set search_path = public, pg_temp
  set timezone = 'UTC'
  set datestyle = 'ISO'
  set lock_timeout = '500ms'
as $$
declare
  parent record;
  first timestamptz;
  last timestamptz;
  oldest timestamptz;
  newest timestamptz;
  edge timestamptz;
  made integer := 0;
begin
  for parent in
    select c.oid as id, c.relname as name, d.relname as rest, a.attname as key
    from pg_partitioned_table p
    join pg_class c on c.oid = p.partrelid
    join pg_class d on d.oid = p.partdefid
    join pg_attribute a on a.attrelid = c.oid and a.attnum = p.partattrs[0]
    where c.relnamespace = 'public'::regnamespace
    and p.partstrat = 'r'
    and p.partnatts = 1
    and a.atttypid = 'timestamptz'::regtype
    order by c.relname
  loop
    select coalesce(min(bound[1]::timestamptz), date_trunc('month', now())), coalesce(max(bound[2]::timestamptz), date_trunc('month', now()))
    into first, last
    from pg_inherits i
    join pg_class c on c.oid = i.inhrelid
    cross join regexp_match(pg_get_expr(c.relpartbound, c.oid), 'FROM \(''(.+)''\) TO \(''(.+)''\)') bound
    where i.inhparent = parent.id;

    execute format('select min(%1$I), max(%1$I) from %2$I where %1$I between $1 and $2', parent.key, parent.rest)
    into oldest, newest
    using now() - interval '10 years', now() + interval '10 years';

    while last < date_trunc('month', now()) + make_interval(months => ahead) or last <= newest loop
      edge := date_trunc('month', last + interval '15 days') + interval '1 month';
      call add_partition(parent.name, parent.rest, parent.key, last, edge);
      last := edge;
      made := made + 1;
    end loop;
    while first > oldest loop
      edge := date_trunc('month', first - interval '15 days');
      call add_partition(parent.name, parent.rest, parent.key, edge, first);
      first := edge;
      made := made + 1;
    end loop;
  end loop;
  return made;
end $$;

create procedure add_partition(parent text, rest text, key text, since timestamptz, until timestamptz) language plpgsql as $$
declare
  part text := parent || to_char(since + interval '15 days', '"_y"YYYY"m"MM');
begin
  execute format('create table %I (like %I including defaults including constraints including generated including storage)', part, parent);
  execute format('revoke all on %I from %I', part, '${app}');
  execute format('lock table only %I in share update exclusive mode', parent);
  execute format('lock table %I in access exclusive mode', rest);
  execute format('with moved as (delete from %I where %I >= %L and %I < %L returning *) insert into %I select * from moved',
                 rest, key, since, key, until, part);
  execute format('alter table %I attach partition %I for values from (%L) to (%L)', parent, part, since, until);
end $$;

-- How many rows of which month are in default partitions, which the application cannot read by name.
create function rows_in_default_partitions() returns table (relation text, month text, n bigint)
  language plpgsql stable security definer
  set search_path = public, pg_temp
  set timezone = 'UTC'
as $$
declare
  parent record;
begin
  for parent in
    select c.relname as name, d.relname as rest, a.attname as key
    from pg_partitioned_table p
    join pg_class c on c.oid = p.partrelid
    join pg_class d on d.oid = p.partdefid
    join pg_attribute a on a.attrelid = c.oid and a.attnum = p.partattrs[0]
    where c.relnamespace = 'public'::regnamespace
    order by c.relname
  loop
    return query execute format('select %1$L, to_char(%2$I, ''YYYY-MM''), count(*) from %3$I group by 2 order by 2',
                                parent.name, parent.key, parent.rest);
  end loop;
end $$;

revoke execute on function ensure_partitions(integer), rows_in_default_partitions() from public;
revoke execute on procedure add_partition(text, text, text, timestamptz, timestamptz) from public;
grant execute on function ensure_partitions(integer), rows_in_default_partitions() to ${app};
