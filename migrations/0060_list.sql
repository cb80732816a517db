-- A list: accounts whose posts its owner reads apart. `replies` says whose answers to others it
-- shows (followed, list, none); `exclusive`: what its members say is not in the owner's home.
create table reading_list (
  id bigint primary key,
  account_id bigint not null,
  title text not null,
  replies text not null,
  exclusive boolean not null
);
create index reading_list_account on reading_list (account_id, id);

-- Who is on it. `owner_id` is the list's owner, so that a reader's lists are read in one go.
create table list_member (
  list_id bigint not null,
  account_id bigint not null,
  owner_id bigint not null,
  primary key (list_id, account_id)
);
create index list_member_owner on list_member (owner_id, account_id);
