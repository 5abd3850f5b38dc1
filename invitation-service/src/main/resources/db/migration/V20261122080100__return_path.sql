create table return_path (
  hash          bytea   not null,
  company_id    uuid    not null,
  invitation_id uuid    not null,
  mail_id       uuid    not null,
  generation    integer not null,
  constraint return_path_pk primary key (hash),
  constraint return_path_hash_length check (octet_length(hash) = 32)
);

comment on table return_path is
  'Which mail came back, by the SHA-256 of its return path''s mark, before a company is known (INV-19); ids only. Unscoped: no row-level security.';

create index return_path_of_invitation on return_path (invitation_id);
