-- Who is kept out, and who alone is let in.
create table server_block (
  id bigint primary key,
  domain text not null,
  severity text not null,
  reject_media boolean not null,
  reject_reports boolean not null,
  private_comment text not null,
  public_comment text not null,
  obfuscate boolean not null,
  created_at bigint not null
);
create unique index server_block_domain on server_block (domain);

create table server_allow (
  id bigint primary key,
  domain text not null,
  created_at bigint not null
);
create unique index server_allow_domain on server_allow (domain);

create table email_domain_block (
  id bigint primary key,
  domain text not null,
  created_at bigint not null
);
create unique index email_domain_block_domain on email_domain_block (domain);

-- How often somebody was turned away by it, a day (counted from 1970).
create table email_domain_try (
  block_id bigint not null,
  day bigint not null,
  count bigint not null,
  primary key (block_id, day)
);

-- `network` in its one spelling: the first address, a slash, the length of the prefix.
create table ip_block (
  id bigint primary key,
  network text not null,
  severity text not null,
  comment text not null,
  created_at bigint not null,
  expires_at bigint
);
create unique index ip_block_network on ip_block (network);

-- What moderators decided of a hashtag; one without a row may be used, found and trend.
create table tag_rule (
  tag_id bigint primary key,
  usable boolean not null,
  trendable boolean not null,
  listable boolean not null,
  reviewed_at bigint not null
);
