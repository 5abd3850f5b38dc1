create table license (
  company_id           uuid        not null,
  license_id           uuid        not null,
  office_id            uuid        not null,
  type                 text        not null,
  plan                 text        not null,
  state                text        not null,
  origin               text        not null,
  holder_user_id       uuid,
  holder_invitation_id uuid,
  attempt              integer,
  charged_from         date        not null,
  version              bigint      not null,
  created_at           timestamptz not null,
  updated_at           timestamptz not null,
  constraint license_pk primary key (company_id, license_id),
  constraint license_type_known check (type in ('TALK', 'MEETINGS', 'ADD_ON')),
  constraint license_plan_known check (plan in ('BASIC', 'PLUS', 'PRO')),
  constraint license_origin_known check (origin in ('SIGNUP', 'PURCHASED')),
  constraint license_version_positive check (version > 0),
  constraint license_holder_fits_state check (
    case state
      when 'FREE' then num_nonnulls(holder_user_id, holder_invitation_id, attempt) = 0
      when 'CANCELLED' then num_nonnulls(holder_user_id, holder_invitation_id, attempt) = 0
      when 'RESERVED' then holder_user_id is null and num_nonnulls(holder_invitation_id, attempt) = 2
      when 'ASSIGNED' then holder_user_id is not null and num_nonnulls(holder_invitation_id, attempt) = 0
      else false
    end)
);

comment on table license is
  'One paid slot of one type on one plan in one office (BIL-2): FREE, RESERVED for an invitation, ASSIGNED to a user, or CANCELLED.';
comment on column license.attempt is 'of the invitation that it is reserved for';
comment on column license.charged_from is 'first day that it costs, in the time zone of billing';

-- The next free one of a type in an office, cheapest plan and oldest first.
create index license_free on license (company_id, office_id, type, plan, license_id) where state = 'FREE';
create index license_user on license (company_id, holder_user_id) where holder_user_id is not null;
-- One seat per invitation, whatever is delivered twice (INV-18).
create unique index license_invitation on license (company_id, holder_invitation_id) where state = 'RESERVED';
create index license_filtered on license (company_id, state, office_id, license_id);

alter table license enable row level security;
alter table license force row level security;
create policy company on license
  using (company_id = nullif(current_setting('rollcall.company', true), '')::uuid)
  with check (company_id = nullif(current_setting('rollcall.company', true), '')::uuid);

create table license_balance (
  company_id uuid   not null,
  office_id  uuid   not null,
  type       text   not null,
  plan       text   not null,
  purchased  bigint not null default 0,
  free       bigint not null default 0,
  reserved   bigint not null default 0,
  assigned   bigint not null default 0,
  constraint license_balance_pk primary key (company_id, office_id, type, plan),
  constraint license_balance_adds_up check (purchased = free + reserved + assigned),
  constraint license_balance_not_negative check (least(purchased, free, reserved, assigned) >= 0)
);

comment on table license_balance is
  'Licenses per office, type and plan as the ledger has them now: purchased = free + reserved + assigned, always (BIL-2).';

alter table license_balance enable row level security;
alter table license_balance force row level security;
create policy company on license_balance
  using (company_id = nullif(current_setting('rollcall.company', true), '')::uuid)
  with check (company_id = nullif(current_setting('rollcall.company', true), '')::uuid);
