-- The list of all parked messages goes through them by when they came.
create index parked_message_received on parked_message (received_at, id);
