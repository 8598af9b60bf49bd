//! Something to be had elsewhere first: what it is, who does it, and a tick with number and day.

use askama::Template;
use casework::case::MetPrerequisite;
use service::{Application, Complaint, Failure, PrerequisiteView};

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
    /// Those of an application, with what was just typed and what is wrong with it.
    pub(crate) fn of(
        catalog: &catalog::Catalog,
        application: &Application,
        typed: &Pairs,
        complaints: &[Complaint],
    ) -> Vec<Self> {
        let listed = application.assessment.prerequisites.iter().map(|one| {
            let said = application.input.met.iter().find(|met| met.id == one.id);
            let shown = |handed: &casework::case::HandedIn| one.material.as_ref() == Some(&handed.material);
            let shown = application.input.materials.iter().any(|handed| handed.is_there() && shown(handed));
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
                error: None,
            }
            .told(typed, complaints)
        });
        listed.collect()
    }

    /// Those of a case, with what was just typed and what is wrong with it.
    pub(crate) fn of_case(
        prerequisites: &[PrerequisiteView],
        may_say: bool,
        typed: &Pairs,
        complaints: &[Complaint],
    ) -> Vec<Self> {
        let of = |one: &PrerequisiteView| Self {
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
        };
        prerequisites.iter().map(|one| of(one).told(typed, complaints)).collect()
    }

    /// As it was typed just now, right or wrong, with what is wrong with it.
    fn told(mut self, typed: &Pairs, complaints: &[Complaint]) -> Self {
        let pointer = pointer(&self.prerequisite);
        self.error = complaints.iter().find(|one| one.pointer == pointer).map(|one| one.message.clone());
        let was_sent =
            |name: &str| typed.iter().any(|(known, _)| *known == format!("{name}.{}", self.prerequisite));
        if self.open && self.error.is_some() && was_sent("met_on") {
            let typed = |name: &str| value(typed, &format!("{name}.{}", self.prerequisite)).to_owned();
            (self.met, self.number, self.on) = (typed("met") == "yes", typed("met_number"), typed("met_on"));
        }
        self
    }

    /// The box's id, by the prerequisite's id.
    pub(crate) fn control(id: &str) -> String {
        super::control_id(&format!("met.{id}"))
    }

    fn id(&self) -> String {
        Self::control(&self.prerequisite)
    }

    /// A control for days shows nothing where no day was typed: then what was typed stays as words.
    fn day_control(&self) -> &'static str {
        let is_day = self.on.is_empty() || self.on.parse::<jiff::civil::Date>().is_ok();
        if is_day { "date" } else { "text" }
    }

    fn day(&self) -> String {
        self.on.parse().map_or_else(|_| self.on.clone(), |day: jiff::civil::Date| super::day(day))
    }
}

/// Where a complaint about one of them points.
fn pointer(id: &str) -> String {
    format!("/prerequisites/{id}")
}

/// What was said in a form: those that are ticked, with number and day.
///
/// # Errors
/// `Invalid` for what is no day, at its own place.
pub(crate) fn said(pairs: &Pairs) -> Result<Vec<MetPrerequisite>, Failure> {
    let (mut met, mut complaints) = (Vec::new(), Vec::new());
    let ticked = pairs.iter().filter(|(_, word)| word == "yes");
    for id in ticked.filter_map(|(name, _)| name.strip_prefix("met.")) {
        let on = match value(pairs, &format!("met_on.{id}")).trim() {
            "" => None,
            typed => typed.parse().map_or_else(
                |_| {
                    complaints.push(Complaint::new(
                        pointer(id),
                        "wrong_date",
                        t!("ui.prerequisite.wrong_date"),
                    ));
                    None
                },
                Some,
            ),
        };
        let number = value(pairs, &format!("met_number.{id}")).trim().to_owned();
        met.push(MetPrerequisite { id: id.to_owned(), number, on });
    }
    if complaints.is_empty() { Ok(met) } else { Err(Failure::Invalid(complaints)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pairs(pairs: &[(&str, &str)]) -> Pairs {
        pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
    }

    #[test]
    fn what_is_not_ticked_is_not_said_and_what_is_no_day_is_told_at_its_place() {
        let typed =
            [("met_on.a", "昨天"), ("met.b", "yes"), ("met_number.b", " 5 "), ("met_on.b", "2026-03-02")];
        let met = said(&pairs(&typed)).unwrap();
        assert_eq!((met.len(), met[0].number.as_str()), (1, "5"));
        let Err(Failure::Invalid(complaints)) = said(&pairs(&[("met.a", "yes"), ("met_on.a", "昨天")]))
        else {
            panic!("taken");
        };
        assert_eq!(complaints[0].pointer, "/prerequisites/a");
    }
}
