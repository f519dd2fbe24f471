-- The few that failed are looked for on every page of exceptions, among all that were ever sent.
create index message_unsent on message (id) where state in ('FAILED', 'SUPPRESSED');
