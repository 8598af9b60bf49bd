-- What others write for a person.
create index drafts_for_account on drafts (for_account, saved_at) where for_account is not null;
