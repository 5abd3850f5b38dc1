-- Without a lock: beside replicas that go on writing. Each is dropped first, since a build that was
-- broken off leaves an index behind that nothing uses.

-- Lists by any filter, each in the order of its pages.
drop index concurrently if exists phone_number_listed;
create index concurrently phone_number_listed on phone_number (company_id, type, state, e164);
drop index concurrently if exists phone_number_in_office;
create index concurrently phone_number_in_office on phone_number (company_id, office_id, type, state, e164);
drop index concurrently if exists phone_number_office;
