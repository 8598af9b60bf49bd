-- What was searched for without success: words and days, no person.
create table missed_searches (
  id text collate "C" not null primary key,
  words text collate "C" not null,
  day text collate "C" not null,
  times bigint not null
);
create index missed_searches_words on missed_searches (words, day);
create index missed_searches_day on missed_searches (day);

-- Ways of asking that the office added: for a theme, or for what is not offered here.
create table aliases (
  id text collate "C" not null primary key,
  words text collate "C" not null,
  theme text,
  advice text,
  added_at bigint not null,
  added_by text not null,
  removed_at bigint,
  removed_by text
);
create index aliases_words on aliases (words) where removed_at is null;
