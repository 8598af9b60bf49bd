//! A field of a form: label, help, control, where its value comes from, and what is wrong with it.

use askama::{Template, filters::Safe};
use catalog::model::ElementType;
use jiff::civil::{Date, DateTime};
use service::FormField;

use super::control_id;

/// How a field is typed or chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(dead_code, reason = "each area uses those that it needs")]
pub(crate) enum Control {
    /// One line; the string is the type of the input.
    Line(&'static str),
    /// Several lines.
    Lines,
    /// A list that opens.
    Select,
    /// One of a few, all visible.
    Radios,
    /// Any of a few, all visible.
    Checks,
}

/// A field of a form.
#[derive(Debug, Clone, Template)]
#[template(path = "ui/field/field.html")]
pub(crate) struct Field {
    /// The control's name.
    pub(crate) name: String,
    /// Its id.
    pub(crate) id: String,
    /// Its label.
    pub(crate) label: String,
    /// Its control.
    pub(crate) control: Control,
    /// The values: one, or the chosen ones.
    pub(crate) values: Vec<String>,
    /// Values and words to choose from.
    pub(crate) choices: Vec<(String, String)>,
    /// Must be filled in; others say that they may be left out.
    pub(crate) required: bool,
    /// One sentence of help.
    pub(crate) help: String,
    /// What is wrong and how to mend it.
    pub(crate) error: Option<String>,
    /// Where the value was read from.
    pub(crate) from: Option<String>,
    /// Settled elsewhere: shown, not changed here.
    pub(crate) fixed: bool,
    /// Unit after the control.
    pub(crate) unit: Option<String>,
    /// The `autocomplete` attribute.
    pub(crate) autocomplete: &'static str,
    /// The `inputmode` attribute; empty for the usual keyboard.
    pub(crate) inputmode: &'static str,
    /// `short`, `middle` or empty: about as long as what belongs into it.
    pub(crate) width: &'static str,
    /// A condition over other fields under which it is asked; the script reads it.
    pub(crate) shown_when: Option<String>,
    /// Not asked as things stand.
    pub(crate) hidden: bool,
    /// It was copied from where something else stands now.
    pub(crate) differs: bool,
    /// Values elsewhere on the form that may be taken over.
    pub(crate) offers: Vec<Offer>,
}

component!(Field);

/// A button that takes over what stands elsewhere on the form: 同经营者（李娜）.
#[derive(Debug, Clone, Template)]
#[template(path = "ui/field/offer.html")]
pub(crate) struct Offer {
    /// The button's name.
    pub(crate) name: &'static str,
    /// Its value.
    pub(crate) value: String,
    /// Whose it is.
    pub(crate) label: String,
    /// The name that stands there.
    pub(crate) whom: Option<String>,
}

component!(Offer);

impl Offer {
    /// An offer as a button of that name and value.
    pub(crate) fn of(offer: &service::CopyOffer, name: &'static str, value: String) -> Self {
        Self { name, value, label: offer.label.clone(), whom: offer.name.clone() }
    }
}

#[allow(dead_code, reason = "each area uses those that it needs")]
impl Field {
    /// A required line of text.
    pub(crate) fn text(name: impl Into<String>, label: impl Into<String>) -> Self {
        let name = name.into();
        Self {
            id: control_id(&name),
            name,
            label: label.into(),
            control: Control::Line("text"),
            values: Vec::new(),
            choices: Vec::new(),
            required: true,
            help: String::new(),
            error: None,
            from: None,
            fixed: false,
            unit: None,
            autocomplete: "off",
            inputmode: "",
            width: "",
            shown_when: None,
            hidden: false,
            differs: false,
            offers: Vec::new(),
        }
    }

    /// A required text of several lines.
    pub(crate) fn lines(name: impl Into<String>, label: impl Into<String>) -> Self {
        Self { control: Control::Lines, ..Self::text(name, label) }
    }

    /// A password; `autocomplete` is `current-password` or `new-password`.
    pub(crate) fn password(
        name: impl Into<String>,
        label: impl Into<String>,
        autocomplete: &'static str,
    ) -> Self {
        Self { control: Control::Line("password"), autocomplete, ..Self::text(name, label) }
    }

    /// A day.
    pub(crate) fn date(name: impl Into<String>, label: impl Into<String>) -> Self {
        Self { control: Control::Line("date"), width: "middle", ..Self::text(name, label) }
    }

    /// A day as it was typed: a control for days shows nothing where none was, so that stays as words.
    pub(crate) fn typed_day(name: impl Into<String>, label: impl Into<String>, typed: &str) -> Self {
        let kind = if is_readable::<Date>(typed) { "date" } else { "text" };
        Self { control: Control::Line(kind), ..Self::date(name, label) }.value(typed)
    }

    /// One of several: all visible when they are few.
    pub(crate) fn choose(
        name: impl Into<String>,
        label: impl Into<String>,
        choices: Vec<(String, String)>,
    ) -> Self {
        let control = if choices.len() > 6 { Control::Select } else { Control::Radios };
        Self { control, choices, ..Self::text(name, label) }
    }

    /// May be left out.
    pub(crate) fn optional(self) -> Self {
        Self { required: false, ..self }
    }

    /// With a value.
    pub(crate) fn value(self, value: impl Into<String>) -> Self {
        Self { values: vec![value.into()], ..self }
    }

    /// With a sentence of help.
    pub(crate) fn help(self, help: impl Into<String>) -> Self {
        Self { help: help.into(), ..self }
    }

