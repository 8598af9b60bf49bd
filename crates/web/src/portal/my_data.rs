//! 我的个人信息: all that is held of oneself, to read and to take along; what one corrects oneself, what one may
//! delete at once, and what somebody has to decide.

use askama::Template;
use axum::{
    extract::{Query, State},
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Redirect, Response},
};
use casework::DataWish;
use serde::Deserialize;
use service::{Complaint, Failure, KeptBy, MyData, ProfileInput};

use crate::{
    Web,
    act::{self, Act},
    csrf::{Pairs, value},
    error::Failed,
    session::SignedIn,
    ui::{
        self, Page,
        callout::Callout,
        error_summary::ErrorSummary,
        field::{self, Field},
    },
    url,
};

#[derive(Template)]
#[template(path = "portal/my_data.html")]
struct MyDataPage {
    page: Page,
    data: MyData,
    /// Certificates, drafts, mandates and what was said without a case, a line each.
    lines: Vec<String>,
    callout: Option<Callout>,
    errors: ErrorSummary,
    profile: [Field; 2],
    /// Which case, what is wanted, and which data; none without a case.
    ask: Option<[Field; 3]>,
}

/// What has just been done.
#[derive(Deserialize, Default)]
pub(crate) struct Done {
    #[serde(default)]
    done: String,
}

impl Done {
    fn callout(&self) -> Option<Callout> {
        let title = match self.done.as_str() {
            "profile" => t!("portal.my_data.profile_done"),
            "drafts" => t!("portal.my_data.drafts_done"),
            "ask" => t!("portal.my_data.ask_done"),
            _ => return None,
        };
        Some(Callout::done(title, ""))
    }
}

async fn build(
    act: &Act<SignedIn, ()>,
    complaints: &[Complaint],
    callout: Option<Callout>,
) -> Result<MyDataPage, Failed> {
    page_of(&act.web, &act.who, act.page.clone(), &act.pairs, complaints, callout).await
}

async fn page_of(
    web: &Web,
    visitor: &SignedIn,
    page: Page,
    typed: &Pairs,
    complaints: &[Complaint],
    callout: Option<Callout>,
) -> Result<MyDataPage, Failed> {
    let data = web.app.my_data(visitor).await?;
    let known = &visitor.account.profile;
    let given = |name: &str, known: Option<&str>| {
        let posted = typed.iter().any(|(key, _)| key == name);
        if posted { value(typed, name).to_owned() } else { known.unwrap_or_default().to_owned() }
    };
    let told = |field: Field| Field { error: field::wrong(complaints, &field.name), ..field };
    let address = known.elements.get("address").and_then(|address| address.as_str());
    let cases =
        data.cases.iter().map(|case| (case.number.clone(), format!("{} {}", case.theme, case.number)));
    let wishes = vec![
        (DataWish::Correct.as_str().to_owned(), t!("portal.my_data.correct").into_owned()),
        (DataWish::Delete.as_str().to_owned(), t!("portal.my_data.delete").into_owned()),
    ];
    let ask = (!data.cases.is_empty()).then(|| {
        [
            Field::choose("case", t!("portal.my_data.case"), cases.collect()).value(value(typed, "case")),
            Field::choose("wish", t!("portal.my_data.wish"), wishes).value(value(typed, "wish")),
            Field::lines("text", t!("portal.my_data.text"))
                .help(t!("portal.my_data.text_help"))
                .value(value(typed, "text")),
        ]
        .map(told)
    });
    let mobile = Field::text("mobile", t!("portal.register.mobile"))
        .inputmode("numeric")
        .width("middle")
        .value(given("mobile", known.mobile.as_deref()));
    let address =
        Field::text("address", t!("portal.my_data.address")).optional().value(given("address", address));
    Ok(MyDataPage {
        page: page.titled(t!("portal.my_data.title")),
        profile: [mobile, address].map(told),
        ask,
        lines: lines(&data),
        data,
        callout,
        errors: ErrorSummary::of(complaints, |pointer| pointer.trim_start_matches('/').to_owned()),
    })
}

