create table batch_row (
  company_id    uuid    not null,
  operation_id  uuid    not null,
  position      integer not null,
  subject       text    not null,
  state         text    not null,
  draft         jsonb,
  invitation_id uuid,
  constraint batch_row_pk primary key (company_id, operation_id, position),
  constraint batch_row_operation_fk foreign key (company_id, operation_id) references operation,
  constraint batch_row_state_known check (state in ('WAITING', 'REQUESTED')),
  constraint batch_row_draft_only_while_waiting check ((state = 'WAITING') = (draft is not null)),
  constraint batch_row_requested_has_invitation check ((state = 'REQUESTED') = (invitation_id is not null))
);

comment on table batch_row is
  'Rows of batches of invitations that have no result yet (INV-12); with their result, in operation_result, they are deleted.';
comment on column batch_row.position is 'in the batch, from 1';
comment on column batch_row.subject is 'how the operation''s results name the row';
comment on column batch_row.draft is 'what was asked for: personal data, erased when the row is invited';

create index batch_row_of_invitation on batch_row (company_id, invitation_id);

alter table batch_row enable row level security;
alter table batch_row force row level security;
create policy company on batch_row
  using (company_id = nullif(current_setting('rollcall.company', true), '')::uuid)
  with check (company_id = nullif(current_setting('rollcall.company', true), '')::uuid);

alter table invitation add column batch_id uuid;

comment on column invitation.batch_id is 'the operation of the batch that it was invited with, if any (INV-12)';
