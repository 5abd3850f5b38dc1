-- GET /me (CO-4): the companies of a person, whom the table of memberships tells of before any company is known, with
-- their names, which row-level security shows of one company at a time. So it names each in turn: one round trip, and
-- the policy stays in force. The caller's company is none afterwards, as in the transactions that ask this.
create function companies_of(person uuid, after uuid, most integer)
  returns table (
    company_id uuid, company_name text, user_id uuid, role text, office_id uuid, grants jsonb)
  language plpgsql
as $companies$
declare
  of_person record;
begin
  for of_person in
    select m.company_id, m.user_id, m.role, m.office_id, m.grants from membership m
    where m.person_id = person and m.active and m.company_id > after
    order by m.company_id limit most
  loop
    perform set_config('rollcall.company', of_person.company_id::text, true);
    return query
      select of_person.company_id, c.name, of_person.user_id, of_person.role, of_person.office_id,
             of_person.grants
      from company c where c.company_id = of_person.company_id;
  end loop;
  perform set_config('rollcall.company', '', true);
end
$companies$;

comment on function companies_of is
  'The next active memberships of a person, by company id, with the companies'' names.';
