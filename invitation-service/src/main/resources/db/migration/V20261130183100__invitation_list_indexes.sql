-- The list of invitations, newest first: one index for each filter, so that a page is an index walk that stops after it.
drop index concurrently if exists invitation_by_status;
create index concurrently invitation_by_status on invitation (company_id, status, id);
drop index concurrently if exists invitation_of_office;
create index concurrently invitation_of_office on invitation (company_id, office_id, status, id);
-- Expired already, though the job has not come by yet (INV-8): as many as its backlog.
drop index concurrently if exists invitation_overdue;
create index concurrently invitation_overdue on invitation (company_id, expires_at) where status = 'PENDING';
-- Those that an older version of the service has made, for the job that gives them their words.
drop index concurrently if exists invitation_without_words;
create index concurrently invitation_without_words on invitation (company_id, id) where words is null;
