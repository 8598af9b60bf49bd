//! Mandates in words and as fields: the same in the portal and at the counter.

use casework::MandatedAct;
use jiff::civil::Date;
use service::{Complaint, MandateState, NewMandate, words};

use super::field::{self, Control, Field};
use crate::{
    Web,
    csrf::{Pairs, value, values},
};

/// The word for where a mandate stands.
pub(crate) fn state_word(state: MandateState) -> String {
    match state {
        MandateState::Invited => t!("ui.mandate.invited"),
        MandateState::Lapsed => t!("ui.mandate.lapsed"),
        MandateState::Prepared => t!("ui.mandate.prepared"),
        MandateState::InForce => t!("ui.mandate.in_force"),
        MandateState::Expired => t!("ui.mandate.expired"),
        MandateState::Ended => t!("ui.mandate.ended"),
    }
    .into_owned()
}

/// What is to be agreed, as it was typed.
pub(crate) fn read(pairs: &Pairs) -> NewMandate {
    let all =
        |name| values(pairs, name).into_iter().filter(|one| !one.is_empty()).map(str::to_owned).collect();
    NewMandate {
        themes: all("themes"),
        case: value(pairs, "case").to_owned(),
        acts: all("acts"),
        until: value(pairs, "until").parse::<Date>().ok(),
    }
}

/// The fields for it: the thing (unless it is about one case), the acts, the last day.
pub(crate) fn fields(web: &Web, given: &NewMandate, complaints: &[Complaint]) -> Vec<Field> {
    let error = |name: &str| field::wrong(complaints, name);
    let mut fields = Vec::new();
    if given.case.is_empty() {
        let catalog = web.app.catalog();
        let themes = catalog.themes.iter().map(|theme| (theme.id.to_string(), theme.name.clone()));
        fields.push(
            Field::choose("themes", t!("ui.mandate.theme"), themes.collect())
                .value(given.themes.first().map_or("", String::as_str))
                .width("middle")
                .error(error("themes")),
        );
    }
    let acts =
        MandatedAct::ALL.iter().map(|act| (act.as_str().to_owned(), words::mandated_act(*act).to_owned()));
    fields.push(
        Field {
            control: Control::Checks,
            values: given.acts.clone(),
            ..Field::choose("acts", t!("ui.mandate.acts"), acts.collect())
        }
        .help(t!("ui.mandate.acts_help"))
        .error(error("acts")),
    );
    let until = given.until.map(|day| day.to_string()).unwrap_or_default();
    fields.push(
        Field::date("until", t!("ui.mandate.until"))
            .help(t!("ui.mandate.until_help"))
            .value(until)
            .error(error("until")),
    );
    fields
}

/// What is proposed at first: writing, handing in and correcting, for a quarter of a year.
pub(crate) fn proposed(today: Date) -> NewMandate {
    let acts = [MandatedAct::Fill, MandatedAct::HandIn, MandatedAct::Correct];
    NewMandate {
        acts: acts.iter().map(|act| act.as_str().to_owned()).collect(),
        until: today.checked_add(jiff::Span::new().days(90)).ok(),
        ..NewMandate::default()
    }
}
