//! 当事人确认: the applicant asks a second person concerned, who sees exactly what they confirm and signs
//! with their own account and name.
//!
//! The code that leads there is a keyed hash of what was asked, and when; it is kept nowhere. It lapses after
//! fifteen days without an answer; who is asked again gets another.

use casework::{
    Actor, Case, Command, Confirmation, PartyPerson, Refusal,
    case::Form,
    policy::{self, Action},
};
use catalog::{Catalog, ItemId};
use jiff::Timestamp;

use crate::{
    App, CaseCommand, Failure, Visitor,
    form::{rows_of, to_read},
    read_case::parse_number,
};

/// What is asked of a person concerned, for the applicant and those who handle the case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PartyLine {
    /// The item.
    pub item: ItemId,
    /// Its name.
    pub item_name: String,
    /// Who they are in it.
    pub role: String,
    /// What they do, in plain words.
    pub act: String,
    /// Their name, as far as the form tells it.
    pub name: Option<String>,
    /// They were asked to confirm, or have to be there.
    pub wanted: bool,
    /// Until when the code that was sent holds; none where none was, or where it was used.
    pub lapses_at: Option<Timestamp>,
    /// The code that was sent has lapsed.
    pub lapsed: bool,
    /// Who confirmed, and when.
    pub given: Option<(String, Timestamp)>,
    /// What the viewer may do now: `ask_party`, `record_parties`, `take_back_confirmation`.
    pub actions: Vec<&'static str>,
}

/// The part of a case that a person concerned confirms, as they see it.
#[derive(Debug, Clone)]
pub struct PartyPart {
    /// The case.
    pub case: String,
    /// The theme's name.
    pub theme_name: String,
    /// Who asks.
    pub applicant_name: String,
    /// The item's name.
    pub item_name: String,
    /// The department that decides, by short name.
    pub department_name: String,
    /// Who they are in it.
    pub role: String,
    /// What they do.
    pub act: String,
    /// The name that the form gives for them.
    pub name: String,
    /// What they confirm: label and value.
    pub lines: Vec<(String, String)>,
    /// Until when it can be confirmed; none where it was, or where that does not end.
    pub lapses_at: Option<Timestamp>,
    /// They have confirmed, then.
    pub given_at: Option<Timestamp>,
    /// They may still take it back.
    pub may_take_back: bool,
}

/// A confirmation that somebody with its code was asked for.
struct Asked {
    item: ItemId,
    role: String,
}

impl App {
    /// The applicant asks a person concerned; the address that leads them to what they confirm.
    ///
    /// # Errors
    /// As [`App::carry_out`].
    pub async fn ask_party(
        &self,
        visitor: &Visitor,
        number: &str,
        item: &str,
        role: &str,
    ) -> Result<String, Failure> {
        let item = ItemId::from(item);
        let number = parse_number(number)?;
        let dossier = self.store().dossier(&number).await?.ok_or(Failure::NotFound)?;
        let asked = dossier.case.confirmation(&item, role);
        let is_waiting = |asked: &Confirmation| asked.given.is_none() && !asked.has_lapsed(self.now());
        let asked_before = asked.is_some_and(is_waiting)
            && policy::may(&visitor.actor, Action::AskParty, Some(&dossier.case)).is_ok();
        if !asked_before {
            let command = CaseCommand::AskParty(item.clone(), role.to_owned());
            self.carry_out(visitor, number.as_str(), command, None, None).await?;
        }
        let dossier = self.store().dossier(&number).await?.ok_or(Failure::NotFound)?;
        let asked = dossier.case.confirmation(&item, role).ok_or(Failure::NotFound)?;
        let code = self.store().confirmation_code(&subject(number.as_str(), asked));
        Ok(format!("{}/confirm/{number}/{code}", self.settings().base_url))
    }

