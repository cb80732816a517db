-- The keys that accounts of this server sign with; account 0 is the server itself.
create table actor_key (
  account_id bigint primary key,
  pkcs8 bytea not null,
  public_der bytea not null,
  created_at bigint not null
);

-- What must be known of accounts of other servers to speak with them. An account without a row
-- here is ours.
create table remote_actor (
  account_id bigint primary key,
  uri text not null,
  host text not null,
  inbox text not null,
  shared_inbox text not null,
  outbox text not null,
  followers text not null,
  featured text not null,
  fetched_at bigint not null
);
create unique index remote_actor_uri on remote_actor (uri);

create table remote_key (
  key_id text primary key,
  account_id bigint not null,
  pem text not null
);
create index remote_key_account on remote_key (account_id);

-- What another server calls a follow of one of ours: the answer names it.
create table remote_follow (
  follower_id bigint not null,
  followee_id bigint not null,
  uri text not null,
  primary key (follower_id, followee_id)
);
create index remote_follow_uri on remote_follow (uri);

-- What was sent to us, until it is applied; then what is left of it (`state` done or failed, no
-- body) keeps it from being taken twice. `id`: a hash of its name.
create table incoming (
  id bytea primary key,
  no bigint not null,
  host text not null,
  account_id bigint not null,
  body text not null,
  state text not null,
  attempts bigint not null,
  due_at bigint not null,
  lease_until bigint not null,
  received_at bigint not null,
  error text not null
);
create unique index incoming_no on incoming (no);
create index incoming_waiting on incoming (due_at) where state = 'waiting';
create index incoming_old on incoming (received_at);

-- What is to be told to other servers. The document is written when it is sent.
create table outgoing (
  id bigint primary key,
  kind text not null,
  account_id bigint not null,
  post_id bigint,
  other_id bigint,
  uri text not null,
  created_at bigint not null
);
create index outgoing_post on outgoing (post_id) where post_id is not null;

-- To whom: one row an inbox. `done_at`: when it had it, or was given up (`error` then says why).
create table delivery (
  outgoing_id bigint not null,
  inbox text not null,
  host text not null,
  post_id bigint,
  attempts bigint not null,
  error text not null,
  created_at bigint not null,
  done_at bigint,
  primary key (outgoing_id, inbox)
);
create index delivery_waiting on delivery (host, outgoing_id) where done_at is null;
create index delivery_post on delivery (post_id) where post_id is not null;
create index delivery_old on delivery (created_at);

-- How other servers are. `due_at`: when something is to be sent there; none: nothing waits.
create table remote_host (
  host text primary key,
  due_at bigint,
  lease_until bigint not null,
  failures bigint not null,
  failing_since bigint,
  last_ok_at bigint,
  heard_at bigint,
  last_error text not null
);
create index remote_host_due on remote_host (due_at) where due_at is not null;
