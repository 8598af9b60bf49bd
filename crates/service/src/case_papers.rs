//! The papers of a case (文书): which there are for a reader, and each as it was on its day.
//!
//! A paper is made from the events: what an acceptance promised stays as it was
//! promised, whatever has happened since.

use std::sync::Arc;

use casework::{
    Case, Event, Recorded, Task,
    case::{HandedIn, TaskResult, day_of},
    policy::Sight,
};
use catalog::{Catalog, DepartmentId};
use documents::{
    Acceptance, AcceptedTask, CaseFacts, CorrectionPaper, Kind, Mend, NotAcceptance, Paper, Receipt,
    ReceivedMaterial, RefusalPaper, ResultPaper,
};
use jiff::civil::Date;

use crate::{App, Failure, Visitor, notify::task_name, own_form};

/// Working days within which an applicant is told whether the application is accepted (行政许可法 第三十二条).
const ANSWER_WORKING_DAYS: u32 = 5;

/// A paper that somebody may see.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PaperLine {
    /// Its id within the case: `receipt`, `correction`, `acceptance`, `not-acceptance`, `task-01` …
    pub id: String,
    /// Which paper it is.
    pub kind: Kind,
    /// The item that it is about, where it is about one.
    pub about: Option<String>,
    /// Its day.
    pub on: Date,
}

impl App {
    /// A paper of a case. A look at other people's cases is put on record.
    ///
    /// # Errors
    /// `NotFound`, alike for absent papers and for those that the visitor may not see.
    pub async fn case_paper(&self, visitor: &Visitor, number: &str, paper: &str) -> Result<Paper, Failure> {
        let (dossier, sight) = self.look_at(visitor, number, "case.paper").await?;
        // A paper keeps the words of the rules with which the case was begun.
        let (catalog, history) = (self.rules_of_case(&dossier.case.plan), &dossier.history);
        if let Some(task) = own_form::task_of(&dossier.case, &sight, paper) {
            let link = format!("{}/cases/{}", self.settings().base_url, dossier.case.number);
            let facts = facts(&catalog, &dossier.case, self.today(), link);
            let form = own_form::paper(&catalog, &dossier.case, task).ok_or(Failure::NotFound)?;
            return Ok(documents::own_form(&facts, &form));
        }
        let lines = papers_of(&catalog, &dossier.case, &sight, history);
        let (line, at) = lines.iter().find(|(line, _)| line.id == paper).ok_or(Failure::NotFound)?;
        let link = format!("{}/cases/{}", self.settings().base_url, dossier.case.number);
        // What was done together with the paper's event belongs to it.
        let moment = history[*at].at;
        let together = history[*at..].iter().take_while(|recorded| recorded.at == moment).count();
        let then = history[..*at + together].iter().map(|recorded| &**recorded);
        let then = casework::replay(then).ok_or(Failure::NotFound)?;
        let facts = facts(&catalog, &then, line.on, link);
        Ok(set(&catalog, &facts, &then, &history[*at]))
    }
}

/// The papers that somebody with that sight may see, in the order of the case's life, each with the
/// place of its event in the history.
pub(crate) fn papers_of(
    catalog: &Catalog,
    case: &Case,
    sight: &Sight,
    history: &[Arc<Recorded>],
) -> Vec<(PaperLine, usize)> {
    let whole = sight.form.is_everything();
    let line = |id: &str, kind: Kind, recorded: &Recorded| PaperLine {
        id: id.to_owned(),
        kind,
        about: None,
        on: day_of(recorded.at),
    };
    let papers = history.iter().enumerate().filter_map(|(at, recorded)| {
        let line = match &recorded.event {
            Event::Submitted(_) if whole => line("receipt", Kind::Receipt, recorded),
            Event::CorrectionAsked { .. } if whole => line("correction", Kind::Correction, recorded),
            Event::Accepted { .. } if whole => line("acceptance", Kind::Acceptance, recorded),
            Event::NotAccepted { .. } if whole => line("not-acceptance", Kind::NotAcceptance, recorded),
            Event::TaskGranted { task, .. } | Event::TaskRefused { task, .. } => {
                let decided = case.task(task).filter(|task| sight.results.shows(&task.item))?;
                let granted = matches!(recorded.event, Event::TaskGranted { .. });
                let kind = if granted { Kind::Result } else { Kind::Refusal };
                let about = Some(task_name(catalog, case, task));
                PaperLine { about, ..line(&id_of(decided), kind, recorded) }
            }
            _ => return None,
        };
        Some((line, at))
    });
    papers.collect()
}

/// The id of the paper that decides a task: `task-01` for the first.
fn id_of(task: &Task) -> String {
    let nth = task.id.0.rsplit_once('-').map_or(task.id.0.as_str(), |(_, nth)| nth);
    format!("task-{nth}")
}

