//! The shapes of the contract: what goes in and out as JSON.
//!
//! Each shape is made from a view of the use cases and knows no rule. The
//! comments on fields are published in the OpenAPI document, hence in Chinese.

/// Describes for the document what another room writes.
macro_rules! described {
    ($($(#[$meta:meta])* $name:ident { $($(#[$field_meta:meta])* $field:ident : $type:ty,)* })*) => {$(
        $(#[$meta])*
        #[derive(ToSchema)]
        #[expect(dead_code, reason = "describes what another room writes")]
        pub(in crate::api) struct $name { $($(#[$field_meta])* $field: $type,)* }
    )*};
}

pub(super) mod around;
pub(super) mod assessed;
pub(super) mod assessment;
pub(super) mod case;
pub(super) mod commands;
pub(super) mod contents;
pub(super) mod corrected;
pub(super) mod correction;
pub(super) mod delivery;
pub(super) mod due_process;
pub(super) mod explained;
pub(super) mod figures;
pub(super) mod file;
pub(super) mod inbox;
pub(super) mod item;
pub(super) mod my_data;
pub(super) mod outgoing;
pub(super) mod package;
pub(super) mod place;
pub(super) mod privacy;
pub(super) mod promised;
pub(super) mod question;
pub(super) mod result;
pub(super) mod rules;
pub(super) mod search;
pub(super) mod searches;
pub(super) mod task;

/// A word for a value as serde writes it, such as `in_progress`.
pub(super) fn name_of(value: impl serde::Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(name)) => name,
        _ => String::new(),
    }
}

/// Ids as text.
fn texts<T: std::fmt::Display>(ids: &[T]) -> Vec<String> {
    ids.iter().map(ToString::to_string).collect()
}

/// An id as text, if any.
fn text<T: std::fmt::Display>(id: Option<&T>) -> Option<String> {
    id.map(ToString::to_string)
}
