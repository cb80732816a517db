-- What the people who run the place tell everybody. Times in epoch milliseconds.
create table announcement (
  id bigint primary key,
  body text not null,
  html text not null,
  starts_at bigint,
  ends_at bigint,
  all_day boolean not null,
  published_at bigint not null,
  updated_at bigint not null
);

-- Who has read which.
create table announcement_read (
  account_id bigint not null,
  announcement_id bigint not null,
  primary key (account_id, announcement_id)
);
