-- Apart from adding it, so that the check of what is there lets everybody go on writing.
alter table operation_result validate constraint operation_result_operation_fk;
