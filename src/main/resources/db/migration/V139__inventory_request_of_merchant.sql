-- A request id is its merchant's and stands for what was asked under it: the same again is passed over, something else is refused. Of requests
-- of before it is not known what was asked; those that moved nothing are forgotten.
alter table stock_request add column merchant_id uuid, add column content bytea;
update stock_request r set merchant_id = m.merchant_id from movement m where m.cause = r.id;
delete from stock_request where merchant_id is null;
alter table stock_request alter column merchant_id set not null, drop constraint stock_request_pkey, add primary key (merchant_id, id);
call protect('stock_request');
