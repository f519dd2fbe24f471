-- What an item looks like. The bytes are a stored file; the newest counts. `drawn`: by Wharf itself, for the demo.
create table item_picture (
  item_id uuid primary key references item,
  merchant_id uuid not null references merchant,
  file_id uuid not null references stored_file,
  media_type text not null check (media_type in ('image/png', 'image/jpeg', 'image/webp', 'image/svg+xml')),
  sha256 bytea not null,
  drawn boolean not null default false,
  changed_at timestamptz not null,
  check (media_type <> 'image/svg+xml' or drawn)
);
create index on item_picture (merchant_id);
call protect('item_picture');
