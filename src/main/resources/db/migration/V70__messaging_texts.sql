-- Texts beside mails, sent with recorded consent only; and what arrives: answers, and the mails of the in-product inbox.
alter table message drop constraint message_channel_check;
alter table message add constraint message_channel_check check (channel in ('EMAIL', 'TEXT'));
alter table message drop constraint message_state_check;
alter table message add constraint message_state_check check (state in ('QUEUED', 'SENT', 'FAILED', 'NOT_CONFIGURED', 'SUPPRESSED'));

-- The number a merchant's texts come from; answers to it are the merchant's.
create sequence simulated_number start 1000 maxvalue 9999999;
create table text_sender (
  merchant_id uuid primary key references merchant,
  number text not null unique default '+1500' || lpad(nextval('simulated_number')::text, 7, '5') check (number ~ '^\+[1-9][0-9]{6,14}$')
);
call protect('text_sender');

-- Who agreed to texts or ended them; the latest row of a number counts, and none is ever changed: it is evidence.
create table text_consent (
  id bigint generated always as identity primary key,
  merchant_id uuid not null,
  phone text not null check (phone ~ '^\+[1-9][0-9]{6,14}$'),
  granted boolean not null,
  source text not null check (source in ('CHECKOUT', 'API', 'KEYWORD', 'OPERATOR')),
  wording text check (length(wording) between 1 and 1000),
  recorded_by text not null,
  recorded_at timestamptz not null
);
create index on text_consent (merchant_id, phone, id desc);
call protect('text_consent');
call append_only('text_consent');

create table text_received (
  id uuid primary key,
  merchant_id uuid not null,
  provider text not null,
  provider_id text not null check (length(provider_id) between 1 and 200),
  sender text not null,
  recipient text not null,
  body text not null check (length(body) <= 2000),
  meaning text not null check (meaning in ('STOP', 'HELP', 'START', 'OTHER')),
  received_at timestamptz not null,
  unique (provider, provider_id)
);
create index on text_received (merchant_id, sender, received_at);
call protect('text_received');
call append_only('text_received');

-- What the simulated phone has been sent.
create table simulated_text (
  id uuid primary key,
  merchant_id uuid not null,
  reference text not null unique,
  sender text not null,
  recipient text not null,
  body text not null,
  sent_at timestamptz not null
);
create index on simulated_text (merchant_id, recipient, sent_at);
call protect('simulated_text');

-- Mails that the in-product inbox has taken over SMTP.
create table inbox_mail (
  id uuid primary key,
  merchant_id uuid not null,
  message_id text not null unique,
  sender text not null,
  recipient text not null,
  subject text not null,
  body_text text not null,
  body_html text not null,
  received_at timestamptz not null
);
create index on inbox_mail (merchant_id, id);
call protect('inbox_mail');
create index message_texted on message (merchant_id, recipient) where channel = 'TEXT';
