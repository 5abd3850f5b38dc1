-- Flyway's history is the owner's alone, and the outbox is for adding to: what was published can't be rewritten or read again by whoever
-- gets hold of the service's role. What must go again goes by functions of the owner, each for one purpose.
revoke all on flyway_schema_history from ${app_role};
revoke select, update, delete on outbox from ${app_role};

-- By the time in the UUIDv7. Rows of the last day stay whatever is asked: they are what is sent again after a lost slot.
create function outbox_purge(before uuid, at_most integer) returns bigint
  language sql security definer set search_path = pg_catalog
  as $$
    with old as (
      select id from public.outbox
      where id < before and uuid_extract_timestamp(id) < clock_timestamp() - interval '1 day'
      order by id limit at_most),
    gone as (delete from public.outbox o using old where o.id = old.id returning o.id)
    select count(*) from gone
  $$;
comment on function outbox_purge is 'Deletes old events, a batch at a time; deleting publishes nothing. Tells how many.';

create function outbox_forget(of_topic text, of_aggregate text) returns bigint
  language sql security definer set search_path = pg_catalog
  as $$
    with gone as (
      delete from public.outbox
      where aggregate_id = of_aggregate and topic = of_topic
        and company_id = nullif(current_setting('rollcall.company', true), '')::uuid
      returning id)
    select count(*) from gone
  $$;
comment on function outbox_forget is
  'Deletes the events of an aggregate of the company that the transaction is bound to, whose personal data is deleted. Tells how many.';

create function outbox_drop_beats(beats uuid[]) returns bigint
  language sql security definer set search_path = pg_catalog
  as $$
    with gone as (
      delete from public.outbox where id = any(beats) and type like '%.heartbeat.v1' returning id)
    select count(*) from gone
  $$;
comment on function outbox_drop_beats is 'Deletes heartbeats, which are published and never kept. Tells how many.';

revoke execute on function outbox_purge, outbox_forget, outbox_drop_beats from public;
grant execute on function outbox_purge, outbox_forget, outbox_drop_beats to ${app_role};
