//! What departments know of somebody who has died is shown to close relatives alone, for the thing that
//! they apply for, once data sharing has said that they are (个人信息保护法 第四十九条).
//!
//! The applicant asks for it with a button of its own. Amounts are never asked for, and each asking is
//! recorded, whether or not the kinship was found. Whoever is no close relative fills in what they know.

use casework::{case::Form, policy};
use catalog::{Assessment, ElementId, assessment::AssessedField, model::ElementType};
use exchange::{Asked, AskedKinship};
use identifiers::ResidentId;
use serde::{Deserialize, Serialize};
use store::{Access, Account};

use crate::{
    App, Application, Failure, Rules, Visitor,
    drafts::OpenDraft,
    form,
    prefill::{self, Known, KnownValues},
};

/// Close relatives (民法典 第一千零四十五条).
const CLOSE: [&str; 8] = ["配偶", "父母", "子女", "兄弟姐妹", "祖父母", "外祖父母", "孙子女", "外孙子女"];

/// Under which word the looks are recorded.
const LOOK: &str = "deceased.look_up";

/// What came of asking whether the applicant is a close relative of whoever has died.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kinship {
    /// Nobody asked yet, or of somebody else than now stands on the form.
    Unasked,
    /// It cannot be asked before the dead person's identity number stands on the form.
    NumberWanted,
    /// It cannot be asked as long as the applicant's account has no identity number.
    OwnNumberWanted,
    /// Data sharing gave no answer.
    Unreachable,
    /// Data sharing knows of no close kinship.
    NotFound,
    /// They are, by this word: 子女.
    Verified(String),
}

/// An asking, and what came of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct KinshipAsked {
    /// Of whom: their identity number as it stood on the form then.
    of: String,
    /// What came of it.
    came: Kinship,
}

/// Whether the section is about somebody who has died.
pub(crate) fn is_of_deceased(rules: &catalog::Catalog, section: &str) -> bool {
    rules.sections.iter().any(|known| known.id == section && known.deceased)
}

/// What the draft knows of the kinship, for a section about somebody who has died; none for every other.
pub(crate) fn kinship(
    rules: &catalog::Catalog,
    asked: Option<&KinshipAsked>,
    section: &str,
    filled: &Form,
) -> Option<Kinship> {
    if !is_of_deceased(rules, section) {
        return None;
    }
    let stands = filled.get(&number_of(section)).map(form::text_of).unwrap_or_default();
    Some(asked.filter(|asked| asked.of == stands).map_or(Kinship::Unasked, |asked| asked.came.clone()))
}

/// Where another number was typed since, what was learnt of the first is no longer known.
pub(crate) fn forget_another(draft: &mut OpenDraft) {
    let Some(asked) = &draft.body.kinship else { return };
    let stands = |id: &ElementId| draft.body.input.form.get(id).map(form::text_of).unwrap_or_default();
    let sections = draft.rules.sections.iter().filter(|section| section.deceased);
    if sections.map(|section| number_of(&section.id)).any(|number| stands(&number) == asked.of) {
        return;
    }
    draft.body.kinship = None;
    let rules = draft.rules.clone();
    draft.body.known.retain(|id, _| !is_known_of_deceased(&rules, id));
}

/// Whether what is known of the element was learnt of somebody who has died.
pub(crate) fn is_known_of_deceased(rules: &Rules, element: &ElementId) -> bool {
    rules.elements.get(element).is_some_and(|element| is_of_deceased(rules, &element.section))
}

