-- The drift report looks at offices too, after users and seats.
alter table drift_report drop constraint drift_report_part_known;
alter table drift_report add constraint drift_report_part_known check (part in ('USERS', 'SEATS', 'OFFICES'));
