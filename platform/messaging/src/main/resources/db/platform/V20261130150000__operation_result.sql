alter table operation add column result jsonb;

comment on column operation.result is 'what it has come to as a whole; null where only its results say. No personal data.';
