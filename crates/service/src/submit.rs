//! Submitting (提交): from what was filled in to a case, once and only once.

use std::{collections::BTreeMap, sync::Arc};

use casework::{
    AccountId, CasePlan, Context, Dossier, GuardianConsent, NoticeShown, ShownBy, Submission,
    case::{Channel, Delivery, Form, HandedIn, MetPrerequisite},
    exit::Exit,
    policy,
};
use catalog::{Answers, Catalog, MaterialId, Theme};
use identifiers::CaseNumber;
use jiff::{Timestamp, civil::Date};
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
    guardian_consent::{self, GUARDIAN, GuardianSignature},
    notify, plan_case,
    prefill::{self, KnownValues},
    privacy_notice::{self, PrivacyNotice},
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
    /// Signatures under what is promised instead of papers.
    pub signatures: Vec<Signature>,
    /// The calling system takes handing in with the own account as the signature under all of that.
    pub by_account: bool,
    /// The version of the notice (个人信息处理告知) that the calling system showed, if it did.
    pub notice_shown: Option<String>,
    /// The signature of the guardian of a child under fourteen; may follow after handing in.
    pub guardian: Option<GuardianSignature>,
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
    notice: PrivacyNotice,
}

/// An application that a program sent, read.
pub(crate) struct ProgramsApplication {
    pub(crate) rules: Rules,
    pub(crate) theme: String,
    pub(crate) applicant: Account,
    behalf: Option<AccountId>,
    pub(crate) input: ApplicationInput,
    pub(crate) known: KnownValues,
    pub(crate) unfound: Vec<MaterialId>,
}

/// Under what key an application is handed in, the draft that ends with it, and what was signed.
struct HandingIn<'a> {
    key: &'a str,
    drop_draft: Option<(String, AccountId)>,
    signing: Signing<'a>,
    guardian: Option<&'a GuardianSignature>,
    told: Told<'a>,
}

