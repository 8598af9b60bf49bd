//! A thing: what it is, the questions one by one, and the notice that grows as answers come.
//!
//! The answers stand in the address, so that a page can be shared, printed and gone back to.

use askama::{Template, filters::Safe};
use axum::{
    extract::{Path, Query, State},
    response::{IntoResponse, Redirect, Response},
};
use catalog::{Answers, Assessment, Catalog, Theme, assess, diff::Difference, model::Screen};
use service::{KnownAnswer, Rules};

use super::{
    answers::{self, Read},
    explained::WhatIfCard,
    figures,
    guide::Guide,
    heard::{self, Chip, Heard},
    rules_shown::{Days, Shown},
    screen::{ScreenView, Sent, Wanted},
    things::{self, Counter},
};
use crate::{
    Web,
    csrf::{Pairs, value},
    error::Failed,
    ui::{self, Page, field::Field, privacy_notice::PrivacyBox},
    url,
};

#[derive(Template)]
#[template(path = "portal/thing.html")]
pub(super) struct ThingPage {
    page: Page,
    theme: String,
    name: String,
    summary: String,
    outcome: String,
    lead: String,
    cooperating: String,
    icon: &'static str,
    tips: Vec<String>,
    /// Which of a pair is meant, asked first.
    pair: Option<PairQuestion>,
    /// What was guessed from the words that somebody searched with.
    heard: Vec<Chip>,
    /// The questions to answer now.
    question: Option<ScreenView>,
    /// How many questions there may still be.
    left: usize,
    /// Answered questions: id, question, answer in words, address to change it.
    answered: Vec<(String, String, String, String)>,
    /// What other answers would change.
    what_if: Option<WhatIfCard>,
    /// The same for rare cases that nobody ticked.
    unticked: Vec<(String, String, String, String)>,
    /// What is known of whoever is signed in: question, answer in words, where from, address to change it.
    known: Vec<(String, String, String, String)>,
    /// Answers that a change made idle.
    dropped: Option<Dropped>,
    /// The screen before, to go back to.
    back: Option<String>,
    /// Answers to send along with the next one.
    carried: Pairs,
    /// All answers and what was heard, to start with.
    all: Pairs,
    guide: Guide,
    /// How the data are used, before any is given; none while nothing can be begun.
    privacy: Option<PrivacyBox>,
    /// Dates and numbers that are wanted to work the figures out.
    wanted: Vec<Field>,
    counters: Vec<Counter>,
    /// The address that carries the answers, to share.
    share: String,
    qr: Option<Safe<String>>,
    notice_href: String,
    notice_pdf: Option<String>,
    guide_href: String,
    poster_href: String,
    /// The same answers by the rules of today.
    of_today: String,
    /// The day whose rules are shown, where it is not today.
    shown: Option<Shown>,
    /// What is otherwise than a notice told that led here.
    changed: Vec<Difference>,
}

impl ThingPage {
    /// Signed in as staff: an application is taken in at the counter's own pages.
    fn is_staff(&self) -> bool {
        self.page.visitor.as_ref().is_some_and(|visitor| !visitor.has("applicant"))
    }

    /// Signed in as a clerk.
    fn is_clerk(&self) -> bool {
        self.page.visitor.as_ref().is_some_and(|visitor| visitor.clerk_place().is_some())
    }

    /// An agent begins for somebody else.
    fn is_agent(&self) -> bool {
        self.page.visitor.as_ref().is_some_and(|visitor| visitor.has("agent"))
    }

    /// Somebody has let the visitor, who applies for own things too, begin this one for them.
    fn may_begin_for_another(&self) -> bool {
        let fill = casework::MandatedAct::Fill;
        let lets = |visitor: &service::Visitor| {
            visitor.actor.mandates().iter().any(|mandate| mandate.lets(fill, &self.theme.as_str().into()))
        };
        self.page.visitor.as_ref().is_some_and(|visitor| lets(visitor))
    }

    /// Why nobody may begin it for somebody else; none where an agent may.
    fn in_person_only(&self) -> Option<&str> {
        let presence = self.guide.presence.as_ref().filter(|presence| !presence.agent)?;
        Some(&presence.why)
    }

    /// Where an agent names the client, with the answers.
    fn client_href(&self) -> String {
        let theme = std::iter::once(("theme", self.theme.as_str()));
        let answers = self.all.iter().map(|(name, value)| (name.as_str(), value.as_str()));
        format!("{}?{}", url::StartFor, url::query(theme.chain(answers)))
    }

    fn can_start(&self) -> bool {
        self.shown.is_none()
            && self.guide.complete
            && !self.guide.to_do.is_empty()
            && self.question.is_none()
            && self.pair.is_none()
    }
}

/// The question that tells two sister themes apart.
struct PairQuestion {
    question: String,
    /// Address and words of each.
    choices: Vec<(String, String)>,
}

