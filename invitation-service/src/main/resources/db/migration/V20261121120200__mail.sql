create table mail (
  company_id    uuid        not null,
  id            uuid        not null,
  invitation_id uuid        not null,
  generation    integer     not null,
  sealed_token  text,
  status        text        not null,
  reply_code    integer,
  created_at    timestamptz not null,
  settled_at    timestamptz,
  constraint mail_pk primary key (company_id, id),
  constraint mail_status_known check (status in ('QUEUED', 'SENT', 'FAILED', 'BOUNCED', 'DROPPED')),
  constraint mail_sealed_only_while_queued check ((status = 'QUEUED') = (sealed_token is not null))
);

comment on table mail is 'Mails to send and sent, one row each; the recipient is the invitation''s.';
comment on column mail.sealed_token is 'AES-GCM, base64; erased the moment SMTP has taken the mail, or it is dropped';

create index mail_of_invitation on mail (company_id, invitation_id);

alter table mail enable row level security;
alter table mail force row level security;
create policy company on mail
  using (company_id = nullif(current_setting('rollcall.company', true), '')::uuid)
  with check (company_id = nullif(current_setting('rollcall.company', true), '')::uuid);

create table mail_count (
  recipient     bytea       not null,
  at            timestamptz not null,
  company_id    uuid        not null,
  invitation_id uuid        not null,
  attempt       integer     not null,
  generation    integer     not null,
  constraint mail_count_pk primary key (recipient, invitation_id, attempt, generation),
  constraint mail_count_recipient_length check (octet_length(recipient) = 32)
);

comment on table mail_count is
  'Mails per recipient in the last hours, over all companies (INV-9); the recipient is a keyed hash. Unscoped: no row-level security.';
comment on column mail_count.at is 'product time';

create index mail_count_recent on mail_count (recipient, at);
