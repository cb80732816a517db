-- What moderators note for each other of an account or a report (`target_kind`), by their number.
create table moderation_note (
  id bigint primary key,
  target_kind text not null,
  target_id bigint not null,
  account_id bigint not null,
  text text not null,
  created_at bigint not null
);
create index moderation_note_target on moderation_note (target_kind, target_id, id);
