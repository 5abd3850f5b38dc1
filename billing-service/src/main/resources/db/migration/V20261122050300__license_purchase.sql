create table license_purchase (
  company_id  uuid           not null,
  purchase_id uuid           not null,
  quote_id    uuid,
  process_id  uuid,
  bought_by   uuid,
  bought_at   timestamptz    not null,
  office_id   uuid           not null,
  type        text           not null,
  plan        text           not null,
  quantity    integer        not null,
  lines       jsonb          not null,
  total       numeric(14, 4) not null,
  currency    text           not null,
  constraint license_purchase_pk primary key (company_id, purchase_id),
  constraint license_purchase_quote_once unique (company_id, quote_id),
  constraint license_purchase_process_once unique (company_id, process_id),
  constraint license_purchase_quantity_positive check (quantity > 0)
);

comment on table license_purchase is
  'Licenses bought together, and the charge for the rest of the period (BIL-4); an invitation buys once (INV-4).';
comment on column license_purchase.process_id is 'the invitation that it was bought for';
comment on column license_purchase.bought_by is 'user id; null for a process';

alter table license_purchase enable row level security;
alter table license_purchase force row level security;
create policy company on license_purchase
  using (company_id = nullif(current_setting('rollcall.company', true), '')::uuid)
  with check (company_id = nullif(current_setting('rollcall.company', true), '')::uuid);

alter table license
  add column purchase_id uuid,
  add column removal_id  uuid,
  add column removes_at  date,
  add constraint license_removal_whole check ((removal_id is null) = (removes_at is null)),
  add constraint license_removed_unused check (removes_at is null or state in ('FREE', 'CANCELLED'));

comment on column license.purchase_id is 'what it was bought by; null for those of the sign-up';
comment on column license.removes_at is 'the renewal that ends it (BIL-2); given to nobody from now on';

create index license_purchase_of on license (company_id, purchase_id) where purchase_id is not null;
create index license_removal_of on license (company_id, removal_id) where removal_id is not null;

alter table seat
  add column purchase boolean not null default false,
  add column quote_id uuid;

comment on column seat.purchase is 'whether what is wanted while WAITING is to be bought';
comment on column seat.quote_id is 'the quote that the purchase is bound to';
