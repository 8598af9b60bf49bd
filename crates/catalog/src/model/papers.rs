//! Papers: what stands in for one, and which of several the law leaves to choose from.

use serde::{Deserialize, Serialize};

use crate::ids::{ElementId, MaterialId};

/// How a material is spared.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SparedBy {
    /// A department supplies it (数据共享).
    #[default]
    Sharing,
    /// A commitment stands in for it (告知承诺).
    Commitment,
    /// It is the result of an earlier item of the same thing.
    EarlierResult,
    /// The system fills it from the one form.
    Generated,
}

/// Materials of which the law asks for one set or another (或者), the applicant's choice.
#[derive(Debug, Clone, Serialize)]
pub struct AnyOf {
    /// Its id; items that use the same one share the choice.
    pub id: String,
    /// What is proved, such as 经营场所的证明.
    pub name: String,
    /// The element of the form that says which way was chosen; none where what is handed in says it.
    pub element: Option<ElementId>,
    /// On what it rests that either will do.
    pub law: Option<String>,
    /// The ways, of which one is enough.
    pub ways: Vec<PaperWay>,
    /// False where the lead department has still to confirm it.
    pub certain: bool,
}

/// One set of materials that is enough.
#[derive(Debug, Clone, Serialize)]
pub struct PaperWay {
    /// Its id within the group.
    pub id: String,
    /// In plain words, such as 签一份承诺书.
    pub label: String,
    /// The element's value that stands for it.
    pub value: Option<serde_json::Value>,
    /// What most people do: it is what the list says until another way is chosen.
    pub usual: bool,
    /// Its materials; each is needed only as its own condition has it.
    pub materials: Vec<MaterialId>,
}

impl AnyOf {
    /// The name under which the choice is known to conditions and programs.
    pub fn choice(&self) -> ElementId {
        self.element.clone().unwrap_or_else(|| format!("{CHOICE}{}", self.id).into())
    }

    /// What the choice is where that way is chosen.
    pub fn value_of(&self, way: &PaperWay) -> serde_json::Value {
        way.value.clone().unwrap_or_else(|| way.id.as_str().into())
    }
}

/// Before a group's id where no element of the form tells the choice.
pub const CHOICE: &str = "any_of.";
