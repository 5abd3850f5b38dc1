create table number_charge (
  company_id uuid           not null,
  process_id uuid           not null,
  attempt    integer        not null,
  status     text           not null,
  charge_id  uuid,
  e164       text           not null,
  type       text           not null,
  country    text           not null,
  office_id  uuid           not null,
  entitled   boolean        not null default false,
  monthly    numeric(12, 4),
  currency   text,
  charged_from date,
  charged_to date,
  version    bigint         not null,
  created_at timestamptz    not null,
  updated_at timestamptz    not null,
  constraint number_charge_pk primary key (company_id, process_id),
  constraint number_charge_status_known check (
    status in ('UNSEEN', 'WAITING', 'GRANTED', 'REFUSED', 'VOIDED')),
  constraint number_charge_granted_complete check (
    status <> 'GRANTED' or num_nulls(charge_id, monthly, currency, charged_from) = 0),
  constraint number_charge_not_negative check (attempt >= 0 and version >= 0 and monthly >= 0)
);

comment on table number_charge is
  'The recurring charge of each number bought (BIL-11), or 0 within the entitlement (NUM-1); one row per purchase, by its newest attempt.';
comment on column number_charge.charged_to is 'first day that it costs no more; null while the company has the number';
comment on column number_charge.version is 'answers published so far, the aggregate version of rollcall.charge.v1';

create index number_charge_running on number_charge (company_id, type, country)
  where status = 'GRANTED' and charged_to is null;
create index number_charge_e164 on number_charge (company_id, e164) where status = 'GRANTED';
create index number_charge_waiting on number_charge (company_id) where status = 'WAITING';

create table number_seen (
  company_id uuid   not null,
  e164       text   not null,
  version    bigint not null,
  constraint number_seen_pk primary key (company_id, e164)
);

comment on table number_seen is
  'Newest version of each number that billing has seen, so that a late event ends no charge.';

alter table number_charge enable row level security;
alter table number_charge force row level security;
create policy company on number_charge
  using (company_id = nullif(current_setting('rollcall.company', true), '')::uuid)
  with check (company_id = nullif(current_setting('rollcall.company', true), '')::uuid);

alter table number_seen enable row level security;
alter table number_seen force row level security;
create policy company on number_seen
  using (company_id = nullif(current_setting('rollcall.company', true), '')::uuid)
  with check (company_id = nullif(current_setting('rollcall.company', true), '')::uuid);
