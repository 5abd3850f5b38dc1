-- When a job is ready, and on which clock: made of columns that older replicas write as well, so that both versions claim side by side.
-- A job of product time that has failed waits in real time, as every back-off does. Virtual: no row is written, the lock is held for an instant.
alter table job
  add column queue text generated always as (
    case when timeline = 'PRODUCT' and not_before = '-infinity' then 'PRODUCT ' else 'REAL ' end || kind) virtual,
  add column ready_at timestamptz generated always as (
    case when not_before = '-infinity' then due_at else not_before end) virtual;

comment on column job.queue is 'the clock that ready_at is read by, and the kind: each queue is claimed from its front';
comment on column job.ready_at is 'when it is due or, after a failure, when its back-off ends; leases do not move it: the few leased rows are passed over';
