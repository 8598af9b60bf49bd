//! 容缺受理、告知承诺: what is offered to be signed, signing it, and the promises of a person that were broken.

use casework::{
    AccountId, Case, CasePlan, DutyKind, Handwriting,
    case::HandedIn,
    promise::{Promise, PromiseState},
};
use catalog::{Catalog, DepartmentId};
use jiff::civil::Date;
use store::{Account, DutyRow, Page};

use crate::{App, Complaint, Failure, PromiseOffer, Visitor, plan_case, promise_texts, words};

/// The most rows of one page.
const MOST_ROWS: u32 = 100;

/// A signature under a promise.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Signature {
    /// Which promise.
    pub promise: String,
    /// The name that was typed.
    pub name: String,
    /// The special authority by which an agent signs.
    pub authority: Option<String>,
    /// The strokes of a signature that was drawn beside the name, in the box of [`Handwriting`].
    pub drawn: Option<Vec<Vec<(u16, u16)>>>,
}

/// How the promises of an application are signed.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Signing<'a> {
    /// By names that were typed.
    Typed(&'a [Signature]),
    /// By a program, in whose account the person acts: its handing in is the signature.
    ByAccount,
}

/// A promise of a case, in words.
#[derive(Debug, Clone)]
pub struct PromiseView {
    /// Its id within the case.
    pub id: String,
    /// Its title.
    pub title: String,
    /// `in_force`, `withdrawn`, `to_check`, `kept`, `broken`, `repaired`.
    pub state: &'static str,
    /// In words.
    pub label: String,
    /// The last day of what is awaited: the check, or the decision on a repair.
    pub due: Option<Date>,
    /// What was found, or why.
    pub note: String,
    /// The department that it is made to, by short name.
    pub department_name: String,
    /// The department.
    pub department: DepartmentId,
    /// The paper's id.
    pub paper: String,
    /// The exact text.
    pub text: Vec<(String, String)>,
    /// Deferred materials with their days: name, day, extended, missed.
    pub deferrals: Vec<(String, Date, bool, bool)>,
    /// Tasks whose results rest on it: id, name, until when somebody is heard, revoked.
    pub results: Vec<(String, String, Option<Date>, bool)>,
    /// What the viewer can do now: `withdraw_promise`, `ask_repair`, `check_promise`, `decide_repair`,
    /// `announce_revocation`, `revoke_result`, `decide_deferral`.
    pub actions: Vec<&'static str>,
}

impl PromiseView {
    /// Whether the viewer can do this now.
    pub fn can(&self, action: &str) -> bool {
        self.actions.contains(&action)
    }
}

/// A promise that somebody broke.
#[derive(Debug, Clone)]
pub struct BrokenLine {
    /// The case's number.
    pub case: String,
    /// The theme's name.
    pub theme_name: String,
    /// The promise.
    pub promise: PromiseView,
}

impl App {
    /// What a draft asks to be signed before it is handed in; nothing while questions are open.
    ///
    /// # Errors
    /// `NotFound` where there is no such draft.
    pub async fn promise_offers(&self, visitor: &Visitor, draft: &str) -> Result<Vec<PromiseOffer>, Failure> {
        let draft = self.open_draft(visitor, draft).await?;
        let (rules, assessment) = (&draft.rules, draft.assess()?);
        let theme = rules.theme(&draft.record.theme).ok_or(Failure::NotFound)?;
        let Ok(plan) = plan_case::plan(rules, theme, &assessment) else { return Ok(Vec::new()) };
        let handed = handed_of(&plan, &draft.body.input.materials);
        Ok(promise_texts::offers(rules, &plan, &plan.promises_wanted(&handed)))
    }

    /// Whether the person broke a promise and has not made it good.
    pub(crate) async fn broke_a_promise(&self, account: &AccountId) -> Result<bool, Failure> {
        let broken = self.store().broken_promises(account).await?;
        Ok(broken.iter().any(|one| one.repaired_at.is_none()))
    }

