-- Films and sound are worked on after they were sent. `state`: `ready`, `working`, or why it was
-- refused. `source`: the file as it was sent, until it is worked on. `details`: what a film or sound
-- is made of (JSON), empty for pictures. `tracks`: its captions, without their text (JSON).
alter table media add column state text not null default 'ready';
alter table media add column source text not null default '';
alter table media add column details text not null default '';
alter table media add column tracks text not null default '';
create index media_working on media (account_id) where state = 'working';
