//! How one is told outside of this service: numbers and addresses, each confirmed by a code, which of them are
//! wanted, and the hours in which nothing is sent.

use askama::Template;
use axum::{
    extract::{Query, State},
    response::{IntoResponse, Redirect, Response},
};
use serde::Deserialize;
use service::{Complaint, WaysOutside};
use store::{Contact, ContactChannel, QuietHours};

use crate::{
    Web,
    act::{self, Act},
    csrf::{Pairs, value},
    error::Failed,
    session::SignedIn,
    ui::{
        self, Page,
        callout::Callout,
        field::{Control, Field},
        tag::Tag,
    },
    url,
};

#[derive(Template)]
#[template(path = "portal/outside.html")]
struct OutsidePage {
    page: Page,
    callout: Option<Callout>,
    ways: Vec<Way>,
    /// The choice among confirmed ways; none where there are none.
    wanted: Option<Field>,
    quiet: [Field; 2],
}

/// One way, with its number or address.
struct Way {
    channel: &'static str,
    title: String,
    set_up: bool,
    address: Option<String>,
    tag: Option<Tag>,
    unconfirmed: bool,
    add: Field,
    code: Field,
}

fn name(channel: ContactChannel) -> String {
    match channel {
        ContactChannel::Sms => t!("portal.outside.sms"),
        ContactChannel::Mail => t!("portal.outside.mail"),
    }
    .into()
}

fn way(
    (channel, set_up, contact): &(ContactChannel, bool, Option<Contact>),
    mobile: Option<&str>,
    typed: &Pairs,
    complaints: &[Complaint],
) -> Way {
    let here = value(typed, "channel") == channel.as_str();
    let wrong = |pointer: &str| {
        let found = complaints.iter().find(|one| here && one.pointer == pointer);
        found.map(|one| one.message.clone())
    };
    let confirmed = contact.as_ref().is_some_and(|contact| contact.confirmed_at.is_some());
    let first = match channel {
        ContactChannel::Sms => mobile.unwrap_or_default(),
        ContactChannel::Mail => "",
    };
    let address = if here { value(typed, "address") } else { first };
    let label = match channel {
        ContactChannel::Sms => t!("portal.outside.number"),
        ContactChannel::Mail => t!("portal.outside.address"),
    };
    let id = |what: &str| format!("f-{}-{what}", channel.as_str());
    Way {
        channel: channel.as_str(),
        title: name(*channel),
        set_up: *set_up,
        address: contact.as_ref().map(|contact| match channel {
            ContactChannel::Sms => identifiers::mask_mobile(&contact.address),
            ContactChannel::Mail => contact.address.clone(),
        }),
        tag: contact.as_ref().map(|_| match confirmed {
            true => Tag::done(t!("portal.outside.confirmed")),
            false => Tag::warn(t!("portal.outside.unconfirmed")),
        }),
        unconfirmed: contact.is_some() && !confirmed,
        add: Field {
            id: id("address"),
            ..Field::text("address", label).value(address).error(wrong("/address"))
        },
        code: Field {
            id: id("code"),
            ..Field::text("code", t!("portal.outside.code"))
                .inputmode("numeric")
                .width("short")
                .autocomplete("one-time-code")
                .error(wrong("/code"))
        },
    }
}

fn hour(name: &str, label: String, hour: u8) -> Field {
    let hours = (0..24).map(|hour| (hour.to_string(), t!("portal.outside.hour", hour = hour).into_owned()));
    let field = Field::choose(name, label, hours.collect()).value(hour.to_string()).width("short");
    Field { control: Control::Select, ..field }
}

fn build(
    page: Page,
    visitor: &SignedIn,
    outside: &WaysOutside,
    typed: &Pairs,
    complaints: &[Complaint],
    done: bool,
) -> OutsidePage {
    let mobile = visitor.account.profile.mobile.as_deref();
    let confirmed: Vec<_> = outside
        .ways
        .iter()
        .filter_map(|(channel, _, contact)| Some((*channel, contact.as_ref()?)))
        .filter(|(_, contact)| contact.confirmed_at.is_some())
        .collect();
    let choices = confirmed.iter().map(|(channel, _)| (channel.as_str().to_owned(), name(*channel)));
    let chosen = confirmed.iter().filter(|(_, contact)| contact.wanted);
    let wanted = Field {
        control: Control::Checks,
        values: chosen.map(|(channel, _)| channel.as_str().to_owned()).collect(),
        ..Field::choose("wanted", t!("portal.outside.wanted"), choices.collect())
    };
    OutsidePage {
        page: page.titled(t!("portal.outside.title")),
        callout: done.then(|| Callout::done(t!("portal.outside.saved"), "")),
        ways: outside.ways.iter().map(|one| way(one, mobile, typed, complaints)).collect(),
        wanted: (!confirmed.is_empty()).then(|| wanted.optional()),
        quiet: [
            hour("from", t!("portal.outside.from").into(), outside.quiet.from),
            hour("until", t!("portal.outside.until").into(), outside.quiet.until),
        ],
    }
}

/// What has just been done.
#[derive(Deserialize, Default)]
pub(crate) struct Done {
    #[serde(default)]
    done: String,
}

pub(crate) async fn show(
    State(web): State<Web>,
    visitor: SignedIn,
    page: Page,
    Query(done): Query<Done>,
) -> Result<Response, Failed> {
    let outside = web.app.ways_outside(&visitor).await?;
    Ok(ui::html(&build(page, &visitor, &outside, &Pairs::new(), &[], done.done == "1")))
}

/// Sends a code, confirms by it, or keeps what is chosen: what the button says.
pub(crate) async fn change(act: Act<SignedIn, ()>) -> Result<Response, Failed> {
    let (app, visitor) = (&act.web.app, &act.who);
    let channel = ContactChannel::from_word(act.value("channel"));
    let done = match (act.value("do"), channel) {
        ("add", Some(channel)) => app.add_contact(visitor, channel, act.value("address")).await,
        ("confirm", Some(channel)) => app.confirm_contact(visitor, channel, act.value("code")).await,
        ("choose", _) => {
            let wanted: Vec<_> =
                act.values("wanted").into_iter().filter_map(ContactChannel::from_word).collect();
            let hour = |name: &str| act.value(name).parse().unwrap_or(u8::MAX);
            let quiet = QuietHours { from: hour("from"), until: hour("until") };
            app.choose_ways(visitor, &wanted, quiet).await
        }
        _ => return Ok(Redirect::to(&url::Outside.to_string()).into_response()),
    };
    act::answer(done.map(|()| format!("{}?done=1", url::Outside)), async move |failed| {
        let complaints = failed.into_complaints()?;
        let outside = act.web.app.ways_outside(&act.who).await?;
        Ok(build(act.page, &act.who, &outside, &act.pairs, &complaints, false))
    })
    .await
}
