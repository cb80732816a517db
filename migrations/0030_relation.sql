-- Lists of blocks and mutes, latest first.
create index block_account on block (account_id, id);
create index mute_account on mute (account_id, id);

-- Who wants to be told of each post of an account.
create index follow_notify on follow (followee_id, follower_id) where notify;

-- Boosts of the posts of an account, to find the one that led to a follow.
create index post_boost_about on post (about_id, id) where boost_of_id is not null;

-- Notifications without a post are few for each pair of accounts, and are taken back by pair.
create index notification_pair on notification (account_id, from_id) where post_id is null;

-- How far a person has read in an account's home and notifications.
create table marker (
  account_id bigint not null,
  person_id bigint not null,
  timeline text not null,
  last_read_id bigint not null,
  version bigint not null,
  updated_at bigint not null,
  primary key (account_id, person_id, timeline)
);
