create table job (
  id           uuid        not null,
  kind         text        not null,
  company_id   uuid        not null,
  subject      text        not null,
  due_at       timestamptz not null,
  timeline     text        not null,
  status       text        not null default 'PENDING',
  attempts     integer     not null default 0,
  not_before   timestamptz not null default '-infinity',
  lease        uuid,
  leased_until timestamptz not null default '-infinity',
  last_error   text,
  causation_id text        not null,
  traceparent  text        not null,
  planned_at   timestamptz not null default now(),
  constraint job_pk primary key (id),
  constraint job_once unique (kind, company_id, subject),
  constraint job_timeline_known check (timeline in ('PRODUCT', 'REAL')),
  constraint job_status_known check (status in ('PENDING', 'FAILED')),
  constraint job_attempts_not_negative check (attempts >= 0)
);

comment on table job is
  'Work to do outside a transaction or at a later time, claimed by one replica at a time. Done means deleted; FAILED rows stay to be seen. Holds ids only, no personal data. Unscoped: no row-level security.';
comment on column job.id is 'new with every plan, the same over attempts: an idempotency key at the far end';
comment on column job.due_at is 'product or real time, as timeline says';
comment on column job.attempts is 'attempts begun since it was planned';
comment on column job.not_before is 'back-off after a failure, real time';
comment on column job.lease is 'token of the claim that runs it; outlives a replan, so that two runs never overlap';
comment on column job.leased_until is 'real time; after it another replica may claim';

create index job_due on job (timeline, due_at) where status = 'PENDING';
create index job_failed on job (kind) where status = 'FAILED';
