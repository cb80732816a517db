-- Captions of films and sound, one of each language. `key`: the unguessable name of its address, new
-- with each text. `body`: WebVTT as we write it.
create table caption (
  id bigint primary key,
  media_id bigint not null,
  language text not null,
  label text not null,
  key text not null,
  body text not null,
  created_at bigint not null,
  updated_at bigint not null
);
create unique index caption_language on caption (media_id, language);
create unique index caption_key on caption (key);
