-- Items that are closed to somebody for a time because of false materials.
create table bars (
  case_number text not null references cases (number),
  version integer not null,
  account text not null,
  item text not null,
  until_on text not null,
  law text not null,
  primary key (case_number, version)
) strict, without rowid;
create index bars_account on bars (account, until_on);

-- Reasons for what was late, as everybody may read them.
create index matters_late on matters (opened_at, case_number, nth) where rule = 'limit_passed' and answered = 1;
