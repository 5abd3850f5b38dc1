-- INV-10: a code mailed to the invited address proves the mailbox behind a copied link.
alter table link add column code_hash text;
alter table link add column code_expires_at timestamptz;
alter table link add column code_tries integer not null default 0;
alter table link add constraint link_code_of_live_copy
  check (code_hash is null or (kind = 'COPIED' and not dead and code_expires_at is not null));
alter table link add constraint link_code_tries_counted check (code_tries >= 0);

comment on column link.code_hash is 'HMAC-SHA-256 of the link''s id and the code mailed last, base64';
comment on column link.code_expires_at is 'product time';
comment on column link.code_tries is 'wrong codes over the link''s whole life: a new code gives no new tries';

alter table mail add column kind text not null default 'INVITATION';
alter table mail add constraint mail_kind_known check (kind in ('INVITATION', 'CODE'));
alter table mail add column expires_at timestamptz;
alter table mail add constraint mail_code_expires check ((kind = 'CODE') = (expires_at is not null));

comment on column mail.kind is 'what it carries: the invitation''s link, or the code that a copied link needs';
comment on column mail.expires_at is 'of the code, product time; a link expires with its invitation';
comment on column mail.sealed_token is
  'the token or the code, AES-GCM, base64; erased the moment SMTP has taken the mail, or it is dropped';
