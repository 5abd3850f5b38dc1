-- For forgetting: rows of an aggregate whose personal data is deleted (ARCHITECTURE.md, Writing).
create index outbox_aggregate on outbox (aggregate_id);
