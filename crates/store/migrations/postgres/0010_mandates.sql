-- What somebody lets another do for them (授权). Of the code that makes it the agent's only a keyed hash
-- is kept, and that only until the code is used.
create table mandates (
  id text collate "C" not null primary key,
  principal text collate "C" not null references accounts (id),
  agent text collate "C" references accounts (id),
  scope text collate "C" not null,
  acts text collate "C" not null,
  until text collate "C" not null,
  made_at bigint not null,
  code_hash bytea,
  code_expires_at bigint,
  place text collate "C",
  clerk text collate "C",
  paper text collate "C",
  begun_at bigint,
  ended_at bigint,
  ended_by text collate "C"
);
create index mandates_principal on mandates (principal, made_at);
create index mandates_agent on mandates (agent, made_at) where agent is not null;
create unique index mandates_code on mandates (code_hash) where code_hash is not null;

-- Parts of cases that were judged by themselves. No words: those stand in the case.
create table rating_parts (
  case_number text not null references cases (number),
  part text collate "C" not null,
  department text collate "C" not null,
  level bigint not null,
  rated_on text collate "C" not null,
  primary key (case_number, part)
);
create index rating_parts_day on rating_parts (rated_on);

insert into jobs (subject, kind, detail, due_at, attempts) values ('', 'find_rating_signals', '', 0, 0);

-- What could not be done before there was any case (办不成事反映); sealed.
create table grievances (
  number text collate "C" not null primary key,
  account text collate "C" not null references accounts (id),
  place text collate "C",
  department text collate "C" not null,
  stage text collate "C" not null,
  opened_at bigint not null,
  version bigint not null,
  body bytea not null
);
create index grievances_opened on grievances (opened_at, number);
create index grievances_account on grievances (account, opened_at);
