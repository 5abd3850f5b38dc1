create table idempotency (
  company_id  uuid        not null,
  caller      uuid        not null,
  scope       text        not null,
  key         text        not null,
  body_hash   text        not null,
  resource_id uuid        not null,
  created_at  timestamptz not null default now(),
  constraint idempotency_pk primary key (company_id, caller, scope, key)
);

alter table idempotency enable row level security;
alter table idempotency force row level security;
create policy company on idempotency
  using (company_id = nullif(current_setting('rollcall.company', true), '')::uuid)
  with check (company_id = nullif(current_setting('rollcall.company', true), '')::uuid);

-- The purge of old keys is no company's work: it may see and delete the expired, nothing else.
create policy expired_select on idempotency for select
  using (created_at < now() - interval '24 hours');
create policy expired_delete on idempotency for delete
  using (created_at < now() - interval '24 hours');

create index idempotency_created_at on idempotency (created_at);

comment on table idempotency is
  'Requests already done under an Idempotency-Key, written with their effect: a repeat renders the resource instead of making a second. Kept 24 h.';
comment on column idempotency.scope is 'method and path';
comment on column idempotency.body_hash is 'keyed hash of the canonical body, hex';