    /// With what is wrong.
    pub(crate) fn error(self, error: Option<String>) -> Self {
        Self { error, ..self }
    }

    /// With what the browser may fill in.
    pub(crate) fn autocomplete(self, autocomplete: &'static str) -> Self {
        Self { autocomplete, ..self }
    }

    /// With a keyboard for phones.
    pub(crate) fn inputmode(self, inputmode: &'static str) -> Self {
        Self { inputmode, ..self }
    }

    /// As long as what belongs into it: `short` or `middle`.
    pub(crate) fn width(self, width: &'static str) -> Self {
        Self { width, ..self }
    }

    /// With values elsewhere on the form that may be taken over.
    pub(crate) fn offers(self, offers: Vec<Offer>) -> Self {
        Self { offers, ..self }
    }

    /// A field of the one form.
    pub(crate) fn of(field: &FormField) -> Self {
        let (control, inputmode, width) = control_of(field);
        let choices = choices_of(field);
        let values =
            if control == Control::Checks { field.values.clone() } else { vec![field.value.clone()] };
        Self {
            control,
            inputmode,
            width,
            choices,
            values,
            required: field.required,
            help: field.help.clone(),
            error: field.complaint.clone(),
            from: field.from.clone(),
            fixed: field.fixed,
            unit: field.unit.clone(),
            autocomplete: autocomplete_of(field),
            shown_when: field.shown_when.clone(),
            hidden: field.hidden,
            differs: field.differs,
            ..Self::text(field.name.clone(), field.label.clone())
        }
    }

    fn the_value(&self) -> &str {
        self.values.first().map_or("", String::as_str)
    }

    fn has(&self, value: &str) -> bool {
        self.values.iter().any(|chosen| chosen == value)
    }

    /// The words of the chosen values, to read.
    fn shown_value(&self) -> String {
        let word = |value: &String| {
            self.choices
                .iter()
                .find(|(id, _)| id == value)
                .map_or_else(|| value.clone(), |(_, label)| label.clone())
        };
        self.values.iter().map(word).collect::<Vec<_>>().join("、")
    }

    fn described_by(&self) -> String {
        let mut parts = Vec::new();
        if !self.help.is_empty() {
            parts.push(format!("{}-help", self.id));
        }
        if self.error.is_some() {
            parts.push(format!("{}-error", self.id));
        }
        if self.from.is_some() {
            parts.push(format!("{}-from", self.id));
        }
        parts.join(" ")
    }

    /// What was copied and differs by now is no settled matter.
    fn origin_icon(&self) -> Safe<String> {
        super::icon(if self.differs { "info" } else { "check" })
    }

    fn grouped(&self) -> bool {
        matches!(self.control, Control::Radios | Control::Checks)
    }
}

/// What is wrong with the control of that name.
pub(crate) fn wrong(complaints: &[service::Complaint], name: &str) -> Option<String> {
    let found = complaints.iter().find(|one| one.pointer.trim_start_matches('/') == name);
    found.map(|one| one.message.clone())
}

fn is_readable<T: std::str::FromStr>(typed: &str) -> bool {
    typed.is_empty() || typed.parse::<T>().is_ok()
}

/// How the form writes yes and no.
const YES: &str = "是";
const NO: &str = "否";

fn control_of(field: &FormField) -> (Control, &'static str, &'static str) {
    if !field.choices.is_empty() {
        let control = match (field.multiple, field.choices.len()) {
            (true, _) => Control::Checks,
            (false, 0..=6) => Control::Radios,
            (false, _) => Control::Select,
        };
        return (control, "", "middle");
    }
    match field.kind {
        ElementType::Integer => (Control::Line("text"), "numeric", "short"),
        ElementType::Decimal | ElementType::Money | ElementType::Area => {
            (Control::Line("text"), "decimal", "short")
        }
        // A control for days shows nothing where no day was typed: then what was typed stays as words.
        ElementType::Date if is_readable::<Date>(&field.value) => (Control::Line("date"), "", "middle"),
        ElementType::Datetime if is_readable::<DateTime>(&field.value) => {
            (Control::Line("datetime-local"), "", "middle")
        }
        ElementType::Date | ElementType::Datetime => (Control::Line("text"), "", "middle"),
        ElementType::Boolean => (Control::Radios, "", ""),
        ElementType::Mobile => (Control::Line("tel"), "tel", "middle"),
        ElementType::PersonName => (Control::Line("text"), "", "middle"),
        ElementType::IdCard | ElementType::Uscc => (Control::Line("text"), "text", "middle"),
        ElementType::Text | ElementType::Choice | ElementType::Address => (Control::Line("text"), "", ""),
    }
}

fn choices_of(field: &FormField) -> Vec<(String, String)> {
    if field.kind == ElementType::Boolean {
        return vec![(YES.into(), t!("ui.field.yes").into()), (NO.into(), t!("ui.field.no").into())];
    }
    field.choices.iter().map(|choice| (choice.clone(), choice.clone())).collect()
}

/// Only what is the applicant's own may be filled in by the browser (WCAG 1.3.5).
fn autocomplete_of(field: &FormField) -> &'static str {
    if !field.element.starts_with("applicant.") {
        return "off";
    }
    match field.kind {
        ElementType::PersonName => "name",
        ElementType::Mobile => "tel",
        ElementType::Address => "street-address",
        _ => "off",
    }
}
