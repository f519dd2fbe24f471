-- A release looks past what is held, however much of it there is.
create index order_hold_of_release on order_hold (order_id) where lifted_at is null and 'RELEASE' = any (gates);
