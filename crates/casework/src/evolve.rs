//! What a case looks like after an event. Never refuses, never computes what an
//! event should have said: history is taken as it is.

mod exit;
mod interested;
mod promises;
mod results;

use std::{collections::BTreeSet, sync::Arc};

use catalog::{DepartmentId, MaterialId};
use jiff::civil::Date;

use crate::{
    actor::{AccountId, Actor},
    assessment::{CorrectedOnSpot, DepartmentAssessment, Verdict},
    case::{
        Acknowledged, Case, Channel, Correction, CorrectionNotice, Extension, HandedIn, Pause, Rating, Round,
        Stage, Task, TaskId, TaskStage, day_of,
    },
    command::Submission,
    confirmation::{Confirmation, Confirmed},
    decide::Context,
    event::{Event, MatterOpened, Recorded},
    exit::Outgoing,
    false_material::FalseMaterial,
    matter::Matter,
    privacy::ConsentGiven,
    question::{Answer, Question},
    steps::{Certificate, SiteCheck},
};

/// The name under which the software's own acts stand in the record.
pub const SYSTEM_NAME: &str = "系统";

/// The name under which a rating by a one-time link stands in the record.
pub const RATER_NAME: &str = "评价人";

/// Gives events their place in the history of a case that stands at `case_version` (0 before its first event).
pub fn record(case_version: u64, events: Vec<Event>, ctx: &Context) -> Vec<Recorded> {
    let by_name = match ctx.actor {
        Actor::Account { name, .. } | Actor::Party { name, .. } => name.clone(),
        Actor::Substitute { name, of_name, .. } => format!("{of_name}（由{name}代）"),
        Actor::System => SYSTEM_NAME.to_owned(),
        Actor::Rater { .. } => RATER_NAME.to_owned(),
    };
    events
        .into_iter()
        .zip(case_version + 1..)
        .map(|(event, version)| Recorded {
            version,
            at: ctx.now,
            by: ctx.actor.account().cloned(),
            by_name: by_name.clone(),
            event,
        })
        .collect()
}

/// The case after its whole history; none where there is no history.
pub fn replay<'a>(events: impl IntoIterator<Item = &'a Recorded>) -> Option<Case> {
    events.into_iter().fold(None, |case, recorded| match (&case, &recorded.event) {
        (None, Event::Submitted(_)) | (Some(_), _) => Some(evolve(case, recorded)),
        (None, _) => None,
    })
}

