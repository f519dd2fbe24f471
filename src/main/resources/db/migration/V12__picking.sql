create sequence wave_number start 1001;
create sequence pick_batch_number start 1001;

-- What was released to the floor together. Spans merchants, so it carries none; its contents do.
create table wave (
  id uuid primary key,
  warehouse_id uuid not null references warehouse,
  number bigint not null default nextval('wave_number') unique,
  mode text not null check (mode in ('WAVE', 'BATCH', 'CLUSTER', 'SINGLE')),
  released_at timestamptz not null,
  released_by text not null,
  fulfilments integer not null,
  batches integer not null,
  tasks integer not null,
  units integer not null,
  short_units integer not null,
  walk_mm bigint not null,
  alone_mm bigint not null
);
create index on wave (warehouse_id, number desc);

-- One walk of one picker with one cart. Leased by whoever picks it; a scan renews the lease.
create table pick_batch (
  id uuid primary key,
  wave_id uuid not null references wave,
  warehouse_id uuid not null,
  number bigint not null default nextval('pick_batch_number') unique,
  state text not null check (state in ('OPEN', 'PICKING', 'DONE')),
  priority integer not null,
  ship_by timestamptz not null,
  tasks integer not null,
  units integer not null,
  walk_mm bigint not null,
  alone_mm bigint not null,
  picker text,
  lease_until timestamptz,
  claimed_at timestamptz,
  done_at timestamptz,
  check ((state = 'PICKING') = (lease_until is not null))
) with (fillfactor = 70);
create index pick_batch_waiting on pick_batch (warehouse_id, priority desc, ship_by, number) where state <> 'DONE';
create index on pick_batch (wave_id);
create index pick_batch_leased on pick_batch (lease_until) where state = 'PICKING';

-- A place on the cart: one tote for one fulfilment. A fulfilment that needs more totes takes more slots.
create table pick_slot (
  batch_id uuid not null references pick_batch,
  slot integer not null check (slot > 0),
  merchant_id uuid not null,
  fulfilment_id uuid not null,
  order_id uuid not null,
  tote_id uuid references place,
  tote_code text,
  active boolean not null default true,
  primary key (batch_id, slot),
  check ((tote_id is null) = (tote_code is null))
) with (fillfactor = 80);
create index on pick_slot (fulfilment_id);
create unique index pick_slot_one_tote_once on pick_slot (tote_id) where active;
call protect('pick_slot');

-- So many units of an item from a bin into a slot's tote, in walking order.
create table pick_task (
  id uuid primary key,
  batch_id uuid not null,
  slot integer not null,
  sequence integer not null,
  merchant_id uuid not null,
  fulfilment_id uuid not null,
  order_id uuid not null,
  line_no integer not null,
  item_id uuid not null,
  place_id uuid not null references place,
  place_code text not null,
  lot text not null default '',
  quantity integer not null check (quantity > 0),
  picked integer not null default 0 check (picked >= 0),
  short integer not null default 0 check (short >= 0),
  withdrawn integer not null default 0 check (withdrawn >= 0),
  state text not null check (state in ('OPEN', 'PICKED', 'SHORT', 'WITHDRAWN')),
  walk_mm bigint not null,
  ended_at timestamptz,
  ended_by text,
  reason text,
  foreign key (batch_id, slot) references pick_slot,
  check (picked + short + withdrawn <= quantity),
  check ((state = 'OPEN') = (picked + short + withdrawn < quantity))
) with (fillfactor = 70);
create unique index on pick_task (batch_id, sequence);
create index on pick_task (fulfilment_id);
create index pick_task_open on pick_task (place_id, item_id) where state = 'OPEN';
call protect('pick_task');

-- Every confirmed scan, by the id its device made: sent again, it counts once.
create table pick_scan (
  task_id uuid not null references pick_task,
  scan_id uuid not null,
  n bigint generated always as identity,
  batch_id uuid not null,
  merchant_id uuid not null,
  kind text not null check (kind in ('PICK', 'MISSING', 'DAMAGED')),
  quantity integer not null check (quantity > 0),
  tote_id uuid references place,
  picker text not null,
  scanned_at timestamptz not null,
  undone_at timestamptz,
  primary key (task_id, scan_id)
);
create index on pick_scan (batch_id, n);
call protect('pick_scan');

-- Units in a container that must go back to a bin. They stay allocated to the fulfilment until scanned away.
create table put_back (
  id uuid primary key,
  warehouse_id uuid not null references warehouse,
  merchant_id uuid not null,
  fulfilment_id uuid not null,
  order_id uuid not null,
  line_no integer not null,
  item_id uuid not null,
  lot text not null default '',
  container_id uuid not null references place,
  container_code text not null,
  suggested_place_id uuid references place,
  suggested_code text,
  quantity integer not null check (quantity > 0),
  done integer not null default 0 check (done between 0 and quantity),
  reason text not null,
  created_at timestamptz not null,
  done_at timestamptz,
  check ((done_at is null) = (done < quantity))
) with (fillfactor = 80);
create unique index put_back_open on put_back (fulfilment_id, line_no, item_id, lot, container_id) where done_at is null;
create index put_back_waiting on put_back (warehouse_id, created_at, id) where done_at is null;
create index on put_back (container_id) where done_at is null;
call protect('put_back');

create table put_back_scan (
  put_back_id uuid not null references put_back,
  scan_id uuid not null,
  merchant_id uuid not null,
  quantity integer not null check (quantity > 0),
  place_id uuid not null references place,
  worker text not null,
  scanned_at timestamptz not null,
  primary key (put_back_id, scan_id)
);
call protect('put_back_scan');

-- Someone has to look into a bin, because a picker did not find there what the books say.
create table count_task (
  id uuid primary key,
  warehouse_id uuid not null references warehouse,
  merchant_id uuid not null,
  place_id uuid not null references place,
  item_id uuid not null,
  lot text not null default '',
  reason text not null,
  created_at timestamptz not null,
  done_at timestamptz
);
create unique index count_task_open on count_task (place_id, item_id, lot) where done_at is null;
call protect('count_task');
