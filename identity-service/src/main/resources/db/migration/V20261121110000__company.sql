create table company (
  company_id              uuid        not null,
  name                    text        not null,
  country                 text        not null,
  time_zone               text        not null,
  billing_email           text        not null,
  edition                 text        not null,
  enabled_products        text[]      not null,
  phone_required          boolean     not null,
  manager_invite_ceiling  text        not null,
  link_lifetime_seconds   bigint      not null,
  allowed_domains         text[]      not null,
  blocked_domains         text[]      not null,
  founder_user_id         uuid        not null,
  created_at              timestamptz not null,
  updated_at              timestamptz not null,
  version                 bigint      not null,
  constraint company_pk primary key (company_id),
  constraint company_edition_known check (edition in ('STANDARD', 'ADVANCED', 'PREMIUM')),
  constraint company_ceiling_known check (manager_invite_ceiling in ('NONE', 'USER', 'MANAGER')),
  constraint company_version_positive check (version > 0)
);

comment on table company is
  'The tenant and its settings (CO-1, CO-2). Its row is the lock under which admins are counted (USR-7) and people join.';
comment on column company.edition is 'as billing last said; at first as the company signed up';
comment on column company.version is 'of the aggregate: the company with its offices';

alter table company enable row level security;
alter table company force row level security;
create policy company on company
  using (company_id = nullif(current_setting('rollcall.company', true), '')::uuid)
  with check (company_id = nullif(current_setting('rollcall.company', true), '')::uuid);

create table office (
  company_id  uuid        not null,
  office_id   uuid        not null,
  name        text        not null,
  country     text        not null,
  time_zone   text        not null,
  price_level text        not null,
  head_office boolean     not null,
  status      text        not null,
  created_at  timestamptz not null,
  updated_at  timestamptz not null,
  version     bigint      not null,
  constraint office_pk primary key (company_id, office_id),
  constraint office_company_fk foreign key (company_id) references company,
  constraint office_status_known check (status in ('OPEN', 'CLOSING', 'DELETED'))
);

create unique index office_one_head_office on office (company_id) where head_office;

comment on table office is
  'Locations of a company (CO-3). Deleted ones stay: history names them.';

alter table office enable row level security;
alter table office force row level security;
create policy company on office
  using (company_id = nullif(current_setting('rollcall.company', true), '')::uuid)
  with check (company_id = nullif(current_setting('rollcall.company', true), '')::uuid);
