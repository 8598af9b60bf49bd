//! Groups of materials of which one way is enough (任选): which way what was handed in takes.

use catalog::MaterialId;
use serde::{Deserialize, Serialize};

use super::{CasePlan, PlannedMaterial};
use crate::case::HandedIn;

/// Materials of which the law asks for one set or another, the applicant's choice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlannedGroup {
    /// Its id.
    pub id: String,
    /// What is proved.
    pub name: String,
    /// The ways, of which one is enough; the one to ask for as long as none is complete comes first.
    pub ways: Vec<PlannedWay>,
}

/// One set of materials that is enough.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlannedWay {
    /// Its id within the group.
    pub id: String,
    /// In plain words.
    pub label: String,
    /// Its materials.
    pub materials: Vec<MaterialId>,
}

impl CasePlan {
    /// The group of which the material is one way.
    pub fn group_of(&self, material: &MaterialId) -> Option<&PlannedGroup> {
        self.any_of.iter().find(|group| group.ways.iter().any(|way| way.materials.contains(material)))
    }

    /// Whether everything of that way is spared or among what was handed in.
    pub fn is_complete(&self, way: &PlannedWay, handed: &[HandedIn]) -> bool {
        let there = |id: &MaterialId| {
            let spared = self.materials.iter().any(|planned| planned.material == *id && planned.spared);
            spared || handed.iter().any(|one| one.material == *id)
        };
        way.materials.iter().all(there)
    }

    /// The way of a group that what was handed in takes: the first that is complete, or else the one to ask for.
    pub fn way_taken<'a>(&self, group: &'a PlannedGroup, handed: &[HandedIn]) -> Option<&'a PlannedWay> {
        let complete = group.ways.iter().find(|way| self.is_complete(way, handed));
        complete.or_else(|| group.ways.first())
    }

    /// The materials that are wanted: those of no group, and of each group those of the way that is taken.
    pub fn wanted<'a>(&'a self, handed: &[HandedIn]) -> impl Iterator<Item = &'a PlannedMaterial> {
        let taken: Vec<&PlannedWay> =
            self.any_of.iter().filter_map(|group| self.way_taken(group, handed)).collect();
        self.materials.iter().filter(move |planned| {
            self.group_of(&planned.material).is_none()
                || taken.iter().any(|way| way.materials.contains(&planned.material))
        })
    }
}
