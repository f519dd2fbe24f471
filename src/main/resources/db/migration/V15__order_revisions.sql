-- Every later revision of an order is kept as it came, once and for ever; what became of it is a history beside it.
alter table order_revision drop constraint order_revision_pkey;
alter table order_revision add primary key (order_id, revision);
alter table order_revision add column content_hash bytea; -- null: kept before hashes were
call append_only('order_revision');

-- What was done about a revision, or about a change made here by a person (AMENDED, under the revision it changed). The last row counts: a
-- refused revision can be tried again.
create table order_revision_outcome (
  id uuid primary key,
  order_id uuid not null,
  revision integer not null,
  merchant_id uuid not null,
  outcome text not null check (outcome in ('APPLIED', 'PARTLY_APPLIED', 'REFUSED', 'SUPERSEDED', 'AMENDED')),
  decided_at timestamptz not null,
  decided_by text not null,
  changes jsonb not null default '[]',
  problems jsonb not null default '[]',
  hold_id uuid references order_hold,
  foreign key (order_id, revision) references order_revision
);
create index on order_revision_outcome (order_id, id);
call protect('order_revision_outcome');
call append_only('order_revision_outcome');

-- A line a revision has taken out stays, with nothing ordered: its units keep their fate. `removed` units were ordered once, are cancelled
-- in the line's reservations, and cost nothing any more.
alter table order_line drop constraint order_line_quantity_check;
alter table order_line add constraint order_line_quantity_check check (quantity between 0 and 1000000);
alter table order_line add column removed integer not null default 0 check (removed >= 0);
alter table order_line add constraint order_line_is_or_was_ordered check (quantity + removed > 0);

-- Revisions that wait for a person since before they were applied by themselves: they are now, and their holds end with it.
insert into order_revision_outcome (id, order_id, revision, merchant_id, outcome, decided_at, decided_by, hold_id)
select gen_random_uuid(), r.order_id, r.revision, r.merchant_id, 'REFUSED', h.placed_at, h.owner, h.id
from order_revision r
join order_hold h on h.order_id = r.order_id
where h.lifted_at is null
and h.reason like 'The channel has sent a later revision of this order%';
insert into work (step, subject, merchant_id, due_at)
select 'REVISE', r.order_id, r.merchant_id, now()
from order_revision r
on conflict (step, subject) do nothing;
