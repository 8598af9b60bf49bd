-- Numbers and addresses of people outside of this service: used once a code has confirmed them.
create table contacts (
  account text not null references accounts (id),
  channel text not null,
  address blob not null,
  wanted integer not null,
  code_hash blob,
  code_until integer,
  code_tries integer not null,
  confirmed_at integer,
  primary key (account, channel)
) strict, without rowid;

-- Hours in which somebody wants nothing sent, where they are not the usual ones.
create table quiet_hours (
  account text not null primary key references accounts (id),
  from_hour integer not null,
  until_hour integer not null
) strict, without rowid;

-- What became of each message on each way outside.
create table sendings (
  id text not null primary key,
  message text not null,
  account text not null,
  channel text not null,
  state text not null,
  tries integer not null,
  at integer not null,
  error text
) strict, without rowid;
create index sendings_account on sendings (account, message);
create index sendings_state on sendings (state, at, id);
