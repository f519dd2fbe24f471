-- A printer that this server cannot reach is driven by an agent in its network. The agent is a device of a module above: no key.
alter table printer add column agent_id uuid;
alter table printer add constraint printer_simulator_needs_no_agent check (kind <> 'SIMULATED' or agent_id is null);
create index on printer (agent_id) where agent_id is not null;

-- OFFERED: its agent may fetch it. LEASED: fetched, not a byte has left. WRITING: bytes may leave. UNKNOWN: nobody says whether the page came
-- out; a person looks. An outcome counts only with the lease it was fetched under.
alter table print_job drop constraint print_job_state_check;
alter table print_job add constraint print_job_state_check
  check (state in ('QUEUED', 'OFFERED', 'LEASED', 'WRITING', 'UNKNOWN', 'SENT', 'CANCELLED'));
alter table print_job add column lease uuid;
alter table print_job add column lease_until timestamptz;
alter table print_job add column not_before timestamptz;
alter table print_job add column attempts integer not null default 0;
alter table print_job add constraint print_job_leased check (state not in ('LEASED', 'WRITING') or (lease is not null and lease_until is not null));
create index on print_job (printer_id, id) where state = 'OFFERED';
create index on print_job (printer_id, lease_until) where state in ('LEASED', 'WRITING');
create index on print_job (id) where state = 'UNKNOWN';

-- A test label belongs to no merchant.
alter table print_job alter column merchant_id drop not null;
