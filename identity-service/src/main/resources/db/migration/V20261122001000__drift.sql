create table drift_report (
  company_id   uuid        not null,
  report_id    uuid        not null,
  status       text        not null,
  requested_by uuid        not null,
  person_id    uuid        not null,
  request_id   text        not null,
  look         integer     not null,
  part         text        not null,
  next_from    uuid        not null,
  step         integer     not null,
  checked      bigint      not null,
  findings     bigint      not null,
  failure      text,
  created_at   timestamptz not null,
  updated_at   timestamptz not null,
  settled_at   timestamptz,
  constraint drift_report_pk primary key (company_id, report_id),
  constraint drift_report_status_known check (status in ('RUNNING', 'DONE', 'FAILED')),
  constraint drift_report_part_known check (part in ('USERS', 'SEATS')),
  constraint drift_report_settled check ((status = 'RUNNING') = (settled_at is null))
);

-- One at a time: two would only ask the same questions.
create unique index drift_report_running on drift_report (company_id) where status = 'RUNNING';

comment on table drift_report is
  'Comparisons of what the services believe about each other (X-3), and how far the running one is: its look, part and next id.';
comment on column drift_report.step is 'rises with every page; a job that was planned for an older one does nothing';
comment on column drift_report.updated_at is 'real time';

alter table drift_report enable row level security;
alter table drift_report force row level security;
create policy company on drift_report
  using (company_id = nullif(current_setting('rollcall.company', true), '')::uuid)
  with check (company_id = nullif(current_setting('rollcall.company', true), '')::uuid);

create table drift_finding (
  company_id   uuid    not null,
  report_id    uuid    not null,
  finding_id   uuid    not null,
  kind         text    not null,
  service      text    not null,
  subject      text    not null,
  owner_id     uuid    not null,
  version      bigint  not null,
  believed     text    not null,
  known        text    not null,
  confirmed    boolean not null,
  repair       text,
  operation_id uuid,
  asked        integer not null default 0,
  constraint drift_finding_pk primary key (company_id, report_id, finding_id),
  constraint drift_finding_once unique (company_id, report_id, kind, service, subject, owner_id, version),
  constraint drift_finding_report_fk foreign key (company_id, report_id) references drift_report,
  constraint drift_finding_repair_known check (repair in ('RUNNING', 'REPAIRED', 'GONE', 'NOT_REPAIRED'))
);

create index drift_finding_operation on drift_finding (company_id, operation_id, asked, finding_id)
  where repair = 'RUNNING';

comment on table drift_finding is
  'What a report found; ids and states only. Unconfirmed until the second look has seen the same.';
comment on column drift_finding.owner_id is 'the user, or for a seat the invitation, whose current state settles it';
comment on column drift_finding.version is 'of the owner at the first look; a newer one is another finding';
comment on column drift_finding.asked is 'how often its repair was asked for by the operation';

alter table drift_finding enable row level security;
alter table drift_finding force row level security;
create policy company on drift_finding
  using (company_id = nullif(current_setting('rollcall.company', true), '')::uuid)
  with check (company_id = nullif(current_setting('rollcall.company', true), '')::uuid);
