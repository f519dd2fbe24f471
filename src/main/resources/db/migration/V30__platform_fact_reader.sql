-- How far each reader of facts has come: by transaction, then by id. Identity values are drawn before a commit, so that a reader which went
-- by id alone would pass facts that a slower transaction commits later.
create table fact_cursor (
  reader text primary key,
  xid xid8 not null default '0',
  fact_id bigint not null default 0
);
create index on fact (xid, id);
