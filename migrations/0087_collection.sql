-- Accounts somebody recommends together.
create table collection (
  id bigint primary key,
  account_id bigint not null,
  name text not null,
  description text not null,
  language text,
  tag text not null,
  sensitive boolean not null,
  discoverable boolean not null,
  created_at bigint not null,
  updated_at bigint not null
);
create index collection_account on collection (account_id, id);

-- Who is in which, oldest first. `state`: accepted, or revoked by who was in it: then the row stays,
-- so that they are not put in again.
create table collection_item (
  id bigint primary key,
  collection_id bigint not null,
  account_id bigint not null,
  state text not null,
  created_at bigint not null
);
create unique index collection_item_pair on collection_item (collection_id, account_id);
create index collection_item_account on collection_item (account_id, id);
