-- For what somebody of the staff looked, in words.
alter table accesses add column purpose text not null default '';
