-- Whoever puts units of a cancelled parcel back finds its barcodes by the carton, and the tote it was packed from while it is still open.
create index parcel_container on parcel (container_id) where container_id is not null;
create index pack_session_carton on pack_session (carton_id) where carton_id is not null;
