//! One screen of a thing's questions: what is asked outright, the rare cases to be ticked, and what
//! a screen that was sent says.
//!
//! Whoever does not tick a rare case has given its ordinary answer; whoever ticks one that is no yes
//! or no tells the rest beside the box.

use askama::Template;
use catalog::{Answer, Answers, Assessment, Theme, assess, model::Screen};
use service::Complaint;

use super::{answers::Read, heard::Heard};
use crate::{
    csrf::Pairs,
    ui::choice::{Choice, answer_values},
};

/// Questions that are asked outright, and rare cases that were offered.
const ASKED: &str = "asked";
const OFFERED: &str = "offered";
/// Rare cases that were ticked.
const TICKED: &str = "tick";
/// Answers that the questions had before.
const WAS: &str = "was";

/// The questions of one screen.
#[derive(Template)]
#[template(path = "portal/screen.html")]
pub(super) struct ScreenView {
    /// What they are about.
    topic: String,
    asked: Vec<Choice>,
    rare: Vec<RareCase>,
    /// Answers that they had before, to be told apart from those that are sent.
    was: Vec<String>,
}

/// A rare case to be ticked.
struct RareCase {
    id: String,
    label: String,
    ticked: bool,
    /// What has to be told beside the tick.
    rest: Option<Choice>,
}

/// A screen that was sent.
#[derive(Default)]
pub(super) struct Sent {
    asked: Vec<String>,
    offered: Vec<String>,
    ticked: Vec<String>,
    /// Ticked, and the rest not told.
    untold: Vec<String>,
    was: Vec<String>,
}

impl Sent {
    /// Takes a screen out of a query: rare cases that were not ticked get their ordinary answers.
    pub(super) fn take(theme: &Theme, pairs: &mut Pairs) -> Self {
        let mut take = |wanted: &str| -> Vec<String> {
            let taken = pairs.extract_if(.., |(name, _)| name == wanted);
            taken.map(|(_, value)| value).collect()
        };
        let mut sent = Self {
            asked: take(ASKED),
            offered: take(OFFERED),
            ticked: take(TICKED),
            untold: Vec::new(),
            was: take(WAS),
        };
        for id in &sent.offered {
            let Some(exception) = theme.question(id).and_then(|question| question.exception.as_ref()) else {
                continue;
            };
            let is_told = || pairs.iter().any(|(name, value)| name == id && !value.trim().is_empty());
            let answer = match &exception.ordinary {
                ordinary if !sent.ticked.contains(id) => Some(ordinary.clone()),
                Answer::Bool(ordinary) => Some(Answer::Bool(!ordinary)),
                _ if is_told() => continue,
                _ => None,
            };
            pairs.retain(|(name, _)| name != id);
            match answer {
                Some(answer) => pairs.extend(values(id, &answer)),
                None => sent.untold.push(id.clone()),
            }
        }
        sent
    }

    /// Some screen was sent.
    pub(super) fn is_something(&self) -> bool {
        !self.asked.is_empty() || !self.offered.is_empty()
    }

    /// What was left without an answer.
    pub(super) fn unanswered(&self, assessment: &Assessment) -> Vec<Complaint> {
        let asked = self.asked.iter().filter(|id| assessment.next.iter().any(|next| *next.id == ***id));
        let told = |id: &String| {
            Complaint::new(format!("/answers/{id}"), "unanswered", t!("portal.thing.choose_one"))
        };
        asked.chain(&self.untold).map(told).collect()
    }

    /// The answers from before that are others now: question, answer then, answer now.
    pub(super) fn changed(&self, theme: &Theme, now: &Answers) -> Vec<(String, Answer, Answer)> {
        let changed = self.was.iter().filter_map(|was| {
            let (id, text) = was.split_once('=')?;
            let was = assess::parse_answer(theme, id, text).ok()?;
            let now = now.situations.get(id)?;
            (was != *now).then(|| (id.to_owned(), was, now.clone()))
        });
        changed.collect()
    }
}

/// An answer as pairs of a query; none chosen is an empty value.
fn values(id: &str, answer: &Answer) -> Vec<(String, String)> {
    let values = answer_values(answer);
    if values.is_empty() {
        return vec![(id.to_owned(), String::new())];
    }
    values.into_iter().map(|value| (id.to_owned(), value)).collect()
}

