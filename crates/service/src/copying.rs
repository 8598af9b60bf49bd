//! 同上: what the form says of one person may be taken over for another who is the same one.
//!
//! A copy is taken once, when somebody asks for it, and then belongs to its own field: what it says was
//! seen there and is not changed behind anybody's back when its source is changed later. The field says
//! where its value was copied from, and that the two differ now, and the copy is offered anew.

use casework::case::Form;
use catalog::{Assessment, Catalog, ElementId, assessment::AssessedField, model::ElementType};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::{
    App, Application, Failure, Visitor,
    form::{self, is_empty, rows_of},
    prefill::{self, KnownValues},
};

/// The section that the applicant's own particulars stand in.
const APPLICANT: &str = "applicant";

/// A place on the form: an element, and the row where its section repeats.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// Which element.
    pub element: ElementId,
    /// Which row, counted from 0.
    pub row: Option<usize>,
}

impl Place {
    fn new(element: &ElementId, row: Option<usize>) -> Self {
        Self { element: element.clone(), row }
    }

    /// The value that stands there.
    fn value(&self, form: &Form) -> Option<Value> {
        let value = form.get(&self.element)?;
        let value = match self.row {
            Some(row) => rows_of(value).into_iter().nth(row)?,
            None => value.clone(),
        };
        (!is_empty(&value)).then_some(value)
    }

    fn holds(&self, form: &Form, wanted: &Value) -> bool {
        self.value(form).is_some_and(|value| form::text_of(&value) == form::text_of(wanted))
    }
}

/// A value that was taken over from elsewhere on the form.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Copied {
    /// Where it stands.
    pub to: Place,
    /// Where it came from.
    pub from: Place,
    /// What it said.
    pub value: Value,
}

/// A person, or a single value, that may be taken over.
#[derive(Debug, Clone, PartialEq)]
pub struct CopyOffer {
    /// What a form sends to take it: `finance_person=legal_rep`, `officer.1=shareholder.0`,
    /// `food.safety_manager_name=operator.name`.
    pub id: String,
    /// Who it is, in words: 法定代表人或负责人, 股东 2.
    pub label: String,
    /// The name that stands there, to know the person by; none where none was filled in.
    pub name: Option<String>,
    copies: Vec<Copied>,
}

impl CopyOffer {
    /// There is something to take over.
    pub fn is_there(&self) -> bool {
        !self.copies.is_empty()
    }
}

/// The form that copies are taken from: what was typed, and what is known where nothing was.
pub(crate) struct Sources<'a> {
    pub(crate) catalog: &'a Catalog,
    pub(crate) assessment: &'a Assessment,
    pub(crate) filled: &'a Form,
    pub(crate) known: &'a KnownValues,
}

