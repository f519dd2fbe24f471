-- "Make it yours": a merchant's own orders of last month, read from tables, tried over assumed sites and stock. Nothing here is stock or order.
-- It holds names and addresses, and goes by itself some time after it was last used (touched_at).
create table trial (
  id uuid primary key,
  merchant_id uuid not null references merchant,
  name text not null check (length(name) between 1 and 200),
  state text not null check (state in ('MAPPING', 'READING', 'CHECKING', 'TRYING', 'DONE', 'FAILED', 'CANCELLED')),
  -- Counts the starts: what a stretch of an earlier run still does is not kept.
  run integer not null default 0,
  settings jsonb not null,
  assumptions jsonb,
  position text,
  rows_read bigint not null default 0,
  orders integer not null default 0,
  fit integer not null default 0,
  called_off integer not null default 0,
  tried integer not null default 0,
  message text,
  summary jsonb,
  taking jsonb,
  created_at timestamptz not null,
  created_by text not null,
  touched_at timestamptz not null
);
create index on trial (merchant_id, id);
create index on trial (touched_at);
call protect('trial');

create table trial_file (
  trial_id uuid not null references trial on delete cascade,
  file_no integer not null,
  merchant_id uuid not null,
  name text not null,
  bytes bigint not null,
  format jsonb not null,
  columns jsonb not null,
  samples jsonb not null,
  rows_read bigint not null default 0,
  rows_bad bigint not null default 0,
  read boolean not null default false,
  primary key (trial_id, file_no)
);
call protect('trial_file');

-- A file's bytes in pieces, so that nobody has to hold it whole.
create table trial_piece (
  trial_id uuid not null references trial on delete cascade,
  file_no integer not null,
  piece_no integer not null,
  merchant_id uuid not null,
  content bytea not null,
  primary key (trial_id, file_no, piece_no)
);
call protect('trial_piece');

-- A row of a file, as far as its columns mean something. Kind: order, customer or product; key: the number it is joined by.
create table trial_row (
  trial_id uuid not null references trial on delete cascade,
  file_no integer not null,
  line_no bigint not null,
  merchant_id uuid not null,
  kind text not null check (kind in ('ORDER', 'CUSTOMER', 'PRODUCT')),
  key text not null check (length(key) between 1 and 200),
  fields jsonb not null,
  primary key (trial_id, file_no, line_no)
);
create index trial_row_key on trial_row (trial_id, kind, key);
call protect('trial_row');

create table trial_problem (
  trial_id uuid not null references trial on delete cascade,
  n bigint generated always as identity,
  merchant_id uuid not null,
  stage text not null check (stage in ('READING', 'CHECKING', 'TRYING', 'TAKING')),
  severe boolean not null,
  file_no integer,
  line_no bigint,
  ref text,
  field text not null,
  value text,
  message text not null,
  primary key (trial_id, n)
);
call protect('trial_problem');

create table trial_order (
  trial_id uuid not null references trial on delete cascade,
  n integer not null,
  merchant_id uuid not null,
  ref text not null,
  state text not null check (state in ('FIT', 'CALLED_OFF', 'UNFIT')),
  already_shipped boolean not null,
  placed_at timestamptz,
  country text not null,
  region text not null,
  city text not null,
  latitude double precision,
  longitude double precision,
  units integer not null,
  body jsonb not null,
  taken text check (taken in ('TAKEN', 'KNOWN', 'REFUSED')),
  primary key (trial_id, n)
);
create unique index on trial_order (trial_id, ref);
call protect('trial_order');

-- What is sold, and where its size comes from.
create table trial_item (
  trial_id uuid not null references trial on delete cascade,
  sku text not null,
  merchant_id uuid not null,
  name text not null,
  source text not null check (source in ('CATALOG', 'FILE', 'CATEGORY', 'DEFAULT')),
  weight_grams integer not null,
  length_mm integer not null,
  width_mm integer not null,
  height_mm integer not null,
  care text not null,
  units bigint not null,
  primary key (trial_id, sku)
);
call protect('trial_item');

create table trial_result (
  trial_id uuid not null references trial on delete cascade,
  n integer not null,
  merchant_id uuid not null,
  sites text not null,
  parcels integer not null,
  cartons text[] not null,
  postage_minor bigint not null,
  packing_minor bigint not null,
  days integer not null,
  miles double precision not null,
  goods_mm3 bigint not null,
  carton_mm3 bigint not null,
  alone_minor bigint[] not null,
  alone_days integer[] not null,
  alone_miles double precision[] not null,
  saving_minor bigint,
  primary key (trial_id, n)
);
create index trial_result_saving on trial_result (trial_id, saving_minor desc, n) where saving_minor is not null;
call protect('trial_result');

-- How a merchant's files of a kind were mapped last; a kind is told by the hash of its header, which may be long.
create table trial_mapping (
  merchant_id uuid not null references merchant,
  signature text not null,
  columns jsonb not null,
  primary key (merchant_id, signature)
);
call protect('trial_mapping');
