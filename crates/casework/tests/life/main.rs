//! What happens to cases, told in sentences.

mod assessment;
mod checks;
mod clock;
mod confirmations;
mod correction;
mod delivery;
mod effects;
mod exit;
mod holding;
mod intake;
mod mandates;
mod matters;
mod outcomes;
mod policy;
mod privacy;
mod promises;
mod properties;
mod questions;
mod results;
mod rows;
mod standing;
mod tasks;
mod timers;
mod warnings;
mod ways;
mod world;
