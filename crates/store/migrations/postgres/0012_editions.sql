-- Results that were corrected: which edition holds, and those that it took the place of.
alter table results add column edition bigint not null default 1;
create table replaced_results (
  task text collate "C" not null references results (task),
  edition bigint not null,
  account text collate "C" not null,
  replaced_at bigint not null,
  body bytea not null,
  primary key (task, edition)
);
create index replaced_results_account on replaced_results (account);