/// How the applicant was told how the data are used.
enum Told<'a> {
    /// On our own pages: which version was shown when the application was begun, and when.
    OnPages(Option<&'a (String, Timestamp)>),
    /// By a program, if it says so: which version.
    ByProgram(Option<&'a str>),
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
        guardian: Option<&GuardianSignature>,
    ) -> Result<CaseView, Failure> {
        if let Some(view) = self.earlier_case(visitor, key).await? {
            return Ok(view);
        }
        let draft = self.open_draft(visitor, id).await?;
        let applicant = self.applicant_for(visitor, draft.record.for_account.as_ref()).await?;
        let theme = draft.record.theme.to_string();
        let drop_draft = Some((draft.record.id.clone(), visitor.account.id.clone()));
        let DraftBody { input, known, unfound, told, .. } = &draft.body;
        let applied = Applied { input, known, unfound };
        let told = Told::OnPages(told.as_ref());
        let signing = Signing::Typed(signatures);
        let handing_in = HandingIn { key, drop_draft, signing, guardian, told };
        self.make_case(visitor, applicant, &draft.rules, &theme, &applied, handing_in).await
    }

    /// Hands in an application as a program does, or keeps it as a draft. The same key gives the same case.
    ///
    /// # Errors
    /// `Invalid` naming everything that is missing or wrong, `NotFound` for an unknown theme.
    pub async fn submit(
        &self,
        visitor: &Visitor,
        mut request: SubmitRequest,
        key: &str,
    ) -> Result<Submitted, Failure> {
        if let Some(view) = self.earlier_case(visitor, key).await? {
            return Ok(Submitted::Case(Box::new(view)));
        }
        let ProgramsApplication { rules, theme, applicant, behalf, input, known, unfound } =
            self.read_application(visitor, &mut request).await?;
        if !request.submit {
            let id = self.start(visitor, &theme, input.answers.clone(), behalf).await?;
            self.fill_draft(visitor, &id, input, request.notice_shown).await?;
            return Ok(Submitted::Draft(id));
        }
        let applied = Applied { input: &input, known: &known, unfound: &unfound };
        let handing_in = HandingIn {
            key,
            drop_draft: None,
            signing: if request.by_account {
                Signing::ByAccount
            } else {
                Signing::Typed(&request.signatures)
            },
            guardian: request.guardian.as_ref(),
            told: Told::ByProgram(request.notice_shown.as_deref()),
        };
        let view = self.make_case(visitor, applicant, &rules, &theme, &applied, handing_in).await?;
        Ok(Submitted::Case(Box::new(view)))
    }

    /// What a program sent, with what is known beside.
    pub(crate) async fn read_application(
        &self,
        visitor: &Visitor,
        request: &mut SubmitRequest,
    ) -> Result<ProgramsApplication, Failure> {
        let rules = self.rules();
        let theme = std::mem::take(&mut request.theme);
        let answers = std::mem::take(&mut request.answers);
        rules.check_answers(&theme, &answers)?;
        let behalf = match &request.on_behalf_of {
            Some(who) => Some(self.whoever(visitor, who).await?),
            None => None,
        };
        self.may_act_for(visitor, &theme, behalf.as_ref()).await?;
        let applicant = self.applicant_for(visitor, behalf.as_ref()).await?;
        let materials = std::mem::take(&mut request.materials);
        let materials = self.read_materials(visitor, &applicant.id, materials).await?;
        let noted = std::mem::take(&mut request.acknowledged).into_iter().chain(answers.acknowledged.clone());
        let input = ApplicationInput {
            acknowledged: noted.collect(),
            answers,
            form: std::mem::take(&mut request.form),
            materials,
            delivery: request.delivery.take(),
            exit: request.exit,
            met: std::mem::take(&mut request.met),
            ways: std::mem::take(&mut request.ways),
            copied: Vec::new(),
        };
        check_met(&input.met, self.today())?;
        // A program says what it knows; only what the account itself tells is filled in.
        let known = if policy::sees_what_is_known(&visitor.actor, &applicant.id) {
            prefill::of_account(&rules, &applicant)
        } else {
            prefill::of_identity(&rules, &applicant)
        };
        let unfound = if request.submit {
            self.unfound(&applicant, &rules.assess(&theme, &input.answers)?).await
        } else {
            Vec::new()
        };
        Ok(ProgramsApplication { rules, theme, applicant, behalf, input, known, unfound })
    }

    async fn fill_draft(
        &self,
        visitor: &Visitor,
        id: &str,
        input: ApplicationInput,
        notice_shown: Option<String>,
    ) -> Result<(), Failure> {
        let mut draft = self.open_draft(visitor, id).await?;
        let expected = draft.record.version;
        draft.body.input = input;
        // Nobody has seen a page yet.
        draft.body.told = notice_shown.map(|version| (version, self.now()));
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
        HandingIn { key, drop_draft, signing, guardian, told }: HandingIn<'_>,
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
        let guardian_consent = self.consent(visitor, &applicant, rules, &ready, guardian, &told)?;
        let privacy_notice = self.notice_shown(visitor, &applicant, &ready.notice, &told)?;
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
            privacy_notice: Some(Arc::new(privacy_notice)),
            guardian_consent: guardian_consent.map(Box::new),
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

    /// How the applicant came to read the notice, and when.
    fn notice_shown(
        &self,
        visitor: &Visitor,
        applicant: &Account,
        notice: &PrivacyNotice,
        told: &Told<'_>,
    ) -> Result<NoticeShown, Failure> {
        let (by, at) = match told {
            Told::ByProgram(None) => (ShownBy::WithReceipt, self.now()),
            Told::ByProgram(Some(version)) if *version == notice.version => {
                (ShownBy::CallingSystem, self.now())
            }
            Told::ByProgram(Some(_)) => {
                let message =
                    format!("告知书已经是另一版（{}），请取最新的给申请人看过再提交", notice.version);
                return Err(Failure::invalid("/privacy_notice", "notice_differs", message));
            }
            Told::OnPages(first) => {
                let at_counter = visitor.clerk_place().is_some() && applicant.id != visitor.account.id;
                let by = if at_counter { ShownBy::Counter } else { ShownBy::Page };
                // What changed since stands on the page from which it is handed in.
                let same = first.filter(|(version, _)| *version == notice.version);
                (by, same.map_or_else(|| self.now(), |(_, at)| *at))
            }
        };
        Ok(privacy_notice::shown(notice, by, at))
    }

    /// The guardian's consent where the form tells of a child under fourteen. Our own pages ask for it before
    /// anything is handed in; after a program it may follow, and an agent is no guardian.
    fn consent(
        &self,
        visitor: &Visitor,
        applicant: &Account,
        rules: &Rules,
        ready: &Ready,
        guardian: Option<&GuardianSignature>,
        told: &Told<'_>,
    ) -> Result<Option<GuardianConsent>, Failure> {
        let children = casework::young_children(&ready.plan.children, &ready.form, self.today());
        let by_agent = visitor.clerk_place().is_none() && visitor.account.id != applicant.id;
        if children.is_empty() || by_agent {
            return match guardian {
                Some(_) => {
                    let message = "这份申请不用监护人同意，或者要由监护人本人签，请去掉";
                    Err(Failure::invalid(GUARDIAN, "no_consent_wanted", message))
                }
                None => Ok(None),
            };
        }
        let nothing = GuardianSignature::default();
        let signature = match (guardian, told) {
            (None, Told::ByProgram(_)) => return Ok(None),
            (signature, _) => signature.unwrap_or(&nothing),
        };
        let version = &ready.notice.version;
        let consent =
            guardian_consent::signed(rules, &ready.plan, &children, version, signature, &applicant.name);
        let consent = consent.map_err(Failure::Invalid)?;
        Ok(Some(GuardianConsent { at_counter: applicant.id != visitor.account.id, ..consent }))
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
    let notice = privacy_notice::notice(catalog, &theme.name, &assessment);
    Ok(Ready { plan, form: checked.form, materials, acknowledged, met, notice })
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