/// The case after one more event.
///
/// # Panics
/// When there is no case yet and the event is not its submission: no history begins so.
pub fn evolve(case: Option<Case>, recorded: &Recorded) -> Case {
    let Some(mut case) = case else {
        let Event::Submitted(submission) = &recorded.event else {
            panic!("the history of a case begins with its submission");
        };
        return begin(submission, recorded);
    };
    case.version = recorded.version;
    note_handler(&mut case, recorded);
    match &recorded.event {
        // A case begins once.
        Event::Submitted(_) => {}
        Event::AssessmentAsked { departments, due } => {
            for department in departments {
                let asked = DepartmentAssessment {
                    department: department.clone(),
                    due: *due,
                    verdict: Verdict::Open,
                };
                match case.assessments.iter_mut().find(|one| one.department == *department) {
                    Some(known) => *known = asked,
                    None => case.assessments.push(asked),
                }
            }
        }
        Event::DepartmentAssessed { department, remarks, at_counter } => {
            let (at, by_name, at_counter) = (recorded.at, recorded.by_name.clone(), *at_counter);
            let verdict = if remarks.is_empty() {
                Verdict::Complete { at, by_name, at_counter }
            } else {
                Verdict::Missing { at, by_name, at_counter, remarks: remarks.clone() }
            };
            speak(&mut case, department, verdict);
        }
        Event::DepartmentDeemed { department, received_on } => {
            speak(&mut case, department, Verdict::Deemed { received_on: *received_on });
        }
        Event::CorrectedOnSpot { changes, confirmed_by } => {
            case.form.extend(changes.iter().map(|change| (change.element.clone(), change.now.clone())));
            let (at, confirmed_by, changes) = (recorded.at, confirmed_by.clone(), changes.clone());
            case.corrected_on_spot.push(CorrectedOnSpot { confirmed_by, at, changes });
        }
        Event::PromiseSigned { .. }
        | Event::PromiseWithdrawn { .. }
        | Event::DeferralsDue { .. }
        | Event::DeferralReminded { .. }
        | Event::DeferralMissed { .. }
        | Event::DeferralExtended { .. }
        | Event::DeferralEnded { .. }
        | Event::PromiseToCheck { .. }
        | Event::PromiseChecked { .. }
        | Event::RevocationAnnounced { .. }
        | Event::ResultRevoked { .. }
        | Event::RepairAsked { .. }
        | Event::RepairDecided { .. } => promises::evolve(&mut case, recorded),
        Event::FalseMaterialFound { task, material, reason, evidence } => {
            let (task, material, on) = (task.clone(), material.clone(), day_of(recorded.at));
            let (reason, evidence) = (reason.clone(), evidence.clone());
            case.false_materials.push(FalseMaterial { task, material, reason, evidence, on });
        }
        Event::Barred(bar) => case.bars.push(bar.clone()),
        Event::Interested(step) => interested::evolve(&mut case, step),
        Event::CorrectionAsked { notice, due } => correct(&mut case, notice, *due, Round::First, recorded),
        Event::CorrectionUnmet { notice, due } => correct(&mut case, notice, *due, Round::Unmet, recorded),
        Event::CorrectionAskedAgain { notice, due, why } => {
            correct(&mut case, notice, *due, Round::Second { why: why.clone() }, recorded);
        }
        Event::CorrectionReturned { form, materials } => {
            case.stage = Stage::Submitted;
            if let Some(correction) = &mut case.correction {
                correction.returned_at = Some(recorded.at);
                correction.changed_fields = form.keys().cloned().collect();
                correction.changed_materials = materials.iter().map(|one| one.material.clone()).collect();
            }
            case.form.extend(form.clone());
            replace(&mut case.materials, materials);
        }
        Event::Accepted { due, due_estimated, place, deemed_from } => {
            let accepted_on = deemed_from.unwrap_or_else(|| day_of(recorded.at));
            case.deemed_accepted = deemed_from.is_some();
            case.stage = Stage::InProgress { accepted_on, due: *due, due_estimated: *due_estimated };
            case.place = place.clone().or(case.place);
            case.tasks = case.plan.tasks(&case.number);
        }
        Event::NotAccepted { reason, remedy }
        | Event::NotRequired { reason, remedy }
        | Event::NotOurAuthority { reason, remedy, .. } => {
            let on = day_of(recorded.at);
            case.stage = Stage::NotAccepted { on, reason: reason.clone(), remedy: remedy.clone() };
        }
        Event::Withdrawn { reason } => {
            case.stage = Stage::Withdrawn { on: day_of(recorded.at), reason: reason.clone() };
        }
        Event::Acknowledged { stop, text } => case.acknowledged.push(Acknowledged {
            stop: stop.clone(),
            text: text.clone(),
            at: recorded.at,
            by_name: recorded.by_name.clone(),
        }),
        Event::ConfirmationAsked { item, role } => {
            let asked_at = Some(recorded.at);
            case.confirmations.retain(|one| one.item != *item || one.role != *role);
            case.confirmations.push(Confirmation {
                item: item.clone(),
                role: role.clone(),
                asked_at,
                given: None,
            });
        }
        Event::PartyConfirmed { item, role, name, at_counter } => {
            let by = recorded.by.clone().filter(|_| !at_counter);
            let given = Some(Confirmed { name: name.clone(), by, at: recorded.at });
            let asked_at = case.confirmation(item, role).and_then(|asked| asked.asked_at);
            case.confirmations.retain(|one| one.item != *item || one.role != *role);
            case.confirmations.push(Confirmation { item: item.clone(), role: role.clone(), asked_at, given });
        }
        Event::ConfirmationTakenBack { item, role } => {
            let mut asked = case.confirmations.iter_mut();
            if let Some(asked) = asked.find(|one| one.item == *item && one.role == *role) {
                asked.given = None;
            }
        }
        Event::GuardianConsented(consent) => {
            let (consent, by) = (consent.clone(), recorded.by.clone());
            case.guardian_consent = Some(ConsentGiven { consent, at: recorded.at, by });
        }
        Event::MandateShown(shown) => case.mandates.push(shown.clone()),
        Event::PrerequisiteMet(met) => {
            case.met.retain(|known| known.id != met.id);
            case.met.push(met.clone());
        }
        // The tasks of the row say what became of it.
        Event::RowWithdrawn { .. } => {}
        Event::Supplied { materials } => replace(&mut case.materials, materials),
        Event::JointExtended { working_days, reason } => {
            let (working_days, reason) = (*working_days, reason.clone());
            let (at, by) = (recorded.at, hand(recorded));
            case.joint_extension = Some(Extension { working_days, reason, at, by });
        }
        Event::QuestionAsked { nth, task, to, text, due } => case.questions.push(Question {
            nth: *nth,
            task: task.clone(),
            to: to.clone(),
            text: text.clone(),
            asked_at: recorded.at,
            asked_by: recorded.by_name.clone(),
            due: *due,
            answer: None,
        }),
        Event::QuestionAnswered { nth, text } => {
            if let Some(question) = case.questions.iter_mut().find(|one| one.nth == *nth) {
                let (text, by_name) = (text.clone(), recorded.by_name.clone());
                question.answer = Some(Answer { text, at: recorded.at, by_name });
            }
        }
        Event::DueMoved { due, due_estimated } => {
            if let Stage::InProgress { due: promised, due_estimated: estimated, .. } = &mut case.stage {
                (*promised, *estimated) = (*due, *due_estimated);
            }
        }
        Event::Completed => complete(&mut case, recorded),
        Event::Delivered { note } => exit::conclude(&mut case, recorded, note),
        Event::Result(step) => results::evolve(&mut case, step, recorded),
        Event::Exit(step) => exit::evolve(&mut case, step, recorded),
        Event::DeliveryChosen { delivery } => exit::choose(&mut case, delivery, recorded),
        Event::PartsRated { parts } => case.rated_parts.clone_from(parts),
        Event::Rated { level, reasons, comment, given } => {
            case.rating = Some(Rating {
                level: *level,
                reasons: reasons.clone(),
                comment: comment.clone(),
                at: recorded.at,
                given: given.clone(),
            });
        }
        Event::VisitRated(rating) => case.visit_ratings.push(rating.clone()),
        Event::MatterOpened(opened) => {
            let MatterOpened { nth, kind, department, about, task, text, due } = opened.clone();
            case.matters.push(Matter {
                nth,
                kind,
                department,
                about,
                task,
                text,
                opened_at: recorded.at,
                opened_by: recorded.by_name.clone(),
                due: Some(due),
                steps: Vec::new(),
            });
        }
        Event::MatterStepped { nth, act, text, due } => case.note_step(*nth, *act, text, *due, recorded),
        Event::Lit(lit) => case.lit.push(lit.clone()),
        Event::Reminded(reminded) => case.reminded.push(reminded.clone()),
        Event::CheckArranged { task, on, officers, note } => {
            let (on, officers, note) = (*on, officers.clone(), note.clone());
            if let Some(task) = find(&mut case.tasks, task) {
                task.note_check(SiteCheck { on, officers, note, record: None });
            }
        }
        Event::CheckRecorded { task, findings, passed, files } => {
            if let Some(task) = find(&mut case.tasks, task) {
                task.record_check(findings, *passed, files, recorded);
            }
        }
        Event::CertificateMade { task } => {
            let made = find(&mut case.tasks, task).and_then(|task| task.certificate.as_mut());
            if let Some(certificate) = made {
                certificate.made_at = Some(recorded.at);
            }
        }
        Event::CertificateDue { task, due } => {
            if let Some(task) = find(&mut case.tasks, task) {
                task.certificate = Some(Certificate { due: *due, made_at: None });
            }
        }
        Event::TaskReady { task, .. }
        | Event::TaskStarted { task }
        | Event::TaskReleased { task, .. }
        | Event::TaskHandedOver { task, .. }
        | Event::TaskSuspended { task, .. }
        | Event::TaskResumed { task, .. }
        | Event::TaskExtended { task, .. }
        | Event::TaskGranted { task, .. }
        | Event::TaskRefused { task, .. }
        | Event::TaskCancelled { task, .. } => {
            if let Some(task) = find(&mut case.tasks, task) {
                evolve_task(task, recorded);
            }
        }
    }
    case
}

