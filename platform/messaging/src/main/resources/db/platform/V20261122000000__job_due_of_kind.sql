-- Claims look for the longest due of each kind, so that many jobs of one kind don't keep the others waiting.
create index job_due_of_kind on job (kind, timeline, due_at) where status = 'PENDING';
drop index job_due;
