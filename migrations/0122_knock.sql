-- Servers that take signatures by RFC 9421, and refuse the older draft.
create table remote_scheme (
  host text primary key,
  noted_at bigint not null
);
