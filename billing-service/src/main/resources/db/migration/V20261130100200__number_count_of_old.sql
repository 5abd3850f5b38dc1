-- What there was before it was counted. No lock is held while it reads: both sums are of one
-- snapshot, and what differs is added to the count as it is by then. Run again, it adds nothing.
alter table number_charge no force row level security;
alter table number_count no force row level security;

insert into number_count as c (company_id, type, country, numbers)
select company_id, type, country, coalesce(there.numbers, 0) - coalesce(counted.numbers, 0)
from (
  select company_id, type, country, count(*) as numbers
  from number_charge where status = 'GRANTED' and charged_to is null
  group by company_id, type, country) there
full join number_count counted using (company_id, type, country)
where coalesce(there.numbers, 0) <> coalesce(counted.numbers, 0)
on conflict on constraint number_count_pk do update set numbers = c.numbers + excluded.numbers;

alter table number_count force row level security;
alter table number_charge force row level security;
