-- For the drift report, which reads purchases that wait for billing by their ids; built beside the writes. One that was broken off
-- leaves an index behind that nothing uses.
drop index concurrently if exists purchase_requested;
create index concurrently purchase_requested on purchase (company_id, id) where state = 'REQUESTED';
