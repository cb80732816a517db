-- Since when an account waits for its person to be let in (address confirmed, approved). Until
-- then nobody sees it.
alter table account add column pending_since bigint;

-- A token that ends can be renewed with its refresh secret, which changes each time. The one
-- before is remembered: whoever shows it again has a copy, and the token ends.
alter table token add column used_refresh_hash bytea;
alter table token add column refresh_expires_at bigint;
create unique index token_used_refresh on token (used_refresh_hash)
  where used_refresh_hash is not null;
create index token_app on token (app_id);

-- A code that was used is remembered with the token it gave: used again, that token ends too.
alter table grant_code add column used_at bigint;
alter table grant_code add column token_id bigint;
create index grant_code_end on grant_code (expires_at);

create index invitation_account on invitation (account_id);
create index person_waiting on person (created_at) where approved_at is null;
