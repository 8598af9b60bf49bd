//! Drafts (草稿): an application while it is being written. Everything typed is
//! kept as typed; leaving and coming back, on another device too, goes on where one was.

use std::collections::BTreeSet;

use casework::{AccountId, Mandate, MandatedAct, Refusal, case::Delivery, exit::Exit, policy};
use catalog::{Answers, Assessment, ElementId, MaterialId, ThemeId, assess};
use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};
use store::{Account, DraftRecord, StoreError};

use crate::{
    App, Application, ApplicationInput, Failure, Rules, RulesMark, Visitor,
    application::build,
    assess_application::{Applied, assess_application},
    copying, deceased, form, plan_case,
    prefill::{self, Known, KnownValues},
    privacy_notice,
    rules::changed_since,
};

/// How often a draft is saved anew when two tabs save at the same instant.
const TRIES: usize = 5;

/// Where a value comes from that the person said when looking for the thing.
const SAID: &str = "您搜索时说的";

/// A draft in a list.
#[derive(Debug, Clone)]
pub struct DraftLine {
    /// Its id.
    pub id: String,
    /// The theme.
    pub theme: ThemeId,
    /// The theme's name.
    pub theme_name: String,
    /// When it was last saved.
    pub saved_at: Timestamp,
    /// Whose application it is.
    pub applicant_name: String,
}

/// What is kept of a draft.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(crate) struct DraftBody {
    pub(crate) input: ApplicationInput,
    pub(crate) known: KnownValues,
    pub(crate) applicant_name: String,
    /// The rules with which it was begun; drafts of before this was kept have none.
    #[serde(default)]
    pub(crate) rules: Option<RulesMark>,
    /// Materials that data sharing was to supply and cannot.
    #[serde(default)]
    pub(crate) unfound: Vec<MaterialId>,
    /// Which version of the notice (个人信息处理告知) was shown when it was begun, and when.
    #[serde(default)]
    pub(crate) told: Option<(String, Timestamp)>,
    /// Whether the applicant was found to be a close relative of whoever has died.
    #[serde(default)]
    pub(crate) kinship: Option<deceased::KinshipAsked>,
}

/// A draft with all that is needed to work on it.
pub(crate) struct OpenDraft {
    pub(crate) record: DraftRecord,
    pub(crate) body: DraftBody,
    /// The rules with which it was begun.
    pub(crate) rules: Rules,
    /// The day on which it is worked on, from which ages are counted.
    today: Date,
}

impl App {
    /// Begins an application. Clerks and agents begin it for somebody else.
    ///
    /// # Errors
    /// `NotFound` for an unknown theme, `Invalid` for bad answers, `Forbidden` for
    /// acting for somebody else without the role.
    pub async fn start(
        &self,
        visitor: &Visitor,
        theme: &str,
        answers: Answers,
        on_behalf_of: Option<AccountId>,
    ) -> Result<String, Failure> {
        self.start_with(visitor, theme, answers, on_behalf_of, Vec::new()).await
    }

    /// Begins an application in which some fields are filled in with what the person said when
    /// looking for the thing: a guess, marked so, like anything else that is filled in.
    ///
    /// # Errors
    /// As for [`App::start`].
    pub async fn start_with(
        &self,
        visitor: &Visitor,
        theme: &str,
        answers: Answers,
        on_behalf_of: Option<AccountId>,
        said: Vec<(ElementId, String)>,
    ) -> Result<String, Failure> {
        let rules = self.rules();
        let assessment = rules.assess(theme, &answers)?;
        self.may_act_for(visitor, theme, on_behalf_of.as_ref()).await?;
        let applicant = self.applicant_for(visitor, on_behalf_of.as_ref()).await?;
        let unfound = self.unfound(&applicant, &assessment).await;
        let mut known = self.known_to(visitor, &applicant, &rules, theme, &assessment).await?;
        for (element, value) in said {
            known.entry(element).or_insert(Known { value: value.into(), from: SAID.into() });
        }
        let input = ApplicationInput { answers, ..ApplicationInput::default() };
        let applicant_name = applicant.name.clone();
        let theme_name = rules.theme(theme).map_or(theme, |known| known.name.as_str());
        let told = Some((privacy_notice::notice(&rules, theme_name, &assessment).version, self.now()));
        let body = DraftBody {
            input,
            known,
            applicant_name,
            rules: Some(rules.mark()),
            unfound,
            told,
            kinship: None,
        };
        let id = uuid::Uuid::now_v7().to_string();
        let record = DraftRecord {
            id: id.clone(),
            owner: visitor.account.id.clone(),
            for_account: on_behalf_of,
            theme: ThemeId::from(theme),
            version: 0,
            saved_at: self.now(),
            body: to_json(&body)?,
        };
        self.store().save_draft(record, None).await?;
        Ok(id)
    }

