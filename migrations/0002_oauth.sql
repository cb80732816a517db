-- Programs that ask to act for a person. The client secret is hashed.
create table app (
  id bigint primary key,
  client_id text not null,
  secret_hash bytea not null,
  name text not null,
  website text,
  redirect_uris text not null,
  scopes text not null,
  created_at bigint not null
);
create unique index app_client on app (client_id);

-- A token opens the door: for a program (app), for a browser session (no app), or for a program
-- alone (no person). Only hashes are kept.
create table token (
  id bigint primary key,
  hash bytea not null,
  refresh_hash bytea,
  app_id bigint,
  person_id bigint,
  account_id bigint,
  scopes text not null,
  created_at bigint not null,
  expires_at bigint,
  last_used_at bigint
);
create unique index token_hash on token (hash);
create unique index token_refresh on token (refresh_hash) where refresh_hash is not null;
create index token_person on token (person_id);

-- The short-lived code between consent and token.
create table grant_code (
  hash bytea not null,
  app_id bigint not null,
  person_id bigint not null,
  account_id bigint not null,
  redirect_uri text not null,
  scopes text not null,
  challenge text,
  expires_at bigint not null,
  primary key (hash)
);
