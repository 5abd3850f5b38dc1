-- The unique key begins with the kind too: older replicas, while they still run, find their jobs by that.
drop index concurrently if exists job_due_of_kind;
