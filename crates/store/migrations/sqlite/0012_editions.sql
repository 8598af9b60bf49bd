-- Results that were corrected: which edition holds, and those that it took the place of.
alter table results add column edition integer not null default 1;
create table replaced_results (
  task text not null references results (task),
  edition integer not null,
  account text not null,
  replaced_at integer not null,
  body blob not null,
  primary key (task, edition)
) strict, without rowid;
create index replaced_results_account on replaced_results (account);
