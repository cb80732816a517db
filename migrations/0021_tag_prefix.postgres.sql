-- Hashtags by their beginning, whatever the collation of the database.
create index tag_prefix on tag (name text_pattern_ops);
