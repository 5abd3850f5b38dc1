create table membership (
  company_id       uuid    not null,
  person_id        uuid    not null,
  user_id          uuid    not null,
  role             text    not null,
  office_id        uuid    not null,
  admin_office_ids uuid[]  not null default '{}',
  grants           jsonb   not null default '{}',
  active           boolean not null,
  version          bigint  not null,
  constraint membership_pk primary key (company_id, person_id),
  constraint membership_grants_object check (jsonb_typeof(grants) = 'object')
);

create index membership_user on membership (user_id);

comment on table membership is
  'View of who is a member of what, for the access check before a company is known; ids only. Deleted members stay with active = false, so that a late event revives nobody. Unscoped: no row-level security.';
comment on column membership.grants is 'permission name to scope (COMPANY, OFFICES, OWN)';
comment on column membership.version is 'of the user aggregate; only a newer one replaces the row';

create table view_heartbeat (
  partition integer     not null,
  at        timestamptz not null,
  constraint view_heartbeat_pk primary key (partition)
);

comment on table view_heartbeat is
  'Newest heartbeat per partition of the topic that feeds the membership view: seen by the services that keep the view, sent by the one that owns it. Real time. Unscoped: no row-level security.';
