//! How much a theme asks (问题的负担): what it could ask, and what an ordinary applicant is asked.
//!
//! The ordinary applicant is a worked example that an official marked so. Answers are given
//! screen by screen, as people give them.

use serde::Serialize;

use crate::{
    answers::Answers,
    assess::assess,
    journeys::Journey,
    model::{Catalog, Screen, Theme},
    plan::Left,
};

/// How much one theme asks.
#[derive(Debug, Clone, Serialize)]
pub struct Burden {
    /// The theme.
    pub theme: String,
    /// Its name.
    pub name: String,
    /// Questions that it lists.
    pub listed: usize,
    /// What the ordinary applicant is asked; none where no worked example is marked so.
    pub ordinary: Option<Asked>,
    /// What nobody is asked more of.
    pub most: Left,
}

/// What somebody was asked on the way to the end.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Asked {
    /// Screens.
    pub screens: usize,
    /// Questions; the rare cases of one screen are one question.
    pub questions: usize,
    /// Rare cases that could have been ticked.
    pub offered: usize,
    /// Rare cases that were ticked.
    pub ticked: Vec<String>,
}

/// How much a theme asks, by its ordinary journey among these.
pub fn burden(catalog: &Catalog, theme: &Theme, journeys: &[Journey]) -> Burden {
    let ordinary = journeys.iter().find(|journey| journey.ordinary && journey.theme == *theme.id);
    let untouched = Answers { today: ordinary.and_then(|one| one.answers.today), ..Answers::default() };
    Burden {
        theme: theme.id.to_string(),
        name: theme.name.clone(),
        listed: theme.situations.iter().filter(|situation| situation.derived.is_none()).count(),
        ordinary: ordinary.map(|journey| asked(catalog, theme, &journey.answers)),
        most: assess(catalog, theme, &untouched).left,
    }
}

/// What is asked of somebody with these answers, screen by screen, until nothing remains or
/// an answer is missing.
pub fn asked(catalog: &Catalog, theme: &Theme, all: &Answers) -> Asked {
    let mut asked = Asked::default();
    let mut given = Answers { situations: Default::default(), ..all.clone() };
    loop {
        let told = assess(catalog, theme, &given);
        let Some(first) = told.next.first() else { return asked };
        let shown = told.next.iter().filter(|question| question.screen == first.screen);
        let before = given.situations.len();
        let mut offered = 0;
        for question in shown {
            let Some(answer) = all.situations.get(&question.id) else { continue };
            match &question.exception {
                Some(exception) => {
                    offered += 1;
                    if exception.ordinary != *answer {
                        asked.ticked.push(question.id.to_string());
                    }
                }
                None => asked.questions += 1,
            }
            given.situations.insert(question.id.clone(), answer.clone());
        }
        if given.situations.len() == before {
            return asked;
        }
        asked.screens += 1;
        asked.questions += usize::from(offered > 0);
        asked.offered += offered;
    }
}

impl Theme {
    /// The screen on which a question stands.
    pub fn screen_of(&self, situation: &str) -> Option<&Screen> {
        self.screens.iter().find(|screen| screen.questions().any(|id| **id == *situation))
    }
}
