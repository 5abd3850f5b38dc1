create table license_view (
  company_id uuid   not null,
  license_id uuid   not null,
  office_id  uuid   not null,
  type       text   not null,
  state      text   not null,
  user_id    uuid,
  version    bigint not null,
  constraint license_view_pk primary key (company_id, license_id)
);

create index license_view_user on license_view (company_id, user_id, type) where user_id is not null;
create index license_view_office on license_view (company_id, office_id) where state <> 'CANCELLED';

comment on table license_view is
  'View of rollcall.license.v1: which license types a user has, and whether an office has licenses.';

alter table license_view enable row level security;
alter table license_view force row level security;
create policy company on license_view
  using (company_id = nullif(current_setting('rollcall.company', true), '')::uuid)
  with check (company_id = nullif(current_setting('rollcall.company', true), '')::uuid);

create table number_view (
  company_id uuid   not null,
  e164       text   collate "C" not null,
  office_id  uuid,
  state      text   not null,
  user_id    uuid,
  version    bigint not null,
  constraint number_view_pk primary key (company_id, e164)
);

create index number_view_user on number_view (company_id, user_id, e164) where user_id is not null;
create index number_view_office on number_view (company_id, office_id);

comment on table number_view is
  'View of rollcall.number.v1: which numbers a user has, and whether an office has numbers.';

alter table number_view enable row level security;
alter table number_view force row level security;
create policy company on number_view
  using (company_id = nullif(current_setting('rollcall.company', true), '')::uuid)
  with check (company_id = nullif(current_setting('rollcall.company', true), '')::uuid);

create table pending_view (
  company_id    uuid        not null,
  invitation_id uuid        not null,
  status        text        not null,
  first_name    text        not null,
  last_name     text        not null,
  email         text        not null,
  email_key     text        collate "C" not null,
  sort_name     text        collate "C" not null,
  phone         text,
  job_title     text,
  role          text        not null,
  office_id     uuid        not null,
  products      text[]      not null,
  license_type  text,
  created_at    timestamptz not null,
  version       bigint      not null,
  constraint pending_view_pk primary key (company_id, invitation_id)
);

create index pending_view_by_name on pending_view (company_id, sort_name, invitation_id)
  where status in ('PENDING', 'ACCEPTING', 'ACCEPTED');
create index pending_view_by_email on pending_view (company_id, email_key, invitation_id)
  where status in ('PENDING', 'ACCEPTING', 'ACCEPTED');
create index pending_view_by_time on pending_view (company_id, created_at, invitation_id)
  where status in ('PENDING', 'ACCEPTING', 'ACCEPTED');

comment on table pending_view is
  'View of rollcall.invitation.v1: people who have not yet joined. A row is hidden by the member that its invitation made, so nobody shows twice (USR-3).';

alter table pending_view enable row level security;
alter table pending_view force row level security;
create policy company on pending_view
  using (company_id = nullif(current_setting('rollcall.company', true), '')::uuid)
  with check (company_id = nullif(current_setting('rollcall.company', true), '')::uuid);

create table subscription_view (
  company_id uuid   not null,
  status     text   not null,
  version    bigint not null,
  constraint subscription_view_pk primary key (company_id)
);

comment on table subscription_view is
  'View of rollcall.subscription.v1: the status that identity shows (CO-5).';

alter table subscription_view enable row level security;
alter table subscription_view force row level security;
create policy company on subscription_view
  using (company_id = nullif(current_setting('rollcall.company', true), '')::uuid)
  with check (company_id = nullif(current_setting('rollcall.company', true), '')::uuid);
