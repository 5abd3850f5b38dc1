-- INV-10: links that an admin hands over. Of an invitation only the newest copy lives, beside the mailed link.
alter table link add column id uuid not null default gen_random_uuid();
alter table link add constraint link_id_once unique (id);

alter table link drop constraint link_kind_known;
alter table link add constraint link_kind_known check (kind in ('MAILED', 'COPIED'));

alter table link drop constraint link_generation_once;
create unique index link_mailed_once on link (invitation_id, generation) where kind = 'MAILED';
create unique index link_copy_alive_once on link (invitation_id) where kind = 'COPIED' and not dead;
create index link_of_invitation on link (invitation_id);

comment on column link.kind is
  'MAILED: whoever has it reads the mailbox; COPIED: handed over by an admin, accepting needs a code as well';
