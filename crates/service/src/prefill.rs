//! What is known of an applicant before anything is typed, and from where.

use std::collections::BTreeMap;

use casework::case::Form;
use catalog::{Assessment, Catalog, ElementId, assessment::AssessedField, model::ElementType};
use exchange::Asked;
use identifiers::{ResidentId, Sex};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use store::{Account, CaseFilter, CaseScope, Profile};

use crate::{
    App, Failure, deceased,
    form::{is_empty, rows_of},
};

/// A value that need not be typed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Known {
    /// Its value.
    pub(crate) value: Value,
    /// Where from, in words.
    pub(crate) from: String,
}

/// Known values by element.
pub(crate) type KnownValues = BTreeMap<ElementId, Known>;

/// Sections that stay the same from one thing to the next.
pub(crate) const LASTING_SECTIONS: &[&str] = &["applicant", "operator", "participant", "bank", "delivery"];

impl App {
    /// What is known of the applicant for the fields of this form: from the
    /// account, from the applicant's last case, from data sharing for that purpose.
    pub(crate) async fn known_values(
        &self,
        account: &Account,
        assessment: &Assessment,
        purpose: &str,
    ) -> Result<KnownValues, Failure> {
        let catalog = self.catalog();
        let mut known = KnownValues::new();
        self.take_from_last_case(account, assessment, &mut known).await?;
        self.take_from_sharing(&catalog, account, assessment, purpose, &mut known).await;
        known.extend(of_account(&catalog, account));
        Ok(known)
    }

    async fn take_from_last_case(
        &self,
        account: &Account,
        assessment: &Assessment,
        known: &mut KnownValues,
    ) -> Result<(), Failure> {
        let scope = CaseScope::Applicant(account.id.clone());
        let last = self.store().cases(&scope, &CaseFilter::default(), None, 1).await?;
        let Some(row) = last.rows.first() else { return Ok(()) };
        let Some(dossier) = self.store().dossier(&row.number).await? else { return Ok(()) };
        for field in once_asked(assessment) {
            if !LASTING_SECTIONS.contains(&field.section.as_str()) || field.id.ends_with(".relation") {
                continue;
            }
            if let Some(value) = dossier.case.form.get(&field.id).filter(|value| !value.is_array()) {
                let from = format!("您上次办“{}”时填的", row.theme_name);
                known.insert(field.id.clone(), Known { value: value.clone(), from });
            }
        }
        Ok(())
    }

    async fn take_from_sharing(
        &self,
        catalog: &Catalog,
        account: &Account,
        assessment: &Assessment,
        purpose: &str,
        known: &mut KnownValues,
    ) {
        let Some(id_number) = &account.profile.id_number else { return };
        // Of the dead nothing is asked under the applicant's number, and nothing before kinship is known.
        let own = once_asked(assessment).filter(|field| !deceased::is_of_deceased(catalog, &field.section));
        let elements: Vec<String> = own.map(|field| field.id.to_string()).collect();
        let asked = Asked { id_number, elements: &elements, purpose };
        match self.inner.sharing.look_up(asked).await {
            Ok(values) => {
                for shared in values {
                    let from = format!("{}共享", catalog.department_name(&shared.department));
                    known.insert(ElementId::from(shared.element), Known { value: shared.value, from });
                }
            }
            // Sharing that fails costs the person some typing, nothing else.
            Err(error) => tracing::warn!(error = %error, "data sharing gave no answer"),
        }
    }
}

/// What data sharing is told that the values are wanted for: this thing and nothing else (数据共享只用于本次目的).
pub(crate) fn purpose(rules: &Catalog, theme: &str) -> String {
    format!("办理“{}”", rules.theme(theme).map_or(theme, |theme| theme.name.as_str()))
}

fn once_asked(assessment: &Assessment) -> impl Iterator<Item = &AssessedField> {
    assessment.fields.iter().filter(|field| field.repeat.is_none())
}

/// What the account itself tells, for every element of the catalogue that it can fill.
pub(crate) fn of_account(catalog: &Catalog, account: &Account) -> KnownValues {
    let person = person(account);
    let mut known = KnownValues::new();
    for element in catalog.elements.values() {
        let source = element.same_as.as_ref().unwrap_or(&element.id);
        let Some(value) = of_applicant(source).and_then(|suffix| person.get(suffix)) else { continue };
        let fits = element.choices.is_empty()
            || value.as_str().is_some_and(|text| element.choices.iter().any(|choice| choice == text));
        if fits {
            known.insert(element.id.clone(), Known { value: value.clone(), from: "您的实名账户".into() });
        }
    }
    known
}

/// What somebody's name and identity number tell alone.
pub(crate) fn of_identity(catalog: &Catalog, account: &Account) -> KnownValues {
    let mut known = of_account(catalog, &named_alone(account));
    for value in known.values_mut() {
        value.from = "您报的姓名和身份证号码".into();
    }
    known
}

