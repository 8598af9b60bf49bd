//! One case (办件) as a state machine: commands in, events out.
//!
//! `decide` says what a command comes to, `evolve` what a case looks like after
//! an event; both are pure. Knows who may do what and what is due when. Knows
//! nothing of storage, HTTP or the clock: the moment and the calendar come in.

pub mod actor;
pub mod assessment;
pub mod case;
pub mod clock;
pub mod command;
pub mod confirmation;
pub mod decide;
mod dossier;
mod duties;
mod effects;
pub mod event;
mod evolve;
pub mod exit;
pub mod false_material;
mod graph;
pub mod grievance;
mod handwriting;
pub mod interested;
pub mod leave;
pub mod mandate;
pub mod matter;
mod obligations;
mod observe;
pub mod plan;
pub mod policy;
pub mod privacy;
mod projection;
pub mod promise;
mod public_record;
pub mod question;
pub mod rating;
pub mod refusal;
pub mod results;
mod standing;
pub mod steps;
mod timers;

pub use actor::{AccountId, Actor, Role};
pub use assessment::{DepartmentAssessment, Verdict};
pub use case::{Case, Stage, StageName, Task, TaskId, TaskStage, TaskStageName};
pub use clock::TaskClock;
pub use command::{Command, Submission};
pub use confirmation::{Confirmation, Confirmed, PartyPerson};
pub use decide::{Appointment, Context, Falsehood, decide, submit};
pub use dossier::Dossier;
pub use duties::{Duty, DutyKind};
pub use effects::{Act, Effect, Effects};
pub use event::{Event, Recorded};
pub use evolve::{RATER_NAME, SYSTEM_NAME, evolve, record, replay};
pub use grievance::{Grievance, NewGrievance};
pub use handwriting::Handwriting;
pub use leave::{Colleague, Leave};
pub use mandate::{Mandate, MandateScope, MandatedAct, ShownMandate};
pub use matter::{Above, DataWish, FindingRule, Matter, MatterAct, MatterKind, MatterStage};
pub use obligations::DueObligation;
pub use plan::{
    CasePlan, PlannedApart, PlannedApplicant, PlannedField, PlannedForm, PlannedGroup, PlannedItem,
    PlannedJoint, PlannedMaterial, PlannedObligation, PlannedParty, PlannedPrerequisite, PlannedResult,
    PlannedWarning, PlannedWay,
};
pub use privacy::{ConsentGiven, GuardianConsent, NoticeShown, ShownBy, YoungChild, young_children};
pub use projection::{Projected, ProjectedField, ProjectedMaterial, Projection, projection};
pub use public_record::{PublicChange, PublicDecision};
pub use question::{Asked, Question};
pub use rating::{Rated, RatedPart};
pub use refusal::Refusal;
pub use standing::DepartmentProgress;
pub use steps::{PlannedStep, SiteCheck, StepKind, StepProgress, StepState};
pub use timers::{Timer, TimerKind};
