//! The papers of a case (文书): which there are for a reader, and each as it was on its day.
//!
//! A paper is made from the events: what an acceptance promised stays as it was
//! promised, whatever has happened since.

use std::sync::Arc;

use casework::{
    Case, Dossier, Event, Recorded, Task,
    case::{CorrectionNotice, HandedIn, TaskResult, day_of},
    clock::ANSWER_WORKING_DAYS,
    policy::Sight,
    results::{ResultStep, edition_id},
};
use catalog::{Catalog, DepartmentId};
use documents::{
    Acceptance, AcceptedTask, CaseFacts, CorrectionKind, CorrectionPaper, Duty, ElsewherePaper, Kind, Mend,
    Mended, NotAcceptance, Paper, PrivacyTold, PromisePaper, Receipt, ReceivedMaterial, RefusalPaper,
    ResultPaper, RevocationPaper, SpotChangeLine,
};
use jiff::civil::Date;
use store::{NewPaper, PaperNumber};

use crate::{
    App, Failure, Visitor, around_case, form::text_of, notify::task_name, obligations, own_form,
    privacy_notice,
};

/// A paper that somebody may see.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PaperLine {
    /// Its id within the case: `receipt`, `correction`, `correction-2`, `acceptance`, `not-acceptance`, `task-01` …
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
            let facts = facts(&catalog, &dossier.case, self.today(), link, None);
            let form = own_form::paper(&catalog, &dossier.case, task).ok_or(Failure::NotFound)?;
            return Ok(documents::own_form(&facts, &form));
        }
        let lines = papers_of(&catalog, &dossier.case, &sight, history);
        let (line, at) = lines.iter().find(|(line, _)| line.id == paper).ok_or(Failure::NotFound)?;
        let numbers = self.store().paper_numbers(&dossier.case.number).await?;
        self.paper_as_it_was(&dossier, line, *at, &numbers)
    }

    /// Every paper of a case, by its id.
    pub(crate) async fn all_case_papers(&self, dossier: &Dossier) -> Result<Vec<(String, Paper)>, Failure> {
        let catalog = self.rules_of_case(&dossier.case.plan);
        let numbers = self.store().paper_numbers(&dossier.case.number).await?;
        let papers = all_papers(&catalog, &dossier.case, &dossier.history).into_iter();
        papers
            .map(|one| Ok((one.line.id.clone(), self.paper_as_it_was(dossier, &one.line, one.at, &numbers)?)))
            .collect()
    }

    /// A paper as it was on its day.
    fn paper_as_it_was(
        &self,
        dossier: &Dossier,
        line: &PaperLine,
        at: usize,
        numbers: &[PaperNumber],
    ) -> Result<Paper, Failure> {
        let (catalog, history) = (self.rules_of_case(&dossier.case.plan), &dossier.history);
        let link = format!("{}/cases/{}", self.settings().base_url, dossier.case.number);
        // What was done together with the paper's event belongs to it.
        let moment = history[at].at;
        let together = history[at..].iter().take_while(|recorded| recorded.at == moment).count();
        let then = history[..at + together].iter().map(|recorded| &**recorded);
        let then = casework::replay(then).ok_or(Failure::NotFound)?;
        let numbered = numbers.iter().find(|number| number.paper == line.id);
        let numbered = numbered.map(|number| in_words(&catalog, number));
        let facts = facts(&catalog, &then, line.on, link, numbered);
        let mut paper = set(&catalog, &facts, &then, &history[at]);
        // A result bears the way to check it; every other paper the way to its case.
        let edition = match &history[at].event {
            Event::TaskGranted { task, .. } => Some(task.clone()),
            Event::Result(ResultStep::Corrected { task, edition, .. }) => Some(edition_id(task, *edition)),
            _ => None,
        };
        if let Some(task) = &edition {
            let (base_url, code) = (&self.settings().base_url, self.store().verification_code(task));
            paper.code = Some(documents::Code::to_verify(self.verification_address(task)));
            paper.footer.push(format!("查验码 {task} {code}：扫码，或在 {base_url}/verify 输入。"));
        }
        Ok(paper)
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
    let visible = all_papers(catalog, case, history).into_iter().filter(|one| match one.task {
        Some(task) => sight.results.shows(&task.item),
        None => whole,
    });
    visible.map(|one| (one.line, one.at)).collect()
}

