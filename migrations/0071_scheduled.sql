-- Posts to be published later, as drafts (JSON). `failed`: why it could not be published at its
-- time, in English; then it
-- stays for its author to look at.
create table scheduled_post (
  id bigint primary key,
  account_id bigint not null,
  person_id bigint not null,
  app_id bigint,
  draft text not null,
  idempotency_key text,
  publish_at bigint not null,
  failed text,
  created_at bigint not null
);
create index scheduled_post_account on scheduled_post (account_id, id);
create index scheduled_post_day on scheduled_post (account_id, publish_at);
create unique index scheduled_post_once on scheduled_post (account_id, idempotency_key)
  where idempotency_key is not null;

-- What is to be published later holds its pictures: nothing else takes them, no sweep removes them.
alter table media add column held_by bigint;
create index media_held on media (held_by) where held_by is not null;
drop index media_loose;
create index media_loose on media (created_at) where post_id is null and held_by is null;