    /// Whether the visitor may write for somebody else in this thing.
    ///
    /// # Errors
    /// `Refused` where the law wants the people themselves, without a mandate, and with one that has ended.
    pub(crate) async fn may_act_for(
        &self,
        visitor: &Visitor,
        theme: &str,
        on_behalf_of: Option<&AccountId>,
    ) -> Result<(), Failure> {
        let Some(principal) = on_behalf_of.filter(|other| **other != visitor.account.id) else {
            return Ok(());
        };
        let catalog = self.catalog();
        // A thing that is offered no more: whoever began goes on.
        let in_person = catalog.theme(theme).and_then(plan_case::in_person);
        let theme = ThemeId::from(theme);
        match policy::may_act_for(&visitor.actor, principal, &theme, in_person.as_deref()) {
            Ok(()) => Ok(()),
            Err(refusal @ Refusal::InPersonOnly { .. }) => Err(refusal.into()),
            Err(refusal) => {
                let covered =
                    |given: &Mandate| given.principal == *principal && given.lets(MandatedAct::Fill, &theme);
                Err(self.without_mandate(visitor, covered, refusal.into()).await)
            }
        }
    }

    /// The account whose application it is, if the visitor may act for it.
    pub(crate) async fn applicant_for(
        &self,
        visitor: &Visitor,
        on_behalf_of: Option<&AccountId>,
    ) -> Result<Account, Failure> {
        match on_behalf_of {
            Some(other) if *other != visitor.account.id => {
                policy::may(&visitor.actor, policy::Action::SubmitForAnother, None)?;
                self.account(other).await
            }
            _ => {
                policy::may(&visitor.actor, policy::Action::Submit, None)?;
                Ok(visitor.account.clone())
            }
        }
    }

    /// What may be filled in for whoever writes the application.
    async fn known_to(
        &self,
        visitor: &Visitor,
        applicant: &Account,
        rules: &Rules,
        theme: &str,
        assessment: &Assessment,
    ) -> Result<KnownValues, Failure> {
        if policy::sees_what_is_known(&visitor.actor, &applicant.id) {
            self.known_values(applicant, assessment, &prefill::purpose(rules, theme)).await
        } else {
            Ok(prefill::of_identity(&self.catalog(), applicant))
        }
    }

    /// The visitor's drafts, newest first; without those for people whose mandate has ended.
    ///
    /// # Errors
    /// Only when the store fails.
    pub async fn drafts(&self, visitor: &Visitor) -> Result<Vec<DraftLine>, Failure> {
        let mut lines = Vec::new();
        for record in self.store().drafts_of(&visitor.account.id).await? {
            match self.may_act_for(visitor, &record.theme, record.for_account.as_ref()).await {
                Ok(()) => lines.extend(self.draft_line(record)),
                Err(fault @ Failure::Fault(_)) => return Err(fault),
                Err(_) => {}
            }
        }
        Ok(lines)
    }

    /// The draft in a list; none where no rules know its theme.
    pub(crate) fn draft_line(&self, record: DraftRecord) -> Option<DraftLine> {
        let rules = record.body.get("rules").cloned().and_then(|mark| serde_json::from_value(mark).ok());
        let theme_name = self.rules_of_draft(rules.as_ref()).theme(&record.theme)?.name.clone();
        let applicant_name =
            record.body.get("applicant_name").and_then(|name| name.as_str()).unwrap_or_default();
        Some(DraftLine {
            applicant_name: applicant_name.to_owned(),
            id: record.id,
            theme: record.theme,
            theme_name,
            saved_at: record.saved_at,
        })
    }

