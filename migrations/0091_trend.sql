-- What moderators decided of what may trend: `kind` is post or link, and its number.
create table trend_rule (
  kind text not null,
  subject_id bigint not null,
  allowed boolean not null,
  reviewed_at bigint not null,
  primary key (kind, subject_id)
);

-- Hosts whose pages have trended, and what moderators decided of them; null: nothing yet.
create table publisher (
  id bigint primary key,
  host text not null,
  allowed boolean,
  reviewed_at bigint
);
create unique index publisher_host on publisher (host);
