-- One column per CloudEvents attribute, none null but the payload, so that Debezium's EventRouter
-- alone makes the record: a null column would become a header without a value.
create table outbox (
  id                uuid         not null,
  topic             text         not null,
  aggregate_id      text         not null,
  type              text         not null,
  payload           text,
  company_id        uuid         not null,
  aggregate_version bigint       not null,
  causation_id      text         not null,
  traceparent       text         not null,
  specversion       text         not null default '1.0',
  source            text         not null,
  contenttype       text         not null default 'application/json',
  dataschema        text         not null,
  created_at        timestamptz  not null default clock_timestamp(),
  -- The Kafka record's timestamp: EventRouter takes no timestamptz for it.
  recorded_at       timestamp(3) not null default (clock_timestamp() at time zone 'utc'),
  constraint outbox_pk primary key (id),
  constraint outbox_aggregate_version_positive check (aggregate_version > 0)
);

comment on table outbox is
  'Events to publish, written with the change that they tell of; Debezium reads them from the write-ahead log. Kept for the longest outage to survive; deleting publishes nothing. Unscoped: no row-level security.';
comment on column outbox.id is 'UUIDv7, becomes ce_id; the retention purge deletes by it';
comment on column outbox.payload is 'JSON, exactly as it is published; null is a tombstone';
comment on column outbox.created_at is 'becomes ce_time; real time, never product time';

create publication outbox_publication for table outbox with (publish = 'insert');

grant select on outbox to ${cdc_role};
