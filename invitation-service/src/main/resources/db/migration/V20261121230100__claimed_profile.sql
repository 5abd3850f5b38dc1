-- INV-3, INV-14: what an acceptance fills in or leaves out counts only once somebody has joined.
alter table invitation add column claimed_first_name text;
alter table invitation add column claimed_last_name text;
alter table invitation add column claimed_phone text;
alter table invitation add column claimed_products text[];

comment on column invitation.claimed_first_name is
  'while ACCEPTING: the profile as the accepting person completed it; taken over when they join, forgotten when they don''t';
comment on column invitation.claimed_products is
  'while ACCEPTING: the products that the company still had';
