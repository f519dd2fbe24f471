-- Rises with every change of a merchant's items and kits: one small read tells whoever remembers some of them whether they still hold.
create table catalog_version (
  merchant_id uuid primary key references merchant,
  version bigint not null
);
call protect('catalog_version');
