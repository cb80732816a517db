-- Who may quote a post: public, followers, ask, nobody. Of posts from before nobody was asked.
alter table post add column quote_policy text not null default 'nobody';
alter table person add column default_quote_policy text not null default 'public';
alter table post_count add column quotes bigint not null default 0;

-- A post that shows another, and whether that one's author agrees: accepted, pending (asked),
-- rejected, revoked. The quoted post may be gone.
create table quote (
  post_id bigint primary key,
  author_id bigint not null,
  quoted_id bigint not null,
  quoted_author_id bigint not null,
  state text not null
);
create index quote_of on quote (quoted_id, post_id);
create index quote_between on quote (quoted_author_id, author_id);
