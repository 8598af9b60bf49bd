-- What departments owe cases beside their tasks: only what is open stands here.
create table duties (
  case_number text collate "C" not null references cases (number),
  id text collate "C" not null,
  kind text collate "C" not null,
  department text collate "C" not null,
  due text collate "C" not null,
  primary key (case_number, id)
);
create index duties_department on duties (department, kind, due, case_number);
create index duties_due on duties (kind, due, case_number);

-- The register of official papers (发文登记): each number is given once, in the transaction of what it papers.
create table paper_series (
  series text collate "C" not null,
  year bigint not null,
  last bigint not null,
  primary key (series, year)
);

create table papers (
  case_number text collate "C" not null references cases (number),
  paper text collate "C" not null,
  series text collate "C" not null,
  year bigint not null,
  number bigint not null,
  primary key (case_number, paper)
);
create unique index papers_number on papers (series, year, number);

-- What supervision looks at by itself.
create index events_findings on events (at, case_number, version)
  where kind in ('department_deemed', 'correction_unmet', 'correction_asked_again');
