create table mail_day (
  company_id uuid        not null,
  since      timestamptz not null,
  used       integer     not null,
  constraint mail_day_pk primary key (company_id),
  constraint mail_day_used_not_negative check (used >= 0)
);

comment on table mail_day is
  'Mails that a company has asked for in its running day (CO-7): invitations, resends and codes, without those that never left.';
comment on column mail_day.since is 'product time: start of the day that used counts';

create table founder_mail_day (
  person_id uuid        not null,
  since     timestamptz not null,
  used      integer     not null,
  constraint founder_mail_day_pk primary key (person_id),
  constraint founder_mail_day_used_not_negative check (used >= 0)
);

comment on table founder_mail_day is
  'The same of all companies together that one person has founded and that have bought nothing, and so without row-level security; ids only.';
comment on column founder_mail_day.since is 'product time: start of the day that used counts';

create index founder_mail_day_since on founder_mail_day (since);

create table company_founder (
  company_id uuid not null,
  person_id  uuid not null,
  constraint company_founder_pk primary key (company_id)
);

comment on table company_founder is
  'Which person signed the company up (CO-7), from the user that says so of itself; empty until that was heard.';

create table license_view (
  company_id uuid    not null,
  license_id uuid    not null,
  counted    boolean not null,
  constraint license_view_pk primary key (company_id, license_id)
);

comment on table license_view is
  'Licenses that were heard of, so that each is counted once; not counted once cancelled, which is final.';

create table license_count (
  company_id uuid    not null,
  licenses   bigint  not null,
  bought     boolean not null,
  constraint license_count_pk primary key (company_id)
);

comment on table license_count is
  'How many licenses a company has that are not cancelled, kept with license_view; mails a day depend on it (CO-7).';
comment on column license_count.bought is 'whether it has ever bought one';

alter table mail_day enable row level security;
alter table mail_day force row level security;
create policy company on mail_day
  using (company_id = nullif(current_setting('rollcall.company', true), '')::uuid)
  with check (company_id = nullif(current_setting('rollcall.company', true), '')::uuid);

alter table company_founder enable row level security;
alter table company_founder force row level security;
create policy company on company_founder
  using (company_id = nullif(current_setting('rollcall.company', true), '')::uuid)
  with check (company_id = nullif(current_setting('rollcall.company', true), '')::uuid);

alter table license_view enable row level security;
alter table license_view force row level security;
create policy company on license_view
  using (company_id = nullif(current_setting('rollcall.company', true), '')::uuid)
  with check (company_id = nullif(current_setting('rollcall.company', true), '')::uuid);

alter table license_count enable row level security;
alter table license_count force row level security;
create policy company on license_count
  using (company_id = nullif(current_setting('rollcall.company', true), '')::uuid)
  with check (company_id = nullif(current_setting('rollcall.company', true), '')::uuid);
