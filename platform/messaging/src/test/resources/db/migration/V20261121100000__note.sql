-- A tenant table of the tests, as services make theirs.
create table note (
  company_id uuid not null,
  id         uuid not null,
  text       text not null,
  constraint note_pk primary key (company_id, id)
);

alter table note enable row level security;
alter table note force row level security;
create policy company on note
  using (company_id = nullif(current_setting('rollcall.company', true), '')::uuid)
  with check (company_id = nullif(current_setting('rollcall.company', true), '')::uuid);

comment on table note is 'Tenant rows of the platform tests.';
