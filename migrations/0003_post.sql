-- Posts and boosts, in one order: the id grows with every commit. A boost is a row of its own
-- with `boost_of_id`; its text is empty. `root_id` is the first post of the conversation.
-- `about_id` is the account replied to or boosted. `via_*` says through which timeline entry a
-- boost or reply came (`via_inferred`: worked out by rule, not said by the client).
-- `audience_*` is how many followers, and which set of them, the author had at that moment.
create table post (
  id bigint primary key,
  author_id bigint not null,
  created_at bigint not null,
  edited_at bigint,
  boost_of_id bigint,
  reply_to_id bigint,
  about_id bigint,
  root_id bigint not null,
  visibility text not null,
  sensitive boolean not null,
  spoiler text not null,
  body text not null,
  html text not null,
  language text,
  app_id bigint,
  person_id bigint,
  via_entry_id bigint,
  via_place text,
  via_inferred boolean not null,
  audience_count bigint not null,
  audience_mark bigint not null
);
create index post_author on post (author_id, id);
create index post_reply on post (reply_to_id, id) where reply_to_id is not null;
create index post_root on post (root_id, id) where boost_of_id is null;
create unique index post_boost on post (boost_of_id, author_id) where boost_of_id is not null;

-- Counts of a post; a post without a row has none. Favourites and boosts are of the present.
create table post_count (
  post_id bigint primary key,
  replies bigint not null,
  boosts bigint not null,
  favourites bigint not null
);

-- Earlier versions of an edited post, oldest first.
create table post_version (
  post_id bigint not null,
  no bigint not null,
  created_at bigint not null,
  spoiler text not null,
  sensitive boolean not null,
  body text not null,
  html text not null,
  media text not null,
  primary key (post_id, no)
);

create table mention (
  post_id bigint not null,
  account_id bigint not null,
  primary key (post_id, account_id)
);
create index mention_account on mention (account_id, post_id);

-- A hashtag: `name` is its canonical key, `display` the way it was first written.
create table tag (
  id bigint primary key,
  name text not null,
  display text not null,
  created_at bigint not null
);
create unique index tag_name on tag (name);

-- `typed` keeps the way this post wrote it. `listed`: shown under the hashtag for everybody.
create table post_tag (
  tag_id bigint not null,
  post_id bigint not null,
  typed text not null,
  listed boolean not null,
  primary key (tag_id, post_id)
);
create index post_tag_post on post_tag (post_id);

create table media (
  id bigint primary key,
  account_id bigint not null,
  post_id bigint,
  position bigint not null,
  kind text not null,
  mime text not null,
  file text not null,
  preview text not null,
  bytes bigint not null,
  width bigint not null,
  height bigint not null,
  preview_width bigint not null,
  preview_height bigint not null,
  blurhash text not null,
  description text not null,
  focus_x double precision not null,
  focus_y double precision not null,
  created_at bigint not null
);
create index media_post on media (post_id, position) where post_id is not null;
create index media_loose on media (created_at) where post_id is null;

-- The same key from the same account means the same request: it is answered with the same post.
create table idempotency (
  account_id bigint not null,
  key text not null,
  post_id bigint not null,
  created_at bigint not null,
  primary key (account_id, key)
);
create index idempotency_age on idempotency (created_at);

create table pin (
  id bigint primary key,
  account_id bigint not null,
  post_id bigint not null
);
create unique index pin_once on pin (account_id, post_id);
