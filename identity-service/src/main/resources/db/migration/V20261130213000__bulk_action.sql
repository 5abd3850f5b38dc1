create table bulk_action (
  company_id     uuid    not null,
  operation_id   uuid    not null,
  action         text    not null,
  acting_user_id uuid    not null,
  user_ids       uuid[]  not null,
  through        integer not null,
  failures       integer not null default 0,
  constraint bulk_action_pk primary key (company_id, operation_id),
  constraint bulk_action_operation_fk foreign key (company_id, operation_id)
    references operation (company_id, operation_id) on delete cascade,
  constraint bulk_action_action_check
    check (action in ('DELETE', 'GRANT_ADMIN', 'REVOKE_ADMIN', 'GRANT_ANALYTICS', 'REVOKE_ANALYTICS')),
  constraint bulk_action_through_check check (through between 0 and cardinality(user_ids))
);
comment on table bulk_action is
  'USR-8: the users of a bulk action in the order in which they are acted on, and how many are through. Goes with its operation.';
comment on column bulk_action.failures is
  'How often the next user has failed alone, by what does not pass by itself; who has failed too often is given up.';

alter table bulk_action enable row level security;
alter table bulk_action force row level security;
create policy company on bulk_action
  using (company_id = nullif(current_setting('rollcall.company', true), '')::uuid)
  with check (company_id = nullif(current_setting('rollcall.company', true), '')::uuid);
