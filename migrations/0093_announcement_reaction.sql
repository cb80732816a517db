-- What people answer to an announcement: an emoji of Unicode, or the name of one of this place.
create table announcement_reaction (
  account_id bigint not null,
  announcement_id bigint not null,
  name text not null,
  primary key (account_id, announcement_id, name)
);

-- Which answers an announcement has, and of how many people. `id`: since when, for their order.
create table announcement_emoji (
  announcement_id bigint not null,
  name text not null,
  id bigint not null,
  people bigint not null,
  primary key (announcement_id, name)
);
