-- Hashtags shown on a profile, in the order they were chosen.
create table featured_tag (
  id bigint primary key,
  account_id bigint not null,
  tag_id bigint not null
);
create unique index featured_tag_once on featured_tag (account_id, tag_id);
create index featured_tag_page on featured_tag (account_id, id);

-- Whom an account does not want to be suggested.
create table suggestion_dismissal (
  account_id bigint not null,
  target_id bigint not null,
  primary key (account_id, target_id)
);

-- The most followed accounts.
create index account_count_followers on account_count (followers, account_id);
-- Accounts that want to be found, youngest first.
create index account_discoverable on account (id) where discoverable;
