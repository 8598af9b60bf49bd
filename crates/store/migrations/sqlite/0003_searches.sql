-- What was searched for without success: words and days, no person.
create table missed_searches (
  id text not null primary key,
  words text not null,
  day text not null,
  times integer not null
) strict, without rowid;
create index missed_searches_words on missed_searches (words, day);
create index missed_searches_day on missed_searches (day);

-- Ways of asking that the office added: for a theme, or for what is not offered here.
create table aliases (
  id text not null primary key,
  words text not null,
  theme text,
  advice text,
  added_at integer not null,
  added_by text not null,
  removed_at integer,
  removed_by text
) strict, without rowid;
create index aliases_words on aliases (words) where removed_at is null;
