-- The badge of somebody on the operator's staff: what its barcode says, and the PIN that goes with it. The code is printed, so it is no secret;
-- the PIN is kept as passwords are. Five wrong PINs lock the badge until a manager unlocks it.
create table badge (
  user_id uuid primary key references app_user on delete cascade,
  code text not null unique check (code ~ '^WB[0-9A-Z]{10}$'),
  pin_hash text not null,
  attempts integer not null default 0 check (attempts >= 0),
  locked_at timestamptz,
  issued_at timestamptz not null,
  issued_by text not null
);

-- Whether the session was opened with a badge: of these each person has one at a time.
alter table user_session add column badge boolean not null default false;
