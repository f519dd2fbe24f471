-- The demo carrier's books of parcels handed over to it; a simulator's. Their journeys are computed from these rows, the same each time.
-- `sent`: how many of its events have gone out; `next_at` (business time): when the next is due, null when all is told.
-- Fast-forwarded: the events from `forwarded_from` on happen between `forwarded_after` and `forwarded_at`.
create table demo_carrier_parcel (
  tracking text primary key,
  merchant_id uuid not null,
  handed_over_at timestamptz not null,
  transit_days integer not null check (transit_days >= 0),
  fate text not null check (fate in ('ON_TIME', 'LATE', 'ATTEMPTED', 'PICKUP', 'QUERY', 'RETURNED', 'LOST')),
  from_city text not null,
  from_region text,
  from_country text not null,
  from_latitude double precision,
  from_longitude double precision,
  from_zone text not null,
  to_city text not null,
  to_region text,
  to_country text not null,
  to_latitude double precision,
  to_longitude double precision,
  to_zone text not null,
  sent integer not null default 0 check (sent >= 0),
  next_at timestamptz,
  forwarded_from integer,
  forwarded_after timestamptz,
  forwarded_at timestamptz,
  check (num_nulls(forwarded_from, forwarded_after, forwarded_at) in (0, 3))
) with (fillfactor = 80);
create index demo_carrier_due on demo_carrier_parcel (next_at) where next_at is not null;
call protect('demo_carrier_parcel');
