-- Direct posts of a thread among the same people, as one of them sees it. `people` are the
-- others, ascending, with spaces between; `latest_id` the last post.
create table conversation (
  id bigint primary key,
  account_id bigint not null,
  root_id bigint not null,
  people text not null,
  latest_id bigint not null,
  unread boolean not null
);
create unique index conversation_once on conversation (account_id, root_id, people);
create index conversation_account on conversation (account_id, latest_id);
create index conversation_latest on conversation (latest_id);
