create table company_view (
  company_id uuid   not null,
  name       text   not null,
  version    bigint not null,
  constraint company_view_pk primary key (company_id)
);

comment on table company_view is 'Companies as rollcall.company.v1 tells of them; the newest version.';

create table office_view (
  company_id uuid    not null,
  office_id  uuid    not null,
  name       text    not null,
  country    text    not null,
  open       boolean not null,
  constraint office_view_pk primary key (company_id, office_id)
);

comment on table office_view is 'Offices as rollcall.company.v1 tells of them; guarded by company_view.version.';

create table user_view (
  company_id uuid    not null,
  user_id    uuid    not null,
  first_name text,
  last_name  text,
  office_id  uuid    not null,
  active     boolean not null,
  version    bigint  not null,
  constraint user_view_pk primary key (company_id, user_id)
);

comment on table user_view is
  'Users as rollcall.user.v1 tells of them, with the name that the reserved pool shows (NUM-4). A row learnt by asking identity has no name until its event arrives.';

create table license_view (
  company_id uuid   not null,
  license_id uuid   not null,
  type       text   not null,
  user_id    uuid,
  version    bigint not null,
  constraint license_view_pk primary key (company_id, license_id)
);

comment on table license_view is
  'Licenses as rollcall.license.v1 tells of them; user_id is set while one is assigned. An assigned TALK license entitles to one US local number (NUM-1).';

create index license_view_user on license_view (company_id, user_id) where user_id is not null;

alter table company_view enable row level security;
alter table company_view force row level security;
create policy company on company_view
  using (company_id = nullif(current_setting('rollcall.company', true), '')::uuid)
  with check (company_id = nullif(current_setting('rollcall.company', true), '')::uuid);

alter table office_view enable row level security;
alter table office_view force row level security;
create policy company on office_view
  using (company_id = nullif(current_setting('rollcall.company', true), '')::uuid)
  with check (company_id = nullif(current_setting('rollcall.company', true), '')::uuid);

alter table user_view enable row level security;
alter table user_view force row level security;
create policy company on user_view
  using (company_id = nullif(current_setting('rollcall.company', true), '')::uuid)
  with check (company_id = nullif(current_setting('rollcall.company', true), '')::uuid);

alter table license_view enable row level security;
alter table license_view force row level security;
create policy company on license_view
  using (company_id = nullif(current_setting('rollcall.company', true), '')::uuid)
  with check (company_id = nullif(current_setting('rollcall.company', true), '')::uuid);

