//! A case for those who decide on acceptance: what was handed in, and 受理, 补正 or 不予受理;
//! later the correction coming back, deferred materials, and handing out.

use askama::{Template, filters::Safe};
use axum::{
    extract::{Path, Query, State},
    response::{IntoResponse, Redirect, Response},
};
use casework::case::{CorrectionNotice, Delivery, FieldRemark, MaterialRemark};
use serde::Deserialize;
use service::{CaseCommand, CaseView, Complaint, Failure, MaterialView, words};

use super::{
    Accept, AskCorrection, CaseDesk, HandOut, Intake, Led, Met, NotAccept, Queue, ReturnCorrection,
    SupplyPaper,
    correction::{ReturnField, return_fields},
};
use crate::{
    Web,
    csrf::{Pairs, Posted, value, values},
    error::Failed,
    ui::{
        self, Page,
        callout::Callout,
        papers::Papers,
        prerequisite::{self, Prerequisite},
        staff::{Clock, Facts, ProgressTable, Viewer},
        tag::Tag,
        timeline::Timeline,
    },
};

/// A field that the one correction can name.
struct Nameable {
    id: String,
    label: String,
    value: String,
    ticked: bool,
    remark: String,
}

#[derive(Template)]
#[template(path = "counter/case.html")]
pub(super) struct CasePage {
    page: Page,
    case: CaseView,
    callout: Option<Callout>,
    clock: Clock,
    stage: Tag,
    progress: ProgressTable,
    back: (String, String),
    typed: Pairs,
    fields: Vec<Nameable>,
    materials: Vec<Nameable>,
    returns: Vec<ReturnField>,
    remedy: String,
    submitted: String,
    qr: Option<Safe<String>>,
    pdf: bool,
}

impl CasePage {
    pub(super) fn new(
        web: &Web,
        page: Page,
        intake: &Intake,
        case: CaseView,
        typed: Pairs,
        callout: Option<Callout>,
    ) -> Self {
        let (catalog, today, pdf) = (&*web.app.catalog(), web.app.today(), web.has_pdf());
        let back = if intake.clerk_place().is_some() {
            (Queue.to_string(), t!("counter.title").into())
        } else {
            (Led.to_string(), t!("counter.led.title").into())
        };
        let remedy = match value(&typed, "remedy") {
            "" => words::usual_remedy(&case.lead, catalog),
            typed => typed.to_owned(),
        };
        Self {
            page: page.titled(format!("{} · {}", case.applicant_name, case.theme_name)).wide(),
            callout,
            clock: Clock::of_view(&case, catalog, today),
            stage: ui::staff::stage_tag(case.stage),
            progress: ProgressTable::of(&case.lines, catalog, today),
            back,
            fields: nameable_fields(&case, &typed),
            materials: nameable_materials(&case, &typed),
            returns: return_fields(&web.app.rules_kept(&case.rules), &case, &typed),
            remedy,
            submitted: ui::moment(case.submitted_at),
            qr: ui::qr(&case.link, &t!("counter.case.qr")),
            pdf,
            typed,
            case,
        }
    }

    fn can(&self, action: &str) -> bool {
        self.case.actions.contains(&action)
    }

    /// What has to be had elsewhere first; here the clerk says that it is there.
    fn prerequisites(&self) -> Vec<Prerequisite> {
        Prerequisite::of_case(&self.case.prerequisites, self.can("meet_prerequisite"))
    }

    /// Something is open to this person now.
    fn can_anything(&self) -> bool {
        ["accept", "correction", "not_accept", "return_correction", "supply", "deliver"]
            .into_iter()
            .any(|action| self.can(action))
    }

    fn typed(&self, name: &str) -> &str {
        value(&self.typed, name)
    }

    fn viewer(&self) -> Viewer<'_> {
        Viewer { materials: &self.case.materials, names_only: false }
    }

    fn papers(&self) -> Papers<'_> {
        Papers { number: &self.case.number, papers: &self.case.papers, pdf: self.pdf }
    }

    fn facts(&self) -> Facts<'_> {
        Facts { sections: &self.case.sections }
    }

    fn timeline(&self) -> Timeline<'_> {
        Timeline { entries: &self.case.timeline }
    }

    /// Results go by post.
    fn by_post(&self) -> bool {
        matches!(self.case.delivery, Delivery::Post { .. })
    }

    fn deferred(&self) -> Vec<(&str, &str)> {
        let deferred = self.case.materials.iter().filter(|material| material.deferred);
        deferred.map(|material| (material.id.as_str(), material.name.as_str())).collect()
    }

    fn address(&self, act: &str) -> String {
        let number = &self.case.number;
        match act {
            "accept" => Accept(number).to_string(),
            "correction" => AskCorrection(number).to_string(),
            "not_accept" => NotAccept(number).to_string(),
            "deliver" => HandOut(number).to_string(),
            "return" => ReturnCorrection(number).to_string(),
            "supply" => SupplyPaper(number).to_string(),
            "met" => Met(number).to_string(),
            _ => CaseDesk(number).to_string(),
        }
    }
}

