create table catalogue (
  version    integer     not null,
  currency   text        not null,
  valid_from timestamptz not null,
  constraint catalogue_pk primary key (version),
  constraint catalogue_currency_iso check (currency ~ '^[A-Z]{3}$')
);

comment on table catalogue is
  'Price lists (BIL-1), one row per version; a version never changes once it is used. Unscoped: the same for every company.';

create table plan_price (
  version     integer        not null,
  type        text           not null,
  plan        text           not null,
  price_level text           not null,
  monthly     numeric(12, 4) not null,
  constraint plan_price_pk primary key (version, type, plan, price_level),
  constraint plan_price_catalogue foreign key (version) references catalogue (version),
  constraint plan_price_type_known check (type in ('TALK', 'MEETINGS', 'ADD_ON')),
  constraint plan_price_plan_known check (plan in ('BASIC', 'PLUS', 'PRO')),
  constraint plan_price_not_negative check (monthly >= 0)
);

comment on table plan_price is
  'What a license costs a month, per type, plan and price level of its office (BIL-1). Unscoped.';
comment on column plan_price.price_level is 'of the office; * is the price where a level has none of its own';

create table number_price (
  version integer        not null,
  type    text           not null,
  country text           not null,
  monthly numeric(12, 4) not null,
  constraint number_price_pk primary key (version, type, country),
  constraint number_price_catalogue foreign key (version) references catalogue (version),
  constraint number_price_type_known check (type in ('LOCAL', 'TOLL_FREE', 'FAX')),
  constraint number_price_not_negative check (monthly >= 0)
);

comment on table number_price is
  'What a number beyond the entitlement costs a month (BIL-11), per type and country. Unscoped.';
comment on column number_price.country is 'ISO 3166-1 alpha-2; * is the price where a country has none of its own';

insert into catalogue (version, currency, valid_from) values (1, 'USD', '2026-01-01T00:00:00Z');

insert into plan_price (version, type, plan, price_level, monthly)
select 1, type, plan, price_level, monthly
from (values
  ('TALK',     'BASIC', 15.00, 18.00),
  ('TALK',     'PLUS',  25.00, 30.00),
  ('TALK',     'PRO',   35.00, 42.00),
  ('MEETINGS', 'BASIC', 10.00, 12.00),
  ('MEETINGS', 'PLUS',  15.00, 18.00),
  ('MEETINGS', 'PRO',   20.00, 24.00),
  ('ADD_ON',   'BASIC',  5.00,  6.00),
  ('ADD_ON',   'PLUS',   8.00,  9.60),
  ('ADD_ON',   'PRO',   12.00, 14.40)
) as list (type, plan, us, elsewhere)
cross join lateral (values ('US', us), ('*', elsewhere)) as level (price_level, monthly);

insert into number_price (version, type, country, monthly) values
  (1, 'LOCAL',     'US',  5.00),
  (1, 'LOCAL',     '*',   7.00),
  (1, 'TOLL_FREE', 'US', 10.00),
  (1, 'TOLL_FREE', '*',  14.00),
  (1, 'FAX',       'US',  6.00),
  (1, 'FAX',       '*',   8.00);

-- Prices come by migration only.
revoke insert, update, delete on catalogue, plan_price, number_price from billing_app;
