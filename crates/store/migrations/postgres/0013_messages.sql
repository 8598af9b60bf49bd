-- Numbers and addresses of people outside of this service: used once a code has confirmed them.
create table contacts (
  account text collate "C" not null references accounts (id),
  channel text collate "C" not null,
  address bytea not null,
  wanted bigint not null,
  code_hash bytea,
  code_until bigint,
  code_tries bigint not null,
  confirmed_at bigint,
  primary key (account, channel)
);

-- Hours in which somebody wants nothing sent, where they are not the usual ones.
create table quiet_hours (
  account text collate "C" not null primary key references accounts (id),
  from_hour bigint not null,
  until_hour bigint not null
);

-- What became of each message on each way outside.
create table sendings (
  id text collate "C" not null primary key,
  message text collate "C" not null,
  account text collate "C" not null,
  channel text collate "C" not null,
  state text collate "C" not null,
  tries bigint not null,
  at bigint not null,
  error text collate "C"
);
create index sendings_account on sendings (account, message);
create index sendings_state on sendings (state, at, id);
