-- Who is away from when until when, and who stands in. A leave that is cut short keeps its row.
create table leaves (
  account text not null references accounts (id),
  from_day text not null,
  until_day text not null,
  substitute text not null references accounts (id),
  set_at integer not null,
  primary key (account, from_day)
) strict, without rowid;
create index leaves_substitute on leaves (substitute, until_day);

-- The staff among all accounts.
create index accounts_staff on accounts (login) where roles <> '[{"role":"applicant"}]';
