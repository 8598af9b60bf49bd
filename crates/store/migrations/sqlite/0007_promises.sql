-- Promises that were broken: while one is not made good, nothing is promised instead of a paper.
create table broken_promises (
  case_number text not null references cases (number),
  promise text not null,
  account text not null,
  broken_at integer not null,
  repaired_at integer,
  primary key (case_number, promise)
) strict, without rowid;
create index broken_promises_account on broken_promises (account, repaired_at);

-- Results that no longer hold.
alter table results add column revoked_at integer;

-- What supervision looks at by itself.
drop index events_findings;
create index events_findings on events (at, case_number, version)
  where kind in ('department_deemed', 'correction_unmet', 'correction_asked_again', 'deferral_missed',
    'promise_broken', 'result_revoked');
