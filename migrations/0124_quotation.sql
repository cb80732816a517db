-- What servers say to each other about a quote: `request`: what the other server calls its asking for
-- it; `stamp`: the name of the word by which the quoted author agreed, where that is another server's.
create table quotation (
  post_id bigint primary key,
  request text not null,
  stamp text not null
);
create index quotation_stamp on quotation (stamp) where stamp <> '';
