create table number_count (
  company_id uuid   not null,
  type       text   not null,
  country    text   not null,
  numbers    bigint not null,
  constraint number_count_pk primary key (company_id, type, country)
);

comment on table number_count is
  'How many numbers a company has now, charged for or not (NUM-1): counted as number_charge changes, so that nobody counts its rows.';

alter table number_count enable row level security;
alter table number_count force row level security;
create policy company on number_count
  using (company_id = nullif(current_setting('rollcall.company', true), '')::uuid)
  with check (company_id = nullif(current_setting('rollcall.company', true), '')::uuid);

-- By the database, so that replicas of an older version count as well.
create function number_charge_counted() returns trigger language plpgsql as $$
begin
  insert into number_count as c (company_id, type, country, numbers)
  values (new.company_id, new.type, new.country,
          case when new.status = 'GRANTED' and new.charged_to is null then 1 else -1 end)
  on conflict on constraint number_count_pk do update set numbers = c.numbers + excluded.numbers;
  return null;
end
$$;

create trigger number_charge_begun after insert on number_charge for each row
  when (new.status = 'GRANTED' and new.charged_to is null)
  execute function number_charge_counted();
create trigger number_charge_changed after update on number_charge for each row
  when ((old.status = 'GRANTED' and old.charged_to is null)
        is distinct from (new.status = 'GRANTED' and new.charged_to is null))
  execute function number_charge_counted();
