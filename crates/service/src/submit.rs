//! Submitting (提交): from what was filled in to a case, once and only once.

use std::{collections::BTreeMap, sync::Arc};

use casework::{
    AccountId, CasePlan, Context, Dossier, Submission,
    case::{Channel, Delivery, Form, HandedIn, MetPrerequisite},
    exit::Exit,
    policy,
};
use catalog::{Answers, Catalog, MaterialId, Theme};
use identifiers::CaseNumber;
use jiff::civil::Date;
use store::{Account, Commit, CommitError, Idempotency};

use crate::{
    App, ApplicationInput, CaseView, Complaint, Failure, Rules, Visitor,
    application::material_missing,
    assess_application::{Applied, assess_application},
    assess_theme::asked_on,
    case_papers,
    draft_materials::missing,
    draft_notes::{self, check_met},
    drafts::DraftBody,
    files::pick_files,
    form::{self, text_of},
    notify, plan_case, prefill,
    promises::{self, Signature, Signing},
};

/// How often another number is drawn when one is taken.
const DRAWS: usize = 4;

/// An application that a program hands in.
#[derive(Debug, Clone, Default)]
pub struct SubmitRequest {
    /// The theme.
    pub theme: String,
    /// The answers.
    pub answers: Answers,
    /// The form.
    pub form: Form,
    /// The materials.
    pub materials: Vec<SubmittedMaterial>,
    /// How paper results are wanted; otherwise what the form says.
    pub delivery: Option<Delivery>,
    /// Whether they are to come together or as they come.
    pub exit: Exit,
    /// Obstacles that the applicant takes note of in writing, by their ids.
    pub acknowledged: Vec<String>,
    /// What was had elsewhere first.
    pub met: Vec<MetPrerequisite>,
    /// Of groups of which one way is enough, the way that is chosen; what is handed in says it otherwise.
    pub ways: BTreeMap<String, String>,
    /// Signatures under what is promised instead of papers; none where handing in with the own account is
    /// the signature.
    pub signatures: Vec<Signature>,
    /// For clerks and agents: the applicant's account id, login or identity number.
    pub on_behalf_of: Option<String>,
    /// Hand it in; otherwise it is kept as a draft.
    pub submit: bool,
}

/// A material as it is handed in.
#[derive(Debug, Clone, Default)]
pub struct SubmittedMaterial {
    /// Which material.
    pub material: String,
    /// Ids of uploaded files.
    pub files: Vec<String>,
    /// To follow later (容缺).
    pub deferred: bool,
    /// Seen on paper by the clerk.
    pub on_paper: bool,
    /// Number of a result in the applicant's wallet.
    pub from_wallet: Option<String>,
}

/// What became of a request.
#[derive(Debug)]
pub enum Submitted {
    /// A case.
    Case(Box<CaseView>),
    /// A draft with this id.
    Draft(String),
}

/// A checked application, ready to become a case.
struct Ready {
    plan: CasePlan,
    form: Form,
    materials: Vec<HandedIn>,
    acknowledged: Vec<(String, String)>,
    met: Vec<MetPrerequisite>,
}

/// Under what key an application is handed in, and the draft that ends with it.
struct HandingIn<'a> {
    key: &'a str,
    drop_draft: Option<(String, AccountId)>,
    signing: Signing<'a>,
}

impl App {
    /// Hands in a draft. The same key gives the same case.
    ///
    /// # Errors
    /// `Invalid` naming everything that is missing or wrong.
    pub async fn submit_draft(
        &self,
        visitor: &Visitor,
        id: &str,
        key: &str,
        signatures: &[Signature],
    ) -> Result<CaseView, Failure> {
        if let Some(view) = self.earlier_case(visitor, key).await? {
            return Ok(view);
        }
        let draft = self.open_draft(visitor, id).await?;
        let applicant = self.applicant_for(visitor, draft.record.for_account.as_ref()).await?;
        let theme = draft.record.theme.to_string();
        let drop_draft = Some((draft.record.id.clone(), visitor.account.id.clone()));
        let DraftBody { input, known, unfound, .. } = &draft.body;
        let applied = Applied { input, known, unfound };
        let handing_in = HandingIn { key, drop_draft, signing: Signing::Typed(signatures) };
        self.make_case(visitor, applicant, &draft.rules, &theme, &applied, handing_in).await
    }

