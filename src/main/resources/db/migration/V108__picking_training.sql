-- Merchants whose orders staff practise on. They are never billed, and their carts are for those who practise.
create function training_merchants() returns setof uuid
language sql stable security definer set search_path = public
as $$
  select id from merchant where training
$$;

alter table pick_batch add column training boolean not null default false;
drop index pick_batch_waiting;
create index pick_batch_waiting on pick_batch (warehouse_id, training, priority desc, ship_by, number) where state <> 'DONE';
