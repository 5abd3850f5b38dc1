alter table membership add column confirmed_at timestamptz;
comment on column membership.confirmed_at is
  'When identity was last asked about the member because of an event that lies parked: what was parked before that is in its answer. Null where that never was. Real time.';
