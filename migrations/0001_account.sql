-- An account is what others see: it posts, follows and is followed, and it may be acted for by
-- several persons. Ids are dense small integers, so that they serve as indexes in memory.
-- `domain` is empty for accounts of this server. The handle is an attribute and may change.
create table account (
  id bigint primary key,
  username text not null,
  username_key text not null,
  domain text not null,
  display_name text not null,
  note text not null,
  note_html text not null,
  fields text not null,
  avatar text not null,
  avatar_description text not null,
  header text not null,
  header_description text not null,
  locked boolean not null,
  bot boolean not null,
  discoverable boolean not null,
  indexable boolean not null,
  hide_collections boolean not null,
  created_at bigint not null,
  suspended_at bigint,
  deleted_at bigint
);
create unique index account_handle on account (username_key, domain);

-- Counts, apart from the wide row because they change with every act. `followers_mark` is the
-- exclusive-or of a mix of each follower's id: two equal marks mean the same set of followers.
create table account_count (
  account_id bigint primary key,
  posts bigint not null,
  followers bigint not null,
  following bigint not null,
  followers_mark bigint not null,
  last_post_at bigint
);

-- A person logs in. Secrets are hashed; `email_key` is the address in lower case.
create table person (
  id bigint primary key,
  email text not null,
  email_key text not null,
  password_hash text not null,
  locale text not null,
  role text not null,
  reason text not null,
  default_visibility text not null,
  default_sensitive boolean not null,
  default_language text,
  created_at bigint not null,
  confirmed_at bigint,
  approved_at bigint,
  disabled_at bigint
);
create unique index person_email on person (email_key);

-- Who may act for which account: many to many from the first day.
create table member (
  account_id bigint not null,
  person_id bigint not null,
  role text not null,
  created_at bigint not null,
  primary key (account_id, person_id)
);
create index member_person on member (person_id, account_id);

create table invitation (
  id bigint primary key,
  code text not null,
  account_id bigint not null,
  uses_left bigint not null,
  created_at bigint not null,
  expires_at bigint
);
create unique index invitation_code on invitation (code);

-- A secret sent by e-mail (to confirm an address, to set a new password), hashed.
create table letter (
  hash bytea not null,
  person_id bigint not null,
  purpose text not null,
  email text not null,
  created_at bigint not null,
  expires_at bigint not null,
  primary key (hash)
);
create index letter_person on letter (person_id, purpose);