impl Sources<'_> {
    /// Whose particulars may be taken over for that row of the section: those sections that the
    /// catalogue names, as far as they stand on this form, and the applicant's in any case.
    pub(crate) fn for_row(&self, section: &str, row: Option<usize>) -> Vec<CopyOffer> {
        let Some(known) = self.catalog.sections.iter().find(|known| known.id == section) else {
            return Vec::new();
        };
        let sources = known.same_as.iter().filter_map(|id| {
            let source = self.catalog.sections.iter().find(|known| known.id == *id)?;
            let rows = self.rows(id)?;
            Some((source, rows))
        });
        let offers = sources.flat_map(|(source, rows)| {
            rows.into_iter().map(move |source_row| {
                let copies = self.person(section, row, &source.id, source_row);
                let name = Place { element: format!("{}.name", source.id).into(), row: source_row };
                CopyOffer {
                    id: format!(
                        "{}={}",
                        form::control_name(section, row),
                        form::control_name(&source.id, source_row)
                    ),
                    label: titled(source.row.as_deref().unwrap_or(&source.title), source_row),
                    name: self.value(&name).map(|name| form::text_of(&name)),
                    copies,
                }
            })
        });
        offers.filter(|offer| !self.is_taken(offer)).collect()
    }

    /// Single values that may be taken over for that field.
    pub(crate) fn for_field(&self, field: &AssessedField, row: Option<usize>) -> Vec<CopyOffer> {
        let to = Place::new(&field.id, row);
        let sources = field.copy_from.iter().filter_map(|id| {
            let source = self.catalog.elements.get(id)?;
            let rows = self.rows(&source.section)?;
            Some(rows.into_iter().map(move |source_row| (source, source_row)))
        });
        let offers = sources.flatten().map(|(source, source_row)| {
            let from = Place::new(&source.id, source_row);
            CopyOffer {
                id: format!(
                    "{}={}",
                    form::control_name(&field.id, row),
                    form::control_name(&source.id, source_row)
                ),
                label: titled(&source.label, source_row),
                name: self.value(&from).filter(|_| !source.sensitive).map(|value| form::text_of(&value)),
                copies: self.copy(field, &to, &from).into_iter().collect(),
            }
        });
        offers.filter(|offer| !self.is_taken(offer)).collect()
    }

    /// Where the value of a place was copied from, in words, and whether the two still agree; none where
    /// it was not copied.
    pub(crate) fn origin(
        &self,
        copied: &[Copied],
        element: &ElementId,
        row: Option<usize>,
    ) -> Option<Origin> {
        let to = Place::new(element, row);
        let copy = copied.iter().find(|copy| copy.to == to && to.holds(self.filled, &copy.value))?;
        let source = self.catalog.elements.get(&copy.from.element)?;
        let section = self.catalog.sections.iter().find(|known| known.id == source.section)?;
        // A person was taken over as a whole; of a single value its own name says more.
        let is_person = part(&copy.to.element) == part(&copy.from.element);
        let person = section.row.as_deref().unwrap_or(&section.title);
        let whose = titled(if is_person { person } else { &source.label }, copy.from.row);
        let agrees =
            self.value(&copy.from).is_some_and(|value| form::text_of(&value) == form::text_of(&copy.value));
        Some(Origin { whose, agrees })
    }

    /// The rows of a section: one without a number where it does not repeat; none where it does not
    /// stand on this form, and nothing else is known of it.
    fn rows(&self, section: &str) -> Option<Vec<Option<usize>>> {
        let mut fields = self.assessment.fields.iter().filter(|field| field.section == section).peekable();
        if fields.peek().is_none() {
            return (section == APPLICANT).then(|| vec![None]);
        }
        let repeating = fields.find(|field| field.repeat.is_some());
        Some(match repeating {
            Some(field) => (0..form::row_count(self.assessment, field, self.filled)).map(Some).collect(),
            None => vec![None],
        })
    }

    fn person(
        &self,
        section: &str,
        row: Option<usize>,
        source: &str,
        source_row: Option<usize>,
    ) -> Vec<Copied> {
        // What does not repeat in a section with rows stands with the first of them.
        let is_asked = |field: &&AssessedField| field.repeat.is_some() || row.unwrap_or(0) == 0;
        let fields = self.assessment.fields.iter().filter(|field| field.section == section);
        let copies = fields.filter(is_asked).filter_map(|field| {
            let id = ElementId::from(format!("{source}.{}", part(&field.id)?));
            let to = Place { element: field.id.clone(), row: row.filter(|_| field.repeat.is_some()) };
            self.copy(field, &to, &Place { element: id, row: source_row })
        });
        copies.collect()
    }

    /// The value of one place for another, where it is of the same kind and may stand there.
    fn copy(&self, field: &AssessedField, to: &Place, from: &Place) -> Option<Copied> {
        let source = self.catalog.elements.get(&from.element)?;
        if !is_alike(source.kind, field.kind) || self.is_settled(&field.id) {
            return None;
        }
        let value = self.value(from)?;
        let fits = field.choices.is_empty()
            || value.as_str().is_some_and(|text| field.choices.iter().any(|choice| choice == text));
        fits.then(|| Copied { to: to.clone(), from: from.clone(), value })
    }

    fn is_settled(&self, element: &ElementId) -> bool {
        self.assessment.settled.iter().any(|settled| settled.id == *element)
    }

    /// The value of a place, typed, settled or known.
    fn value(&self, place: &Place) -> Option<Value> {
        let settled = || self.assessment.settled.iter().find(|settled| settled.id == place.element);
        let known = || self.known.get(&place.element).map(|known| known.value.clone());
        place.value(self.filled).or_else(|| settled().map(|settled| settled.value.clone())).or_else(known)
    }

    /// Nothing would change: all of it stands there already.
    fn is_taken(&self, offer: &CopyOffer) -> bool {
        offer.is_there() && offer.copies.iter().all(|copy| copy.to.holds(self.filled, &copy.value))
    }
}

