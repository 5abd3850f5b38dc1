-- Without a lock: beside replicas that go on writing. Each is dropped first, since a build that was
-- broken off leaves an index behind that nothing uses.

-- Whether licenses of the sign-up were given up (INV-4).
drop index concurrently if exists license_sign_up_removed;
create index concurrently license_sign_up_removed on license (company_id, type, plan)
  where origin = 'SIGNUP' and (removes_at is not null or state = 'CANCELLED');

-- Free ones as a removal takes them: bought ones first, the newest first.
drop index concurrently if exists license_removable;
create index concurrently license_removable on license (company_id, office_id, type, plan, origin, license_id desc)
  where state = 'FREE' and removes_at is null;

-- Removals in the order of their days; those that are due are few, since a job ends them.
drop index concurrently if exists license_removal_due;
create index concurrently license_removal_due on license (company_id, removes_at, license_id)
  where removes_at is not null and state = 'FREE';

-- What came in the current period and is prorated.
drop index concurrently if exists license_charged_from;
create index concurrently license_charged_from on license (company_id, charged_from)
  where state <> 'CANCELLED';

-- Lists by any filter, each in the order of its pages.
drop index concurrently if exists license_listed;
create index concurrently license_listed on license (company_id, type, plan, state, license_id);
drop index concurrently if exists license_in_office;
create index concurrently license_in_office on license (company_id, office_id, type, plan, state, license_id);
drop index concurrently if exists license_filtered;

-- Charges of numbers that a period has: those that run, and those that ended in it.
drop index concurrently if exists number_charge_paid;
create index concurrently number_charge_paid on number_charge (company_id, charged_from, e164)
  where status = 'GRANTED' and monthly > 0 and charged_to is null;
drop index concurrently if exists number_charge_ended;
create index concurrently number_charge_ended on number_charge (company_id, charged_to)
  where status = 'GRANTED' and monthly > 0;