pub(crate) async fn thing(
    State(web): State<Web>,
    Path(theme): Path<String>,
    Query(pairs): Query<Pairs>,
    page: Page,
) -> Result<Response, Failed> {
    let asked_rules = answers::rules_asked(&pairs);
    let rules = web.app.rules_asked(&asked_rules).await?;
    let theme = rules.theme(&theme).ok_or_else(Failed::not_found)?;
    if value(&pairs, "print") == "1" {
        let kept: Pairs = pairs.into_iter().filter(|(name, _)| name != "print").collect();
        return Ok(Redirect::to(&answers::address(url::Notice(&theme.id), &kept, None)).into_response());
    }
    let mut pairs = pairs;
    let sent = Sent::take(theme, &mut pairs);
    let mut read = answers::read(&rules, theme, &pairs)?;
    let heard = Heard::read(&web.app, theme, &pairs);
    let guessed = read.answers.situations.iter().all(|(id, answer)| heard.gave(id, answer));
    let known = match &page.visitor {
        Some(visitor) => web.app.known_answers(visitor, &rules, &theme.id, &read.answers).await?,
        None => Vec::new(),
    };
    for one in &known {
        read.answers.situations.entry(one.situation.clone()).or_insert_with(|| one.answer.clone());
    }
    let assessment = rules.assess(&theme.id, &read.answers)?;
    if read.complaints.is_empty() {
        read.complaints = sent.unanswered(&assessment);
    }
    let fresh =
        guessed && value(&pairs, "as").is_empty() && !sent.is_something() && read.complaints.is_empty();
    let wanted = Wanted::of(value(&pairs, "edit"), value(&pairs, PAGE));
    let questions = Questions { sent, known, wanted };
    let days = Days::of(&web, &rules, &asked_rules, &pairs, &read.answers, &theme.id).await?;
    Ok(ui::html(&build(&web, &rules, theme, page, read, &heard, &assessment, &questions, fresh, days)))
}

/// The name of the control that goes back to a screen.
const PAGE: &str = "page";

/// What a page asks, beside what follows from the answers.
#[derive(Default)]
pub(super) struct Questions<'a> {
    sent: Sent,
    known: Vec<KnownAnswer>,
    wanted: Wanted<'a>,
}

/// Answers that a change made idle, and the way back.
struct Dropped {
    /// The answers that were changed: question and answer in words.
    changed: Vec<(String, String)>,
    /// Question and answer in words.
    answers: Vec<(String, String)>,
    undo: String,
}

impl Dropped {
    fn of(
        theme: &Theme,
        assessment: &Assessment,
        read: &Read,
        sent: &Sent,
        address: impl Fn(&Answers) -> String,
    ) -> Option<Self> {
        let changed = sent.changed(theme, &read.answers);
        if changed.is_empty() || assessment.dropped.is_empty() {
            return None;
        }
        let mut before = read.answers.clone();
        before.situations.extend(changed.iter().map(|(id, was, _)| (id.as_str().into(), was.clone())));
        let told = changed.iter().filter_map(|(id, _, now)| {
            let situation = theme.situations.iter().find(|known| *known.id == **id)?;
            Some((situation.question.clone(), assess::answer_label(situation, now)))
        });
        Some(Self {
            changed: told.collect(),
            answers: assessment
                .dropped
                .iter()
                .map(|one| (one.question.to_string(), one.label.clone()))
                .collect(),
            undo: address(&before),
        })
    }
}

