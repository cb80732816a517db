-- An organisation is an account that several persons act for, each under their own log-in.
create table organisation (
  account_id bigint primary key,
  founder_id bigint not null,
  created_at bigint not null
);

-- What a person may do for an organisation: names of roles, separated by spaces. `account_id` is
-- the person's own account, by which colleagues know them.
create table seat (
  id bigint primary key,
  organisation_id bigint not null,
  person_id bigint not null,
  account_id bigint not null,
  roles text not null,
  version bigint not null,
  created_at bigint not null
);
create unique index seat_holder on seat (organisation_id, person_id);
create index seat_person on seat (person_id, organisation_id);

-- Somebody is asked to take a seat: a person of this server, or whoever reads a letter to that
-- address. The secret in the letter is kept hashed.
create table seat_invitation (
  id bigint primary key,
  organisation_id bigint not null,
  person_id bigint,
  email text,
  locale text not null,
  hash bytea,
  roles text not null,
  invited_by bigint not null,
  created_at bigint not null,
  expires_at bigint not null
);
create index seat_invitation_organisation on seat_invitation (organisation_id, id);
create index seat_invitation_person on seat_invitation (person_id, id) where person_id is not null;
create unique index seat_invitation_hash on seat_invitation (hash) where hash is not null;

-- What was done at the desk, by whom: only ever added to. The hashes are of the thing before and
-- after.
create table journal (
  id bigint primary key,
  organisation_id bigint not null,
  person_id bigint not null,
  account_id bigint not null,
  act text not null,
  kind text not null,
  subject_id bigint not null,
  before_hash bytea,
  after_hash bytea,
  words text not null,
  at bigint not null
);
create index journal_organisation on journal (organisation_id, id);
