-- Instants are microseconds since 1970 (bigint), days are ISO text, yes and no
-- are 1 and 0. Columns named *_hash are keyed hashes; sealed columns are bytea.
-- What lists are sorted by compares byte by byte, as in SQLite.

create table meta (
  name text not null primary key,
  value text not null
);

create table accounts (
  id text collate "C" not null primary key,
  login text collate "C" not null,
  password text,
  roles text not null,
  applicant bigint not null,
  person bytea not null,
  name_hash bytea not null,
  id_number_hash bytea,
  mobile_hash bytea,
  demo bigint not null,
  created_at bigint not null
);
create unique index accounts_login on accounts (login);
create index accounts_name on accounts (name_hash);
create index accounts_id_number on accounts (id_number_hash);
create index accounts_mobile on accounts (mobile_hash);

create table sessions (
  token_hash bytea not null primary key,
  account text not null references accounts (id),
  csrf text not null,
  kind text not null,
  created_at bigint not null,
  expires_at bigint not null
);
create index sessions_expiry on sessions (expires_at);

create table sign_ins (
  id text collate "C" not null primary key,
  subject_hash bytea not null,
  ok bigint not null,
  at bigint not null
);
create index sign_ins_subject on sign_ins (subject_hash, at);
create index sign_ins_age on sign_ins (at);

create table drafts (
  id text collate "C" not null primary key,
  owner text not null references accounts (id),
  for_account text,
  theme text not null,
  version bigint not null,
  saved_at bigint not null,
  body bytea not null
);
create index drafts_owner on drafts (owner, saved_at);

create table files (
  id text collate "C" not null primary key,
  sha256 text not null,
  name bytea not null,
  media_type text not null,
  size bigint not null,
  owner text not null references accounts (id),
  at bigint not null
);
create index files_sha256 on files (sha256);

create table cases (
  number text collate "C" not null primary key,
  version bigint not null,
  theme text not null,
  theme_name text not null,
  lead text not null,
  applicant text not null,
  applicant_name bytea not null,
  name_hash bytea not null,
  handed_in_by text,
  place text,
  stage text not null,
  submitted_at bigint not null,
  submitted_on text not null,
  accepted_on text,
  due text,
  completed_on text,
  delivered_on text,
  closed_on text,
  to_hand_out bigint not null,
  hand_out_place text,
  tasks_total bigint not null,
  tasks_ended bigint not null,
  rating bigint,
  rated_on text
);
create index cases_all on cases (submitted_at, number);
create index cases_applicant on cases (applicant, submitted_at, number);
create index cases_handed_in_by on cases (handed_in_by, submitted_at, number);
create index cases_place on cases (place, submitted_at, number);
create index cases_hand_out_place on cases (hand_out_place, submitted_at, number);
create index cases_lead on cases (lead, submitted_at, number);
create index cases_stage on cases (stage, submitted_at, number);
create index cases_name on cases (name_hash);

create table events (
  case_number text not null references cases (number),
  version bigint not null,
  at bigint not null,
  by_account text,
  kind text not null,
  body bytea not null,
  primary key (case_number, version)
);

create table tasks (
  id text collate "C" not null primary key,
  case_number text not null references cases (number),
  item text not null,
  department text not null,
  stage text not null,
  ended bigint not null,
  row_number bigint,
  since text,
  due text,
  due_order text collate "C" not null,
  warn_on text,
  statutory_due text,
  ended_at bigint,
  ended_on text,
  by_account text
);
create index tasks_case on tasks (case_number);
create index tasks_all on tasks (ended, due_order, id);
create index tasks_department on tasks (department, ended, due_order, id);

create table results (
  task text not null primary key,
  case_number text not null references cases (number),
  account text not null,
  department text not null,
  granted_at bigint not null,
  body bytea not null
);
create index results_account on results (account, granted_at);

create table case_files (
  file text not null references files (id),
  case_number text not null references cases (number),
  primary key (file, case_number)
);

create table messages (
  id text collate "C" not null primary key,
  account text not null,
  at bigint not null,
  case_number text not null,
  kind text not null,
  body bytea not null,
  read_at bigint
);
create index messages_account on messages (account, at, id);
create index messages_unread on messages (account, read_at);

create table outbox (
  id text collate "C" not null primary key,
  channel text not null,
  subject text not null,
  body bytea not null,
  attempts bigint not null,
  due_at bigint not null,
  claim text,
  error text
);
create index outbox_due on outbox (due_at, id);
create index outbox_claim on outbox (claim);

create table idempotency (
  account text not null,
  key_hash bytea not null,
  at bigint not null,
  answer bytea not null,
  primary key (account, key_hash)
);

create table accesses (
  id text collate "C" not null primary key,
  at bigint not null,
  account text not null,
  what text not null,
  subject text not null,
  allowed bigint not null
);
create index accesses_subject on accesses (subject, at, id);
