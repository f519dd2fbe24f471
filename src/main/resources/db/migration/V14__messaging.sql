-- The outbox and its history: what Wharf tells shoppers, each thing once.
create table message (
  id uuid primary key,
  merchant_id uuid not null,
  root uuid not null,
  channel text not null check (channel in ('EMAIL')),
  sender text not null,
  sender_name text not null,
  recipient text not null check (length(recipient) <= 320),
  locale text not null,
  template text not null,
  subject text not null check (subject !~ '[[:cntrl:]]'),
  body_text text not null,
  body_html text not null,
  dedupe_key text not null check (length(dedupe_key) between 1 and 200),
  state text not null check (state in ('QUEUED', 'SENT', 'FAILED', 'NOT_CONFIGURED')),
  attempts integer not null default 0,
  reason text,
  created_at timestamptz not null,
  sent_at timestamptz,
  unique (merchant_id, dedupe_key),
  check ((state = 'SENT') = (sent_at is not null))
) with (fillfactor = 85);
create index on message (root, id);
create index on message (merchant_id, id);
create index message_waiting on message (id) where state in ('QUEUED', 'NOT_CONFIGURED');
call protect('message');
revoke delete, truncate on message from ${app};
