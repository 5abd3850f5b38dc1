create table ledger_verification (
  company_id   uuid   not null,
  operation_id uuid   not null,
  started_by   uuid   not null,
  step         bigint not null,
  state        jsonb  not null,
  constraint ledger_verification_pk primary key (company_id, operation_id),
  constraint ledger_verification_one unique (company_id, started_by)
);

comment on table ledger_verification is
  'How far each verification of a long ledger is that is under way (BIL-3); gone when it is done. Ids and sums, no personal data.';
comment on column ledger_verification.step is 'rises each time that it goes further, so that of two at once one counts';

alter table ledger_verification enable row level security;
alter table ledger_verification force row level security;
create policy company on ledger_verification
  using (company_id = nullif(current_setting('rollcall.company', true), '')::uuid)
  with check (company_id = nullif(current_setting('rollcall.company', true), '')::uuid);
