-- identity-service had these two tables first, from a migration of its own; the mechanism is every service's now.
create table if not exists operation (
  company_id   uuid        not null,
  operation_id uuid        not null,
  kind         text        not null,
  status       text        not null,
  started_by   uuid        not null,
  person_id    uuid        not null,
  request_id   text        not null,
  total        integer     not null,
  done         integer     not null,
  failed       integer     not null,
  created_at   timestamptz not null,
  updated_at   timestamptz not null,
  constraint operation_pk primary key (company_id, operation_id),
  constraint operation_status_known check (status in ('RUNNING', 'DONE', 'FAILED')),
  constraint operation_adds_up check (done >= 0 and failed >= 0 and done + failed <= total)
);

comment on table operation is 'Long work, as API.md shows it: who started it, and how far it is.';
comment on column operation.done is 'results without a problem';
comment on column operation.failed is 'results with one';

alter table operation enable row level security;
alter table operation force row level security;
drop policy if exists company on operation;
create policy company on operation
  using (company_id = nullif(current_setting('rollcall.company', true), '')::uuid)
  with check (company_id = nullif(current_setting('rollcall.company', true), '')::uuid);

create table if not exists operation_result (
  company_id   uuid not null,
  operation_id uuid not null,
  subject      text collate "C" not null,
  outcome      text not null,
  problem      text,
  constraint operation_result_pk primary key (company_id, operation_id, subject),
  constraint operation_result_operation_fk foreign key (company_id, operation_id) references operation
);

alter table operation_result add column position integer not null default 0;
alter table operation_result add column resource uuid;

comment on table operation_result is
  'One result of an operation per subject; a second one changes nothing. No personal data: results are kept.';
comment on column operation_result.problem is 'the code of the problem where it failed';
comment on column operation_result.position is 'where it stands among the results; those with the same by their subject';
comment on column operation_result.resource is 'id of what was made or changed, where that is not the subject itself';

alter table operation_result enable row level security;
alter table operation_result force row level security;
drop policy if exists company on operation_result;
create policy company on operation_result
  using (company_id = nullif(current_setting('rollcall.company', true), '')::uuid)
  with check (company_id = nullif(current_setting('rollcall.company', true), '')::uuid);
