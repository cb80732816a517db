-- Words as our own analyser writes them, so that both engines find the same.
create table post_words (
  rowid bigint primary key,
  words tsvector not null
);
create index post_words_gin on post_words using gin (words);
create table account_words (
  rowid bigint primary key,
  words tsvector not null
);
create index account_words_gin on account_words using gin (words);
