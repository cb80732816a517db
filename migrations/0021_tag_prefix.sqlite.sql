-- Hashtags by their beginning: SQLite compares bytes already, so `tag_name` serves.
select 1;
