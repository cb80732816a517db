-- Outboxes of other servers' accounts that are to be read: for what was posted before anybody
-- here followed them (`why` past), or what did not reach us while one of both was away (missed,
-- back to `since`). `due_at`: when; none: it was done, or cannot be.
create table outbox_reading (
  account_id bigint not null,
  why text not null,
  host text not null,
  since bigint not null,
  due_at bigint,
  lease_until bigint not null,
  attempts bigint not null,
  taken bigint not null,
  error text not null,
  asked_at bigint not null,
  done_at bigint,
  primary key (account_id, why)
);
create index outbox_reading_due on outbox_reading (due_at) where due_at is not null;
create index outbox_reading_old on outbox_reading (asked_at);

-- When this server was last awake (one row), so that it knows at its start how long it was not.
create table awake (
  id bigint primary key,
  at bigint not null
);

create index remote_actor_host on remote_actor (host);
