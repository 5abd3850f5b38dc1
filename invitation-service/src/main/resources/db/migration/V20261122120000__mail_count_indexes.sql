-- For forgetting: an invitation's counts with the rest of its personal data, and everybody's when they are old.
create index mail_count_of_invitation on mail_count (invitation_id);
create index mail_count_by_age on mail_count (at);