/// The official papers that come of the events from `from` on, to be numbered.
pub(crate) fn new_papers(catalog: &Catalog, after: &Dossier, from: usize) -> Vec<NewPaper> {
    let papers = all_papers(catalog, &after.case, &after.history).into_iter().filter(|one| one.at >= from);
    papers
        .filter_map(|one| {
            let series = one.line.kind.series()?;
            Some(NewPaper { paper: one.line.id, series, year: one.line.on.year() })
        })
        .collect()
}

/// A paper with the place of its event, and the task that it decides.
struct PaperOf<'a> {
    line: PaperLine,
    at: usize,
    task: Option<&'a Task>,
}

fn all_papers<'a>(catalog: &Catalog, case: &'a Case, history: &[Arc<Recorded>]) -> Vec<PaperOf<'a>> {
    let mut papers: Vec<PaperOf<'a>> = Vec::new();
    for (at, recorded) in history.iter().enumerate() {
        let Some((kind, id, task)) = paper_of(case, &recorded.event) else { continue };
        let same = |known: &&PaperOf<'_>| known.line.id == id || known.line.id.starts_with(&format!("{id}-"));
        // A paper that comes again bears its place: correction, correction-2.
        let before = papers.iter().filter(same).count();
        let id = if before == 0 || task.is_some() { id } else { format!("{id}-{}", before + 1) };
        let about = task.map(|task| task_name(catalog, case, &task.id));
        papers.push(PaperOf { line: PaperLine { id, kind, about, on: day_of(recorded.at) }, at, task });
    }
    papers
}

/// Which paper an event leaves, by its id, and the task that it decides.
fn paper_of<'a>(case: &'a Case, event: &Event) -> Option<(Kind, String, Option<&'a Task>)> {
    let (kind, id) = match event {
        Event::Submitted(_) => (Kind::Receipt, "receipt"),
        Event::CorrectionAsked { .. } => (Kind::Correction, "correction"),
        Event::CorrectionUnmet { .. } => (Kind::CorrectionUnmet, "correction"),
        Event::CorrectionAskedAgain { .. } => (Kind::SecondCorrection, "correction"),
        Event::CorrectedOnSpot { .. } => (Kind::CorrectedOnSpot, "corrected-on-spot"),
        Event::Accepted { .. } => (Kind::Acceptance, "acceptance"),
        Event::NotAccepted { .. } => (Kind::NotAcceptance, "not-acceptance"),
        Event::NotRequired { .. } => (Kind::NotRequired, "not-required"),
        Event::NotOurAuthority { .. } => (Kind::NotOurAuthority, "not-our-authority"),
        Event::PromiseSigned { promise } => {
            let kind = if promise.item.is_some() { Kind::Commitment } else { Kind::DeferralPromise };
            return Some((kind, format!("promise-{}", promise.id), None));
        }
        Event::ResultRevoked { task, .. } => {
            let task = case.task(task)?;
            return Some((Kind::Revocation, format!("revocation-{}", id_of(task)), Some(task)));
        }
        Event::TaskGranted { task, .. } => {
            let task = case.task(task)?;
            return Some((Kind::Result, id_of(task), Some(task)));
        }
        Event::Result(ResultStep::Corrected { task, edition, .. }) => {
            let task = case.task(task)?;
            return Some((Kind::Result, format!("{}-{edition}", id_of(task)), Some(task)));
        }
        Event::TaskRefused { task, .. } => {
            let task = case.task(task)?;
            return Some((Kind::Refusal, id_of(task), Some(task)));
        }
        _ => return None,
    };
    Some((kind, id.to_owned(), None))
}

/// The number of an official paper as it is written: 津政务受字〔2026〕第000123号.
fn in_words(catalog: &Catalog, number: &PaperNumber) -> String {
    let prefix = &catalog.district.document_prefix;
    format!("{prefix}{}字〔{}〕第{:06}号", number.series, number.year, number.number)
}

