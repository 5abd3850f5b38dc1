drop index concurrently if exists quote_expired;
create index concurrently quote_expired on quote (expires_at);
