create table link (
  token_hash    bytea       not null,
  company_id    uuid        not null,
  invitation_id uuid        not null,
  kind          text        not null,
  generation    integer     not null,
  dead          boolean     not null default false,
  calls         integer     not null default 0,
  calls_since   timestamptz not null default now(),
  created_at    timestamptz not null default now(),
  constraint link_pk primary key (token_hash),
  constraint link_hash_length check (octet_length(token_hash) = 32),
  constraint link_kind_known check (kind in ('MAILED')),
  constraint link_generation_once unique (invitation_id, kind, generation)
);

comment on table link is
  'Which invitation a token belongs to, by the SHA-256 of the token, before a company is known; ids only. Also counts the calls made with it, which need no sign-in. Unscoped: no row-level security.';
comment on column link.dead is 'replaced, used or ended; kept so that the answer can say so (410)';
comment on column link.calls_since is 'real time: start of the window that calls counts';
