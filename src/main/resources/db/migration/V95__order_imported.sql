-- Orders of the past that were finished before Wharf: brought in whole, with the times at which things happened to them.
alter table orders add column imported_at timestamptz;
create index orders_imported on orders (placed_at desc, id desc) where imported_at is not null;
