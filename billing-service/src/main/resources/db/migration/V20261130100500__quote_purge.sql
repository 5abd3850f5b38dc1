-- Quotes that expired long ago are deleted, whatever company they are of: the job sees them, and nothing else.
create policy purging_reads on quote for select
  using (current_setting('rollcall.purging', true) = 'on' and expires_at < now() - interval '1 day');
create policy purging on quote for delete
  using (current_setting('rollcall.purging', true) = 'on' and expires_at < now() - interval '1 day');
