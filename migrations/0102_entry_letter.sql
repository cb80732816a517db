-- A letter that lets in is good only in the browser that asked for it: the hash of its attempt.
alter table letter add column bound bytea;
