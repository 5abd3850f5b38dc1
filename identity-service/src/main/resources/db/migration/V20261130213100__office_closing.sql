alter table office add column closing_process_id uuid;
alter table office add column closing_attempt integer;
alter table office add constraint office_closing_process check (
  (status = 'CLOSING') = (closing_process_id is not null)
  and (closing_process_id is null) = (closing_attempt is null));

comment on column office.closing_process_id is 'the process that closes it, and its attempt; office_closing has the rest';

create table office_closing (
  company_id   uuid        not null,
  office_id    uuid        not null,
  process_id   uuid        not null,
  attempt      integer     not null,
  state        text        not null,
  deadline     timestamptz not null,
  billing      text,
  numbering    text,
  invitations  bigint      not null default 0,
  licenses     bigint      not null default 0,
  numbers      bigint      not null default 0,
  created_at   timestamptz not null,
  updated_at   timestamptz not null,
  constraint office_closing_pk primary key (company_id, office_id),
  constraint office_closing_process_once unique (company_id, process_id),
  constraint office_closing_office_fk foreign key (company_id, office_id) references office,
  constraint office_closing_state_known check (state in ('ASKING', 'DELETED', 'REFUSED', 'GIVEN_UP')),
  constraint office_closing_answers_known check (
    billing in ('GRANTED', 'REFUSED') and numbering in ('GRANTED', 'REFUSED')),
  constraint office_closing_deleted_when_granted check (
    state <> 'DELETED' or (billing is not null and numbering is not null and billing = 'GRANTED' and numbering = 'GRANTED'))
);

comment on table office_closing is
  'The newest process that closed, or closes, each office (EVENTS.md, office closing): what billing and numbering said, and what is in the office. deadline is real time; past it both are asked again.';
comment on column office_closing.process_id is 'also the id of the operation';

alter table office_closing enable row level security;
alter table office_closing force row level security;
create policy company on office_closing
  using (company_id = nullif(current_setting('rollcall.company', true), '')::uuid)
  with check (company_id = nullif(current_setting('rollcall.company', true), '')::uuid);
