alter table batch_row validate constraint batch_row_operation_fk;
