-- What a server did not take: counted on the page of servers.
create index delivery_refused on delivery (host) where done_at is not null and error <> '';

-- What answers a post that is not here yet.
create index post_origin_answers on post_origin (answers) where answers <> '';

-- Conversations of which other servers are asked what we lack, by their first post here.
-- `due_at`: when; none: not before somebody reads it again.
create table conversation_check (
  root_id bigint primary key,
  due_at bigint,
  lease_until bigint not null,
  attempts bigint not null,
  checked_at bigint,
  error text not null
);
create index conversation_check_due on conversation_check (due_at) where due_at is not null;

-- Posts known to be part of a conversation and not here: asked for until they are, or until it is
-- known that they cannot be had (no `due_at`). `post_id`: a post of that conversation.
create table missing_post (
  uri text primary key,
  post_id bigint not null,
  attempts bigint not null,
  due_at bigint,
  lease_until bigint not null,
  error text not null,
  created_at bigint not null
);
create index missing_post_post on missing_post (post_id);
create index missing_post_due on missing_post (due_at) where due_at is not null;
create index missing_post_old on missing_post (created_at);
