-- A tender that came later, because the order came to more: it is authorised on its own, and a decline of it leaves the others alone.
alter table tender add column supplement boolean not null default false;
