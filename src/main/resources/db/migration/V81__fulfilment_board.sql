-- What has left lately, for the home page.
create index fulfilment_shipped on fulfilment (shipped_at) where shipped_at is not null;
