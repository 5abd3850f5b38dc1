create table joining (
  join_id       uuid        not null,
  company_id    uuid        not null,
  invitation_id uuid        not null,
  state         text        not null,
  user_id       uuid,
  person_id     uuid,
  created_at    timestamptz not null default now(),
  constraint joining_pk primary key (join_id),
  constraint joining_state_known check (state in ('OPEN', 'JOINED', 'CLOSED')),
  constraint joining_joined_has_ids check
    ((state = 'JOINED') = (user_id is not null and person_id is not null))
);

comment on table joining is
  'One row per attempt to join: joined once, or closed for ever (EVENTS.md, Join). Ids only. Unscoped: no row-level security, because an attempt is closed by its id alone.';
