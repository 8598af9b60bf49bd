//! 归档: a package of each closed case, made of itself a month after it was closed, when what still belongs to it has
//! mostly come in; made anew where something came later (国办发〔2023〕26号: within twelve months).

mod package;

use bytes::Bytes;
use casework::{Dossier, case::day_of, policy, policy::Action};
use identifiers::CaseNumber;
use jiff::SignedDuration;
use serde_json::json;
use store::{Access, ArchiveRow, NewArchive, Page};

pub use self::package::{Broken, Entry, Manifest, digest, verify};
use crate::{App, Failure, Visitor, case_papers, read_case::parse_number, words};

/// So long after closing a package is made.
const DAYS_AFTER_CLOSING: i64 = 30;
/// Cases are looked at so many at a time.
const AT_ONCE: u32 = 100;
/// The most rows of one page.
const MOST_ROWS: u32 = 100;

impl App {
    /// Makes the packages that are due; how many.
    pub(crate) async fn archive_cases(&self) -> Result<usize, Failure> {
        let (mut made, mut after) = (0, None);
        let closed_by = day_of(self.now() - SignedDuration::from_hours(24 * DAYS_AFTER_CLOSING));
        loop {
            let numbers = self.store().cases_to_archive(closed_by, after.as_ref(), AT_ONCE).await?;
            for number in &numbers {
                if let Some(dossier) = self.store().dossier(number).await? {
                    self.archive(&dossier).await?;
                    made += 1;
                }
            }
            let Some(last) = numbers.into_iter().next_back() else { return Ok(made) };
            after = Some(last);
        }
    }

    async fn archive(&self, dossier: &Dossier) -> Result<(), Failure> {
        let case = &dossier.case;
        let Some(closed_on) = case.closed_on() else { return Ok(()) };
        let rules = self.rules_of_case(&case.plan);
        let mut files = self.contents(dossier).await?;
        let links = self.store().event_links(&case.number).await?;
        files.push(("process_log.json".into(), process_log(dossier, &links)?));
        let manifest = Manifest {
            format: String::new(),
            case: case.number.to_string(),
            theme: rules.theme(&case.plan.theme).map_or_else(String::new, |theme| theme.name.clone()),
            version: case.version,
            closed_on: closed_on.to_string(),
            made_at: words::iso(self.now()),
            last_link: links.last().cloned().unwrap_or_default(),
            entries: Vec::new(),
            seal: String::new(),
        };
        let pack = move || package::pack(manifest, &files);
        let packed =
            tokio::task::spawn_blocking(pack).await.map_err(|error| Failure::Fault(Box::new(error)))?;
        let new = NewArchive {
            case: case.number.clone(),
            version: case.version,
            closed_on,
            made_at: self.now(),
            package: packed.map_err(|error| Failure::Fault(Box::new(error)))?.into(),
        };
        Ok(self.store().add_archive(new).await?)
    }

    /// Application, materials, decisions, delivery and rating, each as a file.
    async fn contents(&self, dossier: &Dossier) -> Result<Vec<(String, Vec<u8>)>, Failure> {
        let case = &dossier.case;
        let rules = self.rules_of_case(&case.plan);
        let form: Vec<_> = case
            .plan
            .elements
            .iter()
            .filter_map(|id| {
                Some(json!({ "id": id, "label": rules.element_label(id), "value": case.form.get(id)? }))
            })
            .collect();
        let application = json!({
            "number": case.number.to_string(),
            "theme": case.plan.theme,
            "rules": { "version": case.plan.version, "on": case.plan.on },
            "applicant": case.applicant_name,
            "agent": case.agent_name(),
            "submitted_at": words::iso(case.submitted_at),
            "answers": case.answers.situations,
            "form": form,
            "acknowledged": case.acknowledged,
            "privacy_notice": case.privacy_notice.as_deref(),
            "guardian_consent": case.guardian_consent,
            "promises": case.promises,
            "confirmations": case.confirmations,
        });
        let mut files = vec![("application.json".to_owned(), text(&application)?)];
        let mut materials = Vec::new();
        for handed in &case.materials {
            let mut names = Vec::new();
            for (nth, file) in handed.files.iter().enumerate() {
                let Some(bytes) = self.store().file_bytes(&file.id).await? else { continue };
                let path = format!("materials/{}/{}-{}", handed.material, nth + 1, plain(&file.name));
                names.push(json!({ "path": path, "name": file.name, "type": file.media_type }));
                files.push((path, bytes.to_vec()));
            }
            materials.push(json!({
                "id": handed.material,
                "name": rules.material_name(&handed.material),
                "how": case_papers::how(handed),
                "files": names,
            }));
        }
        files.push(("materials.json".into(), text(&materials)?));
        for (id, paper) in self.all_case_papers(dossier).await? {
            files.push((format!("decisions/{id}.html"), documents::print(&paper).into_bytes()));
        }
        let results: Vec<_> = case
            .tasks
            .iter()
            .map(|task| {
                json!({
                    "task": task.id.0,
                    "item": rules.item_name(&task.item),
                    "department": rules.department_name(&task.department),
                    "stage": words::task_stage(task.stage.name()),
                    "result": task.stage.result(),
                })
            })
            .collect();
        files.push(("decisions.json".into(), text(&results)?));
        let delivery =
            json!({ "chosen": case.delivery, "outgoing": case.outgoing, "delivered": case.delivered });
        files.push(("delivery.json".into(), text(&delivery)?));
        let rating = json!({ "whole": case.rating, "parts": case.rated_parts });
        files.push(("rating.json".into(), text(&rating)?));
        Ok(files)
    }

    /// The packages, the latest first, for those who keep the archive.
    ///
    /// # Errors
    /// `Forbidden` for others.
    pub async fn archives(
        &self,
        visitor: &Visitor,
        after: Option<&str>,
        limit: u32,
    ) -> Result<Page<ArchiveRow>, Failure> {
        policy::may(&visitor.actor, Action::KeepArchive, None)?;
        Ok(self.store().archives(after, limit.clamp(1, MOST_ROWS)).await?)
    }

    /// The latest package of a case: its name and content. Who took it is put on record.
    ///
    /// # Errors
    /// `Forbidden` for those who keep no archive; `NotFound` where there is none.
    pub async fn archive_of(&self, visitor: &Visitor, number: &str) -> Result<(String, Bytes), Failure> {
        policy::may(&visitor.actor, Action::KeepArchive, None)?;
        let number: CaseNumber = parse_number(number)?;
        let (version, package) = self.store().archive_of(&number).await?.ok_or(Failure::NotFound)?;
        let look = Access {
            at: self.now(),
            account: visitor.account.id.clone(),
            what: "case.archive",
            subject: number.to_string(),
            allowed: true,
            purpose: "归档".into(),
        };
        self.store().log_access(look).await?;
        Ok((format!("{number}-{version}.zip"), package))
    }
}

/// What happened, each event with its link in the chain.
fn process_log(dossier: &Dossier, links: &[String]) -> Result<Vec<u8>, Failure> {
    let events: Vec<_> = dossier
        .history
        .iter()
        .enumerate()
        .map(|(nth, recorded)| json!({ "link": links.get(nth), "recorded": &**recorded }))
        .collect();
    text(&events)
}

fn text(value: &impl serde::Serialize) -> Result<Vec<u8>, Failure> {
    serde_json::to_vec_pretty(value).map_err(|error| Failure::Fault(Box::new(error)))
}

/// A name that no file system takes for a path.
fn plain(name: &str) -> String {
    name.chars().map(|c| if c.is_alphanumeric() || matches!(c, '.' | '-' | '_') { c } else { '_' }).collect()
}
