-- Decision-makers of an organisation's directory: the function first, then who holds it. Only
-- public functions. `source` and `source_key` say which row of which table it came from, so that
-- the same table again adds nobody twice; `mark` is a hash of what that row said.
create table target (
  id bigint primary key,
  organisation_id bigint not null,
  name text not null,
  role text not null,
  institution text not null,
  constituency text not null,
  department text not null,
  x text not null,
  fediverse text not null,
  bluesky text not null,
  email text not null,
  site text not null,
  source text not null,
  source_key text not null,
  licence text not null,
  fetched_day bigint,
  state text not null,
  avoid text not null,
  mark bytea not null,
  version bigint not null,
  created_at bigint not null
);
create unique index target_source on target (organisation_id, source, source_key);
create index target_department on target (organisation_id, department, id);
