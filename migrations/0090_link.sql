-- Pages that posts link to, by their address as we write it, and what they say of themselves:
-- `card` is JSON, or null while nothing is known or there is nothing to show. One that is the same
-- page as another stands for that one. `own_*`: it is a post here and its author. From `due_at` on
-- the page may be asked (again).
create table link (
  id bigint primary key,
  url text not null,
  host text not null,
  stands_for_id bigint,
  own_post_id bigint,
  own_author_id bigint,
  card text,
  due_at bigint not null
);
create unique index link_url on link (url);
create index link_own_post on link (own_post_id) where own_post_id is not null;
create index link_own_author on link (own_author_id) where own_author_id is not null;

-- The link a post shows: its first. `author_id` and `listed` (public) are the post's.
create table post_link (
  post_id bigint primary key,
  link_id bigint not null,
  author_id bigint not null,
  listed boolean not null
);
create index post_link_of on post_link (link_id, post_id);
