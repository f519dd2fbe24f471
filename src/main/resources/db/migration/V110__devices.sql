-- What stands or walks around in a warehouse and talks to Wharf: handhelds, browsers at pack stations, agents. Known by a secret of which
-- only the digest is kept. `asking` is an agent's newest question for work: an older one, whose connection may be dead, gets nothing. Times are the system's: they say whether a thing is alive, and date no business.
create table device (
  id uuid primary key,
  warehouse_id uuid not null references warehouse,
  kind text not null check (kind in ('HANDHELD', 'STATION', 'AGENT')),
  name text not null check (length(name) between 1 and 100),
  station_id uuid references station,
  secret_hash bytea not null unique,
  asking uuid,
  software text not null default '' check (length(software) <= 300),
  joined_at timestamptz not null default now(),
  last_seen_at timestamptz not null default now(),
  revoked_at timestamptz,
  check ((kind = 'STATION') = (station_id is not null))
);
create index on device (warehouse_id, name);
create index on device (station_id) where station_id is not null;

-- Lets one device join, once, for a few minutes.
create table device_invitation (
  code_hash bytea primary key,
  warehouse_id uuid not null references warehouse,
  kind text not null check (kind in ('HANDHELD', 'STATION', 'AGENT')),
  name text not null check (length(name) between 1 and 100),
  station_id uuid references station,
  invited_by text not null,
  expires_at timestamptz not null,
  device_id uuid references device,
  check ((kind = 'STATION') = (station_id is not null))
);

-- Whose sessions run on a device: they end with it. Noted anew as long as they are used.
create table device_session (
  device_id uuid not null references device,
  session_hash bytea not null,
  noted_at timestamptz not null default now(),
  primary key (device_id, session_hash)
);

-- What the check page of a device found out last, one row a thing.
create table device_finding (
  device_id uuid not null references device,
  thing text not null check (thing in ('SCANNER', 'CAMERA', 'SOUND', 'VIBRATION', 'PRINTER', 'SECURE', 'SERVICE_WORKER')),
  works boolean not null,
  detail text not null default '' check (length(detail) <= 200),
  found_at timestamptz not null default now(),
  primary key (device_id, thing)
);

-- Scales, read by this server or by an agent.
create table scale (
  id uuid primary key,
  warehouse_id uuid not null references warehouse,
  name text not null check (length(name) between 1 and 100),
  kind text not null check (kind in ('MT_SICS', 'NCI', 'SIMULATED')),
  host text,
  port integer check (port between 1 and 65535),
  agent_id uuid references device,
  unique (warehouse_id, name),
  check (kind = 'SIMULATED' or (host is not null and port is not null)),
  check (kind <> 'SIMULATED' or agent_id is null)
);

create table station_scale (
  station_id uuid primary key references station,
  scale_id uuid not null references scale
);

-- Asks an agent for a weight; whoever asked waits for seconds, so an old row is of no use to anybody.
create table weighing (
  id uuid primary key,
  scale_id uuid not null references scale,
  state text not null check (state in ('ASKED', 'TAKEN', 'WEIGHED', 'FAILED')),
  asked_at timestamptz not null default now(),
  grams integer check (grams between 0 and 2000000),
  problem text,
  check ((state = 'WEIGHED') = (grams is not null))
);
create index on weighing (scale_id, asked_at) where state = 'ASKED';
create index on weighing (asked_at);
