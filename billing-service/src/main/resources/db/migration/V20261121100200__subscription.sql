create table subscription (
  company_id        uuid        not null,
  edition           text        not null,
  status            text        not null,
  catalogue_version integer     not null,
  currency          text        not null,
  time_zone         text        not null,
  started_on        date        not null,
  started_at        timestamptz not null,
  version           bigint      not null,
  created_at        timestamptz not null,
  updated_at        timestamptz not null,
  constraint subscription_pk primary key (company_id),
  constraint subscription_catalogue foreign key (catalogue_version) references catalogue (version),
  constraint subscription_edition_known check (edition in ('STANDARD', 'ADVANCED', 'PREMIUM')),
  constraint subscription_status_known check (status in ('ACTIVE', 'PAST_DUE', 'SUSPENDED', 'CANCELLED'))
);

comment on table subscription is
  'What a company subscribed to, one row per company; its insert is what makes sign-up happen once (CO-5).';
comment on column subscription.catalogue_version is 'the price list until renewal (BIL-1)';
comment on column subscription.time_zone is 'of billing; follows the company''s at renewal only (BIL-13)';
comment on column subscription.started_on is 'day of the sign-up in time_zone; periods are anchored on it (BIL-5)';

alter table subscription enable row level security;
alter table subscription force row level security;
create policy company on subscription
  using (company_id = nullif(current_setting('rollcall.company', true), '')::uuid)
  with check (company_id = nullif(current_setting('rollcall.company', true), '')::uuid);
