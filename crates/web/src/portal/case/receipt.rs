//! The receipt (回执): number, QR code, what happens next and by when.

use askama::Template;
use axum::{
    extract::{Path, State},
    response::Response,
};
use service::CaseView;

use crate::{
    Web,
    error::Failed,
    session::SignedIn,
    ui::{self, Page, qr::Qr},
};

#[derive(Template)]
#[template(path = "portal/case/receipt.html")]
struct ReceiptPage {
    page: Page,
    case: CaseView,
    district: String,
    qr: Option<Qr>,
}

pub(crate) async fn receipt(
    State(web): State<Web>,
    visitor: SignedIn,
    Path(number): Path<String>,
    page: Page,
) -> Result<Response, Failed> {
    let case = web.app.case(&visitor, &number).await?;
    Ok(ui::html(&ReceiptPage {
        page: page.titled(t!("portal.receipt.title")),
        district: web.app.catalog().district.name.clone(),
        qr: Qr::of(&case.link, t!("portal.receipt.qr")),
        case,
    }))
}
