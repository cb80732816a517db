-- What an account notes about another, for its own eyes.
create table account_note (
  account_id bigint not null,
  target_id bigint not null,
  body text not null,
  primary key (account_id, target_id)
);

-- Accounts shown on a profile, latest first.
create table endorsement (
  id bigint primary key,
  account_id bigint not null,
  target_id bigint not null
);
create unique index endorsement_once on endorsement (account_id, target_id);
create index endorsement_page on endorsement (account_id, id);

-- Servers of which an account wants to see nothing. `domain` is in lower case, as ASCII.
create table domain_block (
  id bigint primary key,
  account_id bigint not null,
  domain text not null
);
create unique index domain_block_once on domain_block (account_id, domain);
create index domain_block_page on domain_block (account_id, id);

-- Accounts of other servers by their server.
create index account_domain on account (domain, id) where domain <> '';

-- Mutes of one account that end by themselves.
create index mute_account_expiry on mute (account_id, expires_at) where expires_at is not null;
