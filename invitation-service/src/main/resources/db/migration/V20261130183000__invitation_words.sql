-- Searching invitations (CO-6): the words of the name and the address, found by prefix. A table and not a trigram index,
-- because LIKE is no leakproof operator: under row-level security PostgreSQL may not use an index for it.
create table invitation_word (
  company_id    uuid not null,
  word          text collate "C" not null,
  invitation_id uuid not null,
  constraint invitation_word_pk primary key (company_id, word, invitation_id)
);

create index invitation_word_of on invitation_word (company_id, invitation_id, word);

comment on table invitation_word is
  'Words of names and addresses of invitations, kept by a trigger from invitation.words, so that they cost an invitation no round trip.';

alter table invitation_word enable row level security;
alter table invitation_word force row level security;
create policy company on invitation_word
  using (company_id = nullif(current_setting('rollcall.company', true), '')::uuid)
  with check (company_id = nullif(current_setting('rollcall.company', true), '')::uuid);

alter table invitation add column words text[];

comment on column invitation.words is
  'folded words that it is found by; none after anonymising, null while an older version of the service has written it last';

create function keep_invitation_words() returns trigger language plpgsql as $keep$
begin
  if tg_op = 'UPDATE' then
    delete from invitation_word
      where company_id = old.company_id and invitation_id = old.id
        and not word = any(coalesce(new.words, '{}'));
  end if;
  insert into invitation_word (company_id, word, invitation_id)
    select new.company_id, word, new.id from unnest(new.words) as word
    on conflict do nothing;
  return null;
end
$keep$;

create trigger invitation_words_added after insert on invitation
  for each row when (new.words is not null) execute function keep_invitation_words();
create trigger invitation_words_changed after update of words on invitation
  for each row when (old.words is distinct from new.words) execute function keep_invitation_words();

-- Those that are there already get theirs by jobs, some at a time; a day later once more, for those that a replica of the
-- version before has made meanwhile. The companies are those that have members, which needs no lock on anybody's rows.
insert into job (id, kind, company_id, subject, due_at, timeline, causation_id, traceparent)
  select gen_random_uuid(), 'invitation.words', company_id, look || '/00000000-0000-0000-0000-000000000000',
    now() + (look - 1) * interval '1 day', 'REAL', 'none', ''
  from (select distinct company_id from membership) as companies, generate_series(1, 2) as look
  on conflict on constraint job_once do nothing;
