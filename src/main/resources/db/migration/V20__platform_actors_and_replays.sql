-- Who did it, by the key of the person or the token (user:…, token:…). The name beside it is for show: two may have the same.
alter table fact add column actor_key text;
alter table pick_batch add column picker_key text;
alter table pick_scan add column picker_key text;
alter table put_back_scan add column worker_key text;
alter table pack_session add column worker_key text;
alter table pack_scan add column scanned_by_key text;

-- Work under way is known by a name only: whoever asks first, most likely the same person, goes on with it.
update pick_batch set lease_until = now() where state = 'PICKING';
update pack_session set lease_until = now() where closed_at is null;

-- A message that failed can be sent again; each time is another call to the mail server, under the same Message-ID.
alter table message add column round integer not null default 0;
