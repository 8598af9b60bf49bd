//! One field for whatever a person shows: name, identity number, mobile number or case number.
//!
//! What is typed here never stands in an address: it would be kept in histories and logs. So
//! these pages answer a `POST` with a page; nothing is changed by sending one again.

use askama::Template;
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use casework::AccountId;
use catalog::{Answers, Catalog, Theme, model::Subject};
use identifiers::{CaseNumber, Mobile, ResidentId};
use serde::Deserialize;
use service::{ApplicantHit, Complaint, OpenedAccount};

use super::{ApplicationDesk, CaseDesk};
use crate::{
    Web, act,
    csrf::Posted,
    error::Failed,
    session::Clerk,
    ui::{
        self, Page,
        error_summary::ErrorSummary,
        field::{self, Field},
        staff::CaseTable,
    },
};

/// Themes found by the clerk's words, at most.
const FOUND: usize = 12;

/// What a person shows.
#[derive(Deserialize)]
pub(super) struct Words {
    #[serde(default)]
    words: String,
}

/// The person for whom an application begins, as shown on the page.
#[derive(Debug, Clone, Default, Deserialize)]
pub(super) struct Person {
    #[serde(default)]
    account: String,
    #[serde(default)]
    name: String,
    #[serde(default)]
    id_number: String,
    #[serde(default)]
    mobile: String,
}

impl Person {
    fn of(hit: &ApplicantHit) -> Self {
        Self {
            account: hit.account.to_string(),
            name: hit.name.clone(),
            id_number: hit.id_number_masked.clone(),
            mobile: hit.mobile_masked.clone(),
        }
    }
}

struct ThemeChoice {
    id: String,
    name: String,
    summary: String,
    words: String,
}

struct ThemeGroup {
    title: String,
    themes: Vec<ThemeChoice>,
}

struct Chooser {
    person: Person,
    q: String,
    groups: Vec<ThemeGroup>,
    advice: Option<String>,
}

impl Chooser {
    async fn of(web: &Web, person: Person, q: &str) -> Self {
        let catalog = web.app.catalog();
        let q = q.trim();
        if q.is_empty() {
            return Self { person, q: String::new(), groups: by_subject(&catalog), advice: None };
        }
        let found = web.app.search(q, FOUND).await;
        let ids = found.hits.iter().map(|hit| &hit.theme).chain(found.near.iter().map(|near| &near.theme));
        let themes: Vec<_> = ids.filter_map(|id| catalog.theme(id)).map(choice).collect();
        let advice =
            themes.is_empty().then(|| found.advice.unwrap_or_else(|| t!("counter.themes.none").into()));
        let title = t!("counter.themes.found", words = q).into();
        Self { person, q: q.to_owned(), groups: vec![ThemeGroup { title, themes }], advice }
    }
}

fn by_subject(catalog: &Catalog) -> Vec<ThemeGroup> {
    let of = |subject: Subject, title: String| ThemeGroup {
        title,
        themes: catalog.themes.iter().filter(|theme| theme.subject == subject).map(choice).collect(),
    };
    let groups = [
        of(Subject::NaturalPerson, t!("counter.themes.individual").into()),
        of(Subject::SelfEmployed, t!("counter.themes.self_employed").into()),
        of(Subject::LegalPerson, t!("counter.themes.enterprise").into()),
    ];
    groups.into_iter().filter(|group| !group.themes.is_empty()).collect()
}

fn choice(theme: &Theme) -> ThemeChoice {
    ThemeChoice {
        id: theme.id.to_string(),
        name: theme.name.clone(),
        summary: theme.summary.clone(),
        words: format!("{} {} {}", theme.name, theme.id, theme.aliases.join(" ")),
    }
}

/// A person found, with what is under way for them.
struct Hit {
    person: Person,
    cases: Option<CaseTable>,
}

#[derive(Template)]
#[template(path = "counter/people.html")]
struct PeoplePage {
    page: Page,
    words: String,
    hits: Vec<Hit>,
    chooser: Option<Chooser>,
    errors: ErrorSummary,
    new_person: Option<[Field; 3]>,
}

