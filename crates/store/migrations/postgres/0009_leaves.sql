-- Who is away from when until when, and who stands in. A leave that is cut short keeps its row.
create table leaves (
  account text collate "C" not null references accounts (id),
  from_day text collate "C" not null,
  until_day text collate "C" not null,
  substitute text collate "C" not null references accounts (id),
  set_at bigint not null,
  primary key (account, from_day)
);
create index leaves_substitute on leaves (substitute, until_day);

-- The staff among all accounts.
create index accounts_staff on accounts (login) where roles <> '[{"role":"applicant"}]';
