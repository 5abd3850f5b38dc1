-- INV-19: the language that the invited person is written to in.
alter table invitation add column language text;

comment on column invitation.language is 'BCP 47; null for the service''s default';
