//! Which rules a thing's page shows: those of today or of another day, and what is otherwise by now than a
//! notice told that led here.

use catalog::{Answers, ThemeId, days::in_words, diff::Difference};
use jiff::civil::Date;
use service::{Rules, RulesAsked};

use super::answers;
use crate::{
    Web,
    csrf::{Pairs, value},
    error::Failed,
};

/// What a page says of the day whose rules it shows.
pub(super) struct Days {
    /// The day, where it is not today.
    pub(super) shown: Option<Shown>,
    /// The day on which a notice was printed whose link led here.
    pub(super) told: Option<Date>,
    /// What is otherwise today than that notice told.
    pub(super) changed: Vec<Difference>,
    /// What the page's links carry to lead to the same rules.
    pub(super) kept: Pairs,
}

impl Days {
    pub(super) async fn of(
        web: &Web,
        rules: &Rules,
        asked: &RulesAsked,
        pairs: &Pairs,
        answers: &Answers,
        theme: &ThemeId,
    ) -> Result<Self, Failed> {
        let told: Option<Date> = value(pairs, "told").parse().ok();
        let changed = match told {
            Some(on) if asked.is_today() => {
                let told = RulesAsked { on: Some(on), version: None };
                web.app.changed_since(theme, answers, &told).await?
            }
            _ => Vec::new(),
        };
        Ok(Self {
            shown: (!asked.is_today()).then(|| Shown::of(rules, web.app.today())),
            told,
            changed,
            kept: answers::rules_pairs(asked, rules),
        })
    }
}

/// The day of the rules, with what is to be known of it.
pub(super) struct Shown {
    pub(super) day: String,
    pub(super) version: String,
    /// The rules of earlier days are told only as far as they are on record.
    pub(super) history: Option<String>,
    /// They are yet to come.
    pub(super) future: bool,
}

impl Shown {
    fn of(rules: &Rules, today: Date) -> Self {
        let effective = rules.district.effective;
        Self {
            day: in_words(rules.on),
            version: rules.version.clone(),
            history: (rules.on < effective).then(|| in_words(effective)),
            future: rules.on > today,
        }
    }
}
