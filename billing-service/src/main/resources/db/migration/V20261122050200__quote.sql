create table quote (
  company_id uuid           not null,
  quote_id   uuid           not null,
  action     text           not null,
  office_id  uuid           not null,
  type       text           not null,
  plan       text           not null,
  quantity   integer        not null,
  lines      jsonb          not null,
  total      numeric(14, 4) not null,
  currency   text           not null,
  hash       text           not null,
  created_at timestamptz    not null,
  expires_at timestamptz    not null,
  used_by    uuid,
  constraint quote_pk primary key (company_id, quote_id),
  constraint quote_action_known check (action in ('BUY_LICENSES', 'REMOVE_LICENSES')),
  constraint quote_quantity_positive check (quantity > 0)
);

comment on table quote is
  'Prices that stand until they are used or expire (BIL-6); an order is carried out by one only while it costs the same.';
comment on column quote.hash is 'SHA-256, hex, over order, lines and total';
comment on column quote.used_by is 'the purchase or removal that it was used for, once';

alter table quote enable row level security;
alter table quote force row level security;
create policy company on quote
  using (company_id = nullif(current_setting('rollcall.company', true), '')::uuid)
  with check (company_id = nullif(current_setting('rollcall.company', true), '')::uuid);
