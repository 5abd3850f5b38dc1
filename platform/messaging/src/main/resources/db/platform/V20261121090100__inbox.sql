create table inbox (
  consumer text        not null,
  event_id uuid        not null,
  at       timestamptz not null default now(),
  constraint inbox_pk primary key (consumer, event_id)
);

comment on table inbox is
  'Events that a consumer has taken in, written with their effect, so that a second delivery does nothing. Kept longer than the topics keep events. Unscoped: no row-level security.';

-- Rows arrive in the order of time, so that the purge needs no more than block ranges.
create index inbox_at on inbox using brin (at);
