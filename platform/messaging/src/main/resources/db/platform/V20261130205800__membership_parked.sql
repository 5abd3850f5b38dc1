create table membership_parked (
  letter        uuid        not null,
  user_id       uuid,
  company_id    uuid,
  version       bigint,
  partition     integer     not null,
  record_offset bigint      not null,
  parked_at     timestamptz not null default now(),
  constraint membership_parked_pk primary key (letter),
  constraint membership_parked_user unique (user_id)
);

-- For members who have left: they may have come back as a user that the view has not heard of.
create index membership_parked_company on membership_parked (company_id);

comment on table membership_parked is
  'Events of the topic that feeds the membership view that could not be read and lie on the dead-letter topic, one row a user: what the view says of them may be wrong, so the owner is asked, until a newer event is stored or the letter is replayed. Ids only. Unscoped: no row-level security.';
comment on column membership_parked.letter is 'which record, by its content: the same when it is replayed; all zeros for further ones when there are too many without a user';
comment on column membership_parked.user_id is 'whose state it was; null where the record does not say, then it may be anybody''s of the company';
comment on column membership_parked.company_id is 'null where the record does not say';
comment on column membership_parked.version is 'of the user aggregate; null where the record does not say';
comment on column membership_parked.record_offset is 'its place in the partition: what comes later there is newer';
