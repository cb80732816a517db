create table favourite (
  id bigint primary key,
  account_id bigint not null,
  post_id bigint not null,
  via_entry_id bigint,
  via_place text,
  via_inferred boolean not null
);
create unique index favourite_once on favourite (account_id, post_id);
create index favourite_post on favourite (post_id, id);
create index favourite_account on favourite (account_id, id);

create table bookmark (
  id bigint primary key,
  account_id bigint not null,
  post_id bigint not null
);
create unique index bookmark_once on bookmark (account_id, post_id);
create index bookmark_account on bookmark (account_id, id);
