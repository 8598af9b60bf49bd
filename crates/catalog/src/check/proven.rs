//! The catalogue with a proof of each theme: what the exact rules look at.

use std::collections::BTreeSet;

use crate::{
    answers::Answers,
    assess::{answer_label, answer_text},
    diagnostics::{Diagnostic, Diagnostics, Level, ShownAnswer, ShownBy},
    ids::{ItemId, ThemeId},
    model::{Catalog, Item, Theme},
    plan::{ItemPlan, Outcome},
    prove::{Claim, Proof, TooManyNumbers},
    read::draft::{At, Spots},
};

/// The first code of the rules about words and law, which do not touch conditions.
const TEXT: &str = "P037";

/// Everything that can be proven.
pub(super) struct Proven<'c, 'n> {
    pub(super) catalog: &'c Catalog,
    pub(super) spots: &'c Spots<'n>,
    /// Themes whose conditions are all sound.
    pub(super) themes: Vec<ProvenTheme<'c, 'n>>,
    /// The others, of which nothing is said.
    unproven: Vec<&'c Theme>,
    /// Themes that compare too many numbers.
    pub(super) too_many: Vec<At<'n>>,
}

/// A theme, where it stands and what holds of it.
pub(super) struct ProvenTheme<'c, 'n> {
    pub(super) theme: &'c Theme,
    pub(super) at: At<'n>,
    pub(super) proof: Proof<'c>,
    /// Each item is in, by index.
    pub(super) present: Vec<Claim>,
}

/// An item as one theme uses it.
pub(super) struct Use<'p, 'c, 'n> {
    pub(super) theme: &'p ProvenTheme<'c, 'n>,
    /// Its index in the theme.
    pub(super) index: usize,
    pub(super) plan: &'c ItemPlan,
}

impl<'c, 'n> Proven<'c, 'n> {
    /// Proves the themes that stand on sound files. `found` is what reading and the structural
    /// rules have complained of: a slip of the pen is said once, not again as what follows from it.
    pub(super) fn of(catalog: &'c Catalog, spots: &'c Spots<'n>, found: &Diagnostics) -> Self {
        let is_structural =
            |finding: &&Diagnostic| finding.level == Level::Error && !(TEXT.."P080").contains(&finding.code);
        let broken: BTreeSet<&str> =
            found.iter().filter(is_structural).map(|finding| &*finding.file).collect();
        let is_broken = |at: Option<&At<'_>>| at.is_none_or(|at| broken.contains(&*at.file.name));
        let mut proven =
            Self { catalog, spots, themes: Vec::new(), unproven: Vec::new(), too_many: Vec::new() };
        for theme in &catalog.themes {
            let sound = theme.plan.items.len() == theme.items.len()
                && theme.plan.situations.len() == theme.situations.len()
                && !is_broken(spots.themes.get(&theme.id))
                && theme.items.iter().all(|entry| !is_broken(spots.items.get(&entry.item)));
            let Some(at) = spots.themes.get(&theme.id).copied().filter(|_| sound) else {
                proven.unproven.push(theme);
                continue;
            };
            match Proof::of(&theme.plan) {
                Ok(proof) => {
                    let present = (0..theme.items.len()).map(|item| proof.present(item)).collect();
                    proven.themes.push(ProvenTheme { theme, at, proof, present });
                }
                Err(TooManyNumbers) => {
                    proven.unproven.push(theme);
                    proven.too_many.push(at);
                }
            }
        }
        proven
    }

    /// Whether every theme could be looked at: only then can something be said to be used by none.
    pub(super) fn is_whole(&self) -> bool {
        self.unproven.is_empty() && !self.spots.obscure
    }

    /// An item as the themes use it; none where nothing is known of one of them, or where no theme does.
    pub(super) fn uses<'p>(&'p self, item: &ItemId) -> Option<Vec<Use<'p, 'c, 'n>>> {
        if self.unproven.iter().any(|theme| theme.items.iter().any(|entry| entry.item == *item)) {
            return None;
        }
        let uses = self.themes.iter().filter_map(|theme| {
            let index = theme.theme.items.iter().position(|entry| entry.item == *item)?;
            Some(Use { theme, index, plan: &theme.theme.plan.items[index] })
        });
        let uses: Vec<_> = uses.collect();
        (!uses.is_empty()).then_some(uses)
    }

    /// The items that themes use and of which all is known, with their places.
    pub(super) fn items<'p>(&'p self) -> impl Iterator<Item = (&'c Item, At<'n>, Vec<Use<'p, 'c, 'n>>)> {
        let known = self.catalog.items.values();
        known.filter_map(|item| Some((item, *self.spots.items.get(&item.id)?, self.uses(&item.id)?)))
    }
}

impl<'n> ProvenTheme<'_, 'n> {
    /// The place of a part of the theme, such as the `when` of its third stop.
    pub(super) fn part(&self, list: &str, index: usize, key: &str) -> At<'n> {
        self.at.key(list).index(index).key(key)
    }

    /// The fewest answers that show a claim.
    pub(super) fn shown(
        &self,
        catalog: &Catalog,
        claim: &Claim,
        shows: impl Fn(&Outcome) -> bool,
    ) -> Option<ShownBy> {
        let answers = self.proof.shortest(claim, shows)?;
        Some(shown_by(catalog, self.theme, &answers))
    }
}

/// Answers in words and as the command line takes them, in the order of the questions.
pub(super) fn shown_by(catalog: &Catalog, theme: &Theme, answers: &Answers) -> ShownBy {
    let said = theme.situations.iter().filter_map(|situation| {
        let answer = answers.situations.get(&situation.id)?;
        Some(ShownAnswer {
            id: situation.id.to_string(),
            question: situation.question.clone(),
            answer: answer_text(answer),
            label: answer_label(situation, answer),
            on_form: false,
        })
    });
    let filled = answers.elements.iter().map(|(id, value)| ShownAnswer {
        id: id.to_string(),
        question: format!("表上填的{}", catalog.element_label(id)),
        answer: value.to_string(),
        label: in_words(value),
        on_form: true,
    });
    ShownBy { theme: ThemeId::from(theme.id.as_str()), answers: said.chain(filled).collect() }
}

fn in_words(value: &serde_json::Value) -> String {
    match value {
        serde_json::Value::Bool(true) => "是".to_owned(),
        serde_json::Value::Bool(false) => "否".to_owned(),
        serde_json::Value::String(text) => text.clone(),
        serde_json::Value::Array(values) => values.iter().map(in_words).collect::<Vec<_>>().join("、"),
        other => other.to_string(),
    }
}
