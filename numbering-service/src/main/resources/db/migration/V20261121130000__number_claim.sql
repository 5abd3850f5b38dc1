-- One row per number that anybody ever took: who has it now, and the version of its events, which
-- rises over all companies that ever had it. Never deleted.
create table number_claim (
  e164    text        not null,
  owner   uuid        not null,
  until   timestamptz not null,
  version bigint      not null default 0,
  constraint number_claim_pk primary key (e164),
  constraint number_claim_e164 check (e164 ~ '^\+[1-9][0-9]{6,14}$')
);

comment on table number_claim is
  'Who keeps a number from everybody else: a hold, or a purchase and then the company for good (until = infinity). Free when until is not after now (product time). No company, no personal data: not scoped.';