fn lines(data: &MyData) -> Vec<String> {
    let certificates = data.certificates.iter().map(|one| format!("{} {}", one.name, one.number));
    let drafts = data.drafts.iter().map(|one| t!("portal.my_data.line_draft", theme = one.theme).into());
    let mandates = data.mandates.iter().map(|one| {
        let nobody = t!("portal.my_data.no_agent");
        let agent = if one.agent.is_empty() { &*nobody } else { &one.agent };
        let until = ui::day(one.until);
        t!("portal.my_data.line_mandate", principal = one.principal, agent = agent, until = until).into()
    });
    let said = data.grievances.iter();
    let said =
        said.map(|one| t!("portal.my_data.line_grievance", number = one.number, text = one.text).into());
    certificates.chain(drafts).chain(mandates).chain(said).collect()
}

pub(crate) async fn show(
    State(web): State<Web>,
    visitor: SignedIn,
    page: Page,
    Query(done): Query<Done>,
) -> Result<Response, Failed> {
    Ok(ui::html(&page_of(&web, &visitor, page, &Pairs::new(), &[], done.callout()).await?))
}

/// The same as a file that other programs read.
pub(crate) async fn download(State(web): State<Web>, visitor: SignedIn) -> Result<Response, Failed> {
    let data = web.app.my_data(&visitor).await?;
    let mut response = axum::Json(data).into_response();
    let name = HeaderValue::from_static("attachment; filename=\"my-data.json\"");
    response.headers_mut().insert(header::CONTENT_DISPOSITION, name);
    Ok(response)
}

/// Corrects, deletes or asks: what the button says.
pub(crate) async fn act(act: Act<SignedIn, ()>) -> Result<Response, Failed> {
    let (app, visitor, action) = (&act.web.app, &act.who, act.value("do"));
    let done = match action {
        "profile" => {
            let input = ProfileInput { mobile: act.text("mobile"), address: act.text("address") };
            app.correct_profile(visitor, &input).await
        }
        "drafts" => app.delete_drafts(visitor).await.map(drop),
        "account" => match app.delete_account(visitor).await? {
            None => return Ok(Redirect::to(&url::Home.to_string()).into_response()),
            Some(kept) => {
                let callout = Callout::warn(t!("portal.my_data.account_kept"), kept_by(kept));
                let body = build(&act, &[], Some(callout)).await?;
                return Ok((StatusCode::CONFLICT, ui::html(&body)).into_response());
            }
        },
        "ask" => ask(&act).await,
        _ => Ok(()),
    };
    act::answer(done.map(|()| format!("{}?done={action}", url::MyData)), async |failed| {
        let complaints = failed.complaints().unwrap_or_default().to_vec();
        let refused = complaints.is_empty().then(|| act.refused(t!("portal.my_data.not_done"), &failed));
        build(&act, &complaints, refused).await
    })
    .await
}

async fn ask(act: &Act<SignedIn, ()>) -> Result<(), Failure> {
    let Some(wish) = DataWish::from_word(act.value("wish")) else {
        return Err(Failure::invalid("/wish", "required", t!("portal.my_data.wish_first")));
    };
    if act.value("case").is_empty() {
        return Err(Failure::invalid("/case", "required", t!("portal.my_data.case_first")));
    }
    act.web.app.ask_about_data(&act.who, act.value("case"), wish, act.value("text")).await
}

fn kept_by(kept: KeptBy) -> String {
    match kept {
        KeptBy::Cases => t!("portal.my_data.kept_cases"),
        KeptBy::Grievances => t!("portal.my_data.kept_grievances"),
        KeptBy::Mandates => t!("portal.my_data.kept_mandates"),
        KeptBy::Staff => t!("portal.my_data.kept_staff"),
    }
    .into_owned()
}
