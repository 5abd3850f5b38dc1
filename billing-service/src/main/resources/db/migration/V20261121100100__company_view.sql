create table company (
  company_id     uuid   not null,
  time_zone      text   not null,
  head_office_id uuid   not null,
  version        bigint not null,
  constraint company_pk primary key (company_id)
);

comment on table company is
  'View of rollcall.company.v1: what billing needs to know of a company. Ids and settings only, no personal data.';
comment on column company.version is 'of the company aggregate; only a newer one replaces the row';

create table office (
  company_id  uuid not null,
  office_id   uuid not null,
  name        text not null,
  country     text not null,
  price_level text not null,
  status      text not null,
  constraint office_pk primary key (company_id, office_id)
);

comment on table office is 'View of rollcall.company.v1: offices, whose price level decides what a license costs (BIL-1).';

create table member (
  company_id    uuid   not null,
  user_id       uuid   not null,
  invitation_id uuid,
  status        text   not null,
  version       bigint not null,
  constraint member_pk primary key (company_id, user_id)
);

comment on table member is
  'What billing has seen of each user: guards against late events. Ids only. Kept for ever, so that no late event revives a deleted one.';
comment on column member.version is 'of the user aggregate; 0 where only the sign-up named the user';

alter table company enable row level security;
alter table company force row level security;
create policy company on company
  using (company_id = nullif(current_setting('rollcall.company', true), '')::uuid)
  with check (company_id = nullif(current_setting('rollcall.company', true), '')::uuid);

alter table office enable row level security;
alter table office force row level security;
create policy company on office
  using (company_id = nullif(current_setting('rollcall.company', true), '')::uuid)
  with check (company_id = nullif(current_setting('rollcall.company', true), '')::uuid);

alter table member enable row level security;
alter table member force row level security;
create policy company on member
  using (company_id = nullif(current_setting('rollcall.company', true), '')::uuid)
  with check (company_id = nullif(current_setting('rollcall.company', true), '')::uuid);
