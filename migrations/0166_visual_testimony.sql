-- The testimony whose words a visual shows: it goes with them.
alter table visual add column testimony_id bigint;
create index visual_testimony on visual (testimony_id) where testimony_id is not null;
