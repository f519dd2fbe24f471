-- People who sign in. Merchant roles belong to one merchant, the operator's own roles to none.
create table app_user (
  id uuid primary key,
  email text not null check (email = lower(email) and length(email) between 3 and 254),
  name text not null check (length(name) between 1 and 200),
  password_hash text not null,
  role text not null check (role in ('ADMINISTRATOR', 'OPERATIONS_MANAGER', 'FLOOR_WORKER', 'MERCHANT_ADMIN', 'MERCHANT_VIEWER')),
  merchant_id uuid references merchant,
  enabled boolean not null default true,
  version integer not null default 0,
  created_at timestamptz not null,
  check ((merchant_id is not null) = (role in ('MERCHANT_ADMIN', 'MERCHANT_VIEWER')))
);
create unique index app_user_email on app_user (email);
create index on app_user (merchant_id);
call protect('app_user');

-- Programs that call the API. Only the digest of the secret is kept. A merchant's token cannot hold what only the operator may do.
create table api_token (
  id uuid primary key,
  name text not null check (length(name) between 1 and 100),
  secret_hash bytea not null unique check (length(secret_hash) = 32),
  hint text not null,
  scopes text[] not null check (cardinality(scopes) > 0),
  merchant_id uuid references merchant,
  created_by text not null,
  created_at timestamptz not null,
  expires_at timestamptz,
  revoked_at timestamptz,
  check (merchant_id is null
         or scopes <@ array['orders:read', 'orders:write', 'catalog:read', 'catalog:write', 'stock:read', 'payments:read'])
);
create index on api_token (merchant_id);
call protect('api_token');

-- Signed-in browsers, on any node. System time: a session is not business.
create table user_session (
  token_hash bytea primary key check (length(token_hash) = 32),
  user_id uuid not null references app_user on delete cascade,
  address text not null,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null
);
create index on user_session (user_id);
create index on user_session (expires_at);

-- Failed sign-ins per account and address in the current window; digests, so that it holds no names of people.
create table sign_in_failure (
  subject bytea primary key,
  failures integer not null check (failures > 0),
  window_ends timestamptz not null
);
create index on sign_in_failure (window_ends);
