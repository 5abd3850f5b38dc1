create table thing (
  company_id uuid   not null,
  id         uuid   not null,
  name       text   not null,
  version    bigint not null default 1,
  settled    boolean not null default false,
  constraint thing_pk primary key (company_id, id),
  constraint thing_name_unique unique (company_id, name),
  constraint thing_name_short check (length(name) < 220)
);

alter table thing enable row level security;
alter table thing force row level security;
create policy company on thing
  using (company_id = nullif(current_setting('rollcall.company', true), '')::uuid)
  with check (company_id = nullif(current_setting('rollcall.company', true), '')::uuid);

comment on table thing is 'What the tests of the web machinery make and change.';
