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

-- Archive packages of closed cases (归档): which version of the case each holds, the SHA-256 of the package, and
-- that of its sealed content in the folder of files.
create table archives (
  case_number text not null references cases (number),
  version integer not null,
  closed_on text not null,
  made_at integer not null,
  sha256 text not null,
  size integer not null,
  content text not null,
  primary key (case_number, version)
) strict, without rowid;
create index archives_made on archives (made_at, case_number);

insert into jobs (subject, kind, detail, due_at, attempts) values ('', 'archive_cases', '', 0, 0);
