create table clock (
  singleton     boolean not null default true,
  offset_micros bigint  not null default 0,
  version       bigint  not null default 0,
  constraint clock_pk primary key (singleton),
  constraint clock_one_row check (singleton)
);

insert into clock default values;

comment on table clock is
  'How far product time is ahead of real time; one row. Anything but 0 in test and demo only. Unscoped: no row-level security.';
comment on column clock.version is 'rises with every move; replicas acknowledge it';

create table clock_replica (
  id           uuid        not null,
  seen_version bigint      not null,
  seen_at      timestamptz not null,
  constraint clock_replica_pk primary key (id)
);

comment on table clock_replica is
  'The newest clock version that each running replica holds, so that moving the clock answers when all do. Unscoped: no row-level security.';
comment on column clock_replica.seen_at is 'real time; a replica not seen for a while is gone';
