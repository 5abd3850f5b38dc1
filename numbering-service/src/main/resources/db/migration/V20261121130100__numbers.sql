create table number_hold (
  company_id uuid        not null,
  id         uuid        not null,
  e164       text        not null,
  type       text        not null,
  country    text        not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  used       boolean     not null default false,
  updated_at timestamptz not null,
  constraint number_hold_pk primary key (company_id, id),
  constraint number_hold_type check (type in ('LOCAL', 'TOLL_FREE', 'FAX')),
  constraint number_hold_order check (expires_at >= created_at)
);

comment on table number_hold is
  'A number kept for a company for a while (NUM-2); times are product time. used: a purchase took it over, or it was let go.';

create index number_hold_live on number_hold (company_id, expires_at) where not used;

create table phone_number (
  company_id     uuid        not null,
  e164           text        not null,
  type           text        not null,
  country        text        not null,
  state          text        not null,
  office_id      uuid        not null,
  user_id        uuid,
  last_user_id   uuid,
  last_office_id uuid,
  unassigned_at  timestamptz,
  label          text,
  purchase_id    uuid,
  version        bigint      not null,
  created_at     timestamptz not null,
  updated_at     timestamptz not null,
  constraint phone_number_pk primary key (company_id, e164),
  constraint phone_number_type check (type in ('LOCAL', 'TOLL_FREE', 'FAX')),
  constraint phone_number_state
    check (state in ('HELD', 'RESERVED', 'ASSIGNED', 'HELD_FOR_RESTORE')),
  constraint phone_number_assigned check ((state = 'ASSIGNED') = (user_id is not null)),
  constraint phone_number_buying check ((state = 'HELD') = (purchase_id is not null))
);

comment on table phone_number is
  'A number that a company owns or is buying (NUM-3); unassigned_at is product time.';

create index phone_number_user on phone_number (company_id, user_id) where user_id is not null;
create index phone_number_pool on phone_number (company_id, state, e164);
create index phone_number_office on phone_number (company_id, office_id, e164);

create table purchase (
  company_id   uuid        not null,
  id           uuid        not null,
  e164         text        not null,
  hold_id      uuid        not null,
  office_id    uuid        not null,
  requested_by uuid        not null,
  state        text        not null,
  attempt      integer     not null,
  charge_id    uuid,
  refusal      text,
  deadline     timestamptz not null,
  created_at   timestamptz not null,
  updated_at   timestamptz not null,
  constraint purchase_pk primary key (company_id, id),
  constraint purchase_state check (state in ('REQUESTED', 'CHARGED', 'BOUGHT', 'FAILED')),
  constraint purchase_refused check ((state = 'FAILED') = (refusal is not null))
);

comment on table purchase is
  'The process that buys a held number (EVENTS.md, Buy a number): REQUESTED waits for billing, CHARGED for the carrier. deadline is real time; past it the process alarms.';

create index purchase_waiting on purchase (company_id, deadline)
  where state in ('REQUESTED', 'CHARGED');

alter table number_hold enable row level security;
alter table number_hold force row level security;
create policy company on number_hold
  using (company_id = nullif(current_setting('rollcall.company', true), '')::uuid)
  with check (company_id = nullif(current_setting('rollcall.company', true), '')::uuid);

alter table phone_number enable row level security;
alter table phone_number force row level security;
create policy company on phone_number
  using (company_id = nullif(current_setting('rollcall.company', true), '')::uuid)
  with check (company_id = nullif(current_setting('rollcall.company', true), '')::uuid);

alter table purchase enable row level security;
alter table purchase force row level security;
create policy company on purchase
  using (company_id = nullif(current_setting('rollcall.company', true), '')::uuid)
  with check (company_id = nullif(current_setting('rollcall.company', true), '')::uuid);

