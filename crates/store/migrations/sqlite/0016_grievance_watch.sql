-- Grievances whose last day has passed are noted and told of.
insert into jobs (subject, kind, detail, due_at, attempts) values ('', 'watch_grievances', '', 0, 0);
