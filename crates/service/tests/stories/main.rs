//! The service as stories: what people and departments do with it, told through the use cases.

mod agent;
mod around;
mod assessment;
mod bad_input;
mod copying;
mod correction;
mod drafts;
mod engines;
mod every_theme;
mod known_answers;
mod matters;
mod own_forms;
mod papers;
mod permissions;
mod privacy;
mod promises;
mod ratings;
mod rules_and_days;
mod rules_table;
mod searches;
mod submitting;
mod tasks;
mod twins;
mod verification;
mod wallet;
mod words;