    /// Hands in an application as a program does, or keeps it as a draft. The same key gives the same case.
    ///
    /// # Errors
    /// `Invalid` naming everything that is missing or wrong, `NotFound` for an unknown theme.
    pub async fn submit(
        &self,
        visitor: &Visitor,
        request: SubmitRequest,
        key: &str,
    ) -> Result<Submitted, Failure> {
        if let Some(view) = self.earlier_case(visitor, key).await? {
            return Ok(Submitted::Case(Box::new(view)));
        }
        let rules = self.rules();
        rules.check_answers(&request.theme, &request.answers)?;
        let behalf = match &request.on_behalf_of {
            Some(who) => Some(self.whoever(visitor, who).await?),
            None => None,
        };
        self.may_act_for(visitor, &request.theme, behalf.as_ref()).await?;
        let applicant = self.applicant_for(visitor, behalf.as_ref()).await?;
        let materials = self.read_materials(visitor, &applicant.id, request.materials).await?;
        let noted = request.acknowledged.into_iter().chain(request.answers.acknowledged.clone());
        let input = ApplicationInput {
            acknowledged: noted.collect(),
            answers: request.answers,
            form: request.form,
            materials,
            delivery: request.delivery,
            exit: request.exit,
            met: request.met,
            ways: request.ways,
            copied: Vec::new(),
        };
        check_met(&input.met, self.today())?;
        if !request.submit {
            let id = self.start(visitor, &request.theme, input.answers.clone(), behalf).await?;
            self.fill_draft(visitor, &id, input).await?;
            return Ok(Submitted::Draft(id));
        }
        // A program says what it knows; only what the account itself tells is filled in.
        let known = if policy::sees_what_is_known(&visitor.actor, &applicant.id) {
            prefill::of_account(&rules, &applicant)
        } else {
            prefill::of_identity(&rules, &applicant)
        };
        let unfound = self.unfound(&applicant, &rules.assess(&request.theme, &input.answers)?).await;
        let applied = Applied { input: &input, known: &known, unfound: &unfound };
        let signing = match request.signatures.as_slice() {
            [] => Signing::ByAccount,
            typed => Signing::Typed(typed),
        };
        let handing_in = HandingIn { key, drop_draft: None, signing };
        let view = self.make_case(visitor, applicant, &rules, &request.theme, &applied, handing_in).await?;
        Ok(Submitted::Case(Box::new(view)))
    }

    async fn fill_draft(&self, visitor: &Visitor, id: &str, input: ApplicationInput) -> Result<(), Failure> {
        let mut draft = self.open_draft(visitor, id).await?;
        let expected = draft.record.version;
        draft.body.input = input;
        draft.record.body =
            serde_json::to_value(&draft.body).map_err(|error| Failure::Fault(Box::new(error)))?;
        self.store().save_draft(draft.record, Some(expected)).await?;
        Ok(())
    }

    /// The account that a clerk or an agent names by id, login or identity number.
    async fn whoever(&self, visitor: &Visitor, who: &str) -> Result<AccountId, Failure> {
        if let Err(refusal) = policy::may(&visitor.actor, policy::Action::SubmitForAnother, None) {
            return Err(self.without_mandate(visitor, |_| true, refusal.into()).await);
        }
        let who = identifiers::normalise(who);
        if let Some(account) = self.store().account(&AccountId::from(who.as_str())).await? {
            return Ok(account.id);
        }
        if let Some((account, _)) = self.store().account_by_login(&who).await? {
            return Ok(account.id);
        }
        let found = self.store().accounts_by_id_number(&who).await?;
        found.into_iter().next().map(|account| account.id).ok_or_else(|| {
            Failure::invalid("/on_behalf_of", "unknown_applicant", "没有这个申请人的账户，请先在窗口登记")
        })
    }

    /// The case that the same key made before, if it did.
    async fn earlier_case(&self, visitor: &Visitor, key: &str) -> Result<Option<CaseView>, Failure> {
        match self.store().answered(&visitor.account.id, key).await? {
            Some(answer) => {
                let number = answer.get("number").and_then(|number| number.as_str()).unwrap_or_default();
                Ok(Some(self.case(visitor, number).await?))
            }
            None => Ok(None),
        }
    }

    pub(crate) async fn read_materials(
        &self,
        visitor: &Visitor,
        applicant: &AccountId,
        submitted: Vec<SubmittedMaterial>,
    ) -> Result<Vec<HandedIn>, Failure> {
        let mut materials = Vec::with_capacity(submitted.len());
        let ids: Vec<String> = submitted.iter().flat_map(|one| one.files.iter().cloned()).collect();
        let uploaded = self.store().own_files(&visitor.account.id, &ids).await?;
        for one in submitted {
            let pointer = format!("/materials/{}", one.material);
            let files = pick_files(&uploaded, &one.files, &pointer)?;
            if let Some(result) = &one.from_wallet {
                self.usable_result(applicant, &one.material, result).await?;
            }
            materials.push(HandedIn {
                material: one.material.into(),
                files,
                on_paper: one.on_paper,
                deferred: one.deferred,
                from_wallet: one.from_wallet,
                signed: false,
            });
        }
        Ok(materials)
    }

