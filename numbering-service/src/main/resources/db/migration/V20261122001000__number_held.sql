-- Whose return a number waits for: looked up when a user is back, and by the drift report (X-3).
create index phone_number_held on phone_number (company_id, last_user_id) where state = 'HELD_FOR_RESTORE';
