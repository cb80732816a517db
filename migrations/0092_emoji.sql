-- Custom emojis of this place, by their names without colons. `file`: the picture; `still`: the
-- same without movement, often the same file. `category`: empty where there is none.
create table emoji (
  shortcode text primary key,
  category text not null,
  visible boolean not null,
  file text not null,
  still text not null,
  added_at bigint not null
);
