-- Whether an organisation takes testimonies from anybody, and who looks after their data.
create table testimony_form (
  organisation_id bigint primary key,
  open boolean not null,
  contact text not null,
  changed_at bigint not null
);

-- What somebody lived through. Who they are is not here (see testimony_witness). `story` is what
-- they told, `body` what the team wrote of it, `body_hash` the body they approved; `act_id` the
-- consents that hold.
create table testimony (
  id bigint primary key,
  organisation_id bigint not null,
  state text not null,
  channel text not null,
  capacity text not null,
  represented_at bigint,
  story text not null,
  body text not null,
  body_hash bytea,
  author_id bigint,
  act_id bigint,
  locale text not null,
  keep_until bigint not null,
  version bigint not null,
  created_at bigint not null,
  changed_at bigint not null,
  closed_at bigint
);
create index testimony_organisation on testimony (organisation_id, id);
create index testimony_state on testimony (state, id);
create index testimony_keep on testimony (keep_until) where story <> '';

-- The vault: who a witness is, sealed with a key that lies elsewhere.
create table testimony_witness (
  testimony_id bigint primary key,
  sealed bytea not null
);

-- Who read in the vault, when and why: only ever added to.
create table testimony_reading (
  id bigint primary key,
  organisation_id bigint not null,
  testimony_id bigint not null,
  person_id bigint not null,
  account_id bigint not null,
  reason text not null,
  at bigint not null
);
create index testimony_reading_organisation on testimony_reading (organisation_id, id);

-- The addresses by which a witness comes back, kept hashed.
create table testimony_link (
  hash bytea primary key,
  testimony_id bigint not null,
  expires_at bigint not null
);
create index testimony_link_testimony on testimony_link (testimony_id);

-- Receipts of what a witness agreed to or took back: only ever added to. Rows of one press share
-- `act_id`.
create table testimony_consent (
  id bigint primary key,
  testimony_id bigint not null,
  organisation_id bigint not null,
  act_id bigint not null,
  deed text not null,
  medium text,
  network text,
  naming text,
  preview boolean not null,
  giver text not null,
  person_id bigint,
  given_at bigint not null,
  ends_at bigint not null,
  kept_until bigint not null
);
create index testimony_consent_testimony on testimony_consent (testimony_id, id);
create index testimony_consent_organisation on testimony_consent (organisation_id, id);
create index testimony_consent_kept on testimony_consent (kept_until);

-- What was made of a testimony, here and elsewhere.
create table testimony_use (
  id bigint primary key,
  testimony_id bigint not null,
  organisation_id bigint not null,
  kind text not null,
  subject_id bigint not null,
  medium text not null,
  network text not null,
  naming text not null,
  address text not null,
  made_at bigint not null,
  gone_at bigint
);
create index testimony_use_testimony on testimony_use (testimony_id, id);
create index testimony_use_subject on testimony_use (kind, subject_id);

-- What a person must do elsewhere because no program can.
create table testimony_task (
  id bigint primary key,
  testimony_id bigint not null,
  organisation_id bigint not null,
  use_id bigint not null,
  network text not null,
  address text not null,
  due_at bigint not null,
  done_at bigint,
  done_by bigint
);
create index testimony_task_organisation on testimony_task (organisation_id, id);
create index testimony_task_testimony on testimony_task (testimony_id, id);

-- The states a testimony went through; no person where the witness or the clock did it.
create table testimony_step (
  id bigint primary key,
  testimony_id bigint not null,
  from_state text not null,
  to_state text not null,
  person_id bigint,
  at bigint not null
);
create index testimony_step_testimony on testimony_step (testimony_id, id);