    /// The visitor's own promises that were broken, with the way to make them good.
    ///
    /// # Errors
    /// Only when the store fails.
    pub async fn own_broken_promises(&self, visitor: &Visitor) -> Result<Vec<BrokenLine>, Failure> {
        let mut lines = Vec::new();
        for one in self.store().broken_promises(&visitor.account.id).await? {
            let view = self.case(visitor, one.case.as_str()).await?;
            if let Some(promise) = view.promises.into_iter().find(|known| known.id == one.promise) {
                lines.push(BrokenLine { case: view.number, theme_name: view.theme_name, promise });
            }
        }
        Ok(lines)
    }

    /// Checks after decisions and repairs that the visitor's departments owe, the most urgent first.
    ///
    /// # Errors
    /// Only when the store fails.
    pub async fn promise_duties(
        &self,
        visitor: &Visitor,
        after: Option<&str>,
        limit: u32,
    ) -> Result<Page<DutyRow>, Failure> {
        let mut departments: Vec<DepartmentId> = visitor.approver_of().into_iter().cloned().collect();
        departments.extend(visitor.lead_of().cloned());
        departments.dedup();
        let kinds =
            [DutyKind::CheckPromise, DutyKind::DecideRepair, DutyKind::DecideDeferral, DutyKind::CorrectSlip];
        Ok(self.store().duties(&departments, &kinds, after, limit.clamp(1, MOST_ROWS)).await?)
    }
}

/// What was handed in, as far as the plan wants it.
fn handed_of(plan: &CasePlan, materials: &[HandedIn]) -> Vec<HandedIn> {
    let wanted = |one: &&HandedIn| plan.wanted(materials).any(|planned| planned.material == one.material);
    materials.iter().filter(wanted).cloned().collect()
}

/// The promises of an application with their exact text, each as it was signed.
///
/// # Errors
/// `Invalid` naming each that is not signed, or signed with another name.
pub(crate) fn signed(
    catalog: &Catalog,
    plan: &CasePlan,
    materials: &[HandedIn],
    signing: Signing<'_>,
    visitor: &Visitor,
    applicant: &Account,
) -> Result<Vec<Promise>, Failure> {
    let wanted = plan.promises_wanted(materials);
    let offers = promise_texts::offers(catalog, plan, &wanted);
    let by_agent = visitor.clerk_place().is_none() && visitor.account.id != applicant.id;
    let whose = if by_agent { &visitor.account.name } else { &applicant.name };
    let mut complaints = Vec::new();
    let mut promises = Vec::new();
    for (wanted, offer) in wanted.into_iter().zip(offers) {
        let pointer = format!("/promises/{}", wanted.id);
        let (signed_as, authority, strokes) = match signing {
            Signing::ByAccount => (whose.clone(), None, None),
            Signing::Typed(signatures) => {
                let typed = signatures.iter().find(|one| one.promise == wanted.id);
                let authority = typed.and_then(|one| one.authority.clone());
                let name = typed.map_or("", |one| one.name.trim());
                let strokes = typed.and_then(|one| one.drawn.clone());
                (name.to_owned(), authority.filter(|text| !text.trim().is_empty()), strokes)
            }
        };
        let is_drawn = strokes.is_some();
        let drawn = strokes.and_then(Handwriting::of);
        if signed_as.is_empty() {
            let message = format!("请看清楚{}，签上姓名", offer.title);
            complaints.push(Complaint::new(pointer, "promise_unsigned", message));
        } else if signed_as != whose.trim() {
            let message = format!("签名要和姓名“{whose}”一样");
            complaints.push(Complaint::new(pointer, "signature_differs", message));
        } else if by_agent && authority.is_none() {
            let message = "代为承诺要有特别授权，请写明授权书";
            complaints.push(Complaint::new(pointer, "special_authority_missing", message));
        } else if is_drawn && drawn.is_none() {
            let message = "手写的签名没有收完整，请清除以后重写，或者不写";
            complaints.push(Complaint::new(pointer, "drawing_unreadable", message));
        } else {
            let (id, item, materials) = (wanted.id, wanted.item, wanted.materials);
            promises.push(Promise { id, item, materials, text: offer.text, signed_as, authority, drawn });
        }
    }
    if complaints.is_empty() { Ok(promises) } else { Err(Failure::Invalid(complaints)) }
}

