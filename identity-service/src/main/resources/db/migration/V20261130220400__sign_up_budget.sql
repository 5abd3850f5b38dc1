create table sign_up_budget (
  person_id uuid        not null,
  since     timestamptz not null,
  used      integer     not null,
  constraint sign_up_budget_pk primary key (person_id),
  constraint sign_up_budget_used_positive check (used > 0)
);

comment on table sign_up_budget is
  'Companies that a person has signed up in the running day (CO-7), over all companies and so without row-level security; ids only.';
comment on column sign_up_budget.since is 'product time: start of the day that used counts';

create index sign_up_budget_since on sign_up_budget (since);