/// The part of an element's id after the dot.
fn part(element: &str) -> Option<&str> {
    element.split_once('.').map(|(_, part)| part)
}

/// Whether a value of one kind may stand for one of the other: the same kind, or words either way.
fn is_alike(one: ElementType, other: ElementType) -> bool {
    let is_words = |kind| matches!(kind, ElementType::Text | ElementType::PersonName | ElementType::Address);
    one == other || (is_words(one) && is_words(other))
}

/// Where a copied value came from.
pub(crate) struct Origin {
    /// Whose it is, in words.
    pub(crate) whose: String,
    /// It still says the same there.
    pub(crate) agrees: bool,
}

/// 股东 2; 法定代表人或负责人.
fn titled(word: &str, row: Option<usize>) -> String {
    row.map_or_else(|| word.to_owned(), |row| format!("{word} {}", row + 1))
}

/// Forgets of which values nothing is left: another one was typed.
pub(crate) fn forget_changed(copied: &mut Vec<Copied>, form: &Form) {
    copied.retain(|copy| copy.to.holds(form, &copy.value));
}

/// A row of a section was taken away: those below it move up, and what was copied from it is as if typed.
pub(crate) fn forget_row(copied: &mut Vec<Copied>, catalog: &Catalog, section: &str, gone: usize) {
    let stands = |place: &mut Place| {
        let Some(row) = place.row.as_mut() else { return true };
        if catalog.elements.get(&place.element).is_none_or(|element| element.section != section) {
            return true;
        }
        let stays = *row != gone;
        if *row > gone {
            *row -= 1;
        }
        stays
    };
    copied.retain_mut(|copy| stands(&mut copy.to) && stands(&mut copy.from));
}

impl App {
    /// 同上: takes over what an offer of the form offers.
    ///
    /// # Errors
    /// `NotFound` where there is no such draft; `Invalid` where there is nothing to take over.
    pub async fn copy(&self, visitor: &Visitor, id: &str, offer: &str) -> Result<Application, Failure> {
        self.change(visitor, id, &|draft| {
            let assessment = draft.assess()?;
            let rules = draft.rules.clone();
            let body = &mut draft.body;
            let filled = prefill::filled_in(&assessment, &body.input.form, &body.known);
            let sources =
                Sources { catalog: &rules, assessment: &assessment, filled: &filled, known: &body.known };
            let Some(offer) = sources.all().into_iter().find(|known| known.id == offer) else {
                // It is there already: a second click, or an older page.
                return Ok(());
            };
            if !offer.is_there() {
                let to = offer.id.split('=').next().unwrap_or_default();
                let message = format!("“{}”还没有填写，先填好，再点“同上”", offer.label);
                return Err(Failure::invalid(format!("/form/{to}"), "nothing_to_copy", message));
            }
            for copy in offer.copies {
                let form = &mut body.input.form;
                match copy.to.row {
                    None => {
                        form.insert(copy.to.element.clone(), copy.value.clone());
                    }
                    Some(row) => {
                        let mut rows = form.get(&copy.to.element).map(rows_of).unwrap_or_default();
                        rows.resize(rows.len().max(row + 1), Value::Null);
                        rows[row] = copy.value.clone();
                        form.insert(copy.to.element.clone(), Value::Array(rows));
                    }
                }
                body.input.copied.retain(|known| known.to != copy.to);
                body.input.copied.push(copy);
            }
            Ok(())
        })
        .await
    }
}

impl Sources<'_> {
    /// Everything that may be taken over on the form.
    fn all(&self) -> Vec<CopyOffer> {
        let mut offers = Vec::new();
        let mut sections: Vec<&str> = Vec::new();
        for field in &self.assessment.fields {
            for row in self.rows(&field.section).into_iter().flatten() {
                if !sections.contains(&field.section.as_str()) {
                    offers.extend(self.for_row(&field.section, row));
                }
                offers.extend(self.for_field(field, row.filter(|_| field.repeat.is_some())));
            }
            sections.push(&field.section);
        }
        offers
    }
}
