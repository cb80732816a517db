-- Accounts whose posts may be had by mail. `due_at`: when the next letter is due, if there is
-- something new; `last_post_id`: up to where the letters have come.
create table subscription_choice (
  account_id bigint primary key,
  due_at bigint,
  sent_at bigint not null,
  last_post_id bigint not null
);
create index subscription_choice_due on subscription_choice (due_at) where due_at is not null;

-- People without an account who get them. `secret` is in the links of their letters, and opens
-- nothing but this row.
create table subscription (
  id bigint primary key,
  account_id bigint not null,
  email text not null,
  locale text not null,
  secret text not null,
  asked_at bigint not null,
  confirmed_at bigint
);
create unique index subscription_address on subscription (email, account_id);
create unique index subscription_secret on subscription (secret);
create index subscription_account on subscription (account_id, id);
create index subscription_waiting on subscription (asked_at) where confirmed_at is null;
