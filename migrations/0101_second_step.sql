-- The second step of a log-in: the secret that an app makes codes with, sealed. `on_since`: since when codes
-- are asked for; none while it is being set up. `used_step`: the last step of time whose code was taken;
-- `misses`: wrong codes since the last right one; `closed_until`: until then no code is taken.
create table second_step (
  person_id bigint primary key,
  sealed bytea not null,
  on_since bigint,
  used_step bigint not null,
  misses bigint not null,
  closed_until bigint not null
);

-- Codes for when the app is lost, each good once: hashes.
create table recovery_code (
  person_id bigint not null,
  hash bytea not null,
  primary key (person_id, hash)
);

-- Roles that nobody has without a second step.
create table second_step_role (
  role text primary key
);

-- Log-ins begun and not ended, each known to one browser, by the hash of the secret in its cookie.
-- `person_id`: who it is, if that is known already; `onward`: where they were going.
create table attempt (
  hash bytea primary key,
  kind text not null,
  person_id bigint,
  onward text not null,
  expires_at bigint not null
);
create index attempt_end on attempt (expires_at);
