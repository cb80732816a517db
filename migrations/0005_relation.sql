-- Who reads whom. `replies` off: their replies to strangers are left out of the home.
create table follow (
  id bigint primary key,
  follower_id bigint not null,
  followee_id bigint not null,
  boosts boolean not null,
  replies boolean not null,
  notify boolean not null,
  via_entry_id bigint,
  via_place text,
  via_inferred boolean not null
);
create unique index follow_once on follow (follower_id, followee_id);
create index follow_follower on follow (follower_id, id);
create index follow_followee on follow (followee_id, id);

-- Asked of a locked account, not yet answered.
create table follow_request (
  id bigint primary key,
  follower_id bigint not null,
  followee_id bigint not null,
  boosts boolean not null,
  replies boolean not null,
  notify boolean not null,
  via_entry_id bigint,
  via_place text,
  via_inferred boolean not null
);
create unique index follow_request_once on follow_request (follower_id, followee_id);
create index follow_request_followee on follow_request (followee_id, id);

create table block (
  id bigint primary key,
  account_id bigint not null,
  target_id bigint not null
);
create unique index block_once on block (account_id, target_id);
create index block_target on block (target_id, account_id);

create table mute (
  id bigint primary key,
  account_id bigint not null,
  target_id bigint not null,
  notifications boolean not null,
  expires_at bigint
);
create unique index mute_once on mute (account_id, target_id);
create index mute_expiry on mute (expires_at) where expires_at is not null;

create table tag_follow (
  id bigint primary key,
  account_id bigint not null,
  tag_id bigint not null
);
create unique index tag_follow_once on tag_follow (account_id, tag_id);
