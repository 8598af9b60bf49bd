//! What the answers come to: the shape of an assessment, as the API gives it.
//!
//! Field names and meanings are a contract with programs outside; additions
//! are welcome, changes are not. What does not depend on the answers is not
//! copied: an assessment shares it with the catalogue, and one reads through to
//! it (`item.name`, `field.label`).

use std::{
    ops::{Deref, DerefMut},
    sync::Arc,
};

use serde::Serialize;

use crate::model::Presence;

mod around;
mod fields;
mod figures;
mod graph;
mod handing_in;
mod item_set;
mod items;
mod materials;
mod questions;
mod stops;

pub use self::{
    around::{
        AssessedJoint, AssessedObligation, AssessedOpening, AssessedPrerequisite, JointFacts, ObligationBase,
        ObligationFacts, OpeningFacts, PrerequisiteFacts,
    },
    fields::{AssessedField, AssessedRows, FieldFacts, SettledElement},
    figures::{AssessedFee, AssessedFigure, FigureFacts, Figures, Savings, VisitReason},
    graph::{Graph, GraphEdge, GraphNode, NodeFacts},
    item_set::ItemSet,
    items::{AssessedItem, AssessedParty, AssessedPath, AssessedStep, HeldBy, ItemFacts},
    materials::{
        AssessedGroup, AssessedMaterial, AssessedWay, GroupFacts, MaterialFacts, OneWay, Spared, WayFacts,
    },
    questions::{AnswerFacts, AnsweredQuestion, Question},
    stops::{AssessedExclusive, AssessedNotice, AssessedStop, ExclusiveFacts, StopFacts},
};
pub use crate::{
    assess::{Told, Why},
    model::SparedBy,
    plan::Left,
};

/// Where an item, a stop or a material stands, given what is known.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// To be done.
    In,
    /// Not needed.
    Out,
    /// Not yet known.
    #[default]
    Open,
    /// It would apply, but a lawful obstacle stands in its way.
    Blocked,
}

/// Everything that follows from the answers so far.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Assessment {
    /// Nothing more need be asked.
    pub complete: bool,
    /// Questions that can still change something, in the order of asking.
    pub next: Vec<Arc<Question>>,
    /// How much there may still be to answer: no path asks more.
    pub left: Left,
    /// Questions that apply and are answered, those that are computed, and those
    /// that do not apply but whose author set a default; in the theme's order.
    pub answered: Vec<AnsweredQuestion>,
    /// Answers that were given to questions that do not apply: they count for nothing.
    pub dropped: Vec<Arc<AnswerFacts>>,
    /// Every item of the theme, in its order.
    pub items: Vec<AssessedItem>,
    /// The merged list of materials that are or may still be needed.
    pub materials: Vec<AssessedMaterial>,
    /// Groups of materials of which one way is enough.
    pub any_of: Vec<AssessedGroup>,
    /// The merged form.
    pub fields: Vec<AssessedField>,
    /// Obstacles that apply.
    pub stops: Vec<AssessedStop>,
    /// Remarks that apply.
    pub notices: Vec<Arc<AssessedNotice>>,
    /// What is worked out for the applicant.
    pub figures: Vec<AssessedFigure>,
    /// What has to be had elsewhere first.
    pub prerequisites: Vec<AssessedPrerequisite>,
    /// What departments do together.
    pub joint: Vec<AssessedJoint>,
    /// Items of which only one may be granted, where the answers lead to several.
    pub exclusive: Vec<AssessedExclusive>,
    /// What has to be in place before opening.
    pub opening: Vec<AssessedOpening>,
    /// What the citizen has to do afterwards, by when.
    pub obligations: Vec<AssessedObligation>,
    /// Who has to come for the whole thing.
    pub presence: Option<Presence>,
    /// Rows of the form that the theme sets.
    pub rows: Vec<AssessedRows>,
    /// Nothing has to be done, and why.
    pub nothing_needed: Option<String>,
    /// Who waits for whom, and how long it takes.
    pub graph: Graph,
    /// What it costs.
    pub fees: Vec<Arc<AssessedFee>>,
    /// 四减: before and after.
    pub savings: Savings,
    /// How many visits are left.
    pub visits: u32,
    /// Why a visit is needed, one line for each item that needs one.
    pub visit_reasons: Vec<Arc<VisitReason>>,
    /// Data elements that the answers and the theme settle.
    pub settled: Vec<Arc<SettledElement>>,
    /// Catalogue version that this was computed from.
    pub version: String,
    /// The day whose rules it follows.
    pub on: jiff::civil::Date,
    /// What was evaluated, for those who ask further: the ledger, the reasons, what if.
    #[serde(skip)]
    pub told: Arc<Told>,
}

macro_rules! reads_through {
    ($whole:ident to $facts:ident) => {
        impl Deref for $whole {
            type Target = $facts;
            fn deref(&self) -> &$facts {
                &self.facts
            }
        }
        impl DerefMut for $whole {
            /// A change is of this assessment alone.
            fn deref_mut(&mut self) -> &mut $facts {
                Arc::make_mut(&mut self.facts)
            }
        }
    };
}
reads_through!(AnsweredQuestion to AnswerFacts);
reads_through!(AssessedItem to ItemFacts);
reads_through!(AssessedMaterial to MaterialFacts);
reads_through!(AssessedField to FieldFacts);
reads_through!(AssessedStop to StopFacts);
reads_through!(GraphNode to NodeFacts);
reads_through!(AssessedPrerequisite to PrerequisiteFacts);
reads_through!(AssessedJoint to JointFacts);
reads_through!(AssessedOpening to OpeningFacts);
reads_through!(AssessedObligation to ObligationFacts);
reads_through!(AssessedExclusive to ExclusiveFacts);
reads_through!(AssessedGroup to GroupFacts);
reads_through!(AssessedWay to WayFacts);
reads_through!(AssessedFigure to FigureFacts);
