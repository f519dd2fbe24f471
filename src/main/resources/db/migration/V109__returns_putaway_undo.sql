-- How often a put-away was taken back: the same units are carried again, as a further movement of stock.
alter table return_putaway
  add column undone integer not null default 0 check (undone >= 0);
