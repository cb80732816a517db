-- Conversations, by their first posts, of which an account wants to be told nothing.
create table conversation_mute (
  account_id bigint not null,
  root_id bigint not null,
  created_at bigint not null,
  primary key (account_id, root_id)
);
