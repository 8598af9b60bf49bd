//! Saving an application at the counter: everything that was typed, ticked and brought, and then what the
//! button says.

use axum::{
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use service::{CaseCommand, Complaint, GUARDIAN};

use super::{
    ApplicationDesk, CaseDesk, Queue,
    application::{ApplicationPage, Wrong, to_sign},
    materials,
    questions::ANSWER,
};
use crate::{
    Web,
    act::Act,
    csrf::Pairs,
    error::Failed,
    session::Clerk,
    ui::{self, choice, guardian, prerequisite, promise, warning::ACKNOWLEDGE, ways::WAY},
};

/// What the button asked for, beside saving.
#[derive(Debug, PartialEq)]
enum Then<'a> {
    Stay,
    Add(&'a str),
    Remove(&'a str, usize),
    Same(&'a str),
    Kinship,
    Detach(&'a str, &'a str),
    TakeUpRules,
    Submit { accept: bool },
}

impl<'a> Then<'a> {
    fn of(word: &'a str) -> Self {
        let mut parts = word.splitn(3, ':');
        let row = |text: Option<&str>| text.and_then(|row| row.parse().ok()).unwrap_or(0);
        match (parts.next().unwrap_or(""), parts.next(), parts.next()) {
            ("add", Some(section), _) => Self::Add(section),
            ("remove", Some(section), nth) => Self::Remove(section, row(nth)),
            ("same", Some(offer), _) => Self::Same(offer),
            ("kinship", ..) => Self::Kinship,
            ("detach", Some(material), Some(file)) => Self::Detach(material, file),
            ("rules", ..) => Self::TakeUpRules,
            ("submit", ..) => Self::Submit { accept: false },
            ("accept", ..) => Self::Submit { accept: true },
            _ => Self::Stay,
        }
    }

    /// Where on the page one goes on.
    fn place(&self) -> String {
        match self {
            Self::Add(section) | Self::Remove(section, _) => format!("#section-{section}"),
            Self::Same(offer) => {
                format!("#section-{}", offer.split(['.', '=']).next().unwrap_or_default())
            }
            Self::Detach(material, _) => format!("#{}", ui::control_id(&format!("material.{material}"))),
            Self::Kinship => "#section-deceased".into(),
            Self::Stay | Self::TakeUpRules | Self::Submit { .. } => String::new(),
        }
    }
}

/// Saves everything that was typed, ticked and brought, and then does what the button says.
pub(super) async fn save(act: Act<Clerk>) -> Result<Response, Failed> {
    let Act { web, who: clerk, about: draft, .. } = &act;
    let mut wrong = keep(&act).await?;
    let then = Then::of(act.value("do"));
    let done = match then {
        _ if !wrong.is_nothing() => Ok(None),
        Then::Stay => Ok(None),
        Then::Add(section) => web.app.add_row(clerk, draft, section).await.map(|_| None),
        Then::Remove(section, row) => web.app.remove_row(clerk, draft, section, row).await.map(|_| None),
        Then::Same(offer) => web.app.copy(clerk, draft, offer).await.map(|_| None),
        Then::Kinship => web.app.verify_kinship(clerk, draft).await.map(|_| None),
        Then::Detach(material, file) => web.app.detach(clerk, draft, material, file).await.map(|_| None),
        Then::TakeUpRules => web.app.take_up_rules(clerk, draft).await.map(|_| None),
        // The same draft is the same case, however often the button is pressed.
        Then::Submit { .. } => {
            let signatures = promise::signatures(&act.pairs);
            let guardian = guardian::signature(&act.pairs);
            let key = format!("draft-{draft}");
            let done = web.app.submit_draft(clerk, draft, &key, &signatures, guardian.as_ref()).await;
            done.map(Some)
        }
    };
    let checked = matches!(then, Then::Submit { .. });
    match done.map_err(Failed::from) {
        Ok(Some(case)) => return Ok(handed_in(web, clerk, &case.number, then).await),
        Ok(None) => {}
        Err(failed) if failed.status().is_server_error() => return Err(failed),
        Err(failed) if checked && failed.complaints().is_some() => {
            // What is signed is no part of the draft: it is told with what was typed.
            let unsigned = failed.complaints().unwrap_or_default().iter();
            let signed =
                |one: &&Complaint| one.pointer.starts_with("/promises/") || one.pointer.starts_with(GUARDIAN);
            wrong.answers.extend(unsigned.filter(signed).cloned());
        }
        Err(failed) => wrong.refused = Some(failed.message(&web.app.catalog())),
    }
    if act.quietly {
        return Ok(StatusCode::NO_CONTENT.into_response());
    }
    let address = ApplicationDesk(draft);
    if wrong.is_nothing() {
        let check = if checked { "?check=1" } else { "" };
        return Ok(Redirect::to(&format!("{address}{check}{}", then.place())).into_response());
    }
    let application = web.app.application(clerk, draft).await?;
    let to_sign = to_sign(web, clerk, &application, &act.pairs, &wrong.answers).await?;
    let body = ApplicationPage::new(act.page, &application, checked, &wrong, &act.pairs).asking_for(to_sign);
    Ok((StatusCode::UNPROCESSABLE_ENTITY, ui::html(&body)).into_response())
}

/// Keeps everything; what cannot be kept is told.
async fn keep(act: &Act<Clerk>) -> Result<Wrong, Failed> {
    let Act { web, who: clerk, about: draft, pairs, .. } = act;
    let mut wrong = Wrong::default();
    let before = web.app.application(clerk, draft).await?;
    let answers: Pairs = pairs
        .iter()
        .filter_map(|(name, value)| Some((name.strip_prefix(ANSWER)?.to_owned(), value.clone())))
        .collect();
    if !answers.is_empty() {
        let parsed = before.rules.parse_answers(&before.theme, &answers);
        // What a change made idle is not asked any more, and comes back with the change undone.
        let idle =
            before.assessment.dropped.iter().filter(|one| !answers.iter().any(|(id, _)| *one.id == **id));
        let idle = idle.filter_map(|one| before.input.answers.situations.get_key_value(&one.id));
        let parsed = parsed.map(|mut parsed| {
            parsed.situations.extend(idle.map(|(id, answer)| (id.clone(), answer.clone())));
            parsed
        });
        let changed = match parsed {
            Ok(parsed) if parsed.situations != before.input.answers.situations => {
                web.app.change_answers(clerk, draft, parsed).await.map(drop)
            }
            other => other.map(drop),
        };
        if let Err(failed) = changed.map_err(Failed::from) {
            match failed.complaints() {
                Some(complaints) => {
                    let theme = before.rules.theme(&before.theme).ok_or_else(Failed::not_found)?;
                    wrong.answers = choice::told(theme, complaints);
                }
                None => return Err(failed),
            }
        }
    }
    let noted: Vec<String> = act.values(ACKNOWLEDGE).into_iter().map(str::to_owned).collect();
    if before.input.acknowledged.iter().ne(&noted) {
        web.app.acknowledge(clerk, draft, &noted).await?;
    }
    let met = match prerequisite::said(pairs) {
        Ok(met) if met == before.input.met => Ok(()),
        Ok(met) => web.app.say_met(clerk, draft, &met).await.map(drop),
        Err(wrong) => Err(wrong),
    };
    if let Err(failed) = met.map_err(Failed::from) {
        match failed.complaints() {
            Some(complaints) => wrong.answers.extend_from_slice(complaints),
            None => return Err(failed),
        }
    }
    for (name, way) in pairs {
        let Some(group) = name.strip_prefix(WAY) else { continue };
        let known = before.assessment.any_of.iter().find(|known| known.id == *group);
        if known.is_some_and(|known| known.chosen.as_ref() != Some(way)) {
            web.app.choose_way(clerk, draft, group, way).await?;
        }
    }
    let application = web.app.save_form(clerk, draft, None, pairs.clone()).await?;
    wrong.materials = materials::keep(act, &application).await?;
    let chosen = act.value("deliver_to");
    let known = application.delivery_choices.iter().any(|choice| choice.id == chosen && !choice.chosen);
    if known {
        web.app.choose_draft_delivery(clerk, draft, chosen, application.input.exit).await?;
    }
    Ok(wrong)
}

/// The case is there. Where acceptance is refused the case's own page says why.
async fn handed_in(web: &Web, clerk: &Clerk, number: &str, then: Then<'_>) -> Response {
    if then == (Then::Submit { accept: true }) {
        let accepted = web.app.carry_out(clerk, number, CaseCommand::Accept, None, None).await;
        if let Err(failure) = accepted {
            tracing::info!(
                case = number,
                code = failure.code(),
                "handed in at the counter, not accepted at once"
            );
        }
    }
    Redirect::to(&format!("{}?new=1", CaseDesk(number))).into_response()
}

pub(super) async fn discard(act: Act<Clerk>) -> Result<Redirect, Failed> {
    act.web.app.discard(&act.who, &act.about).await?;
    Ok(Redirect::to(&Queue.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_button_says_what_is_to_be_done_beside_saving() {
        assert_eq!(Then::of(""), Then::Stay);
        assert_eq!(Then::of("add:child"), Then::Add("child"));
        assert_eq!(Then::of("remove:child:1"), Then::Remove("child", 1));
        assert_eq!(Then::of("same:officer.1=legal_rep").place(), "#section-officer");
        assert_eq!(Then::of("detach:id_card:f-1:2"), Then::Detach("id_card", "f-1:2"));
        assert_eq!(Then::of("accept"), Then::Submit { accept: true });
    }
}
