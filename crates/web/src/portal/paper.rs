//! Papers to print and to keep: the notice, the guide and the poster of a thing, by the browser's
//! printer or as PDF. Papers of cases are shown by the same page.

use std::fmt;

use askama::Template;
use axum::{
    extract::{Path, Query, State},
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use catalog::{Catalog, Theme};
use documents::{GuideFacts, NoticeFacts, Paper};
use pdf::{NoPdf, Sheet};

use super::answers;
use crate::{
    Web,
    csrf::{Pairs, value},
    error::Failed,
    ui::{self, Page},
    url,
};

/// A paper that prints itself: the room of documents escapes every text in it.
pub(super) struct Printed(pub(super) Paper);

impl fmt::Display for Printed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&documents::print(&self.0))
    }
}

impl askama::filters::HtmlSafe for Printed {}

/// A way to go from a paper: address and words.
pub(super) type Way = (String, String);

/// A paper to print.
#[derive(Template)]
#[template(path = "portal/paper.html")]
struct PaperPage {
    page: Page,
    paper: Printed,
    /// Where one came from.
    back: Way,
    /// The same as PDF, in one size or several.
    pdf: Vec<Way>,
    /// Other sizes to print it in.
    others: Vec<Way>,
    /// There is a font to make PDF with, as far as is known.
    has_pdf: bool,
    /// Twice the size.
    large: bool,
}

/// The page around a paper.
pub(super) fn page(web: &Web, page: Page, paper: Paper, back: Way, pdf: String) -> Response {
    let pdf = vec![(pdf, t!("portal.paper.pdf").into_owned())];
    let title = title(&paper);
    let page = page.titled(title);
    let body = PaperPage {
        page,
        paper: Printed(paper),
        back,
        pdf,
        others: Vec::new(),
        has_pdf: web.has_pdf(),
        large: false,
    };
    ui::html(&body)
}

/// What a paper is called: 出生一件事 一次告知书.
fn title(paper: &Paper) -> String {
    format!("{} {}", paper.subject, paper.kind.title())
}

/// There is no font to make a PDF with: says so, and leads to the page that the browser prints.
#[derive(Template)]
#[template(path = "portal/no_pdf.html")]
struct NoPdfPage {
    page: Page,
    print: String,
}

/// The paper as PDF; where that cannot be, a page that says so. Made on a thread that may take its
/// time, so that other requests do not wait for it.
pub(super) async fn pdf(
    web: &Web,
    around: Page,
    paper: Paper,
    sheet: Sheet,
    print: String,
) -> Result<Response, Failed> {
    let name = format!("{}.pdf", title(&paper));
    let made = match web.press().cloned() {
        Some(press) => {
            let made = tokio::task::spawn_blocking(move || press.print(&paper, sheet));
            made.await.map_err(Failed::fault)?
        }
        None => Err(NoPdf::NoFont),
    };
    let bytes = match made {
        Ok(bytes) => bytes,
        Err(reason) => {
            tracing::warn!(?reason, "a paper could not be made as PDF");
            let page = around.titled(t!("portal.no_pdf.title"));
            return Ok(
                (StatusCode::SERVICE_UNAVAILABLE, ui::html(&NoPdfPage { page, print })).into_response()
            );
        }
    };
    let mut response = bytes.into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/pdf"));
    let disposition = format!("inline; filename*=UTF-8''{}", url::encode(&name));
    if let Ok(disposition) = HeaderValue::from_str(&disposition) {
        headers.insert(header::CONTENT_DISPOSITION, disposition);
    }
    Ok(response)
}

/// An address of ours as the public reaches it.
fn public(web: &Web, path: &str) -> String {
    format!("{}{path}", web.app.settings().base_url.trim_end_matches('/'))
}

/// The notice for these answers, with the address of the page that they lead to and the answers.
async fn notice_of(web: &Web, theme: &str, pairs: &Pairs) -> Result<(Paper, String, Pairs), Failed> {
    let asked = answers::rules_asked(pairs);
    let rules = web.app.rules_asked(&asked).await?;
    let theme = rules.theme(theme).ok_or_else(Failed::not_found)?;
    let read = answers::read(&rules, theme, pairs)?;
    let assessment = rules.assess(&theme.id, &read.answers)?;
    let mut all = answers::pairs(theme, &answers::in_force(&assessment, &read.answers));
    all.extend(answers::rules_pairs(&asked, &rules));
    let back = answers::address(url::Thing(&theme.id), &all, None);
    // Whoever comes back by the code learns what has changed since.
    let told = asked.is_today().then(|| ("told".to_owned(), rules.on.to_string()));
    let scanned: Pairs = all.iter().cloned().chain(told).collect();
    let paper = documents::notice(&NoticeFacts {
        catalog: &rules,
        theme,
        assessment: &assessment,
        on: web.app.today(),
        link: public(web, &answers::address(url::Thing(&theme.id), &scanned, None)),
    });
    Ok((paper, back, all))
}

