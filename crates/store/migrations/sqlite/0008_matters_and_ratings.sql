-- What somebody has to answer for in a case, as lists need it.
create table matters (
  case_number text not null references cases (number),
  nth integer not null,
  kind text not null,
  rule text,
  level integer,
  department text not null,
  stage text not null,
  opened_at integer not null,
  opened_on text not null,
  due text,
  overdue integer not null,
  answered integer not null,
  content integer,
  closed_on text,
  primary key (case_number, nth)
) strict, without rowid;
create index matters_all on matters (opened_at, case_number, nth);
create index matters_department on matters (department, opened_at, case_number, nth);
create index matters_published on matters (kind, closed_on) where closed_on is not null;

-- Each rating with what shows whether it was manufactured. No words: those stand in the case.
create table ratings (
  case_number text not null references cases (number),
  visit text not null,
  level integer not null,
  rated_at integer not null,
  rated_on text not null,
  theme text not null,
  lead text not null,
  place text,
  clerk text,
  via text not null,
  device text,
  asked_at integer,
  primary key (case_number, visit)
) strict, without rowid;
create index ratings_day on ratings (rated_on);

-- One-time links for rating; of the token only its hash is kept.
create table rating_links (
  token_hash blob not null primary key,
  case_number text not null references cases (number),
  place text,
  clerk text,
  made_at integer not null,
  expires_at integer not null
) strict, without rowid;
create index rating_links_expiry on rating_links (expires_at);

create index accesses_day on accesses (at);

insert into jobs (subject, kind, detail, due_at, attempts) values ('', 'find_idle_looks', '', 0, 0);
