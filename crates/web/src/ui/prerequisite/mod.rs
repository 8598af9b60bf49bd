//! Something to be had elsewhere first: what it is, who does it, and a tick with number and day.

use askama::Template;
use casework::case::MetPrerequisite;
use service::{Application, Complaint, PrerequisiteView};

use crate::csrf::{Pairs, value};

/// A prerequisite with the place to say that it is there.
#[derive(Debug, Clone, Template)]
#[template(path = "ui/prerequisite/prerequisite.html")]
pub(crate) struct Prerequisite {
    /// Its id within the theme.
    pub(crate) prerequisite: String,
    /// What it is.
    pub(crate) name: String,
    /// Who does it.
    pub(crate) actor: String,
    /// Names of the items that it is for.
    pub(crate) items: String,
    /// What else to know.
    pub(crate) note: Option<String>,
    /// On what it rests.
    pub(crate) law: Option<String>,
    /// It is there.
    pub(crate) met: bool,
    /// Nothing can be handed in before it is.
    pub(crate) before: bool,
    /// The number of what was got.
    pub(crate) number: String,
    /// The day on which it was got.
    pub(crate) on: String,
    /// It can be said here.
    pub(crate) open: bool,
    /// What is wrong.
    pub(crate) error: Option<String>,
}

component!(Prerequisite);

impl Prerequisite {
    /// Those of an application, with what is wrong with them.
    pub(crate) fn of(
        catalog: &catalog::Catalog,
        application: &Application,
        complaints: &[Complaint],
    ) -> Vec<Self> {
        let listed = application.assessment.prerequisites.iter().map(|one| {
            let said = application.input.met.iter().find(|met| met.id == one.id);
            let shown = |handed: &casework::case::HandedIn| one.material.as_ref() == Some(&handed.material);
            let shown = application.input.materials.iter().any(|handed| handed.is_there() && shown(handed));
            let pointer = format!("/prerequisites/{}", one.id);
            let items: Vec<&str> = one.items.iter().map(|item| catalog.item_name(item)).collect();
            Self {
                prerequisite: one.id.clone(),
                name: one.name.clone(),
                actor: one.actor.clone(),
                items: items.join("、"),
                note: one.note.clone(),
                law: one.law.clone(),
                met: said.is_some() || shown,
                before: one.before_handing_in,
                number: said.map(|met| met.number.clone()).unwrap_or_default(),
                on: said.and_then(|met| met.on).map(|on| on.to_string()).unwrap_or_default(),
                open: true,
                error: complaints.iter().find(|one| one.pointer == pointer).map(|one| one.message.clone()),
            }
        });
        listed.collect()
    }

    /// Those of a case.
    pub(crate) fn of_case(prerequisites: &[PrerequisiteView], may_say: bool) -> Vec<Self> {
        let listed = prerequisites.iter().map(|one| Self {
            prerequisite: one.id.clone(),
            name: one.name.clone(),
            actor: one.actor.clone(),
            items: one.items.join("、"),
            note: one.note.clone(),
            law: one.law.clone(),
            met: one.met,
            before: false,
            number: one.number.clone(),
            on: one.on.map(|on| on.to_string()).unwrap_or_default(),
            open: may_say && !one.met,
            error: None,
        });
        listed.collect()
    }

    /// The box's id, by the prerequisite's id.
    pub(crate) fn control(id: &str) -> String {
        super::control_id(&format!("met.{id}"))
    }

    fn id(&self) -> String {
        Self::control(&self.prerequisite)
    }

    fn day(&self) -> String {
        self.on.parse().map_or_else(|_| self.on.clone(), |day: jiff::civil::Date| super::day(day))
    }
}

/// What was said in a form: those that are ticked, with number and day. A day that is none counts as not said.
pub(crate) fn said(pairs: &Pairs) -> Vec<MetPrerequisite> {
    let ticked = pairs.iter().filter_map(|(name, word)| {
        let id = name.strip_prefix("met.").filter(|_| word == "yes")?;
        Some(MetPrerequisite {
            id: id.to_owned(),
            number: value(pairs, &format!("met_number.{id}")).trim().to_owned(),
            on: value(pairs, &format!("met_on.{id}")).trim().parse().ok(),
        })
    });
    ticked.collect()
}
