//! The whole story through the real router in process: by pages without scripts, by a program, and in a browser.

mod api;
mod around;
mod assessment;
mod at_once;
mod browser;
mod calendar;
mod confirmations;
mod deceased;
mod due_process;
mod grievances;
mod holding;
mod journey;
mod known_answers;
mod looks;
mod mandates;
mod matters;
mod outgoing;
mod pages;
mod personal_data;
mod promises;
mod read_by_everybody;
mod searches;
mod steps;
mod verification;