/// The notice (一次告知书) to print, for these answers.
pub(crate) async fn notice(
    State(web): State<Web>,
    Path(theme): Path<String>,
    Query(pairs): Query<Pairs>,
    around: Page,
) -> Result<Response, Failed> {
    let (paper, back, all) = notice_of(&web, &theme, &pairs).await?;
    let pdf = answers::address(url::NoticePdf(&theme), &all, None);
    Ok(page(&web, around, paper, (back, t!("portal.notice.back").into()), pdf))
}

/// The same as PDF.
pub(crate) async fn notice_pdf(
    State(web): State<Web>,
    Path(theme): Path<String>,
    Query(pairs): Query<Pairs>,
    around: Page,
) -> Result<Response, Failed> {
    let (paper, _, all) = notice_of(&web, &theme, &pairs).await?;
    let print = answers::address(url::Notice(&theme), &all, None);
    pdf(&web, around, paper, Sheet::A4, print).await
}

/// A paper about a whole theme.
fn of_theme(
    web: &Web,
    theme: &str,
    make: impl FnOnce(&Catalog, &Theme, String) -> Paper,
) -> Result<Paper, Failed> {
    let catalog = web.app.catalog();
    let theme = catalog.theme(theme).ok_or_else(Failed::not_found)?;
    let link = public(web, &url::Thing(&theme.id).to_string());
    Ok(make(&catalog, theme, link))
}

fn guide_of(web: &Web, theme: &str) -> Result<Paper, Failed> {
    let on = web.app.today();
    of_theme(web, theme, |catalog, theme, link| documents::guide(&GuideFacts { catalog, theme, on, link }))
}

fn back_to(theme: &str) -> Way {
    (url::Thing(theme).to_string(), t!("portal.paper.thing").into_owned())
}

/// The guide (办事指南): the whole thing with every situation, to print.
pub(crate) async fn guide(
    State(web): State<Web>,
    Path(theme): Path<String>,
    around: Page,
) -> Result<Response, Failed> {
    let paper = guide_of(&web, &theme)?;
    Ok(page(&web, around, paper, back_to(&theme), url::GuidePdf(&theme).to_string()))
}

/// The same as PDF.
pub(crate) async fn guide_pdf(
    State(web): State<Web>,
    Path(theme): Path<String>,
    around: Page,
) -> Result<Response, Failed> {
    let paper = guide_of(&web, &theme)?;
    pdf(&web, around, paper, Sheet::A4, url::Guide(&theme).to_string()).await
}

/// Whether the larger sheet is asked for.
fn sheet(pairs: &Pairs) -> Sheet {
    if value(pairs, "size") == "a3" { Sheet::A3 } else { Sheet::A4 }
}

/// The poster with the QR code, for counters and walls.
pub(crate) async fn poster(
    State(web): State<Web>,
    Path(theme): Path<String>,
    Query(pairs): Query<Pairs>,
    around: Page,
) -> Result<Response, Failed> {
    let paper = of_theme(&web, &theme, documents::poster)?;
    let (print, pdf) = (url::Poster(&theme), url::PosterPdf(&theme));
    let large = sheet(&pairs) == Sheet::A3;
    let other = if large {
        (print.to_string(), t!("portal.paper.print_a4").into_owned())
    } else {
        (format!("{print}?size=a3"), t!("portal.paper.print_a3").into_owned())
    };
    Ok(ui::html(&PaperPage {
        page: around.titled(title(&paper)),
        paper: Printed(paper),
        back: back_to(&theme),
        pdf: vec![
            (pdf.to_string(), t!("portal.paper.pdf_a4").into_owned()),
            (format!("{pdf}?size=a3"), t!("portal.paper.pdf_a3").into_owned()),
        ],
        others: vec![other],
        has_pdf: web.has_pdf(),
        large,
    }))
}

/// The same as PDF, on A4 or A3.
pub(crate) async fn poster_pdf(
    State(web): State<Web>,
    Path(theme): Path<String>,
    Query(pairs): Query<Pairs>,
    around: Page,
) -> Result<Response, Failed> {
    let paper = of_theme(&web, &theme, documents::poster)?;
    pdf(&web, around, paper, sheet(&pairs), url::Poster(&theme).to_string()).await
}
