-- Told to `account_id` because of `from_id`. `event_no` makes telling twice the same as once.
create table notification (
  id bigint primary key,
  account_id bigint not null,
  kind text not null,
  from_id bigint not null,
  post_id bigint,
  event_no bigint not null,
  created_at bigint not null
);
create unique index notification_once on notification (account_id, event_no, kind);
create index notification_account on notification (account_id, id);
create index notification_post on notification (post_id) where post_id is not null;

-- Work to be done later, once: leased to a worker, tried again with a growing delay.
create table job (
  id bigint primary key,
  queue text not null,
  key text not null,
  payload text not null,
  run_at bigint not null,
  attempts bigint not null,
  lease_until bigint not null,
  last_error text not null
);
create unique index job_key on job (queue, key);
create index job_due on job (queue, run_at);
