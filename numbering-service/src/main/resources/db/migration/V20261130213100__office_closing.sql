create table office_closing (
  company_id  uuid        not null,
  process_id  uuid        not null,
  attempt     integer     not null,
  office_id   uuid        not null,
  granted     boolean     not null,
  numbers     bigint      not null,
  answered_at timestamptz not null,
  constraint office_closing_pk primary key (company_id, process_id),
  constraint office_closing_granted_when_empty check (granted = (numbers = 0)),
  constraint office_closing_not_negative check (attempt > 0 and numbers >= 0)
);

comment on table office_closing is
  'What numbering last answered to each process that closes an office (EVENTS.md, office closing): each attempt is answered once. A grant holds while the office is not open, since nothing comes into it then.';

alter table office_closing enable row level security;
alter table office_closing force row level security;
create policy company on office_closing
  using (company_id = nullif(current_setting('rollcall.company', true), '')::uuid)
  with check (company_id = nullif(current_setting('rollcall.company', true), '')::uuid);