fn begin(submission: &Submission, recorded: &Recorded) -> Case {
    Case {
        number: submission.number.clone(),
        version: recorded.version,
        applicant: submission.applicant.clone(),
        applicant_name: submission.applicant_name.clone(),
        handed_in_by: recorded.by.clone().filter(|by| *by != submission.applicant),
        handed_in_by_name: Some(recorded.by_name.clone())
            .filter(|_| recorded.by.as_ref().is_some_and(|by| *by != submission.applicant)),
        channel: submission.channel.clone(),
        place: match &submission.channel {
            Channel::Online => None,
            Channel::Counter { place } => Some(place.clone()),
        },
        plan: Arc::clone(&submission.plan),
        answers: submission.answers.clone(),
        form: submission.form.clone(),
        materials: submission.materials.clone(),
        submitted_at: recorded.at,
        stage: Stage::Submitted,
        deemed_accepted: false,
        tasks: Vec::new(),
        acknowledged: Vec::new(),
        met: Vec::new(),
        assessments: submission.assess_by.map_or_else(Vec::new, |due| {
            let departments = submission.plan.departments().into_iter();
            let open = |department| DepartmentAssessment { department, due, verdict: Verdict::Open };
            departments.map(open).collect()
        }),
        correction: None,
        earlier_corrections: Vec::new(),
        corrected_on_spot: Vec::new(),
        promises: Vec::new(),
        deferrals: Vec::new(),
        questions: Vec::new(),
        joint_extension: None,
        delivery: submission.delivery.clone(),
        outgoing: Outgoing { exit: submission.exit, ..Outgoing::default() },
        delivered: None,
        rating: None,
        rated_parts: Vec::new(),
        lit: Vec::new(),
        reminded: Vec::new(),
        matters: Vec::new(),
        visit_ratings: Vec::new(),
        confirmations: Vec::new(),
        mandates: Vec::new(),
        privacy_notice: submission.privacy_notice.clone(),
        guardian_consent: None,
        false_materials: Vec::new(),
        bars: Vec::new(),
        handlers: BTreeSet::new(),
    }
}

