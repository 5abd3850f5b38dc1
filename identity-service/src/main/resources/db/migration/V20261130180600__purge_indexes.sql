-- For purges: the oldest first.
drop index concurrently if exists joining_by_age;
create index concurrently joining_by_age on joining (created_at);
drop index concurrently if exists drift_report_settled;
create index concurrently drift_report_settled on drift_report (settled_at) where settled_at is not null;
