-- INV-19: a mail that was still waiting when its invitation was taken back was never sent.
alter table invitation drop constraint invitation_delivery_known;
alter table invitation add constraint invitation_delivery_known
  check (delivery in ('NONE', 'QUEUED', 'SENT', 'FAILED', 'DROPPED', 'BOUNCED'));
