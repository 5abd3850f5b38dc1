-- The drift report looks at purchases of numbers too, between seats and offices.
alter table drift_report drop constraint drift_report_part_known;
alter table drift_report add constraint drift_report_part_known
  check (part in ('USERS', 'SEATS', 'PURCHASES', 'OFFICES')) not valid;
