-- What is being sent piece by piece. `received`: the bytes that are on the disk, of `length`.
-- `said`: what its sender said of it, as it was sent. `media_id`: what became of it.
create table upload (
  id bigint primary key,
  account_id bigint not null,
  length bigint not null,
  received bigint not null,
  said text not null,
  media_id bigint,
  expires_at bigint not null,
  created_at bigint not null
);
create index upload_account on upload (account_id, id);
create index upload_expires on upload (expires_at);