impl App {
    /// Asks data sharing whether the applicant is a close relative of whoever has died, and fills in what
    /// departments know of them if so.
    ///
    /// # Errors
    /// `NotFound` where there is no such draft of the visitor's, or no dead person in it; `Forbidden` for
    /// whoever may not see what is known of the applicant.
    pub async fn verify_kinship(&self, visitor: &Visitor, id: &str) -> Result<Application, Failure> {
        let draft = self.open_draft(visitor, id).await?;
        let applicant = self.applicant_for(visitor, draft.record.for_account.as_ref()).await?;
        if !policy::sees_what_is_known(&visitor.actor, &applicant.id) {
            return Err(Failure::Forbidden);
        }
        let assessment = draft.assess()?;
        let rules = &draft.rules;
        let of_deceased = |field: &&AssessedField| is_of_deceased(rules, &field.section);
        let section = assessment.fields.iter().find(of_deceased).ok_or(Failure::NotFound)?.section.clone();
        let filled = prefill::filled_in(&assessment, &draft.body.input.form, &draft.body.known);
        let of = filled.get(&number_of(&section)).map(form::text_of).unwrap_or_default();
        let purpose = prefill::purpose(rules, &draft.record.theme);
        let (came, known) = self.ask_kinship(rules, &applicant, &assessment, &of, &purpose).await;
        self.record_look(visitor, id, &came, purpose).await?;
        self.change(visitor, id, &|draft| {
            let rules = draft.rules.clone();
            draft.body.kinship = Some(KinshipAsked { of: of.clone(), came: came.clone() });
            draft.body.known.retain(|element, _| !is_known_of_deceased(&rules, element));
            // What was left empty is filled in; what was typed stays.
            let left_empty =
                |id: &ElementId, value: &serde_json::Value| known.contains_key(id) && form::is_empty(value);
            draft.body.input.form.retain(|id, value| !left_empty(id, value));
            draft.body.known.extend(known.clone());
            Ok(())
        })
        .await
    }

    /// What came of asking, and what is known if it was a close relative who asked.
    async fn ask_kinship(
        &self,
        rules: &Rules,
        applicant: &Account,
        assessment: &Assessment,
        of: &str,
        purpose: &str,
    ) -> (Kinship, KnownValues) {
        let nothing = KnownValues::new();
        let Ok(deceased) = ResidentId::parse(of) else { return (Kinship::NumberWanted, nothing) };
        let Some(own) = &applicant.profile.id_number else { return (Kinship::OwnNumberWanted, nothing) };
        let sharing = &self.inner.sharing;
        let asked = AskedKinship { id_number: own, deceased: deceased.as_str(), purpose };
        let relation = match sharing.kinship(asked).await {
            Ok(relation) => relation,
            Err(error) => {
                tracing::warn!(error = %error, "data sharing did not say whether they are relatives");
                return (Kinship::Unreachable, nothing);
            }
        };
        let Some(relation) = relation.filter(|word| CLOSE.contains(&word.as_str())) else {
            return (Kinship::NotFound, nothing);
        };
        let wanted = assessment.fields.iter().filter(|field| {
            is_of_deceased(rules, &field.section)
                && field.repeat.is_none()
                && field.kind != ElementType::Money
        });
        let elements: Vec<String> = wanted.map(|field| field.id.to_string()).collect();
        let asked = Asked { id_number: deceased.as_str(), elements: &elements, purpose };
        let known = match sharing.look_up(asked).await {
            Ok(values) => values
                .into_iter()
                .filter(|shared| elements.contains(&shared.element))
                .map(|shared| {
                    let department = rules.department_name(&shared.department);
                    let from = format!("{department}共享（亲属关系已核实：{relation}）");
                    (ElementId::from(shared.element), Known { value: shared.value, from })
                })
                .collect(),
            Err(error) => {
                tracing::warn!(error = %error, "data sharing gave no answer");
                return (Kinship::Unreachable, nothing);
            }
        };
        (Kinship::Verified(relation), known)
    }

    async fn record_look(
        &self,
        visitor: &Visitor,
        draft: &str,
        came: &Kinship,
        purpose: String,
    ) -> Result<(), Failure> {
        let (allowed, purpose) = match came {
            Kinship::Verified(relation) => (true, format!("{purpose}，核实为逝者的{relation}")),
            Kinship::NotFound | Kinship::Unreachable => (false, format!("{purpose}，没有核实亲属关系")),
            Kinship::Unasked | Kinship::NumberWanted | Kinship::OwnNumberWanted => return Ok(()),
        };
        let account = visitor.account.id.clone();
        let subject = draft.to_owned();
        let look = Access { at: self.now(), account, what: LOOK, subject, allowed, purpose };
        Ok(self.store().log_access(look).await?)
    }
}

/// The identity number of whom the section is about.
fn number_of(section: &str) -> ElementId {
    ElementId::from(format!("{section}.id_number"))
}
