-- A cause for a time: what is asked, of whom, by when. `slug` is its public address. A campaign is
-- seen by everybody once it was active (`activated_at`). Days are the epoch milliseconds of their
-- first moment in UTC.
create table campaign (
  id bigint primary key,
  organisation_id bigint not null,
  slug text not null,
  title text not null,
  demand text not null,
  about text not null,
  kind text not null,
  hashtag text not null,
  tag_name text not null,
  measure text not null,
  authority text not null,
  decision_day bigint,
  contact text not null,
  state text not null,
  outcome text not null,
  version bigint not null,
  created_by bigint not null,
  created_at bigint not null,
  activated_at bigint,
  ended_at bigint
);
create unique index campaign_slug on campaign (slug);
create index campaign_organisation on campaign (organisation_id, id);

-- What a campaign says is so: a claim, its number, its source, and who held it against the source.
create table fact (
  id bigint primary key,
  campaign_id bigint not null,
  claim text not null,
  number text not null,
  unit text not null,
  day bigint,
  source_url text not null,
  archive_url text not null,
  checked_by bigint,
  checked_at bigint,
  version bigint not null,
  created_by bigint not null,
  created_at bigint not null
);
create index fact_campaign on fact (campaign_id, id);

-- The chronology of a campaign: what happened or is to happen, on which day.
create table campaign_step (
  id bigint primary key,
  campaign_id bigint not null,
  day bigint not null,
  kind text not null,
  words text not null,
  url text not null,
  created_by bigint not null,
  created_at bigint not null
);
create index campaign_step_campaign on campaign_step (campaign_id, day, id);
