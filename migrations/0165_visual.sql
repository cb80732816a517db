-- A visual: a card of an organisation, one text in several formats. `formats` are names separated by
-- spaces, `slots` and `figures` JSON. Whoever signed it as designer and as lead is noted until the
-- next change.
create table visual (
  id bigint primary key,
  organisation_id bigint not null,
  author_id bigint not null,
  template text not null,
  formats text not null,
  colours text not null,
  language text not null,
  slots text not null,
  figures text not null,
  description text not null,
  state text not null,
  designer_id bigint,
  lead_id bigint,
  version bigint not null,
  created_at bigint not null,
  updated_at bigint not null
);
create index visual_organisation on visual (organisation_id, id);

-- The files of a visual as they were last drawn: their marks (SHA-256), and the media made of them.
create table visual_file (
  visual_id bigint not null,
  format text not null,
  hash bytea not null,
  media_id bigint,
  primary key (visual_id, format)
);