fn nameable_fields(case: &CaseView, typed: &Pairs) -> Vec<Nameable> {
    let mut fields: Vec<Nameable> = Vec::new();
    for shown in case.sections.iter().flat_map(|section| &section.values) {
        // A field that repeats is named once, with all its values.
        match fields.iter_mut().find(|known| *shown.element == *known.id) {
            Some(known) => known.value = format!("{}、{}", known.value, shown.value),
            None => {
                fields.push(nameable("field", shown.element.to_string(), &shown.label, &shown.value, typed))
            }
        }
    }
    fields
}

fn nameable_materials(case: &CaseView, typed: &Pairs) -> Vec<Nameable> {
    // What was to be spared comes last: it is named where data cannot be found after all.
    let (spared, brought): (Vec<_>, Vec<_>) = case.materials.iter().partition(|material| material.spared);
    let spared_text = |material: &MaterialView| match (&material.fallback, material.spared) {
        (Some(fallback), true) => t!("counter.case.spared_fallback", fallback = fallback).into_owned(),
        (None, true) => t!("counter.case.spared").into_owned(),
        (_, false) => String::new(),
    };
    let all = brought.into_iter().chain(spared);
    all.map(|one| nameable("material", one.id.to_string(), &one.name, &spared_text(one), typed)).collect()
}

fn nameable(kind: &str, id: String, label: &str, shown: &str, typed: &Pairs) -> Nameable {
    let remark = value(typed, &format!("remark.{kind}.{id}")).to_owned();
    Nameable {
        ticked: values(typed, kind).contains(&id.as_str()),
        id,
        label: label.to_owned(),
        value: shown.to_owned(),
        remark,
    }
}

/// What was just done.
#[derive(Deserialize, Default)]
pub(super) struct Done {
    #[serde(default)]
    done: String,
    #[serde(default)]
    new: String,
}

impl Done {
    fn callout(&self) -> Option<Callout> {
        let title = match self.done.as_str() {
            "accept" => t!("counter.done.accept"),
            "correction" => t!("counter.done.correction"),
            "not_accept" => t!("counter.done.not_accept"),
            "deliver" => t!("counter.done.deliver"),
            "return" => t!("counter.done.return"),
            "supply" => t!("counter.done.supply"),
            "met" => t!("counter.done.met"),
            _ if !self.new.is_empty() => t!("counter.done.new"),
            _ => return None,
        };
        Some(Callout::done(title, t!("counter.done.text")))
    }
}

pub(super) async fn show(
    State(web): State<Web>,
    intake: Intake,
    page: Page,
    Path(number): Path<String>,
    Query(done): Query<Done>,
) -> Result<Response, Failed> {
    let case = web.app.case(&intake, &number).await?;
    let body = CasePage::new(&web, page, &intake, case, Vec::new(), done.callout());
    Ok(ui::html(&body))
}

/// Carries a command out and goes back to the case; where it is refused the page says why and
/// keeps what was typed.
pub(super) async fn act(
    web: &Web,
    intake: &Intake,
    page: Page,
    number: &str,
    pairs: Pairs,
    done: &str,
    command: Result<CaseCommand, Failed>,
) -> Result<Response, Failed> {
    let version = value(&pairs, "version").parse().ok();
    let outcome = match command {
        Ok(command) => web.app.carry_out(intake, number, command, version, None).await.map_err(Failed::from),
        Err(failed) => Err(failed),
    };
    let failed = match outcome {
        Ok(_) => return Ok(Redirect::to(&format!("{}?done={done}", CaseDesk(number))).into_response()),
        Err(failed) => failed,
    };
    let told = matches!(failed.status().as_u16(), 409 | 413 | 422);
    if !told {
        return Err(failed);
    }
    let catalog = web.app.catalog();
    let case = web.app.case(intake, number).await?;
    let callout = match failed.code() {
        "stale" => Callout::warn(t!("counter.case.stale"), t!("counter.case.stale_text")),
        _ => Callout::stop(t!("counter.case.refused"), failed.message(&catalog)),
    };
    let body = CasePage::new(web, page, intake, case, pairs, Some(callout));
    Ok((failed.status(), ui::html(&body)).into_response())
}