/// The account with no more in it than name and identity number.
fn named_alone(account: &Account) -> Account {
    let id_number = account.profile.id_number.clone();
    Account { profile: Profile { id_number, ..Profile::default() }, ..account.clone() }
}

/// Elements of the address that results are posted to.
pub(crate) const POSTAL: [&str; 3] = ["delivery.recipient", "delivery.mobile", "delivery.address"];

/// The part of an element's id after the dot, where the element is about the applicant: their
/// own section, and where results are posted to.
fn of_applicant(element: &str) -> Option<&str> {
    match element {
        "delivery.recipient" => Some("name"),
        "delivery.mobile" => Some("mobile"),
        "delivery.address" => Some("address"),
        other => other.strip_prefix("applicant."),
    }
}

/// What an account tells of its person, by the part of an element's id after the dot.
fn person(account: &Account) -> BTreeMap<String, Value> {
    let mut person: BTreeMap<String, Value> = account.profile.elements.clone();
    person.insert("name".into(), account.name.clone().into());
    if let Some(mobile) = &account.profile.mobile {
        person.insert("mobile".into(), mobile.clone().into());
    }
    if let Some(number) = account.profile.id_number.as_deref().and_then(|text| ResidentId::parse(text).ok()) {
        person.insert("id_number".into(), number.as_str().into());
        person.insert("id_type".into(), "居民身份证".into());
        person.insert("birth_date".into(), number.birth_date().to_string().into());
        person.insert("gender".into(), sex_of(&number).into());
    }
    person
}

/// The form with what is known filled in where nothing was typed, and with what an identity number that
/// was typed tells by itself.
pub(crate) fn filled_in(assessment: &Assessment, form: &Form, known: &KnownValues) -> Form {
    let mut filled = form.clone();
    for field in once_asked(assessment) {
        if let Some(known) = known.get(&field.id) {
            filled.entry(field.id.clone()).or_insert_with(|| known.value.clone());
        }
    }
    for field in &assessment.fields {
        match (field.repeat, filled.get(&field.id)) {
            (None, Some(value)) if !is_empty(value) => {}
            (None, _) => {
                if let Some(value) = told_by_number(field, &filled, None) {
                    filled.insert(field.id.clone(), value);
                }
            }
            (Some(_), typed) => {
                let mut rows = typed.map(rows_of).unwrap_or_default();
                let numbers = filled.get(&number_of(field)).map(rows_of).unwrap_or_default();
                rows.resize(rows.len().max(numbers.len()), Value::Null);
                let mut told = false;
                for (nth, row) in rows.iter_mut().enumerate().filter(|(_, row)| is_empty(row)) {
                    if let Some(value) = told_by_number(field, &filled, Some(nth)) {
                        *row = value;
                        told = true;
                    }
                }
                if told {
                    filled.insert(field.id.clone(), Value::Array(rows));
                }
            }
        }
    }
    filled
}

/// Where a value that nobody typed was read from, if it was an identity number.
pub(crate) const BY_NUMBER: &str = "照身份证号码填的";

/// The identity number of whom the field is about.
fn number_of(field: &AssessedField) -> ElementId {
    ElementId::from(format!("{}.id_number", field.section))
}

/// Date of birth and sex, as the identity number of the same section, and of the same row, tells them.
pub(crate) fn told_by_number(field: &AssessedField, form: &Form, row: Option<usize>) -> Option<Value> {
    let part = field.id.strip_prefix(field.section.as_str())?.strip_prefix('.')?;
    if !matches!((part, field.kind), ("birth_date", ElementType::Date) | ("gender", _)) {
        return None;
    }
    let number = form.get(&number_of(field))?;
    let number = match row {
        Some(row) => rows_of(number).into_iter().nth(row)?,
        None => number.clone(),
    };
    let number = ResidentId::parse(number.as_str()?).ok()?;
    if part == "birth_date" {
        return Some(number.birth_date().to_string().into());
    }
    let sex = sex_of(&number);
    field.choices.iter().any(|choice| choice == sex).then(|| sex.into())
}

/// Takes back out of the form what came into it by itself and was sent back as it was: so that another
/// number, typed later, tells anew.
pub(crate) fn forget_what_numbers_tell(assessment: &Assessment, form: &mut Form, before: &Form) {
    for field in &assessment.fields {
        let Some(typed) = form.get(&field.id) else { continue };
        let told = |value: &Value, row: Option<usize>| {
            [&*form, before].iter().any(|form| told_by_number(field, form, row).as_ref() == Some(value))
        };
        if field.repeat.is_none() {
            if told(typed, None) {
                form.remove(&field.id);
            }
            continue;
        }
        let rows = rows_of(typed).into_iter().enumerate();
        let rows: Vec<Value> =
            rows.map(|(nth, value)| if told(&value, Some(nth)) { Value::Null } else { value }).collect();
        form.insert(field.id.clone(), Value::Array(rows));
    }
}

fn sex_of(number: &ResidentId) -> &'static str {
    match number.sex() {
        Sex::Male => "男",
        Sex::Female => "女",
    }
}