/// The id of the paper that decides a task: `task-01` for the first.
fn id_of(task: &Task) -> String {
    let nth = task.id.0.rsplit_once('-').map_or(task.id.0.as_str(), |(_, nth)| nth);
    format!("task-{nth}")
}

fn facts(
    catalog: &Catalog,
    case: &Case,
    on: Date,
    link: String,
    document_number: Option<String>,
) -> CaseFacts {
    let place = case.place.as_ref().map(|id| {
        let known = catalog.places.iter().find(|place| place.id == *id);
        known.map_or_else(|| id.to_string(), |place| place.name.clone())
    });
    CaseFacts {
        office: documents::office_of(catalog),
        number: case.number.to_string(),
        document_number,
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
            documents::correction(facts, &correction(catalog, CorrectionKind::First, notice, *due))
        }
        Event::CorrectionUnmet { notice, due } => {
            documents::correction(facts, &correction(catalog, CorrectionKind::Unmet, notice, *due))
        }
        Event::CorrectionAskedAgain { notice, due, why } => {
            let kind = CorrectionKind::Second(why.clone());
            documents::correction(facts, &correction(catalog, kind, notice, *due))
        }
        Event::CorrectedOnSpot { changes, confirmed_by } => {
            let lines = changes.iter().map(|change| SpotChangeLine {
                element: change.element.clone(),
                label: catalog.element_label(&change.element).to_owned(),
                was: text_of(&change.was),
                now: text_of(&change.now),
            });
            documents::corrected_on_spot(facts, &lines.collect::<Vec<_>>(), confirmed_by)
        }
        Event::PromiseSigned { promise } => {
            let at = jiff::tz::offset(8).to_datetime(recorded.at);
            let signed = PromisePaper {
                commitment: promise.item.is_some(),
                text: promise.text.clone(),
                signed_as: promise.signed_as.clone(),
                signed_at: format!("{} {:02}:{:02}", documents::day(at.date()), at.hour(), at.minute()),
                authority: promise.authority.clone(),
                drawn: promise.drawn.as_ref().map(|drawn| drawn.strokes().to_vec()).unwrap_or_default(),
            };
            documents::promise(facts, &signed)
        }
        Event::ResultRevoked { task: id, reason, remedy } => {
            let Some(task) = case.task(id) else { return receipt(catalog, facts, case) };
            let result = task.stage.result();
            let revoked = RevocationPaper {
                item: task.item.clone(),
                name: task_name(catalog, case, id),
                result: result
                    .map_or_else(String::new, |result| format!("{} {}", result.name, result.number)),
                department: full_name(catalog, &task.department),
                reason: reason.clone(),
                remedy: remedy.clone(),
            };
            documents::revocation(facts, &revoked)
        }
        Event::NotRequired { reason, remedy } => documents::not_required(facts, reason, remedy),
        Event::NotOurAuthority { authority, reason, handed_over, remedy } => {
            let decision = ElsewherePaper {
                authority: authority.clone(),
                reason: reason.clone(),
                handed_over: handed_over.clone(),
                remedy: remedy.clone(),
            };
            documents::not_our_authority(facts, &decision)
        }
        Event::Accepted { due, due_estimated, deemed_from, .. } => {
            let promised = case.promised_days(&catalog.calendar);
            let tasks = case.tasks.iter().map(|task| AcceptedTask {
                item: task.item.clone(),
                number: task.id.to_string(),
                name: task_name(catalog, case, &task.id),
                department_name: catalog.department_name(&task.department).to_owned(),
                due: task.stage.due().or_else(|| promised.get(&task.id).copied()),
            });
            let joint = around_case::joint(catalog, case).into_iter().map(|one| {
                let with: Vec<String> = one.with.into_iter().map(|(_, name)| name).collect();
                let with =
                    if with.is_empty() { String::new() } else { format!("（{}）", with.join("、")) };
                format!("{}{with}：{}", one.what, one.text)
            });
            let acceptance = Acceptance {
                due: *due,
                due_estimated: *due_estimated,
                deemed_from: *deemed_from,
                tasks: tasks.collect(),
                joint: joint.collect(),
                opening: case.plan.opening.clone(),
            };
            documents::acceptance(facts, &acceptance)
        }
        Event::NotAccepted { reason, remedy } => documents::not_acceptance(
            facts,
            &NotAcceptance { reason: reason.clone(), remedy: remedy.clone() },
        ),
        Event::TaskGranted { task, result } => {
            let Some(task) = case.task(task) else { return receipt(catalog, facts, case) };
            documents::result(facts, &result_of(catalog, case, task, result, facts.on))
        }
        Event::Result(ResultStep::Corrected { task, result, edition, reason }) => {
            let Some(task) = case.task(task) else { return receipt(catalog, facts, case) };
            let mut paper = documents::result(facts, &result_of(catalog, case, task, result, facts.on));
            paper.footer.push(format!("第{edition}版，更正：{reason}。原来的作废。"));
            paper
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

fn correction(
    catalog: &Catalog,
    kind: CorrectionKind,
    notice: &CorrectionNotice,
    due: Date,
) -> CorrectionPaper {
    let fields = notice.fields.iter().map(|remark| Mend {
        what: Mended::Field(remark.element.clone()),
        name: catalog.element_label(&remark.element).to_owned(),
        why: remark.remark.clone(),
        how: remark.how.clone(),
    });
    let materials = notice.materials.iter().map(|remark| Mend {
        what: Mended::Material(remark.material.clone()),
        name: catalog.material_name(&remark.material).to_owned(),
        why: remark.remark.clone(),
        how: remark.how.clone(),
    });
    let mends = fields.chain(materials).collect();
    CorrectionPaper { kind, mends, message: notice.message.clone(), due }
}

fn receipt(catalog: &Catalog, facts: &CaseFacts, case: &Case) -> Paper {
    let received = case.materials.iter().map(|handed| ReceivedMaterial {
        material: handed.material.clone(),
        name: catalog.material_name(&handed.material).to_owned(),
        how: how(handed),
    });
    let answer_by = catalog.calendar.add_working_days(day_of(case.submitted_at), ANSWER_WORKING_DAYS).date;
    let privacy = case.privacy_notice.as_ref().map(|notice| {
        let at = jiff::tz::offset(8).to_datetime(notice.at);
        let (day, how) = (documents::day(at.date()), privacy_notice::label(notice.by));
        PrivacyTold { how: format!("{day}{how}，版本{}。", notice.version), text: notice.text.clone() }
    });
    let receipt =
        Receipt { submitted_at: case.submitted_at, materials: received.collect(), answer_by, privacy };
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
    if handed.signed {
        forms.push("在线签署的承诺书".to_owned());
    }
    if handed.deferred {
        forms.push("容缺，以后补交".to_owned());
    }
    forms.join("；")
}

/// A result with what is left to do because of it; the last one also with what is left because of the
/// whole thing, and with what has to be in place before opening.
fn result_of(catalog: &Catalog, case: &Case, task: &Task, result: &TaskResult, on: Date) -> ResultPaper {
    let is_last = case.tasks.iter().all(|task| task.stage.is_ended());
    let mut views = obligations::after(catalog, case, Some(task), on);
    if is_last {
        views.extend(obligations::after(catalog, case, None, on));
    }
    let duties = views.into_iter().map(|view| Duty {
        text: view.text,
        limit: view.limit,
        by: view.due.map(documents::day),
        consequence: view.consequence,
        law: view.law,
    });
    ResultPaper {
        item: task.item.clone(),
        name: result.name.clone(),
        number: result.number.clone(),
        department: full_name(catalog, &task.department),
        valid_from: result.valid_from,
        valid_until: result.valid_until,
        text: result.text.clone(),
        duties: duties.collect(),
        opening: if is_last { case.plan.opening.clone() } else { Vec::new() },
    }
}

fn full_name(catalog: &Catalog, department: &DepartmentId) -> String {
    catalog.departments.get(department).map_or_else(|| department.to_string(), |known| known.name.clone())
}
