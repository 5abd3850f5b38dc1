alter table seat add column refusal text;

comment on column seat.refusal is
  'why there was no seat, while REFUSED, for a process that asks again in the same attempt; null where it was refused before this was kept';

alter table number_charge add column refusal text;

comment on column number_charge.refusal is
  'why the number may not be bought, while REFUSED, for a purchase that asks again in the same attempt; null where it was refused before this was kept';
