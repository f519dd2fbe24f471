-- When the carrier was first heard to have the parcel; what the shopper says of it counts no more from then on.
alter table return_label add column scanned_at timestamptz;
