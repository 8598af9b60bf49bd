//! What stands behind a fold on the thing's page: what was merged into what, why something is
//! there, and what another answer would change.

use askama::Template;
use catalog::{
    Catalog,
    assess::{
        grounds::Ground,
        ledger::Ledger,
        what_if::{Alternative, Alternatives},
    },
};

/// Why something is there: one line for each clause that asks for it.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "portal/why.html")]
pub(crate) struct Reasons {
    /// 为什么要这个？
    pub(crate) title: String,
    lines: Vec<ReasonLine>,
}

impl askama::filters::HtmlSafe for Reasons {}
impl askama::filters::HtmlSafe for LedgerCard {}
impl askama::filters::HtmlSafe for WhatIfCard {}

#[derive(Debug, Clone)]
struct ReasonLine {
    clause: String,
    /// What the person said that decides: question and answer.
    answers: Vec<(String, String)>,
    law: Option<String>,
    place: String,
}

impl Reasons {
    /// The reasons under a heading; what several clauses say alike is said once.
    pub(crate) fn of(title: impl Into<String>, grounds: &[Ground]) -> Self {
        let lines = grounds.iter().map(|ground| ReasonLine {
            clause: ground.clause.text.clone(),
            answers: ground
                .answers
                .iter()
                .map(|given| {
                    let open = || t!("portal.why.open").into_owned();
                    (given.question.clone(), given.label.clone().unwrap_or_else(open))
                })
                .collect(),
            law: ground.law.as_ref().map(|law| match &law.article {
                Some(article) => format!("{} {article}", law.law),
                None => law.law.clone(),
            }),
            place: t!("portal.why.place", file = ground.clause.origin.file, line = ground.clause.origin.line)
                .into_owned(),
        });
        Self { title: title.into(), lines: lines.collect() }
    }
}

/// The ledger of merging.
#[derive(Debug, Clone, Template)]
#[template(path = "portal/ledger.html")]
pub(crate) struct LedgerCard {
    text: Vec<String>,
    /// The items' own forms: item, form, how many fields.
    forms: Vec<(String, String, usize)>,
    /// Each way in which something was taken off: what it is, and what was merged into what.
    folds: Vec<(String, Vec<String>)>,
    open: usize,
}

impl LedgerCard {
    /// The card; none where nothing is to be done.
    pub(crate) fn of(catalog: &Catalog, ledger: &Ledger) -> Option<Self> {
        if ledger.text.is_empty() {
            return None;
        }
        let names = |items: &catalog::assessment::ItemSet| {
            items.iter().map(|item| catalog.item_name(item)).collect::<Vec<_>>().join("、")
        };
        let fields = ledger.fields.lines.iter().map(|line| {
            let of = line.of.iter().map(|field| {
                t!("portal.ledger.of", name = field.label, items = names(&field.items)).into_owned()
            });
            (line.text.clone(), of.collect())
        });
        let materials = ledger.materials.lines.iter().map(|line| {
            let of = line.of.iter().map(|paper| match &paper.instead {
                Some(instead) => t!("portal.ledger.instead", name = paper.name, words = instead).into_owned(),
                None => t!("portal.ledger.of", name = paper.name, items = names(&paper.items)).into_owned(),
            });
            (line.text.clone(), of.collect())
        });
        let forms = ledger.forms.of.iter();
        Some(Self {
            text: ledger.text.clone(),
            forms: forms.map(|form| (form.name.clone(), form.form.clone(), form.fields)).collect(),
            folds: fields.chain(materials).collect(),
            open: ledger.fields.open + ledger.materials.open,
        })
    }
}

/// What other answers would change.
#[derive(Debug, Clone, Template)]
#[template(path = "portal/what_if.html")]
pub(crate) struct WhatIfCard {
    questions: Vec<WhatIfLine>,
}

#[derive(Debug, Clone)]
struct WhatIfLine {
    question: String,
    label: String,
    /// Other answers with one outcome together, and that outcome.
    others: Vec<(String, String)>,
}

impl WhatIfCard {
    /// The card; none where no question was answered yet.
    pub(crate) fn of(alternatives: &[Alternatives]) -> Option<Self> {
        let questions = alternatives.iter().filter(|one| !one.others.is_empty()).map(|one| WhatIfLine {
            question: one.question.clone(),
            label: one.label.clone(),
            others: gathered(&one.others),
        });
        let questions: Vec<WhatIfLine> = questions.collect();
        (!questions.is_empty()).then_some(Self { questions })
    }
}

/// Answers that come to the same stand together.
fn gathered(others: &[Alternative]) -> Vec<(String, String)> {
    let mut lines: Vec<(String, String)> = Vec::new();
    for other in others {
        let quoted = format!("“{}”", other.label);
        match lines.iter_mut().find(|(_, text)| *text == other.text) {
            Some((labels, _)) => labels.push_str(&quoted),
            None => lines.push((quoted, other.text.clone())),
        }
    }
    lines
}
