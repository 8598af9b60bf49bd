//! A whole town for the tests: its catalogue, its people, its counters, and a
//! clock that moves only when the test says so.
//!
//! Everything is driven through the doors that people and programs use: use
//! cases, the router, a browser. Nothing here writes a row or knows a rule.

pub mod births;
pub mod browser;
pub mod client;
mod clock;
pub mod outgoing;
mod people;
pub mod post_office;
pub mod postgres;
pub mod samples;
mod sharing;
mod town;
mod walk;

pub use client::{Client, Contract, Form, Page};
pub use people::{Person, Said, form_of, notice};
pub use town::{COUNTER, Engine, PASSWORD, Town, catalogue, edition, editions, repository};
pub use walk::{Walked, code_of, journey};
