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
