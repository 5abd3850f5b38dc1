-- For the purge: the longest settled first.
drop index concurrently if exists operation_settled;
create index concurrently operation_settled on operation (updated_at) where status <> 'RUNNING';
