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

-- Archive packages of closed cases (归档): which version of the case each holds, the SHA-256 of the package, and
-- that of its sealed content in the folder of files.
create table archives (
  case_number text collate "C" not null references cases (number),
  version bigint not null,
  closed_on text collate "C" not null,
  made_at bigint not null,
  sha256 text collate "C" not null,
  size bigint not null,
  content text collate "C" not null,
  primary key (case_number, version)
);
create index archives_made on archives (made_at, case_number);

insert into jobs (subject, kind, detail, due_at, attempts) values ('', 'archive_cases', '', 0, 0);
