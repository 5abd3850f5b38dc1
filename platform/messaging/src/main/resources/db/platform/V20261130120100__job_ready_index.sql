-- A claim reads each queue from its front. Written as the virtual columns are, since those can't be indexed by name.
-- One that a broken build left behind is not valid.
drop index concurrently if exists job_ready;
create index concurrently job_ready on job (
  (case when timeline = 'PRODUCT' and not_before = '-infinity' then 'PRODUCT ' else 'REAL ' end || kind),
  (case when not_before = '-infinity' then due_at else not_before end),
  id) where status = 'PENDING';
