//! What was heard in the words somebody searched with: answers that were guessed from them, shown as
//! guesses, each undone with one tap.
//!
//! The address carries the words (`q`) and what was undone (`no`). A guess at a question that takes one
//! answer is given as that answer; one at a question that takes several is ticked when it is asked, since
//! there may be more; one at a field is filled in when the application begins.

use catalog::{Answer, ElementId, Theme, model::Subject};
use search::Guess;
use service::App;

use super::answers;
use crate::{
    csrf::{Pairs, value},
    ui::choice::answer_values,
    url,
};

/// The words and what was undone of them, for one thing.
pub(super) struct Heard {
    words: String,
    undone: Vec<String>,
    /// Guesses that were not undone.
    guesses: Vec<Guess>,
}

/// A guess on a page.
#[derive(Debug, Clone)]
pub(super) struct Chip {
    /// The question.
    pub(super) question: String,
    /// The answer in words.
    pub(super) answer: String,
    /// The word that says so.
    pub(super) word: String,
    /// The same page without the guess.
    pub(super) undo: String,
}

impl Heard {
    /// What the words in a query say about the thing.
    pub(super) fn read(app: &App, theme: &Theme, pairs: &[(String, String)]) -> Self {
        let words: String = value(pairs, "q").chars().take(100).collect();
        let undone: Vec<String> =
            pairs.iter().filter(|(name, _)| name == "no").map(|(_, about)| about.clone()).collect();
        let mut guesses = if words.is_empty() { Vec::new() } else { app.guesses(&theme.id, &words) };
        guesses.retain(|guess| !undone.iter().any(|about| about == guess.about()));
        Self { words, undone, guesses }
    }

    /// What carries it from page to page.
    pub(super) fn pairs(&self) -> Pairs {
        let words = Some(("q".to_owned(), self.words.clone())).filter(|(_, words)| !words.is_empty());
        words.into_iter().chain(self.undone.iter().map(|about| ("no".to_owned(), about.clone()))).collect()
    }

    /// The answers that the guesses come to.
    fn answers(&self) -> impl Iterator<Item = (String, String)> {
        let of_one = self.guesses.iter().filter(|guess| !guess.multi);
        of_one.filter_map(|guess| Some((guess.situation.clone()?, guess.value.clone())))
    }

    /// Whether the situation was answered by a guess alone.
    pub(super) fn gave(&self, situation: &str, answer: &Answer) -> bool {
        self.answers().any(|(id, value)| id == situation && answer_values(answer) == [value])
    }

    /// The address of the thing's page with everything that was heard.
    pub(super) fn address(&self, theme: &Theme, chosen: bool) -> String {
        let mut pairs: Pairs = self.answers().collect();
        pairs.extend(self.pairs());
        if chosen && theme.pair.is_some() {
            pairs.push(("as".into(), "1".into()));
        }
        answers::address(url::Thing(&theme.id), &pairs, None)
    }

    /// What is ticked already when a question that takes several answers is asked.
    pub(super) fn ticked(&self, situation: &str) -> Vec<String> {
        let of_it =
            self.guesses.iter().filter(|guess| guess.multi && guess.situation.as_deref() == Some(situation));
        of_it.map(|guess| guess.value.clone()).collect()
    }

    /// What is filled in when the application begins.
    pub(super) fn fields(&self) -> Vec<(ElementId, String)> {
        let fields = self.guesses.iter();
        fields
            .filter_map(|guess| Some((ElementId::from(guess.element.clone()?), guess.value.clone())))
            .collect()
    }

    /// The guesses that stand, each with the way to undo it. `given` are the answers on the page;
    /// `address` makes the page's address from answers and what was heard.
    pub(super) fn chips(&self, given: &catalog::Answers, address: impl Fn(&Pairs) -> String) -> Vec<Chip> {
        let stands = |guess: &&Guess| match guess.situation.as_deref() {
            Some(situation) if guess.multi => !given.situations.contains_key(situation),
            Some(situation) => given
                .situations
                .get(situation)
                .is_some_and(|answer| answer_values(answer) == [guess.value.clone()]),
            None => true,
        };
        let mut chips: Vec<Chip> = Vec::new();
        for guess in self.guesses.iter().filter(stands) {
            // Several ticks of one question are one guess.
            if let Some(chip) = chips.iter_mut().find(|chip| chip.question == guess.question) {
                chip.answer.push_str(&format!("；{}", guess.label));
                continue;
            }
            let mut pairs = self.pairs();
            pairs.push(("no".into(), guess.about().to_owned()));
            chips.push(Chip {
                question: guess.question.clone(),
                answer: guess.label.clone(),
                word: guess.word.clone(),
                undo: address(&pairs),
            });
        }
        chips
    }

    /// The same for a page that has no answers of its own.
    pub(super) fn all_chips(&self, address: impl Fn(&Pairs) -> String) -> Vec<Chip> {
        let mut given = catalog::Answers::default();
        for guess in self.guesses.iter().filter(|guess| !guess.multi) {
            if let Some(situation) = &guess.situation {
                given.situations.insert(situation.as_str().into(), Answer::One(guess.value.clone()));
            }
        }
        self.chips(&given, address)
    }
}

/// 个体户 or 公司: which of a pair the theme is, in words.
pub(super) fn body_of(theme: &Theme) -> String {
    match theme.subject {
        Subject::SelfEmployed => t!("portal.thing.self_employed"),
        _ => t!("portal.thing.company"),
    }
    .into_owned()
}
