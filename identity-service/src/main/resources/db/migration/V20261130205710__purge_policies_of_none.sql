-- As those of the shared tables: a purge is bound to no company.
alter policy purge_select on drift_report
  using (current_setting('rollcall.purging', true) = 'on' and nullif(current_setting('rollcall.company', true), '') is null
    and settled_at < now() - interval '7 days');
alter policy purge_delete on drift_report
  using (current_setting('rollcall.purging', true) = 'on' and nullif(current_setting('rollcall.company', true), '') is null
    and settled_at < now() - interval '7 days');
