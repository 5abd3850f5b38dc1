-- The user list (USR-3): one index for each order of each filter, so that a page is an index walk that stops after it.
-- Built while the service goes on; what a broken attempt left is dropped first.
drop index concurrently if exists member_of_office_by_name;
create index concurrently member_of_office_by_name
  on member (company_id, office_id, status, role, sort_name, user_id);
drop index concurrently if exists member_of_office_by_email;
create index concurrently member_of_office_by_email
  on member (company_id, office_id, status, role, email_key, user_id);
drop index concurrently if exists member_of_office_by_time;
create index concurrently member_of_office_by_time
  on member (company_id, office_id, status, role, joined_at, user_id);
drop index concurrently if exists member_by_office;

drop index concurrently if exists member_of_role_by_email;
create index concurrently member_of_role_by_email
  on member (company_id, role, status, email_key, user_id);
drop index concurrently if exists member_of_role_by_time;
create index concurrently member_of_role_by_time
  on member (company_id, role, status, joined_at, user_id);

-- The few who were granted a permission beyond their role, a set of indexes for each that can be granted.
drop index concurrently if exists member_granted_analytics_by_name;
create index concurrently member_granted_analytics_by_name
  on member (company_id, status, sort_name, user_id) where 'ANALYTICS_CHARTS' = any(granted);
drop index concurrently if exists member_granted_analytics_by_email;
create index concurrently member_granted_analytics_by_email
  on member (company_id, status, email_key, user_id) where 'ANALYTICS_CHARTS' = any(granted);
drop index concurrently if exists member_granted_analytics_by_time;
create index concurrently member_granted_analytics_by_time
  on member (company_id, status, joined_at, user_id) where 'ANALYTICS_CHARTS' = any(granted);
drop index concurrently if exists member_granted_proxy_by_name;
create index concurrently member_granted_proxy_by_name
  on member (company_id, status, sort_name, user_id) where 'PROXY_ACCESS' = any(granted);
drop index concurrently if exists member_granted_proxy_by_email;
create index concurrently member_granted_proxy_by_email
  on member (company_id, status, email_key, user_id) where 'PROXY_ACCESS' = any(granted);
drop index concurrently if exists member_granted_proxy_by_time;
create index concurrently member_granted_proxy_by_time
  on member (company_id, status, joined_at, user_id) where 'PROXY_ACCESS' = any(granted);

-- Who has a license of a type, or is to get one.
drop index concurrently if exists license_view_type;
create index concurrently license_view_type
  on license_view (company_id, type, user_id) where user_id is not null;
drop index concurrently if exists pending_view_license_type;
create index concurrently pending_view_license_type
  on pending_view (company_id, license_type, invitation_id)
  where status in ('PENDING', 'ACCEPTING', 'ACCEPTED');

-- Whether anything hangs on an office (CO-3): one probe each.
drop index concurrently if exists pending_view_office;
create index concurrently pending_view_office on pending_view (company_id, office_id)
  where status in ('REQUESTED', 'PENDING', 'ACCEPTING', 'ACCEPTED');
drop index concurrently if exists number_view_held_office;
create index concurrently number_view_held_office on number_view (company_id, office_id)
  where state in ('HELD', 'RESERVED', 'ASSIGNED', 'HELD_FOR_RESTORE');
drop index concurrently if exists number_view_office;
drop index concurrently if exists member_restorable;
create index concurrently member_restorable on member (company_id, office_id, restorable_until)
  where status = 'DELETED';
