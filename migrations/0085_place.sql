-- What the people who run the place say of it at length: its description, its privacy policy, its
-- terms. `starts_on`: the day (counted from 1970) a version of the terms holds from; else 0.
create table place_text (
  kind text not null,
  starts_on bigint not null,
  language text not null,
  body text not null,
  html text not null,
  written_at bigint not null,
  primary key (kind, starts_on, language)
);

-- How much happened in a week, by the day (counted from 1970) of its Monday.
create table week (
  starts_on bigint primary key,
  posts bigint not null,
  joined bigint not null,
  people bigint not null
);

-- Who was here in a week: kept until the week can be counted, a day after its end.
create table week_person (
  starts_on bigint not null,
  person_id bigint not null,
  primary key (starts_on, person_id)
);
