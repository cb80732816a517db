-- What other servers have and was asked for here, as long as there is room: the least recently used
-- goes first. `id`: a hash of where it comes from and how it is to look.
create table remote_media (
  id bytea primary key,
  host text not null,
  file text not null,
  bytes bigint not null,
  used_at bigint not null,
  created_at bigint not null
);
create index remote_media_used on remote_media (used_at);

-- What makes our addresses of such media ours.
create table remote_media_key (
  id bigint primary key,
  secret bytea not null
);