#[expect(clippy::too_many_arguments, reason = "one straight story: what the page is made from")]
pub(super) fn build(
    web: &Web,
    catalog: &Rules,
    theme: &Theme,
    page: Page,
    read: Read,
    heard: &Heard,
    assessment: &Assessment,
    questions: &Questions<'_>,
    fresh: bool,
    days: Days,
) -> ThingPage {
    let all = answers::pairs(theme, &answers::in_force(assessment, &read.answers));
    let with_rules = |mut pairs: Pairs| {
        pairs.extend(days.kept.iter().cloned());
        pairs
    };
    let of_today = answers::address(url::Thing(&theme.id), &all, None);
    let with_heard = |answers: &Pairs| -> Pairs {
        // Whoever goes on has chosen which of a pair it is.
        let chosen = (theme.pair.is_some() && !fresh).then(|| ("as".to_owned(), "1".to_owned()));
        with_rules(answers.iter().cloned().chain(heard.pairs()).chain(chosen).collect())
    };
    let here = url::Thing(&theme.id);
    let question = ScreenView::of(theme, assessment, &read, heard, &questions.sent, &questions.wanted);
    let asks = |id: &str| question.as_ref().is_some_and(|view| view.asks(id));
    let mut carried = with_heard(&answers::pairs(theme, &read.answers));
    carried.retain(|(name, _)| !asks(name) && !assessment.dropped.iter().any(|one| *one.id == **name));
    carried.extend(days.told.map(|on| ("told".to_owned(), on.to_string())));
    let links = with_heard(&all);
    let all = with_rules(all);
    let given = assessment.answered.iter().filter(|answered| !answered.assumed && !asks(&answered.id));
    let (mut answered, mut unticked, mut known) = (Vec::new(), Vec::new(), Vec::new());
    for one in given {
        let change = answers::address(here, &links, Some(&one.id));
        let is_it = |known: &&KnownAnswer| known.situation == one.id && known.answer == one.answer;
        if let Some(source) = questions.known.iter().find(is_it) {
            known.push((one.question.to_string(), one.label.clone(), source.from.clone(), change));
            continue;
        }
        let exception = theme.question(&one.id).and_then(|question| question.exception.as_ref());
        let is_rare = exception.is_some_and(|exception| exception.ordinary == one.answer);
        let list = if is_rare { &mut unticked } else { &mut answered };
        list.push((one.id.to_string(), one.question.to_string(), one.label.clone(), change));
    }
    let dropped = Dropped::of(theme, assessment, &read, &questions.sent, |before| {
        answers::address(here, &with_heard(&answers::pairs(theme, before)), None)
    });
    let share = format!(
        "{}{}",
        web.app.settings().base_url.trim_end_matches('/'),
        answers::address(here, &all, None)
    );
    let cooperating: Vec<&str> = theme.cooperating.iter().map(|id| catalog.department_name(id)).collect();
    ThingPage {
        page: page.titled(things::plain_name(&theme.name)),
        theme: theme.id.to_string(),
        name: theme.name.clone(),
        summary: theme.summary.clone(),
        outcome: theme.outcome.clone(),
        lead: catalog.department_name(&theme.lead).to_owned(),
        cooperating: cooperating.join("、"),
        icon: things::icon(theme),
        tips: theme.tips.clone(),
        pair: if fresh { pair(web, catalog, theme, &heard.pairs()) } else { None },
        heard: heard.chips(&read.answers, |pairs| undone(theme, &read.answers, pairs, fresh)),
        left: assessment.left.questions,
        what_if: WhatIfCard::of(&catalog.what_if_from(&theme.id, &read.answers, assessment)),
        back: back(theme, &read, question.as_ref(), &links),
        answered,
        unticked,
        known,
        dropped,
        carried,
        guide: Guide::of(catalog, theme, assessment),
        privacy: (days.shown.is_none() && assessment.complete)
            .then(|| PrivacyBox { notice: catalog.privacy_notice(theme, assessment) }),
        wanted: figures::wanted(catalog, assessment, &read.answers),
        counters: things::counters(catalog, Some(&theme.id)),
        qr: ui::qr(&share, &t!("portal.thing.qr")),
        share,
        notice_href: answers::address(url::Notice(&theme.id), &all, None),
        notice_pdf: web.has_pdf().then(|| answers::address(url::NoticePdf(&theme.id), &all, None)),
        guide_href: url::Guide(&theme.id).to_string(),
        poster_href: url::Poster(&theme.id).to_string(),
        question,
        all: links,
        of_today,
        shown: days.shown,
        changed: days.changed,
    }
}

/// The page's address without the answer that was undone last.
fn undone(theme: &Theme, given: &catalog::Answers, heard: &Pairs, fresh: bool) -> String {
    let undone = heard.last().map_or("", |(_, about)| about.as_str());
    let mut pairs: Pairs = answers::pairs(theme, given);
    pairs.retain(|(name, _)| name != undone);
    pairs.extend(heard.iter().cloned());
    if theme.pair.is_some() && !fresh {
        pairs.push(("as".into(), "1".into()));
    }
    answers::address(url::Thing(&theme.id), &pairs, None)
}

/// The address of the screen before the one that is asked now: the last that was answered.
fn back(theme: &Theme, read: &Read, view: Option<&ScreenView>, links: &Pairs) -> Option<String> {
    let asks = |screen: &Screen| view.is_some_and(|view| screen.questions().any(|id| view.asks(id)));
    let here = theme.screens.iter().position(asks).unwrap_or(theme.screens.len());
    let answered = |screen: &&Screen| {
        screen
            .questions()
            .any(|id| links.iter().any(|(name, _)| *name == **id && read.answers.situations.contains_key(id)))
    };
    let before = theme.screens[..here].iter().rev().find(answered)?;
    let pairs: Pairs = links.iter().cloned().chain([(PAGE.to_owned(), before.id.clone())]).collect();
    Some(answers::address(url::Thing(&theme.id), &pairs, None))
}

fn pair(web: &Web, catalog: &Catalog, theme: &Theme, words: &Pairs) -> Option<PairQuestion> {
    let other = catalog.theme(theme.pair.as_ref()?)?;
    let choice =
        |theme: &Theme| (Heard::read(&web.app, theme, words).address(theme, true), heard::body_of(theme));
    let mut pair = [theme, other];
    pair.sort_by_key(|theme| theme.subject != catalog::model::Subject::SelfEmployed);
    let question = theme.pair_question.clone().unwrap_or_else(|| t!("portal.thing.pair").into_owned());
    Some(PairQuestion { question, choices: pair.into_iter().map(choice).collect() })
}
