-- The companies of a person, a page at a time, and whether there is any.
drop index concurrently if exists membership_active_of_person;
create index concurrently membership_active_of_person on membership (person_id, company_id) where active;