/// A case number that was read out or typed wrong: said so, and asked again.
#[derive(Template)]
#[template(path = "counter/misheard.html")]
struct MisheardPage {
    page: Page,
    words: String,
    problem: String,
}

pub(super) async fn find(
    State(web): State<Web>,
    clerk: Clerk,
    page: Page,
    Posted(Words { words }): Posted<Words>,
) -> Result<Response, Failed> {
    let words = words.trim().to_owned();
    match CaseNumber::parse_with_item(number_in(&words)) {
        Ok((number, _)) => return Ok(Redirect::to(&CaseDesk(number.as_str()).to_string()).into_response()),
        Err(problem) if CaseNumber::is_meant(number_in(&words)) => {
            let body = MisheardPage {
                page: page.titled(t!("counter.find.misheard")).wide(),
                words,
                problem: problem.to_string(),
            };
            return Ok((StatusCode::UNPROCESSABLE_ENTITY, ui::html(&body)).into_response());
        }
        Err(_) => {}
    }
    let found = web.app.find_applicants(&clerk, &words).await?;
    let catalog = web.app.catalog();
    let today = web.app.today();
    let hits: Vec<Hit> = found
        .iter()
        .map(|hit| Hit {
            person: Person::of(hit),
            cases: (!hit.cases.is_empty()).then(|| {
                let caption = t!("counter.people.cases");
                CaseTable::of(caption, &hit.cases, &catalog, today, false, |number| {
                    CaseDesk(number).to_string()
                })
            }),
        })
        .collect();
    // With one person found, the next step stands on the same page.
    let chooser = match hits.as_slice() {
        [only] => Some(Chooser::of(&web, only.person.clone(), "").await),
        _ => None,
    };
    let new_person = chooser.is_none().then(|| new_person(&NewPerson::guess(&words), &[]));
    let page = page.titled(t!("counter.people.title")).wide();
    Ok(ui::html(&PeoplePage { page, words, hits, chooser, errors: ErrorSummary::default(), new_person }))
}

/// The case number in what was scanned: the code on a receipt leads to the case's page.
fn number_in(words: &str) -> &str {
    let behind = words.rsplit_once("/cases/").map_or(words, |(_, number)| number);
    behind.split(['/', '?', '#']).next().unwrap_or(behind)
}

/// A person who is not known yet.
#[derive(Debug, Default, PartialEq, Deserialize)]
pub(super) struct NewPerson {
    #[serde(default)]
    name: String,
    #[serde(default)]
    id_number: String,
    #[serde(default)]
    mobile: String,
}

impl NewPerson {
    /// What was typed into the one field belongs into one of the three, or each of its words into another.
    fn guess(words: &str) -> Self {
        let mut guessed = Self::default();
        let has_digits = |text: &str| text.chars().any(|c| c.is_ascii_digit());
        let several = words.split_whitespace().count() > 1 && has_digits(words);
        let parts = if several { words.split_whitespace().collect() } else { vec![words] };
        for part in parts {
            let place = match part {
                part if ResidentId::parse(part).is_ok() => &mut guessed.id_number,
                part if Mobile::parse(part).is_ok() => &mut guessed.mobile,
                part if has_digits(part) => &mut guessed.id_number,
                _ => &mut guessed.name,
            };
            place.push_str(part);
        }
        guessed
    }
}

fn new_person(given: &NewPerson, complaints: &[Complaint]) -> [Field; 3] {
    [
        Field::text("name", t!("counter.people.name")).value(&given.name).width("middle"),
        Field::text("id_number", t!("counter.people.id_number")).value(&given.id_number).width("middle"),
        Field::text("mobile", t!("counter.people.mobile"))
            .value(&given.mobile)
            .inputmode("tel")
            .width("middle")
            .optional(),
    ]
    .map(|field| Field { error: field::wrong(complaints, &field.name), ..field })
}