    /// The draft with everything a page needs.
    ///
    /// # Errors
    /// `NotFound` where there is no such draft of the visitor's.
    pub async fn application(&self, visitor: &Visitor, id: &str) -> Result<Application, Failure> {
        let draft = self.open_draft(visitor, id).await?;
        self.show(visitor, draft).await
    }

    /// Keeps what was typed, right or wrong, and says what is wrong with it.
    /// `pairs` are the controls' names and values as posted.
    ///
    /// # Errors
    /// `NotFound` where there is no such draft of the visitor's.
    pub async fn save_form(
        &self,
        visitor: &Visitor,
        id: &str,
        section: Option<&str>,
        pairs: Vec<(String, String)>,
    ) -> Result<Application, Failure> {
        self.change(visitor, id, &|draft| {
            let mut assessment = draft.assess()?;
            if let Some(section) = section {
                assessment.fields.retain(|field| field.section == section);
            }
            let DraftBody { input, known, .. } = &mut draft.body;
            let before = prefill::filled_in(&assessment, &input.form, known);
            form::put_typed(&assessment, &mut input.form, &pairs);
            prefill::forget_what_numbers_tell(&assessment, &mut input.form, &before);
            // A value that was filled in and sent back as it was still says where it came from.
            input.form.retain(|id, typed| {
                known.get(id).is_none_or(|known| form::text_of(&known.value) != form::text_of(typed))
            });
            copying::forget_changed(&mut input.copied, &input.form);
            deceased::forget_another(draft);
            Ok(())
        })
        .await
    }

    /// Replaces the answers; what was typed stays, whether it is still asked or not.
    ///
    /// # Errors
    /// `Invalid` for bad answers.
    pub async fn change_answers(
        &self,
        visitor: &Visitor,
        id: &str,
        answers: Answers,
    ) -> Result<Application, Failure> {
        let draft = self.open_draft(visitor, id).await?;
        let assessment = draft.rules.assess(&draft.record.theme, &answers)?;
        let applicant = self.applicant_for(visitor, draft.record.for_account.as_ref()).await?;
        let theme = &draft.record.theme;
        let known = self.known_to(visitor, &applicant, &draft.rules, theme, &assessment).await?;
        let unfound = self.unfound(&applicant, &assessment).await;
        self.change(visitor, id, &|draft| {
            draft.body.unfound = unfound.clone();
            draft.body.input.answers = answers.clone();
            let rules = &draft.rules;
            draft
                .body
                .known
                .retain(|id, known| known.from == SAID || deceased::is_known_of_deceased(rules, id));
            draft.body.known.extend(known.clone());
            Ok(())
        })
        .await
    }

    /// Adds an empty row to a section that the person may add to.
    ///
    /// # Errors
    /// `Invalid` where the section has all its rows.
    pub async fn add_row(&self, visitor: &Visitor, id: &str, section: &str) -> Result<Application, Failure> {
        self.change_rows(visitor, id, section, None).await
    }

    /// Removes a row, counted from 0.
    ///
    /// # Errors
    /// `NotFound` where there is no such draft.
    pub async fn remove_row(
        &self,
        visitor: &Visitor,
        id: &str,
        section: &str,
        row: usize,
    ) -> Result<Application, Failure> {
        self.change_rows(visitor, id, section, Some(row)).await
    }

    /// One row less, or one more.
    async fn change_rows(
        &self,
        visitor: &Visitor,
        id: &str,
        section: &str,
        without: Option<usize>,
    ) -> Result<Application, Failure> {
        let empty = || serde_json::Value::String(String::new());
        self.change(visitor, id, &|draft| {
            let mut sections = draft.rules.sections.iter();
            let most = sections.find(|known| known.id == section).map_or(1, |known| known.max_rows);
            let assessment = draft.assess()?;
            let ApplicationInput { form, copied, .. } = &mut draft.body.input;
            let mut shorter = false;
            for field in assessment.fields.iter().filter(|field| field.section == section && field.open_rows)
            {
                let count = form::row_count(&assessment, field, form);
                let mut rows = form.get(&field.id).map(form::rows_of).unwrap_or_default();
                rows.resize(count, empty());
                match without {
                    Some(row) if row < count && count > 1 => {
                        rows.remove(row);
                        shorter = true;
                    }
                    Some(_) => {}
                    None => rows.push(empty()),
                }
                if rows.len() > most as usize {
                    let message = format!("这里最多填{most}份");
                    return Err(Failure::invalid(form::pointer(&field.id, None), "too_many_rows", message));
                }
                form.insert(field.id.clone(), serde_json::Value::Array(rows));
            }
            if let Some(row) = without.filter(|_| shorter) {
                copying::forget_row(copied, &draft.rules, section, row);
            }
            Ok(())
        })
        .await
    }

