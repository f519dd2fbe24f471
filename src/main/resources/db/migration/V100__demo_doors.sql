-- Whom the doors of the demo's first page let in without a password. Written when the demo is seeded, and never elsewhere: so no door opens in
-- any other database.
create table demo_person (
  door text primary key check (door in ('PICKER', 'PACKER', 'MANAGER', 'MERCHANT')),
  user_id uuid not null references app_user on delete cascade
);

-- How fast the simulated people of the demo work, and which node plays them: one row. A node that is gone loses them when its lease is over,
-- by the system's clock.
create table demo_pace (
  one boolean primary key default true check (one),
  pace text not null check (pace in ('OFF', 'SLOW', 'NORMAL', 'FAST')),
  node uuid,
  node_until timestamptz
);
insert into demo_pace (pace) values ('NORMAL');

-- A browser that looks around the demo as a shopper: its cart, and the order that came of it. `hold_id` keeps the order for the visitor until
-- they pick it, or `kept_until` (business time) is over; then the simulated staff takes it up like any other.
create table demo_visit (
  id uuid primary key,
  merchant_id uuid not null references merchant,
  cart_id uuid not null unique,
  order_id uuid unique references orders,
  hold_id uuid,
  begun_at timestamptz not null,
  kept_until timestamptz not null
);
create index demo_visit_kept on demo_visit (kept_until) where order_id is not null;
call protect('demo_visit');
