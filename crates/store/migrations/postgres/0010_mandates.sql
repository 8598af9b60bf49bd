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
