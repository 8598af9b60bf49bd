//! What differs between two catalogues (对照), in plain words: two editions of a district's
//! files, or one edition on two days.
//!
//! Subject by subject (theme, item, material, field, parameter, counter) and law by law: what gets
//! easier for people, what is added or harder, what is renamed, moved, or holds on other days.
//! Compares what holds, not how the files are written: two files that say the same do not differ.

mod around;
mod dictionaries;
mod items;
mod pairs;
mod text;
mod themes;
mod words;

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use serde::Serialize;

use crate::{
    ids::ThemeId,
    model::{Catalog, Theme},
};

/// Everything in which two catalogues differ.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Differences {
    /// The one compared with.
    pub old: Side,
    /// The one compared.
    pub new: Side,
    /// What differs, by what it is about: themes, then items, then all the rest.
    pub subjects: Vec<Subject>,
}

/// One of the two catalogues.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Side {
    /// Its version.
    pub version: String,
    /// The day as which it was read.
    pub on: Date,
}

/// What a difference is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the names are the catalogue's own")]
pub enum Kind {
    Theme,
    Item,
    Material,
    Element,
    Parameter,
    Department,
    Place,
    Rule,
}

/// A theme, an item or another thing of the catalogue, with everything that differs in it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Subject {
    /// What it is.
    pub kind: Kind,
    /// Its id in the new catalogue, or in the old one where it is no more.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Themes that it is part of.
    pub themes: Vec<ThemeId>,
    /// What differs.
    pub changes: Vec<Difference>,
}

/// What a difference comes to for those who apply.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Effect {
    /// 更省事: fewer papers, shorter limits, lower fees, more sharing.
    Easier,
    /// 新增: there was no such thing before.
    Added,
    /// 更严: more to bring, longer to wait, more to pay.
    Harder,
    /// 取消: it is offered no more.
    Removed,
    /// 改名
    Renamed,
    /// 移动: another department, theme or section.
    Moved,
    /// 日期: it holds on other days.
    Days,
    /// 依据: it rests on another law.
    Basis,
    /// 改动: otherwise, neither easier nor harder.
    Other,
}

impl Effect {
    /// In one or two words.
    pub fn word(self) -> &'static str {
        match self {
            Self::Easier => "更省事",
            Self::Added => "新增",
            Self::Harder => "更严",
            Self::Removed => "取消",
            Self::Renamed => "改名",
            Self::Moved => "移动",
            Self::Days => "日期",
            Self::Basis => "依据",
            Self::Other => "改动",
        }
    }
}

/// What a difference bears on for those who apply, the most felt first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum About {
    /// 材料: what is to be brought.
    Materials,
    /// 天数: how long it takes.
    Days,
    /// 到场: how often one has to come.
    Visits,
    /// 费用: what is to be paid.
    Fees,
    /// 问题和表格: what is asked and filled in.
    Questions,
    /// Anything else.
    Other,
}

impl About {
    /// In one word.
    pub fn word(self) -> &'static str {
        match self {
            Self::Materials => "材料",
            Self::Days => "天数",
            Self::Visits => "到场",
            Self::Fees => "费用",
            Self::Questions => "问题和表格",
            Self::Other => "别的",
        }
    }
}

/// One difference.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Difference {
    /// What it comes to.
    pub effect: Effect,
    /// What it bears on.
    pub about: About,
    /// In plain words.
    pub text: String,
    /// The laws that it rests on, where the catalogue says so.
    pub laws: Vec<String>,
    /// False where the lead department has still to confirm it.
    pub certain: bool,
}

impl Difference {
    fn new(effect: Effect, text: impl Into<String>) -> Self {
        Self { effect, about: About::Other, text: text.into(), laws: Vec::new(), certain: true }
    }

    fn law(mut self, law: Option<&String>) -> Self {
        self.laws.extend(law.cloned());
        self
    }

    fn certain(mut self, certain: bool) -> Self {
        self.certain = certain;
        self
    }
}

