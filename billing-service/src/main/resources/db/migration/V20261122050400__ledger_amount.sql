alter table ledger_entry
  alter column license_id drop not null,
  alter column license_version drop not null,
  add column charge_id uuid,
  drop constraint ledger_entry_kind_known,
  add constraint ledger_entry_kind_known
    check (kind in ('CREATED', 'RESERVED', 'ASSIGNED', 'FREED', 'CANCELLED', 'CHARGED')),
  add constraint ledger_entry_about_one_thing
    check (case kind
      when 'CHARGED' then charge_id is not null and num_nonnulls(license_id, license_version) = 0
      else charge_id is null and num_nonnulls(license_id, license_version) = 2
    end),
  add constraint ledger_entry_charge unique (company_id, charge_id);

comment on column ledger_entry.charge_id is 'what the company is charged for, once, e.g. a license_purchase';

create table ledger_amount (
  company_id uuid           not null,
  sequence   bigint         not null,
  line       integer        not null,
  office_id  uuid           not null,
  account    text           not null,
  amount     numeric(14, 4) not null,
  currency   text           not null,
  constraint ledger_amount_pk primary key (company_id, sequence, line),
  constraint ledger_amount_entry foreign key (company_id, sequence) references ledger_entry (company_id, sequence),
  constraint ledger_amount_account_known check (account in ('RECEIVABLE', 'SALES'))
);

comment on table ledger_amount is
  'The lines of money of ledger entries; those of one entry add up to zero per office and currency (BIL-3). Append-only.';
comment on column ledger_amount.account is 'RECEIVABLE: what the company owes; SALES: what was sold to it';

alter table ledger_amount enable row level security;
alter table ledger_amount force row level security;
create policy company on ledger_amount
  using (company_id = nullif(current_setting('rollcall.company', true), '')::uuid)
  with check (company_id = nullif(current_setting('rollcall.company', true), '')::uuid);

revoke update, delete on ledger_amount from billing_app;

create trigger ledger_amount_append_only before update or delete on ledger_amount
  for each row execute function ledger_is_append_only();
create trigger ledger_amount_no_truncate before truncate on ledger_amount
  for each statement execute function ledger_is_append_only();

-- Double entry, of licenses and of money.
create or replace function ledger_entry_balances() returns trigger language plpgsql as $$
begin
  if not exists (
      select from ledger_posting p
      where p.company_id = new.company_id and p.sequence = new.sequence
      union all
      select from ledger_amount a
      where a.company_id = new.company_id and a.sequence = new.sequence) or exists (
      select from ledger_posting p
      where p.company_id = new.company_id and p.sequence = new.sequence
      group by p.office_id, p.type, p.plan having sum(p.quantity) <> 0) or exists (
      select from ledger_amount a
      where a.company_id = new.company_id and a.sequence = new.sequence
      group by a.office_id, a.currency having sum(a.amount) <> 0) then
    raise exception 'ledger entry % does not balance', new.sequence
      using errcode = 'check_violation', constraint = 'ledger_entry_balances';
  end if;
  return null;
end
$$;

create constraint trigger ledger_amount_balances after insert on ledger_amount
  deferrable initially deferred for each row execute function ledger_entry_balances();

-- Nothing is bought without its charge: the ledger has the purchase's total, to the cent.
create function license_purchase_is_charged() returns trigger language plpgsql as $$
begin
  if not exists (
      select from ledger_entry e
      join ledger_amount a on a.company_id = e.company_id and a.sequence = e.sequence
      where e.company_id = new.company_id and e.charge_id = new.purchase_id
        and a.account = 'RECEIVABLE' and a.amount = new.total and a.currency = new.currency) then
    raise exception 'purchase % was not charged', new.purchase_id
      using errcode = 'check_violation', constraint = 'license_purchase_is_charged';
  end if;
  return null;
end
$$;

create constraint trigger license_purchase_is_charged after insert or update on license_purchase
  deferrable initially deferred for each row execute function license_purchase_is_charged();
