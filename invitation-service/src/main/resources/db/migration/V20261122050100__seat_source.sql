alter table invitation
  add column seat_source text not null default 'EXISTING',
  add column quote_id    uuid,
  add constraint invitation_seat_source_known check (seat_source in ('EXISTING', 'PURCHASE')),
  add constraint invitation_quote_to_purchase check (quote_id is null or seat_source = 'PURCHASE');

comment on column invitation.seat_source is 'EXISTING takes a free license, PURCHASE buys one (INV-4)';
comment on column invitation.quote_id is 'billing''s quote that the purchase is bound to (INV-5)';
