-- Where a program wants to be told, for one key. `alerts`: kinds of notifications, with spaces
-- between; `policy`: by whom.
create table push_subscription (
  id bigint primary key,
  token_id bigint not null,
  account_id bigint not null,
  endpoint text not null,
  receiver bytea not null,
  auth bytea not null,
  alerts text not null,
  policy text not null,
  locale text not null,
  created_at bigint not null
);
create unique index push_subscription_token on push_subscription (token_id);
create index push_subscription_account on push_subscription (account_id);

-- The one key by which push services know this server.
create table push_key (
  id bigint primary key,
  pkcs8 bytea not null
);
