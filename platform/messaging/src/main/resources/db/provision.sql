-- Roles and database of one service, run by an administrator of the server (the test kit, the
-- launcher, an operator), never by the service. Plain SQL, safe to run again.
--
-- Placeholders: ${service} is the service's short name (identity, invitation, numbering, billing);
-- ${owner_password}, ${app_password}, ${cdc_password} are the passwords of the three roles, without
-- quotes in them.
--
-- Three sections, each begun by a line "-- @name". Send each as one batch, in this order:
--   @server    connected to any database of the server
--   @create    the same; one statement, because CREATE DATABASE takes no transaction. Where the
--              database exists it fails with SQLSTATE 42P04, which is fine
--   @database  connected to the new database

-- @server
do $provision$
begin
  -- Owns the tables and runs the migrations.
  if not exists (select from pg_roles where rolname = '${service}_owner') then
    create role ${service}_owner login nosuperuser nocreatedb nocreaterole nobypassrls;
  end if;
  -- The service itself: owns nothing, bypasses nothing, so row-level security binds it.
  if not exists (select from pg_roles where rolname = '${service}_app') then
    create role ${service}_app login nosuperuser nocreatedb nocreaterole nobypassrls;
  end if;
  -- Debezium: reads the write-ahead log, and the outbox for its snapshots.
  if not exists (select from pg_roles where rolname = '${service}_cdc') then
    create role ${service}_cdc login replication nosuperuser nocreatedb nocreaterole nobypassrls;
  end if;
end
$provision$;
alter role ${service}_owner password '${owner_password}';
alter role ${service}_app password '${app_password}';
alter role ${service}_cdc password '${cdc_password}';

-- @create
create database ${service} owner ${service}_owner;

-- @database
revoke all on database ${service} from public;
grant connect on database ${service} to ${service}_app, ${service}_cdc;
revoke all on schema public from public;
grant usage, create on schema public to ${service}_owner;
grant usage on schema public to ${service}_app, ${service}_cdc;
-- Of the shared tables a migration takes back what the service needs not (db/platform, app_privileges).
alter default privileges for role ${service}_owner in schema public
  grant select, insert, update, delete on tables to ${service}_app;
alter default privileges for role ${service}_owner in schema public
  grant usage on sequences to ${service}_app;
