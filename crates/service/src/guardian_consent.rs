//! 监护人同意: what a guardian is asked before data of a child under fourteen are used, and signing it, with
//! the application or later.

use casework::{CasePlan, GuardianConsent, YoungChild, case::Form, young_children};
use catalog::Catalog;
use jiff::{Timestamp, civil::Date};

use crate::{App, CaseView, Complaint, Failure, Visitor, plan_case, prefill, privacy_notice};

/// Where a guardian's signature is pointed at.
pub const GUARDIAN: &str = "/guardian_consent";

/// What a guardian may be to a child.
pub const RELATIONS: &[&str] = &["母亲", "父亲", "其他监护人"];

/// What a guardian is asked to sign.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConsentOffer {
    /// The children under fourteen, by name.
    pub children: Vec<String>,
    /// The version of the notice that goes with it.
    pub version: String,
    /// The exact text, part by part.
    pub text: Vec<(String, String)>,
}

/// A guardian's signature as it was typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct GuardianSignature {
    /// The name.
    pub name: String,
    /// What the guardian is to the child: one of [`RELATIONS`].
    pub relation: String,
}

/// Where the consent of a case stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConsentView {
    /// The children, by name; masked for those who see no values.
    pub children: Vec<String>,
    /// Who agreed, what they are to the child, and when; none where nobody has yet.
    pub given: Option<(String, String, Timestamp)>,
    /// What is to be signed, for whoever can now.
    pub offer: Option<ConsentOffer>,
}

impl App {
    /// What a draft asks a guardian to sign; none while questions are open, where no child is young, and
    /// for an agent, who does not stand in for a guardian.
    ///
    /// # Errors
    /// `NotFound` where there is no such draft.
    pub async fn consent_offer(
        &self,
        visitor: &Visitor,
        draft: &str,
    ) -> Result<Option<ConsentOffer>, Failure> {
        let draft = self.open_draft(visitor, draft).await?;
        let for_another = draft.record.for_account.as_ref().is_some_and(|other| other != visitor.id());
        if for_another && visitor.clerk_place().is_none() {
            return Ok(None);
        }
        let (rules, assessment) = (&draft.rules, draft.assess()?);
        let theme = rules.theme(&draft.record.theme).ok_or(Failure::NotFound)?;
        let Ok(plan) = plan_case::plan(rules, theme, &assessment) else { return Ok(None) };
        let form = prefill::filled_in(&assessment, &draft.body.input.form, &draft.body.known);
        let notice = privacy_notice::notice(rules, &theme.name, &assessment);
        Ok(offer(rules, &plan, &form, &notice.version, self.today()))
    }

    /// The guardian signs for a case that was handed in without it: with the own account, or before a clerk.
    ///
    /// # Errors
    /// As [`App::carry_out`]; `Invalid` for a name or a relation that will not do.
    pub async fn consent_as_guardian(
        &self,
        visitor: &Visitor,
        number: &str,
        signature: &GuardianSignature,
        version: Option<u64>,
    ) -> Result<CaseView, Failure> {
        let command = crate::CaseCommand::ConsentAsGuardian(signature.clone());
        self.carry_out(visitor, number, command, version, None).await
    }
}

/// What is to be signed; none where no child of the form is under fourteen.
pub(crate) fn offer(
    catalog: &Catalog,
    plan: &CasePlan,
    form: &Form,
    version: &str,
    on: Date,
) -> Option<ConsentOffer> {
    let children = young_children(&plan.children, form, on);
    if children.is_empty() {
        return None;
    }
    let text = privacy_notice::consent_text(catalog, plan, &children, version, "");
    Some(ConsentOffer { children: names(&children), version: version.to_owned(), text })
}

fn names(children: &[YoungChild]) -> Vec<String> {
    children.iter().map(|child| child.name.clone()).collect()
}

/// The consent with its exact text, as it was signed.
///
/// # Errors
/// Complaints about a name that is missing or another's, and about a relation that is missing.
pub(crate) fn signed(
    catalog: &Catalog,
    plan: &CasePlan,
    children: &[YoungChild],
    version: &str,
    signature: &GuardianSignature,
    whose: &str,
) -> Result<GuardianConsent, Vec<Complaint>> {
    let (name, relation) = (signature.name.trim(), signature.relation.trim());
    let mut complaints = Vec::new();
    if !RELATIONS.contains(&relation) {
        let message = "请选您是孩子的什么人";
        complaints.push(Complaint::new(format!("{GUARDIAN}/relation"), "relation_missing", message));
    }
    if name.is_empty() {
        let message = "孩子不满十四周岁，请监护人看清楚同意书，签上姓名";
        complaints.push(Complaint::new(format!("{GUARDIAN}/name"), "consent_unsigned", message));
    } else if name != whose.trim() {
        let message = format!("签名要和姓名“{whose}”一样");
        complaints.push(Complaint::new(format!("{GUARDIAN}/name"), "signature_differs", message));
    }
    if !complaints.is_empty() {
        return Err(complaints);
    }
    Ok(GuardianConsent {
        children: names(children),
        signed_as: name.to_owned(),
        relation: relation.to_owned(),
        version: version.to_owned(),
        text: privacy_notice::consent_text(catalog, plan, children, version, relation),
        at_counter: false,
    })
}

/// Where the consent of a case stands for somebody; none where no child was young.
pub(crate) fn view(
    catalog: &Catalog,
    visitor: &Visitor,
    case: &casework::Case,
    whole: bool,
) -> Option<ConsentView> {
    use casework::policy::{Action, may};
    let children = case.young_children();
    if children.is_empty() {
        return None;
    }
    let given = case.guardian_consent.as_ref();
    let shown = |name: &String| if whole { name.clone() } else { identifiers::mask_name(name) };
    let may_sign = case.wants_consent() && may(&visitor.actor, Action::ConsentAsGuardian, Some(case)).is_ok();
    let version = case.privacy_notice.as_ref().map_or("", |notice| notice.version.as_str());
    let offer = may_sign.then(|| ConsentOffer {
        children: names(&children),
        version: version.to_owned(),
        text: privacy_notice::consent_text(catalog, &case.plan, &children, version, ""),
    });
    Some(ConsentView {
        children: names(&children).iter().map(shown).collect(),
        given: given.map(|given| (shown(&given.consent.signed_as), given.consent.relation.clone(), given.at)),
        offer,
    })
}