    /// How paper results are wanted: `online`, `counter:<place>` or `post`.
    ///
    /// # Errors
    /// `Invalid` for a way that there is not.
    pub async fn choose_draft_delivery(
        &self,
        visitor: &Visitor,
        id: &str,
        choice: &str,
        exit: Exit,
    ) -> Result<Application, Failure> {
        let catalog = self.catalog();
        let (delivery, word) = match choice.split_once(':') {
            None if choice == "online" => (Delivery::Online, "电子证照"),
            None if choice == "post" => {
                let (recipient, mobile, address) = Default::default();
                (Delivery::Post { recipient, mobile, address }, "邮寄")
            }
            Some(("counter", place)) if catalog.places.iter().any(|known| known.id == *place) => {
                (Delivery::Counter { place: place.into() }, "窗口领取")
            }
            _ => return Err(Failure::invalid("/delivery", "unknown_delivery", "请选一种领取方式")),
        };
        self.change(visitor, id, &|draft| {
            draft.body.input.delivery = Some(delivery.clone());
            draft.body.input.exit = exit;
            draft.body.input.form.insert("delivery.method".into(), word.into());
            Ok(())
        })
        .await
    }

    /// Throws a draft away: one's own, or one that somebody else writes for oneself.
    ///
    /// # Errors
    /// Only when the store fails.
    pub async fn discard(&self, visitor: &Visitor, id: &str) -> Result<(), Failure> {
        let own = &visitor.account.id;
        let record = match self.store().draft(id, own).await? {
            Some(record) => Some(record),
            None => self.store().drafts_for(own).await?.into_iter().find(|record| record.id == id),
        };
        self.discard_all(visitor, record.as_slice()).await
    }

    /// Throws these away, with the files that were uploaded for them alone.
    pub(crate) async fn discard_all(&self, visitor: &Visitor, drafts: &[DraftRecord]) -> Result<(), Failure> {
        let mut files = BTreeSet::new();
        for draft in drafts {
            self.store().delete_draft(&draft.id, &visitor.account.id).await?;
            files.extend(files_of(draft));
        }
        let writers: BTreeSet<_> = drafts.iter().map(|draft| &draft.owner).collect();
        for writer in writers {
            for kept in self.store().drafts_of(writer).await? {
                for file in files_of(&kept) {
                    files.remove(&file);
                }
            }
        }
        Ok(self.store().forget_files(files.into_iter().collect()).await?)
    }

    pub(crate) async fn open_draft(&self, visitor: &Visitor, id: &str) -> Result<OpenDraft, Failure> {
        let record = self.store().draft(id, &visitor.account.id).await?.ok_or(Failure::NotFound)?;
        self.may_act_for(visitor, &record.theme, record.for_account.as_ref()).await?;
        let body: DraftBody =
            serde_json::from_value(record.body.clone()).map_err(|error| Failure::Fault(Box::new(error)))?;
        let rules = self.rules_of_draft(body.rules.as_ref());
        Ok(OpenDraft { record, body, rules, today: self.today() })
    }

    fn rules_of_draft(&self, mark: Option<&RulesMark>) -> Rules {
        mark.map_or_else(|| self.rules(), |mark| self.rules_kept(mark))
    }