/// Whoever acts on a case handles it, but for those whose case it is, and those who look after how it
/// is handled.
fn note_handler(case: &mut Case, recorded: &Recorded) {
    let Some(by) = &recorded.by else { return };
    let beside = matches!(
        recorded.event,
        Event::MandateShown(_)
            | Event::ConfirmationTakenBack { .. }
            | Event::PartyConfirmed { at_counter: false, .. }
            | Event::MatterOpened(_)
            | Event::MatterStepped { .. }
            | Event::Rated { .. }
            | Event::PartsRated { .. }
            | Event::VisitRated(_)
    );
    let own = *by == case.applicant || case.is_agent(by);
    if !beside && !own && !case.handlers.contains(by) {
        case.handlers.insert(by.clone());
    }
}

fn correct(case: &mut Case, notice: &CorrectionNotice, due: Date, round: Round, recorded: &Recorded) {
    case.stage = Stage::AwaitingCorrection { due };
    let correction = Correction {
        round,
        notice: notice.clone(),
        asked_at: recorded.at,
        asked_by: hand(recorded),
        returned_at: None,
        changed_fields: Vec::new(),
        changed_materials: Vec::new(),
    };
    case.earlier_corrections.extend(case.correction.replace(correction));
}

fn speak(case: &mut Case, department: &DepartmentId, verdict: Verdict) {
    if let Some(asked) = case.assessments.iter_mut().find(|one| one.department == *department) {
        asked.verdict = verdict;
    }
}