/// The promises of a case, for somebody who may see it whole, or whose department they are made to.
pub(crate) fn views(
    catalog: &Catalog,
    visitor: &Visitor,
    case: &Case,
    whole: bool,
    today: Date,
) -> Vec<PromiseView> {
    use casework::policy::{Action, may, may_for};
    let departments = visitor.approver_of();
    let seen =
        case.promises.iter().filter(|one| whole || departments.contains(&&case.promised_to(&one.promise)));
    seen.map(|one| {
        let department = case.promised_to(&one.promise);
        let own = |action| may(&visitor.actor, action, Some(case)).is_ok();
        let for_it = |action| may_for(&visitor.actor, action, case, &department).is_ok();
        let (mut label, due, mut note) = words::promise_state(&one.state);
        let undecided = !case.tasks_of_promise(&one.promise).any(|task| task.stage.is_ended());
        let exempt = case.exempt_from_check(&one.promise).filter(|_| one.state == PromiseState::InForce);
        if let Some(why) = exempt.filter(|_| !undecided) {
            (label, note) = ("免予核查".to_owned(), why.to_owned());
        }
        let broken = matches!(one.state, PromiseState::Broken { .. });
        let asked = matches!(one.state, PromiseState::Broken { repair: Some(_), .. });
        let deferral = one.promise.item.is_none();
        let missed = deferral && case.missed_deferrals(today).next().is_some();
        let results: Vec<_> = case
            .tasks_of_promise(&one.promise)
            .filter(|task| task.stage.is_granted())
            .map(|task| {
                let heard = task.revocation.as_ref().map(|revocation| revocation.heard_until);
                let revoked = task.revocation.as_ref().is_some_and(|one| one.revoked_at.is_some());
                (task.id.0.clone(), words::task(catalog, case, task), heard, revoked)
            })
            .collect();
        let open_results = broken && results.iter().any(|(.., revoked)| !revoked);
        let announced = results.iter().any(|(_, _, heard, revoked)| heard.is_some() && !revoked);
        let table: [(&'static str, bool); 7] = [
            (
                "withdraw_promise",
                !deferral
                    && one.state == PromiseState::InForce
                    && undecided
                    && !case.is_ended()
                    && own(Action::WithdrawPromise),
            ),
            ("ask_repair", broken && !asked && own(Action::AskRepair)),
            (
                "check_promise",
                matches!(one.state, PromiseState::ToCheck { .. }) && for_it(Action::CheckPromise),
            ),
            ("decide_repair", asked && for_it(Action::DecideRepair)),
            ("announce_revocation", open_results && !announced && for_it(Action::RevokeResult)),
            ("revoke_result", open_results && announced && for_it(Action::RevokeResult)),
            ("decide_deferral", missed && own(Action::DecideDeferral)),
        ];
        PromiseView {
            id: one.promise.id.clone(),
            title: match &one.promise.item {
                Some(item) => format!("告知承诺书：{}", catalog.item_name(item)),
                None => "容缺受理承诺书".to_owned(),
            },
            state: one.state.word(),
            label,
            due,
            note,
            department_name: catalog.department_name(&department).to_owned(),
            department,
            paper: format!("promise-{}", one.promise.id),
            text: one.promise.text.clone(),
            deferrals: if deferral {
                let outstanding = case.outstanding_deferred();
                let awaited = case.deferrals.iter().filter(|one| outstanding.contains(&one.material));
                let name = |id| catalog.material_name(id).to_owned();
                awaited.map(|one| (name(&one.material), one.due, one.extended, one.due < today)).collect()
            } else {
                Vec::new()
            },
            results,
            actions: table.into_iter().filter(|(_, now)| *now).map(|(name, _)| name).collect(),
        }
    })
    .collect()
}
