-- How many parcels were packed lately, for the cut-off board.
create index parcel_packed on parcel (packed_at, warehouse_id, requested_service);
