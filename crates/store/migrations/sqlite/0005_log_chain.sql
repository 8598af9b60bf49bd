-- The log is chained: each event to the one before it in its case, each commit to the
-- one before it on its strand. Events from before are chained at the first opening.
alter table events add column link blob not null default x'';

create table strands (
  number integer not null primary key,
  length integer not null,
  seal blob not null
) strict;

create table log (
  strand integer not null,
  place integer not null,
  case_number text not null,
  version integer not null,
  link blob not null,
  primary key (strand, place)
) strict, without rowid;