    async fn make_case(
        &self,
        visitor: &Visitor,
        applicant: Account,
        rules: &Rules,
        theme: &str,
        applied: &Applied<'_>,
        HandingIn { key, drop_draft, signing }: HandingIn<'_>,
    ) -> Result<CaseView, Failure> {
        if key.trim().is_empty() || key.len() > 200 {
            return Err(Failure::invalid(
                "/idempotency_key",
                "idempotency_key_form",
                "请求编号为1到200个字符",
            ));
        }
        let theme = rules.theme(theme).ok_or(Failure::NotFound)?;
        let input = applied.input;
        let ready = ready(rules, theme, applied, self.today())?;
        let promises = promises::signed(rules, &ready.plan, &ready.materials, signing, visitor, &applicant)?;
        let broken_promise = !promises.is_empty() && self.broke_a_promise(&applicant.id).await?;
        let barred = self.barred(&applicant.id).await?;
        let channel = match visitor.clerk_place() {
            Some(place) if applicant.id != visitor.account.id => Channel::Counter { place: place.clone() },
            _ => Channel::Online,
        };
        let delivery = input.delivery.clone().map_or_else(
            || delivery_of(&ready.form, &channel),
            |chosen| complete_delivery(chosen, &ready.form),
        );
        let mut submission = Submission {
            number: self.draw_number(rules)?,
            applicant: applicant.id.clone(),
            applicant_name: applicant.name.clone(),
            channel,
            plan: Arc::new(ready.plan),
            answers: asked_on(&input.answers, self.today()),
            form: ready.form,
            materials: ready.materials,
            delivery,
            exit: input.exit,
            assess_by: None,
            acknowledged: ready.acknowledged,
            met: ready.met,
            promises,
            broken_promise,
            barred,
        };
        for _ in 0..DRAWS {
            let commit = self.new_case(visitor, rules, theme, submission.clone(), key, drop_draft.clone())?;
            let after = Arc::clone(&commit.after);
            match self.store().commit(commit).await {
                Ok(()) => return self.case_after(visitor, &after),
                Err(CommitError::NumberTaken) => submission.number = self.draw_number(rules)?,
                Err(CommitError::AlreadyAnswered(_)) => {
                    return self.earlier_case(visitor, key).await?.ok_or(Failure::NotFound);
                }
                Err(CommitError::Stale) => return Err(Failure::Refused(casework::Refusal::Stale)),
                Err(CommitError::Store(error)) => return Err(error.into()),
            }
        }
        Err(Failure::Fault("no free case number was drawn".into()))
    }

    fn new_case(
        &self,
        visitor: &Visitor,
        rules: &Rules,
        theme: &Theme,
        submission: Submission,
        key: &str,
        drop_draft: Option<(String, AccountId)>,
    ) -> Result<Commit, Failure> {
        let catalog = self.catalog();
        // Holidays are those known today, whatever rules hold.
        let context = Context { now: self.now(), calendar: &catalog.calendar, actor: &visitor.actor };
        let number = submission.number.clone();
        let events = casework::record(0, casework::submit(submission, &context)?, &context);
        let after =
            Dossier::of(events).ok_or_else(|| Failure::Fault("a case without a first event".into()))?;
        let agents: Vec<_> = after.case.mandates.iter().map(|shown| shown.agent.clone()).collect();
        let (deliver_messages, outbox) =
            notify::tell(rules, &theme.name, &self.settings().base_url, &after.case, &agents, &after.history);
        let timers = self.timer_changes(None, &after.case);
        let yellow_from = after.case.yellow_days(self.today(), &catalog.calendar);
        let papers = case_papers::new_papers(rules, &after, 0);
        Ok(Commit {
            idempotency: Some(Idempotency {
                account: visitor.account.id.clone(),
                key: key.to_owned(),
                answer: serde_json::json!({ "number": number.as_str() }),
            }),
            number,
            expected_version: 0,
            events: after.history.clone(),
            after: Arc::new(after),
            theme_name: theme.name.clone(),
            deliver_messages,
            outbox,
            papers,
            rating_links: Vec::new(),
            yellow_from,
            timers,
            drop_draft,
            today: self.today(),
        })
    }