fn facts(catalog: &Catalog, case: &Case, on: Date, link: String) -> CaseFacts {
    let place = case.place.as_ref().map(|id| {
        let known = catalog.places.iter().find(|place| place.id == *id);
        known.map_or_else(|| id.to_string(), |place| place.name.clone())
    });
    CaseFacts {
        office: documents::office_of(catalog),
        number: case.number.to_string(),
        theme_name: catalog.theme(&case.plan.theme).map_or_else(String::new, |theme| theme.name.clone()),
        applicant_name: case.applicant_name.clone(),
        agent_name: case.agent_name().map(str::to_owned),
        place,
        link,
        on,
    }
}

/// The paper that the event gives rise to.
fn set(catalog: &Catalog, facts: &CaseFacts, case: &Case, recorded: &Recorded) -> Paper {
    match &recorded.event {
        Event::CorrectionAsked { notice, due } => {
            let fields = notice.fields.iter().map(|remark| Mend::Field {
                element: remark.element.clone(),
                label: catalog.element_label(&remark.element).to_owned(),
                remark: remark.remark.clone(),
            });
            let materials = notice.materials.iter().map(|remark| Mend::Material {
                material: remark.material.clone(),
                name: catalog.material_name(&remark.material).to_owned(),
                remark: remark.remark.clone(),
            });
            let mends = fields.chain(materials).collect();
            documents::correction(
                facts,
                &CorrectionPaper { mends, message: notice.message.clone(), due: *due },
            )
        }
        Event::Accepted { due, due_estimated, deemed_from, .. } => {
            let promised = case.promised_days(&catalog.calendar);
            let tasks = case.tasks.iter().map(|task| AcceptedTask {
                item: task.item.clone(),
                name: task_name(catalog, case, &task.id),
                department_name: catalog.department_name(&task.department).to_owned(),
                due: task.stage.due().or_else(|| promised.get(&task.id).copied()),
            });
            let acceptance = Acceptance {
                due: *due,
                due_estimated: *due_estimated,
                deemed_from: *deemed_from,
                tasks: tasks.collect(),
            };
            documents::acceptance(facts, &acceptance)
        }
        Event::NotAccepted { reason, remedy } => documents::not_acceptance(
            facts,
            &NotAcceptance { reason: reason.clone(), remedy: remedy.clone() },
        ),
        Event::TaskGranted { task, result } => {
            let Some(task) = case.task(task) else { return receipt(catalog, facts, case) };
            documents::result(facts, &result_of(catalog, task, result))
        }
        Event::TaskRefused { task: id, reason, remedy } => {
            let Some(task) = case.task(id) else { return receipt(catalog, facts, case) };
            let refusal = RefusalPaper {
                item: task.item.clone(),
                name: task_name(catalog, case, id),
                department: full_name(catalog, &task.department),
                reason: reason.clone(),
                remedy: remedy.clone(),
            };
            documents::refusal(facts, &refusal)
        }
        _ => receipt(catalog, facts, case),
    }
}

fn receipt(catalog: &Catalog, facts: &CaseFacts, case: &Case) -> Paper {
    let received = case.materials.iter().map(|handed| ReceivedMaterial {
        material: handed.material.clone(),
        name: catalog.material_name(&handed.material).to_owned(),
        how: how(handed),
    });
    let answer_by = catalog.calendar.add_working_days(day_of(case.submitted_at), ANSWER_WORKING_DAYS).date;
    let receipt = Receipt { submitted_at: case.submitted_at, materials: received.collect(), answer_by };
    documents::receipt(facts, &receipt)
}

/// In which form a material came in.
pub(crate) fn how(handed: &HandedIn) -> String {
    let mut forms = Vec::new();
    if !handed.files.is_empty() {
        forms.push(format!("电子文件{}份", handed.files.len()));
    }
    if handed.on_paper {
        forms.push("纸质件，窗口已核对".to_owned());
    }
    if let Some(number) = &handed.from_wallet {
        forms.push(format!("证照材料库里的{number}"));
    }
    if handed.deferred {
        forms.push("容缺，以后补交".to_owned());
    }
    forms.join("；")
}

fn result_of(catalog: &Catalog, task: &Task, result: &TaskResult) -> ResultPaper {
    ResultPaper {
        item: task.item.clone(),
        name: result.name.clone(),
        number: result.number.clone(),
        department: full_name(catalog, &task.department),
        valid_from: result.valid_from,
        valid_until: result.valid_until,
        text: result.text.clone(),
    }
}

fn full_name(catalog: &Catalog, department: &DepartmentId) -> String {
    catalog.departments.get(department).map_or_else(|| department.to_string(), |known| known.name.clone())
}