    /// What somebody who holds the code is asked to confirm. Looks are limited: the code is not to be guessed.
    ///
    /// # Errors
    /// `NotFound`, alike for cases that there are not and for wrong codes.
    pub async fn party_part(
        &self,
        visitor: &Visitor,
        number: &str,
        code: &str,
    ) -> Result<PartyPart, Failure> {
        let (case, asked) = self.asked_with(visitor, number, code).await?;
        let rules = self.rules_of_case(&case.plan);
        let planned = case.plan.item(&asked.item).ok_or(Failure::NotFound)?;
        let person = planned.person(&asked.role, &case.form).ok_or(Failure::NotFound)?;
        let theme = rules.theme(&case.plan.theme);
        let confirmation = case.confirmation(&asked.item, &asked.role);
        let given = confirmation.and_then(|asked| asked.given.as_ref());
        let own = given.is_some_and(|given| given.by.as_ref() == Some(visitor.id()));
        let party_actor = party_actor(visitor, &case);
        Ok(PartyPart {
            case: case.number.to_string(),
            theme_name: theme.map_or_else(String::new, |theme| theme.name.clone()),
            applicant_name: case.applicant_name.clone(),
            item_name: item_name(&rules, &asked.item),
            department_name: rules.department_name(&planned.department).to_owned(),
            name: person.name.clone().unwrap_or_default(),
            role: asked.role.clone(),
            act: person.party.act.clone(),
            lapses_at: confirmation.and_then(Confirmation::lapses_at),
            lines: lines(&rules, &planned.elements, &case.form),
            given_at: given.map(|given| given.at),
            may_take_back: own && {
                policy::may(&party_actor, Action::TakeBackConfirmation, Some(&case)).is_ok()
                    && case.is_before_acceptance()
            },
        })
    }

    /// The person concerned signs with their own name.
    ///
    /// # Errors
    /// As [`App::party_part`]; `Refused` where the name is not the one on the form.
    pub async fn confirm_as_party(
        &self,
        visitor: &Visitor,
        number: &str,
        code: &str,
        signed_as: &str,
    ) -> Result<(), Failure> {
        let (case, Asked { item, role }) = self.asked_with(visitor, number, code).await?;
        let command = Command::ConfirmAsParty { item, role, signed_as: signed_as.to_owned() };
        self.act_as(&party_actor(visitor, &case), &case.number, command).await
    }

    /// The person concerned takes their confirmation back.
    ///
    /// # Errors
    /// As [`App::party_part`]; `Refused` once the application was accepted.
    pub async fn take_back_as_party(
        &self,
        visitor: &Visitor,
        number: &str,
        code: &str,
    ) -> Result<(), Failure> {
        let (case, Asked { item, role }) = self.asked_with(visitor, number, code).await?;
        let command = Command::TakeBackConfirmation { item, role };
        self.act_as(&party_actor(visitor, &case), &case.number, command).await
    }

    async fn asked_with(
        &self,
        visitor: &Visitor,
        number: &str,
        code: &str,
    ) -> Result<(Case, Asked), Failure> {
        policy::may(&visitor.actor, Action::UseOwnAccount, None)?;
        let number = parse_number(number)?;
        let subject_of_tries = format!("confirm {} {number}", visitor.id());
        self.check_tries(&subject_of_tries, &subject_of_tries, self.now()).await?;
        let found = self.store().dossier(&number).await?;
        let case = found.map(|dossier| dossier.case.clone());
        let asked = case.and_then(|case| {
            let fits = |one: &&Confirmation| {
                let expected = self.store().confirmation_code(&subject(number.as_str(), one));
                expected.eq_ignore_ascii_case(code.trim())
            };
            let one = case.confirmations.iter().find(fits)?;
            let lapsed = one.has_lapsed(self.now());
            let asked = Asked { item: one.item.clone(), role: one.role.clone() };
            Some((case, asked, lapsed))
        });
        if let Some((.., true)) = asked {
            return Err(Failure::Refused(Refusal::CodeLapsed));
        }
        if asked.is_none() {
            self.store().note_sign_in(&subject_of_tries, false, self.now()).await?;
        }
        asked.map(|(case, asked, _)| (case, asked)).ok_or(Failure::NotFound)
    }
}