    /// Goes on by the rules that hold today; what was typed stays, whether it is still asked or not.
    ///
    /// # Errors
    /// `NotFound` where there is no such draft, or no such theme any more.
    pub async fn take_up_rules(&self, visitor: &Visitor, id: &str) -> Result<Application, Failure> {
        let draft = self.open_draft(visitor, id).await?;
        let rules = self.rules();
        let answers = still_answers(&rules, &draft)?;
        let assessment = rules.assess(&draft.record.theme, &answers)?;
        let applicant = self.applicant_for(visitor, draft.record.for_account.as_ref()).await?;
        let known = self.known_to(visitor, &applicant, &rules, &draft.record.theme, &assessment).await?;
        self.change(visitor, id, &|draft| {
            draft.body.input.answers = still_answers(&rules, draft)?;
            draft.body.known = known.clone();
            draft.body.kinship = None;
            draft.body.rules = Some(rules.mark());
            draft.rules = rules.clone();
            Ok(())
        })
        .await
    }

    /// Loads, changes and saves; when another tab was quicker, does it again on what it saved.
    pub(crate) async fn change(
        &self,
        visitor: &Visitor,
        id: &str,
        change: &(dyn Fn(&mut OpenDraft) -> Result<(), Failure> + Sync),
    ) -> Result<Application, Failure> {
        for _ in 0..TRIES {
            let mut draft = self.open_draft(visitor, id).await?;
            change(&mut draft)?;
            let expected = draft.record.version;
            draft.record.body = to_json(&draft.body)?;
            draft.record.saved_at = self.now();
            match self.store().save_draft(draft.record.clone(), Some(expected)).await {
                Ok(version) => {
                    draft.record.version = version;
                    return self.show(visitor, draft).await;
                }
                Err(StoreError::Stale) => {}
                Err(other) => return Err(other.into()),
            }
        }
        Err(Failure::Refused(casework::Refusal::Stale))
    }

    async fn show(&self, visitor: &Visitor, draft: OpenDraft) -> Result<Application, Failure> {
        let assessment = draft.assess()?;
        let owner = draft.record.for_account.clone().unwrap_or_else(|| visitor.account.id.clone());
        let sees = policy::sees_what_is_known(&visitor.actor, &owner);
        let wallet = if sees { self.store().wallet(&owner).await? } else { Vec::new() };
        let today = self.rules();
        let current = draft.rules.same_as(&today);
        let changed = match assess_by(&today, &draft) {
            _ if current => Vec::new(),
            Ok(now) => changed_since(&draft.rules, &today, &draft.record.theme, [&assessment, &now]),
            // The theme is offered no more: whoever began goes on.
            Err(_) => Vec::new(),
        };
        let mut application = build(draft, assessment, &wallet, today.on);
        if !sees {
            application.sections.iter_mut().for_each(|section| section.kinship = None);
        }
        Ok(Application { current, changed, ..application })
    }
}

impl OpenDraft {
    /// What follows from the answers and the form so far, by the rules of the draft.
    pub(crate) fn assess(&self) -> Result<Assessment, Failure> {
        assess_by(&self.rules, self)
    }
}

fn assess_by(rules: &Rules, draft: &OpenDraft) -> Result<Assessment, Failure> {
    let theme = rules.theme(&draft.record.theme).ok_or(Failure::NotFound)?;
    let DraftBody { input, known, unfound, .. } = &draft.body;
    Ok(assess_application(rules, theme, &Applied { input, known, unfound }, draft.today))
}

/// The answers that other rules still understand; the others are asked anew.
fn still_answers(rules: &Rules, draft: &OpenDraft) -> Result<Answers, Failure> {
    let theme = rules.theme(&draft.record.theme).ok_or(Failure::NotFound)?;
    let mut answers = draft.body.input.answers.clone();
    let problems = assess::check_answers(rules, theme, &answers);
    let understood = |id: &str| !problems.iter().any(|problem| problem.id == id);
    answers.situations.retain(|id, _| understood(id));
    answers.elements.retain(|id, _| understood(id));
    Ok(answers)
}

/// The files that were uploaded for a draft.
fn files_of(draft: &DraftRecord) -> Vec<String> {
    let body: Result<DraftBody, _> = serde_json::from_value(draft.body.clone());
    let materials = body.map(|body| body.input.materials).unwrap_or_default();
    materials.into_iter().flat_map(|handed| handed.files).map(|file| file.id).collect()
}

fn to_json(body: &DraftBody) -> Result<serde_json::Value, Failure> {
    serde_json::to_value(body).map_err(|error| Failure::Fault(Box::new(error)))
}
