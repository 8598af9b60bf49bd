//! What goes round the decisions, as the theme says it.

use std::sync::Arc;

use super::{GroupSheet, RowsSheet, prepare::Preparer};
use crate::{
    assess::after,
    assessment::{
        AssessedParty, AssessedPath, ExclusiveFacts, FigureFacts, GroupFacts, JointFacts, ObligationFacts,
        OneWay, OpeningFacts, PrerequisiteFacts, WayFacts,
    },
    condition::node::Slot,
    model::{AnyOf, Item, NoticeKind, Obligation, Party, Path, Rows},
};

impl Preparer<'_> {
    /// Obligations of an item, or of the theme itself.
    pub(super) fn obligations(
        &self,
        item: Option<&Item>,
        obligations: &[Obligation],
    ) -> Vec<Arc<ObligationFacts>> {
        let label = |id: &str| self.source.elements.get(id).map_or(id, |element| &element.label).to_owned();
        let facts = obligations.iter().map(|obligation| {
            Arc::new(ObligationFacts {
                id: obligation.id.clone(),
                item: item.map(|item| item.id.clone()),
                text: obligation.text.clone(),
                within: obligation.within,
                every: obligation.every,
                after: (&obligation.after).into(),
                met_by_item: obligation.met_by_item,
                limit: after::limit_words(item.map(|item| &*item.name), label, obligation),
                consequence: obligation.consequence.clone(),
                law: obligation.law.clone(),
                certain: obligation.certain,
            })
        });
        facts.collect()
    }

    pub(super) fn prerequisites(&self) -> Vec<Arc<PrerequisiteFacts>> {
        let facts = self.source.prerequisites.iter().map(|one| {
            Arc::new(PrerequisiteFacts {
                id: one.id.clone(),
                name: one.name.clone(),
                actor: self.department(&one.actor),
                material: one.material.clone(),
                before_handing_in: one.before_handing_in,
                note: one.note.clone(),
                law: one.law.clone(),
                certain: one.certain,
            })
        });
        facts.collect()
    }

    pub(super) fn figures(&self) -> Vec<Arc<FigureFacts>> {
        let facts = self.source.figures.iter().map(|figure| {
            Arc::new(FigureFacts {
                id: figure.id.clone(),
                label: figure.label.clone(),
                kind: figure.kind,
                formula: figure.formula.clone(),
                law: figure.law.clone(),
                certain: figure.certain,
            })
        });
        facts.collect()
    }

    pub(super) fn joint(&self) -> Vec<Arc<JointFacts>> {
        let facts = self.source.joint.iter().map(|joint| {
            Arc::new(JointFacts {
                id: joint.id.clone(),
                kind: joint.kind,
                text: joint.text.clone(),
                law: joint.law.clone(),
                certain: joint.certain,
            })
        });
        facts.collect()
    }

    pub(super) fn exclusive(&self) -> Vec<Arc<ExclusiveFacts>> {
        let facts = self.source.exclusive.iter().map(|one| {
            Arc::new(ExclusiveFacts {
                id: one.id.clone(),
                message: one.message.clone(),
                law: one.law.clone(),
                certain: one.certain,
            })
        });
        facts.collect()
    }

    /// For each notice, what it says where it is about opening.
    pub(super) fn opening(&self) -> Vec<Option<Arc<OpeningFacts>>> {
        let facts = self.source.notices.iter().map(|notice| {
            (notice.kind == NoticeKind::Opening).then(|| {
                Arc::new(OpeningFacts {
                    text: notice.message.clone(),
                    law: notice.law.clone(),
                    certain: notice.certain,
                })
            })
        });
        facts.collect()
    }

    pub(super) fn row_sheets(&self) -> Vec<RowsSheet> {
        self.source.rows.iter().map(|rows| self.row_sheet(rows)).collect()
    }

    fn row_sheet(&self, rows: &Rows) -> RowsSheet {
        let section = self.source.sections.iter().find(|section| section.id == rows.section);
        let word = rows.row.as_deref().or_else(|| section.and_then(|section| section.row.as_deref()));
        let by = rows.by.as_ref().and_then(|situation| {
            let index = self.source.situations.iter().position(|known| known.id == *situation)?;
            Slot::try_from(index).ok()
        });
        RowsSheet {
            row: word.unwrap_or("份").into(),
            section: self.sections.binary_search(&self.place(&rows.section)).ok(),
            by,
            most: section.map_or(1, |section| section.max_rows).max(1),
        }
    }
}

/// Somebody without whom an item is not done.
pub(super) fn party(party: &Party) -> Arc<AssessedParty> {
    Arc::new(AssessedParty {
        role: party.role.clone(),
        section: party.section.clone(),
        present: party.present,
        sign: party.sign,
        act: party.act.clone(),
        law: party.law.clone(),
        certain: party.certain,
    })
}

/// A path of an item.
pub(super) fn path(path: &Path) -> Arc<AssessedPath> {
    Arc::new(AssessedPath {
        id: path.id.clone(),
        name: path.name.clone(),
        note: path.note.clone(),
        law: path.law.clone(),
        certain: path.certain,
    })
}

/// Which steps of an item are looks at the place.
pub(super) fn inspections(item: &Item) -> Vec<usize> {
    let steps = item.steps.iter().enumerate();
    steps.filter(|(_, step)| step.name.contains("现场")).map(|(at, _)| at).collect()
}

/// A group of materials with its ways.
pub(super) fn group(group: &AnyOf) -> GroupSheet {
    let ways = group.ways.iter().map(|way| {
        Arc::new(WayFacts {
            id: way.id.clone(),
            label: way.label.clone(),
            value: group.value_of(way),
            usual: way.usual,
            one: Arc::new(OneWay {
                group: group.id.clone(),
                name: group.name.clone(),
                way: way.id.clone(),
                label: way.label.clone(),
            }),
        })
    });
    GroupSheet {
        ways: ways.collect(),
        facts: Arc::new(GroupFacts {
            id: group.id.clone(),
            name: group.name.clone(),
            choice: group.choice(),
            law: group.law.clone(),
            certain: group.certain,
        }),
    }
}