pub(super) async fn create(
    State(web): State<Web>,
    clerk: Clerk,
    page: Page,
    Posted(given): Posted<NewPerson>,
) -> Result<Response, Failed> {
    let made = web.app.find_or_create_applicant(&clerk, &given.name, &given.id_number, &given.mobile).await;
    let page = page.titled(t!("counter.people.title")).wide();
    let empty = |page| PeoplePage {
        page,
        words: String::new(),
        hits: Vec::new(),
        chooser: None,
        errors: ErrorSummary::default(),
        new_person: None,
    };
    match made {
        Ok(account) => {
            let person = Person {
                account: account.to_string(),
                name: given.name.trim().to_owned(),
                id_number: identifiers::mask_resident_id(&given.id_number),
                mobile: identifiers::mask_mobile(&given.mobile),
            };
            Ok(ui::html(&PeoplePage { chooser: Some(Chooser::of(&web, person, "").await), ..empty(page) }))
        }
        Err(failure) => {
            act::again(failure, async move |failed| {
                let complaints = failed.into_complaints()?;
                let errors = ErrorSummary::of_controls(&complaints);
                Ok(PeoplePage { errors, new_person: Some(new_person(&given, &complaints)), ..empty(page) })
            })
            .await
        }
    }
}

/// Whose account.
#[derive(Deserialize)]
pub(super) struct Whose {
    account: String,
}

#[derive(Template)]
#[template(path = "counter/password.html")]
struct PasswordPage {
    page: Page,
    opened: OpenedAccount,
}

/// A new password for somebody who shows the identity card; it stands on this page alone.
pub(super) async fn open_account(
    State(web): State<Web>,
    clerk: Clerk,
    page: Page,
    Posted(Whose { account }): Posted<Whose>,
) -> Result<Response, Failed> {
    let opened = web.app.open_account(&clerk, &AccountId::from(account.as_str())).await?;
    Ok(ui::html(&PasswordPage { page: page.titled(t!("counter.password.title")).wide(), opened }))
}

/// A person, and words for the theme.
#[derive(Deserialize)]
pub(super) struct Choosing {
    #[serde(flatten)]
    person: Person,
    #[serde(default)]
    q: String,
}

/// The themes for a person, perhaps found by words.
pub(super) async fn themes(
    State(web): State<Web>,
    _: Clerk,
    page: Page,
    Posted(choosing): Posted<Choosing>,
) -> Result<Response, Failed> {
    let chooser = Some(Chooser::of(&web, choosing.person, &choosing.q).await);
    let page = page.titled(t!("counter.themes.title")).wide();
    let (words, hits, errors) = Default::default();
    Ok(ui::html(&PeoplePage { page, words, hits, chooser, errors, new_person: None }))
}

/// Which theme for whom.
#[derive(Deserialize)]
pub(super) struct Beginning {
    account: String,
    theme: String,
}

pub(super) async fn start(
    State(web): State<Web>,
    clerk: Clerk,
    Posted(beginning): Posted<Beginning>,
) -> Result<Redirect, Failed> {
    let applicant = AccountId::from(beginning.account.as_str());
    let draft = web.app.start(&clerk, &beginning.theme, Answers::default(), Some(applicant)).await?;
    Ok(Redirect::to(&ApplicationDesk(&draft).to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scanned_receipt_is_a_case_number() {
        assert_eq!(number_in("https://yjs.example/cases/JJ202611267TKYS22"), "JJ202611267TKYS22");
        assert_eq!(number_in("https://yjs.example/cases/JJ202611267TKYS22/receipt?x=1"), "JJ202611267TKYS22");
        assert_eq!(number_in("JJ202611267TKYS22"), "JJ202611267TKYS22");
    }

    #[test]
    fn what_was_typed_goes_into_the_field_that_it_fits() {
        let name = NewPerson { name: "周建国".into(), ..NewPerson::default() };
        assert_eq!(NewPerson::guess("周建国"), name);
        assert_eq!(NewPerson::guess("13900000002").mobile, "13900000002");
        assert_eq!(NewPerson::guess("510225198811073316").id_number, "510225198811073316");
        let both = NewPerson::guess("周建国 510225198811073316");
        assert_eq!((both.name.as_str(), both.id_number.as_str()), ("周建国", "510225198811073316"));
        assert_eq!(NewPerson::guess("Maria Chen").name, "Maria Chen");
        assert_eq!(
            NewPerson::guess("5102251988").id_number,
            "5102251988",
            "half a number is half an identity number"
        );
    }
}
