create table invitation (
  company_id    uuid        not null,
  id            uuid        not null,
  version       bigint      not null,
  revision      bigint      not null,
  status        text        not null,
  attempt       integer     not null,
  generation    integer     not null,
  reopened_from text,
  first_name    text,
  last_name     text,
  email         text        not null,
  address       text        not null,
  job_title     text,
  phone         text,
  role          text        not null,
  office_id     uuid        not null,
  products      text[]      not null,
  license_type  text        not null,
  plan          text,
  license_id    uuid,
  invited_by    uuid        not null,
  expires_at    timestamptz,
  refusal       text,
  user_id       uuid,
  join_id       uuid,
  claim_id      uuid,
  claim_until   timestamptz,
  delivery      text        not null,
  created_at    timestamptz not null,
  updated_at    timestamptz not null,
  constraint invitation_pk primary key (company_id, id),
  constraint invitation_status_known check (status in
    ('REQUESTED', 'PENDING', 'ACCEPTING', 'ACCEPTED', 'JOINED', 'REFUSED', 'EXPIRED', 'REVOKED', 'DECLINED', 'BOUNCED')),
  constraint invitation_delivery_known check (delivery in ('NONE', 'QUEUED', 'SENT', 'FAILED', 'BOUNCED')),
  constraint invitation_claimed_while_accepting check ((status = 'ACCEPTING') = (claim_id is not null)),
  constraint invitation_accepted_by_user check (status not in ('ACCEPTED', 'JOINED') or user_id is not null),
  constraint invitation_open_has_seat check
    (status not in ('PENDING', 'ACCEPTING', 'ACCEPTED', 'JOINED') or (license_id is not null and expires_at is not null))
);

comment on table invitation is 'Invitations in every state; personal data of the invited person.';
comment on column invitation.version is 'of the last event published; rises by one with each';
comment on column invitation.revision is 'rises with every change that a reader can see; the ETag';
comment on column invitation.email is 'as mail is sent to it';
comment on column invitation.address is 'the key that is the same for every way of writing the address (INV-11)';
comment on column invitation.generation is 'counts the links mailed; only the newest one lives';
comment on column invitation.join_id is 'the id under which identity is asked to join; a new one after identity closed the last';
comment on column invitation.claim_until is 'real time';

-- INV-11: one live invitation per company and address.
create unique index invitation_live_address on invitation (company_id, address)
  where status in ('REQUESTED', 'PENDING', 'ACCEPTING', 'ACCEPTED');

create index invitation_by_inviter on invitation (company_id, invited_by, id desc);

alter table invitation enable row level security;
alter table invitation force row level security;
create policy company on invitation
  using (company_id = nullif(current_setting('rollcall.company', true), '')::uuid)
  with check (company_id = nullif(current_setting('rollcall.company', true), '')::uuid);

create table invitation_step (
  company_id    uuid        not null,
  invitation_id uuid        not null,
  id            uuid        not null,
  at            timestamptz not null,
  service       text        not null,
  step          text        not null,
  attempt       integer     not null,
  outcome       text        not null,
  constraint invitation_step_pk primary key (company_id, invitation_id, id)
);

comment on table invitation_step is 'What happened to an invitation, in order (INV-21); no personal data.';

alter table invitation_step enable row level security;
alter table invitation_step force row level security;
create policy company on invitation_step
  using (company_id = nullif(current_setting('rollcall.company', true), '')::uuid)
  with check (company_id = nullif(current_setting('rollcall.company', true), '')::uuid);
