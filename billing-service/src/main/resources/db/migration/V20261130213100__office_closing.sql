create table office_closing (
  company_id  uuid        not null,
  process_id  uuid        not null,
  attempt     integer     not null,
  office_id   uuid        not null,
  granted     boolean     not null,
  licenses    bigint      not null,
  invitations bigint      not null,
  answered_at timestamptz not null,
  constraint office_closing_pk primary key (company_id, process_id),
  constraint office_closing_granted_when_empty check (granted = (licenses = 0)),
  constraint office_closing_not_negative check (attempt > 0 and least(licenses, invitations) >= 0)
);

comment on table office_closing is
  'What billing last answered to each process that closes an office (EVENTS.md, office closing): each attempt is answered once. A grant holds while the office is CLOSING, since nothing comes into an office that is not OPEN.';

alter table office_closing enable row level security;
alter table office_closing force row level security;
create policy company on office_closing
  using (company_id = nullif(current_setting('rollcall.company', true), '')::uuid)
  with check (company_id = nullif(current_setting('rollcall.company', true), '')::uuid);
