-- Licences of bodies with a name of their own, as everybody may read of them. Nothing of a person is in it.
create table public_decisions (
  task text collate "C" not null primary key,
  item text collate "C" not null,
  department text collate "C" not null,
  holder text collate "C" not null,
  name text collate "C" not null,
  number text collate "C" not null,
  granted_on text collate "C" not null,
  valid_from text collate "C" not null,
  valid_until text collate "C",
  published_on text collate "C" not null,
  revoked_on text collate "C"
);
create index public_decisions_latest on public_decisions (granted_on, task);
