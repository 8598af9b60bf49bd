-- What somebody has to answer for in a case, as lists need it.
create table matters (
  case_number text not null references cases (number),
  nth bigint not null,
  kind text collate "C" not null,
  rule text,
  level bigint,
  department text collate "C" not null,
  stage text collate "C" not null,
  opened_at bigint not null,
  opened_on text collate "C" not null,
  due text,
  overdue bigint not null,
  answered bigint not null,
  content bigint,
  closed_on text,
  primary key (case_number, nth)
);
create index matters_all on matters (opened_at, case_number, nth);
create index matters_department on matters (department, opened_at, case_number, nth);
create index matters_published on matters (kind, closed_on) where closed_on is not null;

-- Each rating with what shows whether it was manufactured. No words: those stand in the case.
create table ratings (
  case_number text not null references cases (number),
  visit text collate "C" not null,
  level bigint not null,
  rated_at bigint not null,
  rated_on text collate "C" not null,
  theme text collate "C" not null,
  lead text collate "C" not null,
  place text,
  clerk text,
  via text collate "C" not null,
  device text,
  asked_at bigint,
  primary key (case_number, visit)
);
create index ratings_day on ratings (rated_on);

-- One-time links for rating; of the token only its hash is kept.
create table rating_links (
  token_hash bytea not null primary key,
  case_number text not null references cases (number),
  place text,
  clerk text,
  made_at bigint not null,
  expires_at bigint not null
);
create index rating_links_expiry on rating_links (expires_at);

create index accesses_day on accesses (at);

insert into jobs (subject, kind, detail, due_at, attempts) values ('', 'find_idle_looks', '', 0, 0);
