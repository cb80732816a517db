-- Polls: a question a post asks. `voters` counts people, the `votes` of the answers count choices.
-- `closed`: it was said that it ended.
create table poll (
  post_id bigint primary key,
  multiple boolean not null,
  hide_totals boolean not null,
  expires_at bigint not null,
  voters bigint not null,
  closed boolean not null
);

-- The answers to choose from, counted from 0.
create table poll_option (
  post_id bigint not null,
  place bigint not null,
  title text not null,
  votes bigint not null,
  primary key (post_id, place)
);

create table poll_vote (
  post_id bigint not null,
  account_id bigint not null,
  place bigint not null,
  primary key (post_id, account_id, place)
);

-- The answers an earlier version of a post asked to choose from, as a JSON list.
alter table post_version add column poll text;
