-- As those of the shared tables: a purge is bound to no company.
alter policy purging_reads on quote
  using (current_setting('rollcall.purging', true) = 'on' and nullif(current_setting('rollcall.company', true), '') is null
    and expires_at < now() - interval '1 day');
alter policy purging on quote
  using (current_setting('rollcall.purging', true) = 'on' and nullif(current_setting('rollcall.company', true), '') is null
    and expires_at < now() - interval '1 day');
