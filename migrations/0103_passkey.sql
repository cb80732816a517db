-- Passkeys: keys of which the person's device holds the other half. `credential` is what the device calls
-- it; `public_key` is a SubjectPublicKeyInfo (DER), `algorithm` its number in COSE; `count`: how often the
-- device says it was used, 0 where it does not count.
create table passkey (
  id bigint primary key,
  person_id bigint not null,
  credential bytea not null,
  name text not null,
  public_key bytea not null,
  algorithm bigint not null,
  count bigint not null,
  created_at bigint not null,
  used_at bigint
);
create unique index passkey_credential on passkey (credential);
create index passkey_person on passkey (person_id);
