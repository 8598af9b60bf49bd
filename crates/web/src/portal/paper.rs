//! Papers to print and to keep: the notice, the guide and the poster of a thing, by the browser's
//! printer or as PDF; and, by the same pages, the papers that are somebody's own ([`Own`]).

use std::fmt;

use askama::Template;
use axum::{
    Router,
    extract::{Path, Query, State},
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use documents::{GuideFacts, NoticeFacts, Paper};
use pdf::{NoPdf, Sheet};
use serde::de::DeserializeOwned;
use service::{Failure, Visitor};

use super::answers;
use crate::{
    Web,
    csrf::{Pairs, value},
    error::Failed,
    routing::Routes,
    session::SignedIn,
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

/// A paper that is somebody's, by what stands in its two addresses: read from those, found for whoever may see it.
pub(super) trait Own: DeserializeOwned + Send + Sync + 'static {
    /// The paper, as far as this person may see it.
    fn find(&self, web: &Web, visitor: &Visitor) -> impl Future<Output = Result<Paper, Failure>> + Send;

    /// Where it is printed, and where it is PDF.
    fn addresses(&self) -> [String; 2];

    /// Where this person comes from to it.
    fn back(&self, visitor: &Visitor) -> Way;
}

/// A paper of somebody's own, to print by the browser.
pub(super) async fn show_own<P: Own>(
    State(web): State<Web>,
    visitor: SignedIn,
    Path(own): Path<P>,
    around: Page,
) -> Result<Response, Failed> {
    let paper = own.find(&web, &visitor).await?;
    let [_, pdf] = own.addresses();
    Ok(page(&web, around, paper, own.back(&visitor), pdf))
}

/// The same as PDF.
pub(super) async fn keep_own<P: Own>(
    State(web): State<Web>,
    visitor: SignedIn,
    Path(own): Path<P>,
    around: Page,
) -> Result<Response, Failed> {
    let paper = own.find(&web, &visitor).await?;
    let [print, _] = own.addresses();
    pdf(&web, around, paper, Sheet::A4, print).await
}

/// The page around a paper.
fn page(web: &Web, page: Page, paper: Paper, back: Way, pdf: String) -> Response {
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
async fn pdf(web: &Web, around: Page, paper: Paper, sheet: Sheet, print: String) -> Result<Response, Failed> {
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

/// A paper about a thing, each to print and as PDF.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum OfThing {
    /// The notice (一次告知书) for the answers in the address.
    Notice,
    /// The guide (办事指南): the whole thing with every situation.
    Guide,
    /// The poster with the QR code, for counters and walls, on A4 or A3.
    Poster,
}

/// A paper with what its addresses carry.
struct Made {
    paper: Paper,
    back: Way,
    carried: Pairs,
}

/// Every paper about a thing at its two addresses.
pub(super) fn routes() -> Router<Web> {
    let routes = |router: Router<Web>, kind: OfThing| {
        let (print, pdf) = match kind {
            OfThing::Notice => (url::Notice::ROUTE, url::NoticePdf::ROUTE),
            OfThing::Guide => (url::Guide::ROUTE, url::GuidePdf::ROUTE),
            OfThing::Poster => (url::Poster::ROUTE, url::PosterPdf::ROUTE),
        };
        let show = move |State(web), Path(theme), Query(pairs), page| show(kind, web, theme, pairs, page);
        let keep = move |State(web), Path(theme), Query(pairs), page| keep(kind, web, theme, pairs, page);
        router.get(print, show).get(pdf, keep)
    };
    [OfThing::Notice, OfThing::Guide, OfThing::Poster].into_iter().fold(Router::new(), routes)
}

/// To print by the browser.
async fn show(
    kind: OfThing,
    web: Web,
    theme: String,
    pairs: Pairs,
    around: Page,
) -> Result<Response, Failed> {
    let Made { paper, back, carried } = kind.make(&web, &theme, &pairs).await?;
    let (_, pdf) = kind.addresses(&theme, &carried);
    if kind != OfThing::Poster {
        return Ok(page(&web, around, paper, back, pdf));
    }
    let (a4, a3) = (Pairs::new(), vec![(SIZE.to_owned(), A3.to_owned())]);
    let large = sheet(&pairs) == Sheet::A3;
    let (other, words) =
        if large { (&a4, t!("portal.paper.print_a4")) } else { (&a3, t!("portal.paper.print_a3")) };
    Ok(ui::html(&PaperPage {
        page: around.titled(title(&paper)),
        paper: Printed(paper),
        back,
        pdf: vec![
            (kind.addresses(&theme, &a4).1, t!("portal.paper.pdf_a4").into_owned()),
            (kind.addresses(&theme, &a3).1, t!("portal.paper.pdf_a3").into_owned()),
        ],
        others: vec![(kind.addresses(&theme, other).0, words.into_owned())],
        has_pdf: web.has_pdf(),
        large,
    }))
}

/// The same as PDF.
async fn keep(
    kind: OfThing,
    web: Web,
    theme: String,
    pairs: Pairs,
    around: Page,
) -> Result<Response, Failed> {
    let Made { paper, carried, .. } = kind.make(&web, &theme, &pairs).await?;
    let (print, _) = kind.addresses(&theme, &carried);
    let sheet = if kind == OfThing::Poster { sheet(&pairs) } else { Sheet::A4 };
    pdf(&web, around, paper, sheet, print).await
}

/// The name of the size in a poster's address, and the larger one.
const SIZE: &str = "size";
const A3: &str = "a3";

/// Whether the larger sheet is asked for.
fn sheet(pairs: &Pairs) -> Sheet {
    if value(pairs, SIZE) == A3 { Sheet::A3 } else { Sheet::A4 }
}

impl OfThing {
    /// Where it is printed and where it is PDF.
    fn addresses(self, theme: &str, carried: &Pairs) -> (String, String) {
        let (print, pdf) = match self {
            Self::Notice => (url::Notice(theme).to_string(), url::NoticePdf(theme).to_string()),
            Self::Guide => (url::Guide(theme).to_string(), url::GuidePdf(theme).to_string()),
            Self::Poster => (url::Poster(theme).to_string(), url::PosterPdf(theme).to_string()),
        };
        (answers::address(print, carried, None), answers::address(pdf, carried, None))
    }

    async fn make(self, web: &Web, theme: &str, pairs: &Pairs) -> Result<Made, Failed> {
        if self == Self::Notice {
            return notice(web, theme, pairs).await;
        }
        let catalog = web.app.catalog();
        let theme = catalog.theme(theme).ok_or_else(Failed::not_found)?;
        let thing = url::Thing(&theme.id).to_string();
        let link = public(web, &thing);
        let paper = match self {
            Self::Poster => documents::poster(&catalog, theme, link),
            _ => documents::guide(&GuideFacts { catalog: &catalog, theme, on: web.app.today(), link }),
        };
        Ok(Made { paper, back: (thing, t!("portal.paper.thing").into_owned()), carried: Pairs::new() })
    }
}

/// The notice for these answers; it leads back to the page that they lead to.
async fn notice(web: &Web, theme: &str, pairs: &Pairs) -> Result<Made, Failed> {
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
    Ok(Made { paper, back: (back, t!("portal.notice.back").into()), carried: all })
}
