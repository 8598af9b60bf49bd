//! What people searched for without success, and the ways of asking that the office added: one step
//! makes words lead to a thing, or to the honest answer that there is no such thing here.

use askama::Template;
use axum::{
    extract::{Query, State},
    response::{Redirect, Response},
};
use catalog::Catalog;
use serde::Deserialize;
use service::{AliasLine, Complaint, Failure, MissedLine, NewAlias};
use store::Meaning;

use super::{RemoveAlias, Searches};
use crate::{
    Web,
    act::{self, Act},
    csrf::Posted,
    error::Failed,
    session::SearchReader,
    ui::{
        self, Page,
        callout::Callout,
        empty::Empty,
        error_summary::ErrorSummary,
        field::{self, Control, Field},
    },
    url,
};

#[derive(Template)]
#[template(path = "console/searches.html")]
struct SearchesPage {
    page: Page,
    callout: Option<Callout>,
    /// That the working calendar lacks a year.
    calendar: Option<Callout>,
    errors: ErrorSummary,
    /// None for those who only read.
    fields: Option<[Field; 4]>,
    missed: Vec<Line>,
    empty: Empty,
    aliases: Vec<AliasRow>,
}

/// Words that led to nothing.
struct Line {
    words: String,
    times: u64,
    week: String,
    /// Id and name of the theme that comes nearest.
    nearest: Option<(String, String)>,
    /// The page with these words in its form.
    other: String,
}

/// A way of asking that was added.
struct AliasRow {
    words: String,
    /// Where it leads, in words.
    leads_to: String,
    advice: Option<String>,
    /// The theme that comes near.
    near: Option<String>,
    added: String,
    removed: Option<String>,
    remove: String,
}

/// The words that the form begins with, and what has just been done.
#[derive(Debug, Clone, Default, Deserialize)]
pub(super) struct Wanted {
    #[serde(default)]
    words: String,
    #[serde(default)]
    done: String,
}

/// The form as posted.
#[derive(Debug, Clone, Default, Deserialize)]
pub(super) struct AliasForm {
    #[serde(default)]
    words: String,
    /// The theme, or [`ELSEWHERE`].
    #[serde(default)]
    theme: String,
    #[serde(default)]
    advice: String,
    /// The theme that comes near what is not offered here.
    #[serde(default)]
    near: String,
}

/// What the form has in place of a theme for what is not offered here.
const ELSEWHERE: &str = "none";

pub(super) async fn show(
    State(web): State<Web>,
    reader: SearchReader,
    page: Page,
    Query(wanted): Query<Wanted>,
) -> Result<Response, Failed> {
    let callout = match wanted.done.as_str() {
        "added" => Some(Callout::done(t!("console.searches.added"), t!("console.searches.added_text"))),
        "removed" => Some(Callout::done(t!("console.searches.removed"), t!("console.searches.added_text"))),
        _ => None,
    };
    let form = AliasForm { words: wanted.words, ..AliasForm::default() };
    let body = build(&web, &reader, page, callout, &form, &[]).await?;
    Ok(ui::html(&body))
}

/// Makes words lead to a thing, or to the honest answer.
pub(super) async fn add(
    State(web): State<Web>,
    reader: SearchReader,
    page: Page,
    Posted(form): Posted<AliasForm>,
) -> Result<Response, Failed> {
    let new = NewAlias {
        words: form.words.clone(),
        theme: Some(form.theme.clone()).filter(|theme| theme != ELSEWHERE),
        advice: form.advice.clone(),
        near: Some(form.near.clone()),
    };
    let added = match form.theme.as_str() {
        "" => Err(Failure::invalid("/theme", "required", t!("console.searches.theme_missing"))),
        _ => web.app.add_alias(&reader, new).await,
    };
    act::answer(added.map(|_| format!("{Searches}?done=added")), async move |failed| {
        build(&web, &reader, page, None, &form, &failed.into_complaints()?).await
    })
    .await
}

/// Takes a way of asking back.
pub(super) async fn remove(act: Act<SearchReader>) -> Result<Redirect, Failed> {
    act.web.app.remove_alias(&act.who, &act.about).await?;
    Ok(Redirect::to(&format!("{Searches}?done=removed")))
}

async fn build(
    web: &Web,
    reader: &SearchReader,
    page: Page,
    callout: Option<Callout>,
    form: &AliasForm,
    complaints: &[Complaint],
) -> Result<SearchesPage, Failed> {
    let missed = web.app.missed_searches(reader).await?.into_iter().map(Line::of).collect();
    let aliases = web.app.aliases(reader).await?.into_iter().map(AliasRow::of).collect();
    Ok(SearchesPage {
        page: page.titled(t!("console.searches.title")).wide(),
        callout,
        calendar: super::calendar::warning(web, reader),
        errors: ErrorSummary::of_controls(complaints),
        fields: reader.has("office").then(|| fields(&web.app.catalog(), form, complaints)),
        missed,
        empty: Empty {
            icon: "search",
            title: t!("console.searches.empty").into(),
            text: t!("console.searches.empty_text").into(),
            next: None,
        },
        aliases,
    })
}

fn fields(catalog: &Catalog, form: &AliasForm, complaints: &[Complaint]) -> [Field; 4] {
    let error = |name: &str| field::wrong(complaints, name);
    let elsewhere = (ELSEWHERE.to_owned(), t!("console.searches.elsewhere").into_owned());
    let themes: Vec<(String, String)> =
        catalog.themes.iter().map(|theme| (theme.id.to_string(), theme.name.clone())).collect();
    let near = Field {
        control: Control::Select,
        ..Field::choose("near", t!("console.searches.near"), themes.clone())
    };
    let themes = std::iter::once(elsewhere).chain(themes).collect();
    let theme =
        Field { control: Control::Select, ..Field::choose("theme", t!("console.searches.theme"), themes) };
    [
        Field::text("words", t!("console.searches.words"))
            .help(t!("console.searches.words_help"))
            .value(form.words.as_str())
            .width("middle")
            .error(error("words")),
        theme.value(form.theme.as_str()).error(error("theme")),
        Field::text("advice", t!("console.searches.advice"))
            .help(t!("console.searches.advice_help"))
            .value(form.advice.as_str())
            .optional()
            .error(error("advice")),
        near.help(t!("console.searches.near_help")).value(form.near.as_str()).optional().error(error("near")),
    ]
}

impl Line {
    fn of(line: MissedLine) -> Self {
        Self {
            other: format!("{Searches}?{}#add", url::query([("words", line.words.as_str())])),
            times: line.times,
            week: t!("console.searches.week_of", monday = ui::day(line.last_week)).into(),
            nearest: line.nearest,
            words: line.words,
        }
    }
}

impl AliasRow {
    fn of(line: AliasLine) -> Self {
        let AliasLine { alias, theme, near, added_by, removed_by } = line;
        let by = |at, name: &str| t!("console.searches.by", at = ui::moment(at), name = name).into_owned();
        Self {
            leads_to: theme.unwrap_or_else(|| t!("console.searches.elsewhere").into()),
            advice: match &alias.meaning {
                Meaning::Elsewhere { advice, .. } => Some(advice.clone()),
                Meaning::Theme(_) => None,
            },
            near: near.map(|name| t!("console.searches.comes_near", name = name).into()),
            added: by(alias.added_at, &added_by),
            removed: alias.removed.map(|(at, _)| by(at, removed_by.as_deref().unwrap_or_default())),
            remove: RemoveAlias(&alias.id).to_string(),
            words: alias.words,
        }
    }
}
