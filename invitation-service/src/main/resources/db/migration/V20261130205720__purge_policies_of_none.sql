-- As those of the shared tables: a purge is bound to no company.
alter policy purge_select on invitation_step
  using (current_setting('rollcall.purging', true) = 'on' and nullif(current_setting('rollcall.company', true), '') is null
    and at < now() - interval '90 days');
