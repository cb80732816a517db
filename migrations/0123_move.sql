-- Where an account lives now, and when it last moved.
alter table account add column moved_to_id bigint;
alter table account add column moved_at bigint;

-- The other accounts that an account of this server says to be, too: who of them moves here may
-- bring its followers along.
create table account_alias (
  account_id bigint not null,
  alias_id bigint not null,
  created_at bigint not null,
  primary key (account_id, alias_id)
);

-- Handles that accounts of this server had before: they lead to it.
create table former_handle (
  username_key text primary key,
  account_id bigint not null,
  until bigint not null
);
create index former_handle_account on former_handle (account_id, until);
