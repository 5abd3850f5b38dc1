create table member (
  company_id        uuid        not null,
  user_id           uuid        not null,
  person_id         uuid        not null,
  first_name        text        not null,
  last_name         text        not null,
  email             text        not null,
  email_key         text        collate "C" not null,
  sort_name         text        collate "C" not null,
  phone             text,
  job_title         text,
  role              text        not null,
  office_id         uuid        not null,
  admin_office_ids  uuid[]      not null,
  products          text[]      not null,
  granted           text[]      not null,
  status            text        not null,
  founder           boolean     not null,
  invitation_id     uuid,
  joined_at         timestamptz not null,
  deleted_at        timestamptz,
  restorable_until  timestamptz,
  updated_at        timestamptz not null,
  version           bigint      not null,
  constraint member_pk primary key (company_id, user_id),
  constraint member_office_fk foreign key (company_id, office_id) references office,
  constraint member_role_known check (role in ('COMPANY_ADMIN', 'OFFICE_ADMIN', 'MANAGER', 'USER')),
  constraint member_status_known check (status in ('ACTIVE', 'DELETED')),
  constraint member_deleted_has_times check
    ((status = 'DELETED') = (deleted_at is not null and restorable_until is not null)),
  constraint member_version_positive check (version > 0)
);

-- One active membership per person and per address (INV-11), and one user per invitation.
create unique index member_active_person on member (company_id, person_id) where status = 'ACTIVE';
create unique index member_active_email on member (company_id, email_key) where status = 'ACTIVE';
create unique index member_invitation on member (company_id, invitation_id) where invitation_id is not null;

-- USR-7 counts these under the company's lock.
create index member_admins on member (company_id) where status = 'ACTIVE' and role = 'COMPANY_ADMIN';

-- The user list (USR-3): one index per tab and sort, the id making the key unique.
create index member_by_name on member (company_id, status, sort_name, user_id);
create index member_by_email on member (company_id, status, email_key, user_id);
create index member_by_time on member (company_id, status, joined_at, user_id);
create index member_by_office on member (company_id, office_id, status, sort_name, user_id);
create index member_by_role on member (company_id, role, status, sort_name, user_id);
create index member_person on member (company_id, person_id);

comment on table member is
  'Users: people''s memberships of companies (USR-1 to USR-4). Deleted ones stay until they are anonymised.';
comment on column member.email_key is 'the address folded as INV-11 says; what uniqueness and sorting go by';
comment on column member.sort_name is 'last and first name without case and accents';
comment on column member.granted is 'permissions beyond the role (USR-2, USR-11), by constant';
comment on column member.version is 'of the user aggregate';

alter table member enable row level security;
alter table member force row level security;
create policy company on member
  using (company_id = nullif(current_setting('rollcall.company', true), '')::uuid)
  with check (company_id = nullif(current_setting('rollcall.company', true), '')::uuid);

create table search_word (
  company_id uuid not null,
  word       text collate "C" not null,
  subject_id uuid not null,
  constraint search_word_pk primary key (company_id, word, subject_id)
);

create index search_word_subject on search_word (company_id, subject_id, word);

comment on table search_word is
  'Words of names and addresses of users and pending invitations, found by prefix (USR-3). A table and not a trigram index, because LIKE is no leakproof operator: under row-level security PostgreSQL may not use an index for it.';
comment on column search_word.subject_id is 'user_id or invitation_id';

alter table search_word enable row level security;
alter table search_word force row level security;
create policy company on search_word
  using (company_id = nullif(current_setting('rollcall.company', true), '')::uuid)
  with check (company_id = nullif(current_setting('rollcall.company', true), '')::uuid);

-- The platform's membership table is written by this service itself, with every change of a user.
create index membership_person on membership (person_id);
