-- What an account would rather not read. `contexts`: names of places, with spaces between;
-- `action`: warn, blur or hide. Of one whose `expires_at` is over nothing is filtered.
create table filter (
  id bigint primary key,
  account_id bigint not null,
  title text not null,
  contexts text not null,
  action text not null,
  expires_at bigint,
  created_at bigint not null
);
create index filter_account on filter (account_id, id);

-- Words that a filter looks for. `account_id` is the filter's, so that one look finds all.
create table filter_keyword (
  id bigint primary key,
  filter_id bigint not null,
  account_id bigint not null,
  keyword text not null,
  whole_word boolean not null
);
create index filter_keyword_account on filter_keyword (account_id, id);
create index filter_keyword_filter on filter_keyword (filter_id);

-- Posts that a filter names one by one.
create table filter_post (
  id bigint primary key,
  filter_id bigint not null,
  account_id bigint not null,
  post_id bigint not null
);
create index filter_post_account on filter_post (account_id, id);
create unique index filter_post_once on filter_post (filter_id, post_id);
create index filter_post_post on filter_post (post_id);
