-- Old rows of every company are seen by a transaction that says that it purges and is bound to no company, and by no other: a request's
-- transaction sees its company's rows however old others' are.
drop policy expired_select on idempotency;
drop policy expired_delete on idempotency;
create policy purge_select on idempotency for select
  using (current_setting('rollcall.purging', true) = 'on' and nullif(current_setting('rollcall.company', true), '') is null
    and created_at < now() - interval '24 hours');
create policy purge_delete on idempotency for delete
  using (current_setting('rollcall.purging', true) = 'on' and nullif(current_setting('rollcall.company', true), '') is null
    and created_at < now() - interval '24 hours');

alter policy purge_select on operation
  using (current_setting('rollcall.purging', true) = 'on' and nullif(current_setting('rollcall.company', true), '') is null
    and status <> 'RUNNING' and updated_at < now() - interval '7 days');
alter policy purge_delete on operation
  using (current_setting('rollcall.purging', true) = 'on' and nullif(current_setting('rollcall.company', true), '') is null
    and status <> 'RUNNING' and updated_at < now() - interval '7 days');
