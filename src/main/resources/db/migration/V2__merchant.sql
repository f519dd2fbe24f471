-- The operator's clients and sites. One database serves one operator.
create table merchant (
  id uuid primary key,
  code text not null unique check (code ~ '^[a-z0-9][a-z0-9-]{1,31}$'),
  name text not null check (length(name) between 1 and 200),
  currency char(3) not null,
  locale text not null default 'en',
  brand_color text not null default '#206bc4' check (brand_color ~ '^#[0-9a-fA-F]{6}$'),
  sender_email text not null,
  ship_complete boolean not null default false,
  allow_split boolean not null default true,
  training boolean not null default false,
  created_at timestamptz not null
);
alter table merchant enable row level security;
create policy scope on merchant
  using ((select scope_is_all()) or id = any ((select scope_merchants())::uuid[]))
  with check ((select scope_is_all()) or id = any ((select scope_merchants())::uuid[]));

create table warehouse (
  id uuid primary key,
  code text not null unique check (code ~ '^[A-Z0-9][A-Z0-9-]{1,15}$'),
  name text not null,
  line1 text not null,
  city text not null,
  region text,
  postcode text not null,
  country char(2) not null,
  latitude double precision not null check (latitude between -90 and 90),
  longitude double precision not null check (longitude between -180 and 180),
  time_zone text not null,
  release_mode text not null default 'AUTO' check (release_mode in ('AUTO', 'MANUAL')),
  daily_order_capacity integer check (daily_order_capacity > 0),
  active boolean not null default true,
  created_at timestamptz not null
);
