alter table joining add column claim uuid;

comment on column joining.claim is
  'The newest claim of the invitation that has come here with this attempt (UUIDv7, in order of time): an older one finds the attempt closed. Null where none has a time.';