    fn draw_number(&self, catalog: &Catalog) -> Result<CaseNumber, Failure> {
        let mut random = [0_u8; 6];
        getrandom::fill(&mut random).map_err(|error| Failure::Fault(error.to_string().into()))?;
        Ok(CaseNumber::compose(&catalog.district.case_prefix, self.today(), random))
    }
}

/// Checks the whole application; everything that is wrong is named at once.
fn ready(rules: &Rules, theme: &Theme, applied: &Applied<'_>, today: Date) -> Result<Ready, Failure> {
    let catalog: &Catalog = rules;
    let input = applied.input;
    let assessment = assess_application(rules, theme, applied, today);
    let mut plan = plan_case::plan(catalog, theme, &assessment)?;
    let filled = prefill::filled_in(&assessment, &input.form, applied.known);
    let checked = form::check(catalog, &assessment, &filled, today);
    let mut complaints = checked.complaints;
    complaints.extend(
        missing(&assessment, &input.materials).map(|material| material_missing(&assessment, material)),
    );
    complaints.extend(draft_notes::complaints(&assessment, input));
    complaints.extend(input.materials.iter().filter(|handed| handed.deferred).filter_map(|handed| {
        let listed = assessment.materials.iter().find(|listed| listed.id == handed.material)?;
        let message = format!("{}不能以后再交，请现在就交", listed.name);
        (!listed.deferrable && listed.spared.is_none())
            .then(|| Complaint::new(format!("/materials/{}", listed.id), "not_deferrable", message))
    }));
    let foreign = input.materials.iter().filter(|handed| !is_of_theme(catalog, theme, &handed.material));
    complaints.extend(foreign.map(|handed| {
        let message = "这件事用不着这份材料，请去掉";
        Complaint::new(format!("/materials/{}", handed.material), "foreign_materials", message)
    }));
    if !complaints.is_empty() {
        return Err(Failure::Invalid(complaints));
    }
    // What other answers or fields would have needed is not kept in the case (最小必要).
    let needed =
        |handed: &&HandedIn| plan.wanted(&input.materials).any(|one| one.material == handed.material);
    let materials = input.materials.iter().filter(needed).cloned().collect();
    plan.apart = plan_case::apart(catalog, theme, &asked_on(&input.answers, today), &checked.form);
    let of_plan = |met: &&MetPrerequisite| plan.prerequisites.iter().any(|one| one.id == met.id);
    let met = input.met.iter().filter(of_plan).cloned().collect();
    let acknowledged = draft_notes::signed(&assessment, input);
    Ok(Ready { plan, form: checked.form, materials, acknowledged, met })
}

/// Whether some answers to the theme's questions ask for this material.
fn is_of_theme(catalog: &Catalog, theme: &Theme, material: &MaterialId) -> bool {
    let mut items = theme.items.iter().filter_map(|entry| catalog.items.get(&entry.item));
    items.any(|item| item.materials.iter().any(|used| used.material == *material))
}

/// What the form says on how results are wanted; at a counter, paper is handed out there.
fn delivery_of(form: &Form, channel: &Channel) -> Delivery {
    let method = form.get("delivery.method").map(text_of).unwrap_or_default();
    match (method.as_str(), channel) {
        ("邮寄", _) => complete_delivery(
            Delivery::Post { recipient: String::new(), mobile: String::new(), address: String::new() },
            form,
        ),
        ("窗口领取", Channel::Counter { place }) => Delivery::Counter { place: place.clone() },
        ("窗口领取", Channel::Online) => Delivery::Counter { place: MAIN_COUNTER.into() },
        ("", Channel::Counter { place }) => Delivery::Counter { place: place.clone() },
        _ => Delivery::Online,
    }
}

/// The counter that takes and hands out everything (全区通办的兜底窗口).
const MAIN_COUNTER: &str = "admin_service_centre";

/// Fills the parts of a postal address from the form, and what is empty there from the applicant's own.
fn complete_delivery(chosen: Delivery, form: &Form) -> Delivery {
    let Delivery::Post { recipient, mobile, address } = chosen else { return chosen };
    let fill = |given: String, suffix: &str, else_suffix: &str| {
        let from_form =
            |prefix: &str, suffix: &str| form.get(format!("{prefix}.{suffix}").as_str()).map(text_of);
        if given.is_empty() {
            from_form("delivery", suffix).or_else(|| from_form("applicant", else_suffix)).unwrap_or_default()
        } else {
            given
        }
    };
    Delivery::Post {
        recipient: fill(recipient, "recipient", "name"),
        mobile: fill(mobile, "mobile", "mobile"),
        address: fill(address, "address", "address"),
    }
}
