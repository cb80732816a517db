-- Accounts and posts of other servers are rows like ours; what they are called there, and where
-- their pages are. Empty for ours. `emojis`: the pictures they write with, a JSON list of
-- {shortcode, url}. `grouped`: it speaks for many.
alter table account add column uri text not null default '';
alter table account add column url text not null default '';
alter table account add column emojis text not null default '';
alter table account add column grouped boolean not null default false;
create unique index account_uri on account (uri) where uri <> '';

create table post_origin (
  post_id bigint primary key,
  uri text not null,
  url text not null,
  emojis text not null,
  answers text not null
);
-- `answers`: what it replies to, by its name there, while that is not here.
create unique index post_origin_uri on post_origin (uri);