impl Differences {
    /// Everything in which the new catalogue differs from the old one.
    pub fn between(old: &Catalog, new: &Catalog) -> Self {
        let mut subjects = themes::compare(old, new);
        subjects.extend(items::compare(old, new));
        subjects.extend(dictionaries::compare(old, new));
        subjects.retain(|subject| !subject.changes.is_empty());
        // What people feel comes first: what gets easier, in papers, then in days, visits and fees.
        for subject in &mut subjects {
            subject.changes.sort_by_key(|change| (change.effect, change.about));
        }
        let side = |catalog: &Catalog| Side { version: catalog.version.clone(), on: catalog.day };
        Self { old: side(old), new: side(new), subjects }
    }

    /// What of it concerns those who apply for one theme.
    #[must_use]
    pub fn of_theme(mut self, theme: &str) -> Self {
        self.subjects.retain(|subject| subject.themes.iter().any(|id| *id == *theme));
        self
    }

    /// Whether the two are one edition on two days.
    pub fn of_one_edition(&self) -> bool {
        self.old.version == self.new.version
    }

    /// Whether nothing differs.
    pub fn is_empty(&self) -> bool {
        self.subjects.is_empty()
    }

    /// How often each effect occurs, in the order of the effects.
    pub fn counts(&self) -> BTreeMap<Effect, usize> {
        let mut counts = BTreeMap::new();
        for change in self.subjects.iter().flat_map(|subject| &subject.changes) {
            *counts.entry(change.effect).or_default() += 1;
        }
        counts
    }

    /// On what the differences of one effect bear, and how many of them do.
    pub fn bearings(&self, effect: Effect) -> BTreeMap<About, usize> {
        let mut counts = BTreeMap::new();
        let changes = self.subjects.iter().flat_map(|subject| &subject.changes);
        for change in changes.filter(|change| change.effect == effect) {
            *counts.entry(change.about).or_default() += 1;
        }
        counts
    }

    /// The same law by law: what each law changed, and in what.
    pub fn by_law(&self) -> BTreeMap<&str, Vec<(&Subject, &Difference)>> {
        let mut laws: BTreeMap<&str, Vec<(&Subject, &Difference)>> = BTreeMap::new();
        for subject in &self.subjects {
            for change in &subject.changes {
                for law in &change.laws {
                    laws.entry(law).or_default().push((subject, change));
                }
            }
        }
        laws
    }
}

/// Says of the differences that are found on what they bear.
fn bearing_on(about: About, found: &mut Vec<Difference>, find: impl FnOnce(&mut Vec<Difference>)) {
    let known = found.len();
    find(found);
    found[known..].iter_mut().for_each(|difference| difference.about = about);
}

/// The themes in which the things of one theme occur: items, materials and elements by id.
struct Uses<'a> {
    of: BTreeMap<(Kind, &'a str), BTreeSet<&'a ThemeId>>,
}

impl<'a> Uses<'a> {
    fn of(old: &'a Catalog, new: &'a Catalog) -> Self {
        let mut uses = Self { of: BTreeMap::new() };
        for catalog in [old, new] {
            for theme in &catalog.themes {
                uses.take(catalog, theme);
            }
        }
        uses
    }

    fn take(&mut self, catalog: &'a Catalog, theme: &'a Theme) {
        let mut add = |kind, id: &'a str| {
            self.of.entry((kind, id)).or_default().insert(&theme.id);
        };
        for item in theme.items.iter().filter_map(|entry| catalog.items.get(&entry.item)) {
            add(Kind::Item, &item.id);
            item.materials.iter().for_each(|used| add(Kind::Material, &used.material));
            item.fields.iter().for_each(|used| add(Kind::Element, &used.element));
            add(Kind::Department, &item.department);
        }
        add(Kind::Department, &theme.lead);
    }

    fn themes(&self, kind: Kind, id: &str) -> Vec<ThemeId> {
        let themes = self.of.get(&(kind, id)).into_iter().flatten();
        themes.map(|theme| (*theme).clone()).collect()
    }
}