fn complete(case: &mut Case, recorded: &Recorded) {
    if let Stage::InProgress { accepted_on, due, .. } = case.stage {
        case.stage = Stage::Completed { accepted_on, due, on: day_of(recorded.at) };
    }
}

fn evolve_task(task: &mut Task, recorded: &Recorded) {
    let at = recorded.at;
    task.stage = match &recorded.event {
        Event::TaskReady { due, statutory_due, since, .. } => {
            let since = since.unwrap_or_else(|| day_of(at));
            TaskStage::Ready { since, due: *due, statutory_due: *statutory_due }
        }
        Event::TaskCancelled { because_of, .. } => {
            TaskStage::Cancelled { at, because_of: because_of.clone() }
        }
        event => {
            let Some((since, due, statutory_due)) = task.stage.clock() else { return };
            let by = hand(recorded);
            match event {
                Event::TaskStarted { .. } => TaskStage::Reviewing { since, due, statutory_due, by },
                Event::TaskReleased { .. } => TaskStage::Ready { since, due, statutory_due },
                Event::TaskHandedOver { to, .. } => task.stage.clone().held_by_another(to),
                Event::TaskSuspended {
                    procedure,
                    expected_end,
                    evidence,
                    due: moved,
                    statutory_due: last,
                    ..
                } => {
                    task.pauses.push(Pause {
                        from: day_of(at),
                        to: None,
                        procedure: procedure.clone(),
                        expected_end: *expected_end,
                        evidence: evidence.clone(),
                    });
                    let (due, statutory_due) = (moved.unwrap_or(due), last.unwrap_or(statutory_due));
                    TaskStage::Suspended { since, due, statutory_due, by }
                }
                Event::TaskExtended { working_days, reason, due, statutory_due, .. } => {
                    let (working_days, reason) = (*working_days, reason.clone());
                    task.extension = Some(Extension { working_days, reason, at, by });
                    task.stage.clone().with_dues(*due, *statutory_due)
                }
                Event::TaskResumed { due, statutory_due, .. } => {
                    if let Some(pause) = task.pauses.last_mut() {
                        pause.to = Some(day_of(at));
                    }
                    TaskStage::Reviewing { since, due: *due, statutory_due: *statutory_due, by }
                }
                Event::TaskGranted { result, .. } => {
                    TaskStage::Granted { since, due, at, by, result: result.clone() }
                }
                Event::TaskRefused { reason, remedy, .. } => {
                    TaskStage::Refused { since, due, at, by, reason: reason.clone(), remedy: remedy.clone() }
                }
                _ => return,
            }
        }
    };
}

/// Whose hand it was, where the state names somebody.
fn hand(recorded: &Recorded) -> AccountId {
    recorded.by.clone().unwrap_or_else(|| AccountId::from(SYSTEM_NAME))
}

fn find<'a>(tasks: &'a mut [Task], id: &TaskId) -> Option<&'a mut Task> {
    tasks.iter_mut().find(|task| task.id == *id)
}

/// Puts what was handed in anew in the place of what was there.
fn replace(materials: &mut Vec<HandedIn>, anew: &[HandedIn]) {
    for new in anew {
        let same = |material: &MaterialId| *material == new.material;
        match materials.iter_mut().find(|old| same(&old.material)) {
            Some(old) => *old = new.clone(),
            None => materials.push(new.clone()),
        }
    }
}
