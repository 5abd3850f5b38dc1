-- A settled batch has no rows left; should one be left, it goes with the operation when that is purged.
alter table batch_row drop constraint batch_row_operation_fk;
alter table batch_row add constraint batch_row_operation_fk
  foreign key (company_id, operation_id) references operation on delete cascade not valid;
