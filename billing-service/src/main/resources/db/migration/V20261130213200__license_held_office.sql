-- Whether anything holds an office (CO-3), however many licenses it once had. Built while the service goes on; what a
-- broken attempt left is dropped first.
drop index concurrently if exists license_held_office;
create index concurrently license_held_office on license (company_id, office_id, state)
  where state in ('FREE', 'RESERVED', 'ASSIGNED');
