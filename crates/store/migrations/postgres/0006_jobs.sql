-- What has to happen of itself, and when: timers of cases, and the house's own chores,
-- which have no subject. A worker takes a job for a while (a lease).
create table jobs (
  subject text collate "C" not null,
  kind text collate "C" not null,
  detail text collate "C" not null,
  due_at bigint not null,
  leased_until bigint,
  lease text,
  attempts bigint not null,
  error text,
  primary key (subject, kind, detail)
);
create index jobs_due on jobs (due_at);
create index jobs_lease on jobs (lease) where lease is not null;

insert into jobs (subject, kind, detail, due_at, attempts) values
  ('', 'set_timers', '', 0, 0),
  ('', 'purge_sessions', '', 0, 0),
  ('', 'forget_missed_searches', '', 0, 0);
