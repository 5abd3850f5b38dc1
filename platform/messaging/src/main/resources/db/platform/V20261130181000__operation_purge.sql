-- Settled operations are deleted some time after their end, of all companies by one statement: what it may see and
-- delete is old, settled, and only while it says that it purges. Results go with their operation.
create policy purge_select on operation for select
  using (current_setting('rollcall.purging', true) = 'on'
    and status <> 'RUNNING' and updated_at < now() - interval '7 days');
create policy purge_delete on operation for delete
  using (current_setting('rollcall.purging', true) = 'on'
    and status <> 'RUNNING' and updated_at < now() - interval '7 days');

alter table operation_result drop constraint operation_result_operation_fk;
alter table operation_result add constraint operation_result_operation_fk
  foreign key (company_id, operation_id) references operation on delete cascade not valid;
