-- Printers stand in warehouses and belong to the operator; what they print belongs to a merchant.
create table printer (
  id uuid primary key,
  warehouse_id uuid not null references warehouse,
  name text not null check (length(name) between 1 and 100),
  kind text not null check (kind in ('RAW_9100', 'SIMULATED')),
  host text,
  port integer not null check (port between 0 and 65535),
  media text not null check (media in ('LABEL_4X6')),
  active boolean not null default true,
  created_at timestamptz not null,
  unique (warehouse_id, name),
  check (kind = 'SIMULATED' or (host is not null and port > 0))
);

-- Where somebody works; its labels come out beside them.
create table station (
  id uuid primary key,
  warehouse_id uuid not null references warehouse,
  name text not null check (length(name) between 1 and 100),
  label_printer_id uuid references printer,
  unique (warehouse_id, name)
);

-- `writing_since`: bytes may have left. A job sent again after that says COPY, because the first page may be out.
create table print_job (
  id uuid primary key,
  merchant_id uuid not null references merchant,
  warehouse_id uuid not null references warehouse,
  station_id uuid references station,
  printer_id uuid references printer,
  root uuid not null,
  subject uuid not null,
  title text not null,
  state text not null check (state in ('QUEUED', 'SENT', 'CANCELLED')),
  copy_of uuid references print_job,
  content text not null,
  problem text,
  created_at timestamptz not null,
  writing_since timestamptz,
  sent_at timestamptz
) with (fillfactor = 80);
create index on print_job (subject, created_at);
create index on print_job (merchant_id, id desc);
create index on print_job (id) where state = 'QUEUED';
call protect('print_job');

-- What came out of a simulated printer. A printer does not know whose page it prints, so merchant_id stays null and only the operator sees it.
create table simulated_page (
  id bigint generated always as identity primary key,
  merchant_id uuid check (merchant_id is null),
  printer_id uuid not null references printer,
  received_at timestamptz not null,
  zpl text not null
);
create index on simulated_page (printer_id, id desc);
call protect('simulated_page');
