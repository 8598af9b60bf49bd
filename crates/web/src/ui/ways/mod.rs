//! Papers of which one way is enough: the ways as choices, each with what it asks for.

use askama::Template;
use catalog::{Catalog, assessment::AssessedGroup, model::CHOICE};
use service::Application;

/// A group of papers with its ways.
#[derive(Debug, Clone, Template)]
#[template(path = "ui/ways/ways.html")]
pub(crate) struct Ways {
    /// The group's id.
    pub(crate) group: String,
    /// What is proved.
    pub(crate) name: String,
    /// On what it rests that either will do.
    pub(crate) law: Option<String>,
    /// Names of the items that ask for it.
    pub(crate) items: String,
    /// The ways.
    pub(crate) ways: Vec<Way>,
}

component!(Ways);

/// One way.
#[derive(Debug, Clone)]
pub(crate) struct Way {
    /// Its id.
    pub(crate) way: String,
    /// In plain words.
    pub(crate) label: String,
    /// What has to be brought for it.
    pub(crate) bring: String,
    /// What most people do.
    pub(crate) usual: bool,
    /// It is taken.
    pub(crate) chosen: bool,
}

/// Before a group's id in the name of its controls.
pub(crate) const WAY: &str = "way.";

impl Ways {
    /// The groups of an application in which something is to be chosen here, not in the form.
    pub(crate) fn of(catalog: &Catalog, application: &Application) -> Vec<Self> {
        let groups = application.assessment.any_of.iter();
        let to_choose = groups.filter(|group| group.ways.len() > 1 && group.choice.starts_with(CHOICE));
        to_choose.map(|group| Self::of_group(catalog, group)).collect()
    }

    /// A group as it stands.
    pub(crate) fn of_group(catalog: &Catalog, group: &AssessedGroup) -> Self {
        let names = |ids: &[catalog::MaterialId]| {
            ids.iter().map(|id| catalog.material_name(id)).collect::<Vec<_>>().join("、")
        };
        let items: Vec<&str> = group.items.iter().map(|item| catalog.item_name(item)).collect();
        let ways = group.ways.iter().map(|way| Way {
            way: way.id.clone(),
            label: way.label.clone(),
            bring: names(&way.to_bring),
            usual: way.usual,
            chosen: group.chosen.as_ref() == Some(&way.id),
        });
        Self {
            group: group.id.clone(),
            name: group.name.clone(),
            law: group.law.clone(),
            items: items.join("、"),
            ways: ways.collect(),
        }
    }

    fn control(&self) -> String {
        format!("{WAY}{}", self.group)
    }

    fn id(&self) -> String {
        super::control_id(&self.control())
    }
}
