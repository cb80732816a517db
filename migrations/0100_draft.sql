-- Posts begun and not yet said: `sheet` is what the form holds, as JSON. Their media are held by the
-- draft's number. `undo_s`: how long a post of this person waits before it leaves, in seconds.
create table draft (
  id bigint primary key,
  account_id bigint not null,
  person_id bigint not null,
  sheet text not null,
  updated_at bigint not null
);
create index draft_account on draft (account_id, id);
alter table person add column undo_s bigint not null default 0;
