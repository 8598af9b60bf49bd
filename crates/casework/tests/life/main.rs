//! What happens to cases, told in sentences.

mod clock;
mod correction;
mod delivery;
mod intake;
mod policy;
mod properties;
mod rows;
mod standing;
mod tasks;
mod warnings;
mod ways;
mod world;
