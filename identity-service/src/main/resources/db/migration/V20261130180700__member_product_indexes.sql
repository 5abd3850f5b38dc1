-- Who has a product (USR-13), up to some number; one for each product. All entries of a company are alike, so they are small.
drop index concurrently if exists member_with_voice;
create index concurrently member_with_voice on member (company_id)
  where status = 'ACTIVE' and 'VOICE' = any(products);
drop index concurrently if exists member_with_messaging;
create index concurrently member_with_messaging on member (company_id)
  where status = 'ACTIVE' and 'MESSAGING' = any(products);
drop index concurrently if exists member_with_meetings;
create index concurrently member_with_meetings on member (company_id)
  where status = 'ACTIVE' and 'MEETINGS' = any(products);
drop index concurrently if exists member_with_fax;
create index concurrently member_with_fax on member (company_id)
  where status = 'ACTIVE' and 'FAX' = any(products);
