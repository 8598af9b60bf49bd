-- What departments owe cases beside their tasks: only what is open stands here.
create table duties (
  case_number text not null references cases (number),
  id text not null,
  kind text not null,
  department text not null,
  due text not null,
  primary key (case_number, id)
) strict, without rowid;
create index duties_department on duties (department, kind, due, case_number);
create index duties_due on duties (kind, due, case_number);

-- The register of official papers (发文登记): each number is given once, in the transaction of what it papers.
create table paper_series (
  series text not null,
  year integer not null,
  last integer not null,
  primary key (series, year)
) strict, without rowid;

create table papers (
  case_number text not null references cases (number),
  paper text not null,
  series text not null,
  year integer not null,
  number integer not null,
  primary key (case_number, paper)
) strict, without rowid;
create unique index papers_number on papers (series, year, number);

-- What supervision looks at by itself.
create index events_findings on events (at, case_number, version)
  where kind in ('department_deemed', 'correction_unmet', 'correction_asked_again');
