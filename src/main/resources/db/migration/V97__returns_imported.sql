-- Returns that were over before Wharf: their units went into a stock of those days, which the ledger of today does not know.
alter table rma add column imported boolean not null default false;
