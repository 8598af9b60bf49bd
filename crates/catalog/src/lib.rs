//! The catalogue (事项库): what the district offers, and what follows from an applicant's answers.
//!
//! Knows packages, their files' text and the conditions in them. Knows nothing
//! of storage, HTTP, cases or the time of day: names and texts come in, values
//! and diagnostics go out.

pub mod answers;
pub mod assess;
pub mod assessment;
pub mod burden;
mod check;
pub mod condition;
pub mod days;
pub mod diagnostics;
pub mod diff;
pub mod editions;
pub mod ids;
pub mod journeys;
pub mod model;
pub mod origin;
pub mod outline;
pub mod plan;
pub mod prove;
pub mod read;
pub mod reckon;

pub use answers::{Answer, AnswerProblem, Answers, Number};
pub use assessment::Assessment;
pub use check::{codes, explain};
pub use diagnostics::{Diagnostic, Diagnostics, Level};
pub use editions::{Edition, Editions};
pub use ids::{DepartmentId, ElementId, ItemId, MaterialId, PlaceId, SituationId, ThemeId};
pub use model::{Catalog, Theme};
