create table ledger_closed (
  company_id uuid   not null,
  sequence   bigint not null,
  constraint ledger_closed_pk primary key (company_id)
);

comment on table ledger_closed is
  'Up to which entry a company''s closings have its ledger. What is younger is read from the ledger itself.';

create table ledger_closing (
  company_id uuid        not null,
  office_id  uuid        not null,
  type       text        not null,
  plan       text        not null,
  account    text        not null,
  hour       timestamptz not null,
  postings   bigint      not null,
  quantity   bigint      not null,
  constraint ledger_closing_pk primary key (company_id, office_id, type, plan, account, hour)
);

comment on table ledger_closing is
  'Balance of each account of licenses at the end of each hour that it changed in (BIL-3), so that a balance is not added up from the beginning. Made from the ledger, and can be made again.';
comment on column ledger_closing.hour is 'beginning of the hour, product time';
comment on column ledger_closing.postings is 'how many the account had by then: without any it is not there yet';

create table ledger_amount_closing (
  company_id uuid           not null,
  office_id  uuid           not null,
  account    text           not null,
  currency   text           not null,
  hour       timestamptz    not null,
  postings   bigint         not null,
  amount     numeric(20, 4) not null,
  constraint ledger_amount_closing_pk primary key (company_id, office_id, account, currency, hour)
);

comment on table ledger_amount_closing is 'The same for the accounts of money.';

alter table ledger_closed enable row level security;
alter table ledger_closed force row level security;
create policy company on ledger_closed
  using (company_id = nullif(current_setting('rollcall.company', true), '')::uuid)
  with check (company_id = nullif(current_setting('rollcall.company', true), '')::uuid);

alter table ledger_closing enable row level security;
alter table ledger_closing force row level security;
create policy company on ledger_closing
  using (company_id = nullif(current_setting('rollcall.company', true), '')::uuid)
  with check (company_id = nullif(current_setting('rollcall.company', true), '')::uuid);

alter table ledger_amount_closing enable row level security;
alter table ledger_amount_closing force row level security;
create policy company on ledger_amount_closing
  using (company_id = nullif(current_setting('rollcall.company', true), '')::uuid)
  with check (company_id = nullif(current_setting('rollcall.company', true), '')::uuid);

-- Ledgers that are there already are closed by the same job as younger entries.
alter table ledger_head no force row level security;
insert into job (id, kind, company_id, subject, due_at, timeline, causation_id, traceparent)
select gen_random_uuid(), 'close-ledger', company_id, 'ledger', 'epoch', 'REAL', 'none', ''
from ledger_head where entries >= 500
on conflict (kind, company_id, subject) do nothing;
alter table ledger_head force row level security;
