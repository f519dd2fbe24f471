-- Labels for what shoppers send back to a warehouse: asked for once per return, bought once, given back when the return is called off.
create table return_label (
  id uuid primary key,
  merchant_id uuid not null references merchant,
  root uuid not null,
  warehouse_id uuid not null references warehouse,
  printed_reference text not null check (length(printed_reference) between 1 and 50),
  reference text not null unique,
  ship_from jsonb not null,
  length_mm integer not null check (length_mm > 0),
  width_mm integer not null check (width_mm > 0),
  height_mm integer not null check (height_mm > 0),
  weight_grams integer not null check (weight_grams > 0),
  state text not null check (state in ('WANTED', 'BOUGHT', 'REFUSED', 'VOIDING', 'VOIDED')),
  asked_at timestamptz,
  carrier text,
  service text,
  tracking text unique,
  postage_minor bigint check (postage_minor >= 0),
  currency char(3),
  pdf_file uuid,
  reason text,
  wanted_at timestamptz not null,
  bought_at timestamptz,
  constraint bought_return_label_is_complete check (state <> 'BOUGHT' or (carrier is not null and service is not null and tracking is not null
    and postage_minor is not null and currency is not null and pdf_file is not null and bought_at is not null))
) with (fillfactor = 80);
call protect('return_label');