/// Which questions a page shows.
#[derive(Default)]
pub(super) enum Wanted<'a> {
    /// Those that come next.
    #[default]
    Next,
    /// One question, to be answered anew.
    Edit(&'a str),
    /// A screen, gone back to.
    Screen(&'a str),
}

impl<'a> Wanted<'a> {
    /// What an address names; what it does not name is empty.
    pub(super) fn of(edit: &'a str, screen: &'a str) -> Self {
        match (edit, screen) {
            ("", "") => Self::Next,
            ("", screen) => Self::Screen(screen),
            (edit, _) => Self::Edit(edit),
        }
    }
}

impl askama::filters::HtmlSafe for ScreenView {}

impl ScreenView {
    /// The questions to answer now; none where nothing is left to ask.
    pub(super) fn of(
        theme: &Theme,
        assessment: &Assessment,
        read: &Read,
        heard: &Heard,
        sent: &Sent,
        wanted: &Wanted<'_>,
    ) -> Option<Self> {
        let wrong = read.complaints.iter().find_map(|complaint| complaint.pointer.strip_prefix("/answers/"));
        let answered = |id: &str| assessment.answered.iter().any(|one| *one.id == *id && !one.assumed);
        let open = |id: &str| assessment.next.iter().any(|next| *next.id == *id);
        let mut ids: Vec<String> = match (wrong, wanted) {
            (Some(_), _) if sent.is_something() => sent.asked.iter().chain(&sent.offered).cloned().collect(),
            (Some(id), _) => vec![id.to_owned()],
            (None, Wanted::Edit(id)) => vec![(*id).to_owned()],
            (None, Wanted::Screen(screen)) => {
                let screens = theme.screens.iter().filter(|known| known.id == **screen);
                let questions = screens.flat_map(Screen::questions);
                questions.filter(|id| open(id) || answered(id)).map(ToString::to_string).collect()
            }
            (None, Wanted::Next) => Vec::new(),
        };
        let is_asked =
            |id: &String| theme.situations.iter().any(|known| *known.id == **id && known.derived.is_none());
        ids.retain(is_asked);
        if ids.is_empty() {
            let screen = &assessment.next.first()?.screen;
            ids = assessment
                .next
                .iter()
                .filter(|next| next.screen == *screen)
                .map(|next| next.id.to_string())
                .collect();
        }
        // A question that is answered anew by itself is asked outright, rare or not.
        let alone = ids.len() == 1 && !sent.offered.contains(&ids[0]);
        let outright = alone && (wrong.is_some() || matches!(wanted, Wanted::Edit(_)));
        let mut view = Self { topic: String::new(), asked: Vec::new(), rare: Vec::new(), was: Vec::new() };
        for id in &ids {
            let Some(question) = theme.question(id) else { continue };
            view.topic.clone_from(&question.topic);
            let given = read.answers.situations.get(id.as_str());
            view.was.extend(
                given
                    .filter(|_| !sent.is_something())
                    .map(|answer| format!("{id}={}", assess::answer_text(answer))),
            );
            let mut choice = Choice::of(question);
            let guessed = heard.ticked(id);
            if let Some(answer) = given {
                choice.chosen = answer_values(answer);
            } else if !guessed.is_empty() {
                choice.chosen.clone_from(&guessed);
            }
            let complaint =
                read.complaints.iter().find(|complaint| complaint.pointer == format!("/answers/{id}"));
            choice.error = complaint.map(|complaint| complaint.message.clone());
            match &question.exception {
                Some(exception) if !outright => {
                    let yes_or_no = matches!(exception.ordinary, Answer::Bool(_));
                    let ticked = sent.untold.contains(id)
                        || choice.error.is_some()
                        || !guessed.is_empty()
                        || given.is_some_and(|answer| *answer != exception.ordinary);
                    if given.is_none() && guessed.is_empty() {
                        choice.chosen.clear();
                    }
                    let rest = (!yes_or_no).then_some(Choice { large: false, ..choice });
                    view.rare.push(RareCase { id: id.clone(), label: exception.label.clone(), ticked, rest });
                }
                _ => view.asked.push(choice),
            }
        }
        let several = view.asked.len() > 1;
        view.asked.iter_mut().for_each(|choice| choice.large = !several);
        if !sent.was.is_empty() && wrong.is_some() {
            view.was.clone_from(&sent.was);
        }
        Some(view)
    }

    /// Whether that question is asked on it.
    pub(super) fn asks(&self, id: &str) -> bool {
        self.asked.iter().any(|choice| choice.name == id) || self.rare.iter().any(|rare| rare.id == id)
    }

    fn heads(&self) -> bool {
        self.asked.len() != 1
    }
}
