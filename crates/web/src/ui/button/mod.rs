//! A button: one obvious next step, and quiet ones beside it.

use askama::Template;

/// A button that submits its form, or a link that looks like one.
#[derive(Template, Default)]
#[template(path = "ui/button/button.html")]
pub(crate) struct Button {
    /// What it says.
    pub(crate) label: String,
    /// Where it leads; none for a button of a form.
    pub(crate) href: Option<String>,
    /// `quiet`, `danger`, `small`, `hero`, `link`: joined to the class.
    pub(crate) kinds: &'static [&'static str],
    /// Name and value that the form sends with it.
    pub(crate) sends: Option<(&'static str, String)>,
    /// An icon before the words.
    pub(crate) icon: Option<&'static str>,
    /// Asks before it acts.
    pub(crate) confirm: Option<String>,
}

component!(Button);

#[allow(dead_code, reason = "each area uses those that it needs")]
impl Button {
    /// The main button of a form.
    pub(crate) fn submit(label: impl Into<String>) -> Self {
        Self { label: label.into(), ..Self::default() }
    }

    /// A link that looks like a button.
    pub(crate) fn link(label: impl Into<String>, href: impl ToString) -> Self {
        Self { label: label.into(), href: Some(href.to_string()), ..Self::default() }
    }

    /// In another look.
    pub(crate) fn kinds(self, kinds: &'static [&'static str]) -> Self {
        Self { kinds, ..self }
    }

    /// With an icon.
    pub(crate) fn icon(self, icon: &'static str) -> Self {
        Self { icon: Some(icon), ..self }
    }

    /// Sends a name and a value.
    pub(crate) fn sends(self, name: &'static str, value: impl Into<String>) -> Self {
        Self { sends: Some((name, value.into())), ..self }
    }

    /// Asks first.
    pub(crate) fn confirm(self, question: impl Into<String>) -> Self {
        Self { confirm: Some(question.into()), ..self }
    }
}
