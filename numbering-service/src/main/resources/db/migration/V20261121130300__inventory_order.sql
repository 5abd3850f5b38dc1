create table inventory_order (
  e164       text        not null,
  order_id   uuid        not null,
  ordered_at timestamptz not null default now(),
  constraint inventory_order_pk primary key (e164)
);

comment on table inventory_order is
  'The books of the built-in carrier (NUM-9): which order took a number. Stands for a system outside, hence not scoped; no personal data.';
