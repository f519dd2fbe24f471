-- A parked message can be mended here and taken again.
-- `form`: how its text is read; null where only its source can send it again. `version`: the last one. `mended`: a person wrote that.
-- `taking_since`: it is being taken; what has died meanwhile is taken up again. `order_id`: the order that it became by being taken again.
alter table parked_message
  add column form text check (length(form) between 1 and 50),
  add column version integer not null default 1 check (version >= 1),
  add column mended boolean not null default false,
  add column taking_since timestamptz,
  add column order_id uuid references orders;
update parked_message set form = 'olist' where channel = 'olist';
create index on parked_message (taking_since) where taking_since is not null;
create index on parked_message (order_id) where order_id is not null;

-- What a parked message says: as its channel sent it (again and again, perhaps), and as people mended it. Nothing here is ever changed.
create table parked_version (
  message_id uuid not null references parked_message,
  version integer not null check (version >= 1),
  merchant_id uuid not null,
  origin text not null check (origin in ('CHANNEL', 'PERSON')),
  content text not null,
  written_at timestamptz not null,
  written_by text not null,
  writer_key text not null,
  primary key (message_id, version)
);
call protect('parked_version');
call append_only('parked_version');

-- Each time that a version was taken, and what became of it.
create table parked_taking (
  id uuid primary key,
  message_id uuid not null,
  version integer not null,
  merchant_id uuid not null,
  order_id uuid references orders,
  problems jsonb not null,
  taken_at timestamptz not null,
  taken_by text not null,
  taker_key text not null,
  foreign key (message_id, version) references parked_version,
  constraint became_an_order_or_says_why check ((order_id is null) = (jsonb_array_length(problems) > 0))
);
create index on parked_taking (message_id, version);
call protect('parked_taking');
call append_only('parked_taking');

insert into parked_version (message_id, version, merchant_id, origin, content, written_at, written_by, writer_key)
select id, 1, merchant_id, 'CHANNEL', raw::text, received_at, 'wharf', 'system:wharf'
from parked_message;
insert into parked_taking (id, message_id, version, merchant_id, problems, taken_at, taken_by, taker_key)
select gen_random_uuid(), id, 1, merchant_id, problems, received_at, 'wharf', 'system:wharf'
from parked_message
where jsonb_array_length(problems) > 0;
