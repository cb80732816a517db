-- The public timeline: no boosts, no replies but those to oneself.
create index post_public on post (id)
  where visibility = 'public' and boost_of_id is null
    and (reply_to_id is null or about_id = author_id);

-- Whose posts are shown nowhere; read once at start.
create index account_inactive on account (id)
  where suspended_at is not null or deleted_at is not null;
