create table company_view (
  company_id      uuid     not null,
  version         bigint   not null,
  name            text     not null,
  time_zone       text     not null,
  products        text[]   not null,
  phone_required  boolean  not null,
  manager_ceiling text     not null,
  link_lifetime   text     not null,
  allowed_domains text[]   not null,
  blocked_domains text[]   not null,
  constraint company_view_pk primary key (company_id)
);

comment on table company_view is 'View of identity''s companies, as far as inviting needs them.';
comment on column company_view.link_lifetime is 'ISO 8601 duration';

alter table company_view enable row level security;
alter table company_view force row level security;
create policy company on company_view
  using (company_id = nullif(current_setting('rollcall.company', true), '')::uuid)
  with check (company_id = nullif(current_setting('rollcall.company', true), '')::uuid);

create table office_view (
  company_id  uuid    not null,
  office_id   uuid    not null,
  head_office boolean not null,
  open        boolean not null,
  constraint office_view_pk primary key (company_id, office_id)
);

comment on table office_view is 'View of identity''s offices; rows of a company are replaced with its version.';

alter table office_view enable row level security;
alter table office_view force row level security;
create policy company on office_view
  using (company_id = nullif(current_setting('rollcall.company', true), '')::uuid)
  with check (company_id = nullif(current_setting('rollcall.company', true), '')::uuid);

create table user_view (
  company_id       uuid        not null,
  user_id          uuid        not null,
  version          bigint      not null,
  first_name       text        not null,
  last_name        text        not null,
  address          text        not null,
  active           boolean     not null,
  restorable_until timestamptz,
  constraint user_view_pk primary key (company_id, user_id)
);

comment on table user_view is
  'View of identity''s users: who is a member already (INV-11), and how an inviter is called in a mail (INV-19).';
comment on column user_view.address is 'normalised like invitation.address';

create index user_view_address on user_view (company_id, address);

alter table user_view enable row level security;
alter table user_view force row level security;
create policy company on user_view
  using (company_id = nullif(current_setting('rollcall.company', true), '')::uuid)
  with check (company_id = nullif(current_setting('rollcall.company', true), '')::uuid);
