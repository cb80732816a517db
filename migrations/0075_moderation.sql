-- Since when only its followers come upon an account, and since when its media start hidden.
alter table account add column limited_at bigint;
alter table account add column sensitized_at bigint;
create index account_kept_back on account (id)
  where limited_at is not null or suspended_at is not null or deleted_at is not null;

-- How a person came in: whose invitation, which program.
alter table person add column invited_by bigint;
alter table person add column app_id bigint;

-- What a notification is about, when it is neither a post nor an account.
alter table notification add column subject_id bigint;

-- What this place asks of its people, in an order, each with its translations as JSON
-- (`{"fr": {"text", "hint"}}`). A rule that no longer holds stays for the reports that name it.
create table rule (
  id bigint primary key,
  position bigint not null,
  text text not null,
  hint text not null,
  translations text not null,
  created_at bigint not null,
  ended_at bigint
);

-- What people report. Lists of ids are JSON: nothing is looked up by them.
create table report (
  id bigint primary key,
  account_id bigint not null,
  target_id bigint not null,
  category text not null,
  comment text not null,
  forwarded boolean not null,
  status_ids text not null,
  collection_ids text not null,
  rule_ids text not null,
  created_at bigint not null,
  updated_at bigint not null,
  assigned_id bigint,
  resolved_at bigint,
  resolved_by bigint
);
create index report_open on report (id) where resolved_at is null;
create index report_target on report (target_id, id);
create index report_account on report (account_id, id);

-- What moderators did: who, to what (`target`: its name as it was then), why. Never changed.
create table moderation_act (
  id bigint primary key,
  account_id bigint not null,
  person_id bigint not null,
  act text not null,
  target_kind text not null,
  target_id bigint not null,
  target text not null,
  reason text not null,
  created_at bigint not null
);

-- What an account was told by moderators.
create table warning (
  id bigint primary key,
  account_id bigint not null,
  by_id bigint not null,
  act text not null,
  text text not null,
  report_id bigint,
  status_ids text not null,
  created_at bigint not null
);
create index warning_account on warning (account_id, id);
