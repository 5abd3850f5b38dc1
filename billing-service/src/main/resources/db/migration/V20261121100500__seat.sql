create table seat (
  company_id  uuid        not null,
  process_id  uuid        not null,
  attempt     integer     not null,
  status      text        not null,
  license_id  uuid,
  user_id     uuid,
  office_id   uuid,
  type        text,
  plan        text,
  version     bigint      not null,
  updated_at  timestamptz not null,
  constraint seat_pk primary key (company_id, process_id),
  constraint seat_status_known check (
    status in ('UNSEEN', 'WAITING', 'GRANTED', 'REFUSED', 'RELEASED', 'ASSIGNED', 'ENDED')),
  constraint seat_license_fits_status check ((license_id is not null) = (status in ('GRANTED', 'ASSIGNED'))),
  constraint seat_not_negative check (attempt >= 0 and version >= 0)
);

comment on table seat is
  'What each process that wants a seat was last answered, by its newest attempt: makes answers happen once whatever arrives twice, late or in another order (INV-18).';
comment on column seat.process_id is 'the invitation';
comment on column seat.user_id is 'who joined through it, also where that was heard of first';
comment on column seat.office_id is 'with type and plan, what is wanted while WAITING for the company to be known';
comment on column seat.version is 'answers published so far, the aggregate version of rollcall.seat-request.v1';

create index seat_waiting on seat (company_id) where status = 'WAITING';

alter table seat enable row level security;
alter table seat force row level security;
create policy company on seat
  using (company_id = nullif(current_setting('rollcall.company', true), '')::uuid)
  with check (company_id = nullif(current_setting('rollcall.company', true), '')::uuid);
