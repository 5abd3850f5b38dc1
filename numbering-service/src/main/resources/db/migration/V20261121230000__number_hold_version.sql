alter table number_hold add column version bigint not null default 1;

comment on column number_hold.version is 'rises with every change of the hold; its ETag';
