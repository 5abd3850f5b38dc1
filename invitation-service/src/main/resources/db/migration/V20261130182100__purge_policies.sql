-- Old steps of a timeline are found over all companies by the job that purges, and only while it says so; it deletes
-- them company by company, those of invitations that are over.
create policy purge_select on invitation_step for select
  using (current_setting('rollcall.purging', true) = 'on' and at < now() - interval '90 days');
