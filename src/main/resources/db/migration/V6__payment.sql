-- True if the text carries what looks like a card number: 13 to 19 digits (spaces, dots and hyphens between them ignored) that pass the
-- Luhn check of ISO/IEC 7812-1. The application refuses it first; this is the second lock.
create function carries_card_number(instrument text) returns boolean language plpgsql immutable strict parallel safe as $$
declare
  run text;
  total integer;
  digit integer;
begin
  for run in select m[1] from regexp_matches(regexp_replace(instrument, '(\d)[ .-]+(?=\d)', '\1', 'g'), '\d+', 'g') m loop
    continue when length(run) not between 13 and 19;
    total := 0;
    for i in 0 .. length(run) - 1 loop
      digit := substr(run, length(run) - i, 1)::integer * (1 + i % 2);
      total := total + digit / 10 + digit % 10;
    end loop;
    if total % 10 = 0 then return true; end if;
  end loop;
  return false;
end $$;

-- One means of payment of one order. The running totals change in the transaction that journals the attempt; what is promised to a call
-- that is still out (capturing, voiding, refunding) is reserved, so that no two calls can spend the same money.
create table tender (
  id uuid primary key,
  reference uuid not null,
  number integer not null check (number between 1 and 100),
  merchant_id uuid not null,
  method text not null check (method in ('CARD', 'WALLET', 'BANK_DEBIT', 'GIFT_CARD', 'STORE_CREDIT', 'BANK_SLIP', 'CASH_ON_DELIVERY',
                                         'COLLECTED_BY_CHANNEL', 'ON_ACCOUNT')),
  mode text not null check (mode in ('AUTHORISE', 'DIRECT')),
  currency char(3) not null check (currency ~ '^[A-Z]{3}$'),
  amount_minor bigint not null check (amount_minor >= 0),
  instrument text check (length(instrument) between 1 and 200 and not carries_card_number(instrument)),
  round integer not null default 1 check (round > 0),
  closing text,
  authorised_minor bigint not null default 0 check (authorised_minor >= 0),
  direct_minor bigint not null default 0 check (direct_minor >= 0),
  capturing_minor bigint not null default 0 check (capturing_minor >= 0),
  captured_minor bigint not null default 0 check (captured_minor >= 0),
  voiding_minor bigint not null default 0 check (voiding_minor >= 0),
  released_minor bigint not null default 0 check (released_minor >= 0),
  refunding_minor bigint not null default 0 check (refunding_minor >= 0),
  refunded_minor bigint not null default 0 check (refunded_minor >= 0),
  registered_at timestamptz not null,
  unique (reference, number),
  constraint an_authorised_tender_names_its_instrument check (mode = 'DIRECT' or instrument is not null),
  constraint one_source_of_money check (case mode when 'DIRECT' then authorised_minor = 0 else direct_minor = 0 end),
  constraint captured_within_authorised_and_direct
    check (captured_minor + capturing_minor + released_minor + voiding_minor <= authorised_minor + direct_minor),
  constraint captured_within_amount check (captured_minor + capturing_minor <= amount_minor),
  constraint refunded_within_captured check (refunded_minor + refunding_minor <= captured_minor)
) with (fillfactor = 80);
create index tender_authorised on tender (registered_at)
  where mode = 'AUTHORISE' and authorised_minor > captured_minor + released_minor;
call protect('tender');

-- What a shopper still owes after the goods left: a capture that failed is collected later and blocks no order.
create table receivable (
  id uuid primary key,
  merchant_id uuid not null,
  reference uuid not null,
  cause text not null,
  currency char(3) not null,
  amount_minor bigint not null check (amount_minor > 0),
  collected_minor bigint not null default 0 check (collected_minor between 0 and amount_minor),
  tries integer not null default 0,
  reason text not null,
  created_at timestamptz not null,
  unique (reference, cause)
);
create index receivable_open on receivable (created_at, id) where collected_minor < amount_minor;
create index on receivable (merchant_id, created_at, id) where collected_minor < amount_minor;
call protect('receivable');

-- The journal: one row for each thing asked of the provider or of a person, once per key. Only its outcome is filled in later.
create table payment_attempt (
  id uuid primary key,
  tender_id uuid not null references tender,
  reference uuid not null,
  merchant_id uuid not null,
  tender_number integer not null,
  round integer not null,
  kind text not null check (kind in ('AUTHORISE', 'CAPTURE', 'VOID', 'REFUND', 'DIRECT_SALE')),
  state text not null check (state in ('PENDING', 'SUCCEEDED', 'DECLINED', 'REQUIRES_ACTION', 'UNKNOWN', 'EXPIRED')),
  currency char(3) not null,
  amount_minor bigint not null check (amount_minor > 0),
  key text not null unique,
  cause text not null,
  parent_id uuid references payment_attempt,
  receivable_id uuid references receivable,
  outside boolean not null default false,
  provider_reference text,
  reason text,
  action_url text,
  expires_at timestamptz,
  created_at timestamptz not null,
  settled_at timestamptz,
  constraint what_needs_a_parent_has_one check (outside or kind in ('AUTHORISE', 'DIRECT_SALE') or parent_id is not null),
  constraint only_authorisations_expire check (state not in ('EXPIRED', 'REQUIRES_ACTION') or kind = 'AUTHORISE'),
  constraint what_is_settled_has_a_time check ((state in ('SUCCEEDED', 'DECLINED', 'EXPIRED')) = (settled_at is not null))
) with (fillfactor = 80);
create index on payment_attempt (reference, id);
create index on payment_attempt (tender_id);
create index payment_attempt_open on payment_attempt (created_at) where state in ('PENDING', 'UNKNOWN', 'REQUIRES_ACTION');
create index payment_attempt_expiring on payment_attempt (expires_at) where kind = 'AUTHORISE' and state = 'SUCCEEDED';
call protect('payment_attempt');
revoke delete, truncate on payment_attempt from ${app};

-- The sandbox provider's own books: a simulator's memory, written in its own transactions and never by the payment journal, so that keys,
-- look-ups and duplicates are as real as with a provider that is not in this database.
create table sandbox_psp_operation (
  key text primary key,
  merchant_id uuid not null,
  kind text not null check (kind in ('AUTHORISE', 'CAPTURE', 'VOID', 'REFUND')),
  state text not null check (state in ('LOST', 'SUCCEEDED', 'DECLINED', 'REQUIRES_ACTION')),
  instrument text not null,
  authorisation text references sandbox_psp_operation,
  currency char(3) not null,
  amount_minor bigint not null check (amount_minor > 0),
  provider_reference text not null unique,
  challenge uuid unique,
  reason text,
  calls integer not null default 1,
  expires_at timestamptz,
  created_at timestamptz not null
);
create index on sandbox_psp_operation (authorisation);
call protect('sandbox_psp_operation');
