-- Packaging the operator has. Mailers and bags count as cuboids of their inner size.
create table carton_type (
  code text primary key check (code ~ '^[A-Z0-9][A-Z0-9-]{0,31}$' and code not in ('OWN', 'VOID-FILL', 'WRAP')),
  name text not null check (length(name) between 1 and 100),
  kind text not null check (kind in ('BOX', 'MAILER', 'BAG')),
  inner_length_mm integer not null check (inner_length_mm between 1 and 5000),
  inner_width_mm integer not null check (inner_width_mm between 1 and 5000),
  inner_height_mm integer not null check (inner_height_mm between 1 and 5000),
  outer_length_mm integer not null check (outer_length_mm between inner_length_mm and 6000),
  outer_width_mm integer not null check (outer_width_mm between inner_width_mm and 6000),
  outer_height_mm integer not null check (outer_height_mm between inner_height_mm and 6000),
  empty_grams integer not null check (empty_grams >= 0),
  max_grams integer not null check (max_grams > empty_grams and max_grams <= 2000000),
  cost_minor bigint not null check (cost_minor >= 0),
  currency char(3) not null,
  active boolean not null default true
);

-- A plausible suite to start with; an operator replaces it with its own.
insert into carton_type (code, name, kind, inner_length_mm, inner_width_mm, inner_height_mm, outer_length_mm, outer_width_mm, outer_height_mm,
                         empty_grams, max_grams, cost_minor, currency) values
  ('MAILER-S', 'Padded mailer small', 'MAILER', 250, 180, 30, 260, 190, 32, 30, 1500, 18, 'USD'),
  ('MAILER-L', 'Padded mailer large', 'MAILER', 380, 280, 45, 390, 290, 48, 55, 3000, 29, 'USD'),
  ('BOX-S', 'Box small', 'BOX', 200, 150, 100, 206, 156, 108, 90, 10000, 38, 'USD'),
  ('BOX-M', 'Box medium', 'BOX', 300, 225, 150, 306, 231, 158, 190, 15000, 62, 'USD'),
  ('BOX-L', 'Box large', 'BOX', 400, 300, 250, 408, 308, 260, 380, 22000, 98, 'USD'),
  ('BOX-XL', 'Box extra large', 'BOX', 600, 400, 400, 610, 410, 412, 850, 30000, 186, 'USD'),
  ('BOX-XXL', 'Double-wall box', 'BOX', 800, 600, 500, 814, 614, 516, 1900, 45000, 420, 'USD');

-- How many pieces a warehouse has, where somebody counts: a carton's code, VOID-FILL (litres) or WRAP (sheets). No row: not counted.
create table material_stock (
  warehouse_id uuid not null references warehouse,
  material text not null check (length(material) between 1 and 32),
  on_hand bigint not null check (on_hand >= 0),
  primary key (warehouse_id, material)
);

-- The plan made before release; `plan` holds cartons and placements in fill order. A new plan replaces the old.
create table pack_plan (
  fulfilment_id uuid primary key,
  merchant_id uuid not null references merchant,
  order_id uuid not null,
  warehouse_id uuid not null references warehouse,
  parcels integer not null check (parcels > 0),
  cost_minor bigint not null,
  currency char(3) not null,
  plan jsonb not null,
  planned_at timestamptz not null
);
create index on pack_plan (order_id);
call protect('pack_plan');

-- A packer at work on a tote or a fulfilment. The operator's own: a tote may hold goods of several merchants. One open session a tote.
create table pack_session (
  id uuid primary key,
  warehouse_id uuid not null references warehouse,
  code text not null,
  tote_id uuid references place,
  worker text not null,
  lease_until timestamptz not null,
  carton_id uuid references place,
  opened_at timestamptz not null,
  closed_at timestamptz
) with (fillfactor = 80);
create unique index pack_session_tote on pack_session (tote_id) where closed_at is null;
create index on pack_session (warehouse_id, opened_at) where closed_at is null;

-- What a session packs. A fulfilment is in one open session at most, so that two packers never share its units.
create table pack_session_fulfilment (
  session_id uuid not null references pack_session,
  fulfilment_id uuid not null,
  merchant_id uuid not null references merchant,
  order_id uuid not null,
  open boolean not null default true,
  primary key (session_id, fulfilment_id)
);
create unique index pack_session_fulfilment_open on pack_session_fulfilment (fulfilment_id) where open;
call protect('pack_session_fulfilment');

-- A verified parcel as the station closed it. The parcel itself is shipping's.
create table pack_parcel (
  parcel_id uuid primary key,
  session_id uuid not null references pack_session,
  request_id text not null,
  merchant_id uuid not null references merchant,
  order_id uuid not null,
  carton_code text not null,
  expected_grams integer not null,
  weighed_grams integer not null check (weighed_grams > 0),
  override_reason text,
  slip_id uuid references stored_file,
  closed_at timestamptz not null,
  closed_by text not null,
  unique (session_id, request_id)
);
create index on pack_parcel (order_id);
call protect('pack_parcel');

-- Units scanned into a carton. The client makes the request id, so that a scan sent twice counts once; one scan may take from several allocations.
create table pack_scan (
  session_id uuid not null references pack_session,
  request_id text not null check (length(request_id) between 1 and 100),
  part integer not null,
  number bigint generated always as identity,
  merchant_id uuid not null references merchant,
  fulfilment_id uuid not null,
  order_id uuid not null,
  line_no integer not null,
  item_id uuid not null references item,
  quantity integer not null check (quantity > 0),
  lot text not null default '',
  serial text,
  from_place uuid not null references place,
  carton_id uuid not null references place,
  allocation_id uuid not null,
  scanned_at timestamptz not null,
  scanned_by text not null,
  parcel_id uuid references pack_parcel,
  ended text check (ended in ('UNDONE', 'DIVERTED')),
  primary key (session_id, request_id, part),
  check (parcel_id is null or ended is null)
) with (fillfactor = 80);
create index on pack_scan (parcel_id) where parcel_id is not null;
create index on pack_scan (fulfilment_id);
call protect('pack_scan');

-- Units the packer could not pack. The client makes the request id, so that a report sent twice counts once.
create table pack_short (
  session_id uuid not null references pack_session,
  request_id text not null check (length(request_id) between 1 and 100),
  merchant_id uuid not null references merchant,
  item_id uuid not null references item,
  quantity integer not null check (quantity > 0),
  loss text not null check (loss in ('MISSING', 'DAMAGED')),
  reported_at timestamptz not null,
  reported_by text not null,
  primary key (session_id, request_id)
);
call protect('pack_short');
call append_only('pack_short');
