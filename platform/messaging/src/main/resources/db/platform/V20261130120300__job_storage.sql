-- A queue is empty most of the time and long at others, and plans made while it was empty stay. So it keeps its pages, and has some from
-- the start: no plan takes reading all of it for cheaper than the index. And it is cleaned by rows that have gone, not by a share of it.
alter table job set (
  vacuum_truncate = off,
  autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000,
  autovacuum_analyze_scale_factor = 0, autovacuum_analyze_threshold = 2000);

insert into job (id, kind, company_id, subject, due_at, timeline, causation_id, traceparent)
select gen_random_uuid(), 'platform.none', '00000000-0000-0000-0000-000000000000', n::text, 'infinity', 'REAL', '', ''
from generate_series(1, 1000) as n;
delete from job where kind = 'platform.none';
