-- INV-9: codes count among the mails of a recipient; inviters and companies have limits of their own.
alter table mail_count add column code_mail uuid not null default '00000000-0000-0000-0000-000000000000';
alter table mail_count drop constraint mail_count_pk;
alter table mail_count add constraint mail_count_pk
  primary key (recipient, invitation_id, attempt, generation, code_mail);

comment on column mail_count.code_mail is 'the mail that carries a code; zero for the invitation''s own';

create table send_budget (
  company_id uuid        not null,
  subject    uuid        not null,
  since      timestamptz not null,
  used       integer     not null,
  constraint send_budget_pk primary key (company_id, subject),
  constraint send_budget_used_positive check (used > 0)
);

comment on table send_budget is
  'Invitations, resends and copied links in the running hour, of one inviter or, under its own id, of a company.';
comment on column send_budget.since is 'product time: start of the hour that used counts';

alter table send_budget enable row level security;
alter table send_budget force row level security;
create policy company on send_budget
  using (company_id = nullif(current_setting('rollcall.company', true), '')::uuid)
  with check (company_id = nullif(current_setting('rollcall.company', true), '')::uuid);
