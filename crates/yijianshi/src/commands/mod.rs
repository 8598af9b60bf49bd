//! The commands beside `serve`.

pub mod archive;
pub mod assess;
pub mod audit;
pub mod catalog;
pub mod keep;
pub mod papers;
pub mod prove;
pub mod questions;
pub mod search;
pub mod user;
