-- Instants are microseconds since 1970 (integer), days are ISO text, yes and no
-- are 1 and 0. Columns named *_hash are keyed hashes; sealed columns are blobs.

create table meta (
  name text not null primary key,
  value text not null
) strict, without rowid;

create table accounts (
  id text not null primary key,
  login text not null,
  password text,
  roles text not null,
  applicant integer not null,
  person blob not null,
  name_hash blob not null,
  id_number_hash blob,
  mobile_hash blob,
  demo integer not null,
  created_at integer not null
) strict;
create unique index accounts_login on accounts (login);
create index accounts_name on accounts (name_hash);
create index accounts_id_number on accounts (id_number_hash);
create index accounts_mobile on accounts (mobile_hash);

create table sessions (
  token_hash blob not null primary key,
  account text not null references accounts (id),
  csrf text not null,
  kind text not null,
  created_at integer not null,
  expires_at integer not null
) strict, without rowid;
create index sessions_expiry on sessions (expires_at);

create table sign_ins (
  id text not null primary key,
  subject_hash blob not null,
  ok integer not null,
  at integer not null
) strict, without rowid;
create index sign_ins_subject on sign_ins (subject_hash, at);
create index sign_ins_age on sign_ins (at);

create table drafts (
  id text not null primary key,
  owner text not null references accounts (id),
  for_account text,
  theme text not null,
  version integer not null,
  saved_at integer not null,
  body blob not null
) strict;
create index drafts_owner on drafts (owner, saved_at);

create table files (
  id text not null primary key,
  sha256 text not null,
  name blob not null,
  media_type text not null,
  size integer not null,
  owner text not null references accounts (id),
  at integer not null
) strict;
create index files_sha256 on files (sha256);

create table cases (
  number text not null primary key,
  version integer not null,
  theme text not null,
  theme_name text not null,
  lead text not null,
  applicant text not null,
  applicant_name blob not null,
  name_hash blob not null,
  handed_in_by text,
  place text,
  stage text not null,
  submitted_at integer not null,
  submitted_on text not null,
  accepted_on text,
  due text,
  completed_on text,
  delivered_on text,
  closed_on text,
  to_hand_out integer not null,
  hand_out_place text,
  tasks_total integer not null,
  tasks_ended integer not null,
  rating integer,
  rated_on text
) strict;
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
  version integer not null,
  at integer not null,
  by_account text,
  kind text not null,
  body blob not null,
  primary key (case_number, version)
) strict;

create table tasks (
  id text not null primary key,
  case_number text not null references cases (number),
  item text not null,
  department text not null,
  stage text not null,
  ended integer not null,
  row_number integer,
  since text,
  due text,
  due_order text not null,
  warn_on text,
  statutory_due text,
  ended_at integer,
  ended_on text,
  by_account text
) strict, without rowid;
create index tasks_case on tasks (case_number);
create index tasks_all on tasks (ended, due_order, id);
create index tasks_department on tasks (department, ended, due_order, id);

create table results (
  task text not null primary key,
  case_number text not null references cases (number),
  account text not null,
  department text not null,
  granted_at integer not null,
  body blob not null
) strict;
create index results_account on results (account, granted_at);

create table case_files (
  file text not null references files (id),
  case_number text not null references cases (number),
  primary key (file, case_number)
) strict, without rowid;

create table messages (
  id text not null primary key,
  account text not null,
  at integer not null,
  case_number text not null,
  kind text not null,
  body blob not null,
  read_at integer
) strict;
create index messages_account on messages (account, at, id);
create index messages_unread on messages (account, read_at);

create table outbox (
  id text not null primary key,
  channel text not null,
  subject text not null,
  body blob not null,
  attempts integer not null,
  due_at integer not null,
  claim text,
  error text
) strict;
create index outbox_due on outbox (due_at, id);
create index outbox_claim on outbox (claim);

create table idempotency (
  account text not null,
  key_hash blob not null,
  at integer not null,
  answer blob not null,
  primary key (account, key_hash)
) strict, without rowid;

create table accesses (
  id text not null primary key,
  at integer not null,
  account text not null,
  what text not null,
  subject text not null,
  allowed integer not null
) strict, without rowid;
create index accesses_subject on accesses (subject, at, id);
