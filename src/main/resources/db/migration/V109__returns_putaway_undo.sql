-- How often a put-away was taken back: the same units are carried again, as a further movement of stock.
alter table return_putaway
  add column undone integer not null default 0 check (undone >= 0);
create index return_putaway_last on return_putaway (warehouse_id, done_by, done_at desc, id desc) where done_at is not null;
