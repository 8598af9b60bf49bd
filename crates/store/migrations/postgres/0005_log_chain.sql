-- The log is chained: each event to the one before it in its case, each commit to the
-- one before it on its strand. Events from before are chained at the first opening.
alter table events add column link bytea not null default '';

create table strands (
  number bigint not null primary key,
  length bigint not null,
  seal bytea not null
);

create table log (
  strand bigint not null,
  place bigint not null,
  case_number text not null,
  version bigint not null,
  link bytea not null,
  primary key (strand, place)
);
