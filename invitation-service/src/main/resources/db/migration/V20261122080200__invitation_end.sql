alter table invitation add column ended_at timestamptz;
alter table invitation add column anonymised_at timestamptz;

comment on column invitation.ended_at is 'product time; null while it lives, and after somebody has joined';
comment on column invitation.anonymised_at is
  'product time; since then names, address, job title and phone are gone (EVENTS.md, Personal data)';

-- Invitations that are there already are looked at once, a day from now: those that had ended before, and those that a
-- replica of the version before ends while it still runs. Whichever ended is forgotten when its time has come.
alter table invitation no force row level security;
update invitation set ended_at = updated_at
  where status in ('REFUSED', 'EXPIRED', 'REVOKED', 'DECLINED', 'BOUNCED');
insert into job (id, kind, company_id, subject, due_at, timeline, causation_id, traceparent)
  select gen_random_uuid(), 'invitation.anonymise', company_id, id::text, now() + interval '1 day', 'PRODUCT', 'none', ''
  from invitation where status not in ('ACCEPTED', 'JOINED')
  on conflict on constraint job_once do nothing;
alter table invitation force row level security;

-- INV-21: which invitation a license was reserved for.
create index invitation_by_license on invitation (company_id, license_id) where license_id is not null;
