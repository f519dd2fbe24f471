-- What people keep of lists. A view holds filters only, never rows: what it shows is read under the scope of whoever opens it.
create table list_view (
  id uuid primary key,
  list text not null check (length(list) between 1 and 40),
  owner text not null,
  owner_name text not null,
  merchant_id uuid,
  name text not null check (length(name) between 1 and 60),
  filters jsonb not null,
  shared boolean not null,
  created_at timestamptz not null default now(),
  unique (list, owner, name)
);
create index on list_view (list, merchant_id);
call protect('list_view');

-- How one person wants a list: the columns, and the view it opens with.
create table list_choice (
  owner text not null,
  list text not null check (length(list) between 1 and 40),
  merchant_id uuid,
  columns text[],
  default_view uuid references list_view on delete set null,
  primary key (owner, list)
);
create index on list_choice (default_view);
call protect('list_choice');
