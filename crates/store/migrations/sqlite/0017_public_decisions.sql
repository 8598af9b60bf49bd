-- Licences of bodies with a name of their own, as everybody may read of them. Nothing of a person is in it.
create table public_decisions (
  task text not null primary key,
  item text not null,
  department text not null,
  holder text not null,
  name text not null,
  number text not null,
  granted_on text not null,
  valid_from text not null,
  valid_until text,
  published_on text not null,
  revoked_on text
) strict, without rowid;
create index public_decisions_latest on public_decisions (granted_on, task);
