//! What is said in a matter or a grievance, what was done about it, and the forms for what the reader may do
//! now.

use askama::{Template, filters::Safe};
use service::StepLine;

use crate::csrf::{Pairs, value};

/// The part of the page that a matter of a case and a grievance have in common.
#[derive(Template)]
#[template(path = "matters/handling.html")]
pub(super) struct Handling {
    /// The task that it is about.
    pub(super) task: Option<String>,
    /// What is said.
    pub(super) said: String,
    /// What was done about it.
    pub(super) steps: Vec<StepLine>,
    /// What the reader may do now.
    pub(super) acts: Vec<&'static str>,
    /// Where the forms go.
    pub(super) address: String,
    /// The secret for the forms.
    pub(super) csrf: String,
    /// The key of this showing and the version of the case, for a matter of one.
    pub(super) of_case: Option<(String, u64)>,
    /// What was typed before.
    pub(super) typed: Pairs,
}

impl askama::filters::HtmlSafe for Handling {}

impl Handling {
    fn may(&self, act: &str) -> bool {
        self.acts.contains(&act)
    }

    /// What was typed for that act, to be shown again.
    fn typed(&self, act: &str) -> &str {
        if value(&self.typed, "act") == act { value(&self.typed, "text") } else { "" }
    }

    /// The hidden fields of the form for that act; none of them is anybody's to type.
    fn hidden(&self, act: &str) -> Safe<String> {
        let hidden =
            |name: &str, value: &str| format!(r#"<input type="hidden" name="{name}" value="{value}">"#);
        let mut fields = hidden("csrf", &self.csrf) + &hidden("act", act);
        if let Some((key, version)) = &self.of_case {
            // One form alone is sent, yet two may be open: each act has its own key.
            fields += &hidden("key", &format!("{key}-{act}"));
            fields += &hidden("version", &version.to_string());
        }
        Safe(fields)
    }
}
