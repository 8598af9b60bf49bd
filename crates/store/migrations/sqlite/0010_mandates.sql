-- What somebody lets another do for them (授权). Of the code that makes it the agent's only a keyed hash
-- is kept, and that only until the code is used.
create table mandates (
  id text not null primary key,
  principal text not null references accounts (id),
  agent text references accounts (id),
  scope text not null,
  acts text not null,
  until text not null,
  made_at integer not null,
  code_hash blob,
  code_expires_at integer,
  place text,
  clerk text,
  paper text,
  begun_at integer,
  ended_at integer,
  ended_by text
) strict, without rowid;
create index mandates_principal on mandates (principal, made_at);
create index mandates_agent on mandates (agent, made_at) where agent is not null;
create unique index mandates_code on mandates (code_hash) where code_hash is not null;

-- Parts of cases that were judged by themselves. No words: those stand in the case.
create table rating_parts (
  case_number text not null references cases (number),
  part text not null,
  department text not null,
  level integer not null,
  rated_on text not null,
  primary key (case_number, part)
) strict, without rowid;
create index rating_parts_day on rating_parts (rated_on);

insert into jobs (subject, kind, detail, due_at, attempts) values ('', 'find_rating_signals', '', 0, 0);

-- What could not be done before there was any case (办不成事反映); sealed.
create table grievances (
  number text not null primary key,
  account text not null references accounts (id),
  place text,
  department text not null,
  stage text not null,
  opened_at integer not null,
  version integer not null,
  body blob not null
) strict, without rowid;
create index grievances_opened on grievances (opened_at, number);
create index grievances_account on grievances (account, opened_at);
