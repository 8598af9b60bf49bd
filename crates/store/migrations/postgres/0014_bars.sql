-- Items that are closed to somebody for a time because of false materials.
create table bars (
  case_number text collate "C" not null references cases (number),
  version bigint not null,
  account text collate "C" not null,
  item text collate "C" not null,
  until_on text collate "C" not null,
  law text collate "C" not null,
  primary key (case_number, version)
);
create index bars_account on bars (account, until_on);

-- Reasons for what was late, as everybody may read them.
create index matters_late on matters (opened_at, case_number, nth) where rule = 'limit_passed' and answered = 1;
