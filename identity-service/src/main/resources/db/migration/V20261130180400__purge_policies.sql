-- Settled drift reports are deleted some time after their end, of all companies by one statement: what it may see and
-- delete is old, settled, and only while it says that it purges. Findings go with their report.
create policy purge_select on drift_report for select
  using (current_setting('rollcall.purging', true) = 'on' and settled_at < now() - interval '7 days');
create policy purge_delete on drift_report for delete
  using (current_setting('rollcall.purging', true) = 'on' and settled_at < now() - interval '7 days');

alter table drift_finding drop constraint drift_finding_report_fk;
alter table drift_finding add constraint drift_finding_report_fk
  foreign key (company_id, report_id) references drift_report on delete cascade not valid;
