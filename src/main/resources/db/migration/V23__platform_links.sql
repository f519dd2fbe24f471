-- The key that signs shoppers' links, made here so that no deployment shares it: 244 random bits.
create table link_key (
  only_one boolean primary key default true check (only_one),
  secret bytea not null check (length(secret) = 32)
);
insert into link_key (secret) values (decode(replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', ''), 'hex'));
revoke insert, update, delete, truncate on link_key from ${app};
