-- For the drift report, which reads refused requests by their ids; built beside the writes. One that was broken off leaves an
-- index behind that nothing uses.
drop index concurrently if exists seat_refused;
create index concurrently seat_refused on seat (company_id, process_id) where status = 'REFUSED';
