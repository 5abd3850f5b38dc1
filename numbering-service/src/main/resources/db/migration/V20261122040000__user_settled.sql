create table user_settled (
  company_id uuid   not null,
  user_id    uuid   not null,
  version    bigint not null,
  constraint user_settled_pk primary key (company_id, user_id)
);

comment on table user_settled is
  'Newest state of each user that their numbers were brought in line with. No view, but what this service has done: it stays when user_view is read anew, so that an old state moves no number. Ids only.';

alter table user_view no force row level security;
insert into user_settled (company_id, user_id, version)
  select company_id, user_id, version from user_view where first_name is not null;
alter table user_view force row level security;

alter table user_settled enable row level security;
alter table user_settled force row level security;
create policy company on user_settled
  using (company_id = nullif(current_setting('rollcall.company', true), '')::uuid)
  with check (company_id = nullif(current_setting('rollcall.company', true), '')::uuid);
