-- For purges: the oldest first.
drop index concurrently if exists link_by_age;
create index concurrently link_by_age on link (created_at);
drop index concurrently if exists invitation_step_by_age;
create index concurrently invitation_step_by_age on invitation_step (at, id);