/// What a code stands for.
fn subject(number: &str, asked: &Confirmation) -> String {
    let (item, role) = (&asked.item, &asked.role);
    match asked.asked_at {
        Some(at) => format!("{number}/{item}/{role}/{}", at.as_microsecond()),
        // Asked before the moment was kept.
        None => format!("{number}/{item}/{role}"),
    }
}

fn party_actor(visitor: &Visitor, case: &Case) -> Actor {
    Actor::Party {
        case: case.number.clone(),
        account: visitor.account.id.clone(),
        name: visitor.account.name.clone(),
    }
}

fn item_name(catalog: &Catalog, item: &ItemId) -> String {
    catalog.items.get(item).map_or_else(|| item.to_string(), |item| item.name.clone())
}

/// What the item uses of the form, label and value.
fn lines(catalog: &Catalog, elements: &[catalog::ElementId], form: &Form) -> Vec<(String, String)> {
    let line = |element: &catalog::ElementId| {
        let value = form.get(element)?;
        let text = match value {
            serde_json::Value::Array(_) => {
                let rows = rows_of(value);
                rows.iter().map(|row| to_read(catalog, element, row)).collect::<Vec<_>>().join("、")
            }
            value => to_read(catalog, element, value),
        };
        (!text.is_empty()).then(|| (catalog.element_label(element).to_owned(), text))
    };
    elements.iter().filter_map(line).collect()
}

/// The parties of a case for those who may see it.
pub(crate) fn party_lines(
    catalog: &Catalog,
    case: &Case,
    visitor: &Visitor,
    now: Timestamp,
) -> Vec<PartyLine> {
    let may = |action| policy::may(&visitor.actor, action, Some(case)).is_ok();
    let of_item = |planned: &casework::PlannedItem| -> Vec<PartyLine> {
        // Once all of an item is decided it waits for nobody any more.
        let mut tasks = case.tasks.iter().filter(|task| task.item == planned.item).peekable();
        let undecided = tasks.peek().is_none() || tasks.any(|task| !task.stage.is_ended());
        let open = undecided && !case.is_ended();
        let record = open && policy::may_record_parties(&visitor.actor, case, &planned.department).is_ok();
        let people = planned.people(&case.form).into_iter();
        let signing = people.filter(|person| person.party.present || person.party.sign.is_some());
        let lines = signing.map(|PartyPerson { party, role, name }| {
            let asked = case.confirmation(&planned.item, &role);
            let given = asked.and_then(|asked| asked.given.as_ref());
            let other = name.as_deref().is_some_and(|name| name != case.applicant_name.trim());
            let wanted = asked.is_some() || (planned.wants_all_there() && party.present);
            let table = [
                (
                    "ask_party",
                    open && given.is_none() && party.confirms_online() && other && may(Action::AskParty),
                ),
                ("record_parties", given.is_none() && wanted && record),
                (
                    "take_back_confirmation",
                    given.is_some() && case.is_before_acceptance() && case.applicant == *visitor.id(),
                ),
            ];
            PartyLine {
                item: planned.item.clone(),
                item_name: item_name(catalog, &planned.item),
                role,
                act: party.act.clone(),
                name,
                lapses_at: asked.and_then(Confirmation::lapses_at),
                lapsed: asked.is_some_and(|asked| asked.has_lapsed(now)),
                wanted,
                given: given.map(|given| (given.name.clone(), given.at)),
                actions: table.into_iter().filter(|(_, can)| *can).map(|(name, _)| name).collect(),
            }
        });
        lines.collect()
    };
    case.plan.items.iter().flat_map(of_item).collect()
}
