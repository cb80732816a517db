-- `filtered`: kept apart by the policy of who is told, until they accept what its author does.
-- `group_id`: the group it is shown in; alone if none.
alter table notification add column filtered boolean not null default false;
alter table notification add column group_id bigint;
create index notification_alone on notification (account_id, id)
  where group_id is null and not filtered;
create index notification_member on notification (group_id, id) where group_id is not null;
create index notification_filtered on notification (account_id, from_id, id) where filtered;

-- Notifications shown as one: of a kind, about a post (0: none), within a half day. `sample` are
-- the accounts of its latest members, latest first: however many there are, one row says enough.
create table notification_group (
  id bigint primary key,
  account_id bigint not null,
  kind text not null,
  post_id bigint not null,
  span bigint not null,
  latest_id bigint not null,
  members bigint not null,
  sample text not null
);
create unique index notification_group_once
  on notification_group (account_id, kind, post_id, span);
create index notification_group_latest on notification_group (account_id, latest_id);
create index notification_group_post on notification_group (post_id) where post_id <> 0;

-- What becomes of notifications by strangers and the like: accept, filter or drop.
create table notification_policy (
  account_id bigint primary key,
  not_following text not null,
  not_followers text not null,
  new_accounts text not null,
  private_mentions text not null,
  limited_accounts text not null,
  bots text not null
);

-- Whose notifications wait to be accepted.
create table notification_request (
  id bigint primary key,
  account_id bigint not null,
  from_id bigint not null,
  post_id bigint,
  created_at bigint not null,
  updated_at bigint not null
);
create unique index notification_request_once on notification_request (account_id, from_id);
create index notification_request_account on notification_request (account_id, id);

-- Whose notifications are accepted whatever the policy says.
create table notification_permission (
  account_id bigint not null,
  from_id bigint not null,
  created_at bigint not null,
  primary key (account_id, from_id)
);
