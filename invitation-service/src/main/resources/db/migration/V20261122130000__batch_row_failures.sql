alter table batch_row add column failures integer not null default 0;

comment on column batch_row.failures is
  'how often inviting the row failed by itself, outages aside; after some it is given up';
