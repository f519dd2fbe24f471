-- What merchants sell.
create table item (
  id uuid primary key,
  merchant_id uuid not null references merchant,
  sku text not null check (length(sku) between 1 and 100),
  name text not null check (length(name) between 1 and 500),
  kind text not null check (kind in ('PHYSICAL', 'KIT', 'DIGITAL')),
  weight_grams integer check (weight_grams between 0 and 1000000),
  length_mm integer check (length_mm between 1 and 100000),
  width_mm integer check (width_mm between 1 and 100000),
  height_mm integer check (height_mm between 1 and 100000),
  lot_tracked boolean not null default false,
  serial_tracked boolean not null default false,
  fragile boolean not null default false,
  liquid boolean not null default false,
  hazmat boolean not null default false,
  keep_upright boolean not null default false,
  ships_alone boolean not null default false,
  value_minor bigint check (value_minor >= 0),
  hs_code text,
  origin_country char(2),
  instruction_type text check (instruction_type in ('INFORM', 'ACKNOWLEDGE', 'DOCUMENT')),
  instruction text,
  active boolean not null default true,
  version integer not null default 0,
  created_at timestamptz not null,
  unique (merchant_id, sku),
  check (kind <> 'PHYSICAL' or (weight_grams is not null and length_mm is not null and width_mm is not null and height_mm is not null)),
  check ((instruction_type is null) = (instruction is null))
);
create index item_name_trgm on item using gin ((sku || ' ' || name) gin_trgm_ops);
call protect('item');

create table barcode (
  merchant_id uuid not null references merchant,
  code text not null check (length(code) between 1 and 100),
  item_id uuid not null references item,
  units integer not null default 1 check (units > 0),
  primary key (merchant_id, code)
);
create index on barcode (item_id);
create index on barcode (code);
call protect('barcode');

create table kit_component (
  merchant_id uuid not null references merchant,
  kit_id uuid not null references item,
  component_id uuid not null references item,
  quantity integer not null check (quantity between 1 and 10000),
  primary key (kit_id, component_id),
  check (kit_id <> component_id)
);
create index on kit_component (component_id);
call protect('kit_component');

-- A page of the items whose SKU or name holds a text, by SKU. Under row-level security a trigram index cannot serve ilike, so this runs as
-- the owner and filters by scope itself; it returns ids only.
create function item_search(term text, owner uuid, physical_only boolean, from_sku text, from_id uuid, backwards boolean, most integer)
returns setof uuid
language sql stable security definer set search_path = public
as $$
  select i.id
  from item i
  where (i.sku || ' ' || i.name) ilike '%' || replace(replace(replace(term, '\', '\\'), '%', '\%'), '_', '\_') || '%'
  and ((select scope_is_all()) or i.merchant_id = any ((select scope_merchants())::uuid[]))
  and (owner is null or i.merchant_id = owner)
  and (not physical_only or i.kind = 'PHYSICAL')
  and (from_sku is null
       or case when backwards then (i.sku, i.id) < (from_sku, from_id) else (i.sku, i.id) > (from_sku, from_id) end)
  order by case when backwards then i.sku end desc, case when backwards then i.id end desc, i.sku, i.id
  limit most
$$;