pub(super) async fn accept(
    State(web): State<Web>,
    intake: Intake,
    page: Page,
    Path(number): Path<String>,
    Posted(pairs): Posted<Pairs>,
) -> Result<Response, Failed> {
    act(&web, &intake, page, &number, pairs, "accept", Ok(CaseCommand::Accept)).await
}

pub(super) async fn ask_correction(
    State(web): State<Web>,
    intake: Intake,
    page: Page,
    Path(number): Path<String>,
    Posted(pairs): Posted<Pairs>,
) -> Result<Response, Failed> {
    let command = notice(&pairs).map(CaseCommand::Correction).map_err(Failed::from);
    act(&web, &intake, page, &number, pairs, "correction", command).await
}

/// The notice from what was ticked and remarked: each with a word on what is wrong.
fn notice(pairs: &Pairs) -> Result<CorrectionNotice, Failure> {
    let mut complaints = Vec::new();
    let mut remarks = |kind: &str| -> Vec<(String, String)> {
        let start = format!("remark.{kind}.");
        let remarked = pairs.iter().filter(|(_, text)| !text.trim().is_empty());
        let remarked = remarked.filter_map(|(name, _)| name.strip_prefix(start.as_str()));
        let mut ids: Vec<&str> = values(pairs, kind);
        ids.extend(remarked.filter(|id| !values(pairs, kind).contains(id)));
        ids.into_iter()
            .map(|id| {
                let remark = value(pairs, &format!("{start}{id}")).to_owned();
                if remark.is_empty() {
                    let pointer = format!("/{kind}/{id}");
                    complaints.push(Complaint::new(
                        pointer,
                        "remark_missing",
                        t!("counter.case.remark_missing"),
                    ));
                }
                (id.to_owned(), remark)
            })
            .collect()
    };
    let fields = remarks("field").into_iter();
    let fields = fields.map(|(id, remark)| FieldRemark { element: id.as_str().into(), remark }).collect();
    let materials = remarks("material").into_iter();
    let materials =
        materials.map(|(id, remark)| MaterialRemark { material: id.as_str().into(), remark }).collect();
    complaints.truncate(1);
    if complaints.is_empty() {
        Ok(CorrectionNotice { fields, materials, message: value(pairs, "message").to_owned() })
    } else {
        Err(Failure::Invalid(complaints))
    }
}

pub(super) async fn not_accept(
    State(web): State<Web>,
    intake: Intake,
    page: Page,
    Path(number): Path<String>,
    Posted(pairs): Posted<Pairs>,
) -> Result<Response, Failed> {
    let command = CaseCommand::NotAccept {
        reason: value(&pairs, "reason").to_owned(),
        remedy: value(&pairs, "remedy").to_owned(),
    };
    act(&web, &intake, page, &number, pairs, "not_accept", Ok(command)).await
}

/// What had to be had elsewhere first is there: one at a time.
pub(super) async fn met(
    State(web): State<Web>,
    intake: Intake,
    page: Page,
    Path(number): Path<String>,
    Posted(pairs): Posted<Pairs>,
) -> Result<Response, Failed> {
    let Some(met) = prerequisite::said(&pairs).into_iter().next() else {
        return Ok(Redirect::to(&CaseDesk(&number).to_string()).into_response());
    };
    act(&web, &intake, page, &number, pairs, "met", Ok(CaseCommand::MeetPrerequisite(met))).await
}

pub(super) async fn hand_out(
    State(web): State<Web>,
    intake: Intake,
    page: Page,
    Path(number): Path<String>,
    Posted(pairs): Posted<Pairs>,
) -> Result<Response, Failed> {
    let command = CaseCommand::Deliver { note: value(&pairs, "note").to_owned() };
    act(&web, &intake, page, &number, pairs, "deliver", Ok(command)).await
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pairs(pairs: &[(&str, &str)]) -> Pairs {
        pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
    }

    #[test]
    fn one_notice_names_everything_ticked_or_remarked() {
        let given = pairs(&[
            ("field", "child.name"),
            ("remark.field.child.name", "请与出生医学证明一致"),
            ("remark.field.child.sex", ""),
            ("remark.material.id_card", "照片看不清"),
            ("message", "请一起补"),
        ]);
        let notice = notice(&given).unwrap();
        assert_eq!(notice.fields.len(), 1, "a field neither ticked nor remarked is not named");
        assert_eq!(notice.materials.len(), 1, "a remark alone names the material");
        assert_eq!(notice.message, "请一起补");
    }

    #[test]
    fn a_tick_without_a_word_on_what_is_wrong_is_sent_back() {
        let failure =
            notice(&pairs(&[("material", "id_card"), ("remark.material.id_card", " ")])).unwrap_err();
        assert_eq!(failure.code(), "invalid");
    }
}
