create table ledger_head (
  company_id uuid   not null,
  entries    bigint not null,
  hash       text   not null,
  constraint ledger_head_pk primary key (company_id),
  constraint ledger_head_not_negative check (entries >= 0)
);

comment on table ledger_head is
  'End of each company''s ledger: locked to append, so that entries are numbered without a gap and a cut-off end is noticed.';

create table ledger_entry (
  company_id      uuid        not null,
  sequence        bigint      not null,
  entry_id        uuid        not null,
  kind            text        not null,
  license_id      uuid        not null,
  license_version bigint      not null,
  occurred_at     timestamptz not null,
  previous_hash   text        not null,
  hash            text        not null,
  constraint ledger_entry_pk primary key (company_id, sequence),
  constraint ledger_entry_id unique (company_id, entry_id),
  constraint ledger_entry_movement unique (company_id, license_id, license_version),
  constraint ledger_entry_kind_known check (kind in ('CREATED', 'RESERVED', 'ASSIGNED', 'FREED', 'CANCELLED')),
  constraint ledger_entry_sequence_positive check (sequence > 0)
);

comment on table ledger_entry is
  'Every movement of a license (BIL-3): numbered without a gap and hash-chained per company. Append-only.';
comment on column ledger_entry.occurred_at is 'product time; balances are read as of it';
comment on column ledger_entry.hash is 'SHA-256, hex, over the entry, its postings and previous_hash';

create index ledger_entry_occurred on ledger_entry (company_id, occurred_at);

create table ledger_posting (
  company_id uuid    not null,
  sequence   bigint  not null,
  line       integer not null,
  office_id  uuid    not null,
  type       text    not null,
  plan       text    not null,
  account    text    not null,
  quantity   bigint  not null,
  constraint ledger_posting_pk primary key (company_id, sequence, line),
  constraint ledger_posting_entry foreign key (company_id, sequence) references ledger_entry (company_id, sequence),
  constraint ledger_posting_account_known check (account in ('PURCHASED', 'FREE', 'RESERVED', 'ASSIGNED')),
  constraint ledger_posting_not_zero check (quantity <> 0)
);

comment on table ledger_posting is
  'The lines of each ledger entry; those of one entry add up to zero per office, type and plan (BIL-3). Append-only.';
comment on column ledger_posting.account is 'PURCHASED is the contra account: minus what the other three hold';

alter table ledger_head enable row level security;
alter table ledger_head force row level security;
create policy company on ledger_head
  using (company_id = nullif(current_setting('rollcall.company', true), '')::uuid)
  with check (company_id = nullif(current_setting('rollcall.company', true), '')::uuid);

alter table ledger_entry enable row level security;
alter table ledger_entry force row level security;
create policy company on ledger_entry
  using (company_id = nullif(current_setting('rollcall.company', true), '')::uuid)
  with check (company_id = nullif(current_setting('rollcall.company', true), '')::uuid);

alter table ledger_posting enable row level security;
alter table ledger_posting force row level security;
create policy company on ledger_posting
  using (company_id = nullif(current_setting('rollcall.company', true), '')::uuid)
  with check (company_id = nullif(current_setting('rollcall.company', true), '')::uuid);

-- Append-only twice over: the service may not, and whoever may is stopped by the trigger.
revoke update, delete on ledger_entry, ledger_posting from billing_app;

create function ledger_is_append_only() returns trigger language plpgsql as $$
begin
  raise exception 'the ledger is append-only' using errcode = 'restrict_violation';
end
$$;

create trigger ledger_entry_append_only before update or delete on ledger_entry
  for each row execute function ledger_is_append_only();
create trigger ledger_posting_append_only before update or delete on ledger_posting
  for each row execute function ledger_is_append_only();
create trigger ledger_entry_no_truncate before truncate on ledger_entry
  for each statement execute function ledger_is_append_only();
create trigger ledger_posting_no_truncate before truncate on ledger_posting
  for each statement execute function ledger_is_append_only();

-- Double entry, decided at commit, when all lines of an entry are there.
create function ledger_entry_balances() returns trigger language plpgsql as $$
begin
  if not exists (
      select from ledger_posting p
      where p.company_id = new.company_id and p.sequence = new.sequence) or exists (
      select from ledger_posting p
      where p.company_id = new.company_id and p.sequence = new.sequence
      group by p.office_id, p.type, p.plan having sum(p.quantity) <> 0) then
    raise exception 'ledger entry % does not balance', new.sequence
      using errcode = 'check_violation', constraint = 'ledger_entry_balances';
  end if;
  return null;
end
$$;

create constraint trigger ledger_entry_balances after insert on ledger_entry
  deferrable initially deferred for each row execute function ledger_entry_balances();
create constraint trigger ledger_posting_balances after insert on ledger_posting
  deferrable initially deferred for each row execute function ledger_entry_balances();

-- No license moves without its entry: the newest version of the row has one that ends in its state.
create function license_is_in_ledger() returns trigger language plpgsql as $$
begin
  if not exists (
      select from ledger_entry e
      join ledger_posting p on p.company_id = e.company_id and p.sequence = e.sequence
      where e.company_id = new.company_id
        and e.license_id = new.license_id
        and e.license_version = new.version
        and p.office_id = new.office_id and p.type = new.type and p.plan = new.plan
        and p.account = case new.state when 'CANCELLED' then 'PURCHASED' else new.state end
        and p.quantity > 0) then
    raise exception 'license % moved to % without a ledger entry', new.license_id, new.state
      using errcode = 'check_violation', constraint = 'license_is_in_ledger';
  end if;
  return null;
end
$$;

create constraint trigger license_created_in_ledger after insert on license
  deferrable initially deferred for each row execute function license_is_in_ledger();
create constraint trigger license_moved_in_ledger after update on license
  deferrable initially deferred for each row
  when ((old.state, old.office_id, old.type, old.plan) is distinct from (new.state, new.office_id, new.type, new.plan))
  execute function license_is_in_ledger();
