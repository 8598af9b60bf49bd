//! The district around the things: its departments, places and counters.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::ids::{DepartmentId, PlaceId, ThemeId};

/// The district (区县) that the catalogue is for.
#[derive(Debug, Clone, Serialize)]
pub struct District {
    /// Folder name, such as `jiangjin`.
    pub id: String,
    /// Full name, such as 重庆市江津区.
    pub name: String,
    /// Short name, such as 江津.
    pub short_name: String,
    /// Administrative division code (GB/T 2260).
    pub code: String,
    /// The same with twelve digits, as statistics use it.
    pub code12: String,
    /// Earlier codes, which many identity numbers still begin with.
    pub old_codes: Vec<String>,
    /// Telephone area code.
    pub area_code: String,
    /// First character of number plates.
    pub plate_prefix: String,
    /// How many streets (街道) it has.
    pub streets: u32,
    /// How many towns (镇) it has.
    pub towns: u32,
    /// Prefix of case numbers, such as `JJ`.
    pub case_prefix: String,
    /// What the numbers of official papers (文号) begin with, such as 津政务.
    pub document_prefix: String,
    /// First day on which this catalogue holds.
    pub effective: jiff::civil::Date,
}

/// A department (部门) or a body that acts in some step.
#[derive(Debug, Clone, Serialize)]
pub struct Department {
    /// Its id.
    pub id: DepartmentId,
    /// Full legal name.
    pub name: String,
    /// The name people use.
    pub short_name: String,
    /// `bureau`, `unit`, `centre`, `outside`.
    pub kind: String,
    /// Where it comes from: `annex` and `body` of the district's plan, or `beyond` it.
    pub in_plan: String,
    /// What it does in this catalogue, in one line.
    pub duties: String,
    /// The department that it belongs to.
    pub parent: Option<DepartmentId>,
    /// A remark for authors.
    pub note: Option<String>,
    /// False where the lead department has still to confirm it.
    pub certain: bool,
}

/// A place with a comprehensive counter (综合窗口).
#[derive(Debug, Clone, Serialize)]
pub struct Place {
    /// Its id.
    pub id: PlaceId,
    /// Its name.
    pub name: String,
    /// The body that runs it.
    pub department: DepartmentId,
    /// `comprehensive`, `special`, `hospital`, `town`.
    pub kind: String,
    /// What the district's plan calls it.
    pub plan_name: Option<String>,
    /// The plan names it.
    pub named_in_plan: bool,
    /// It stands for one counter in each street and town.
    pub each_division: bool,
    /// Themes that it is set up for; none means every theme (全区通办).
    pub themes: Option<Vec<ThemeId>>,
    /// Themes that it handles most.
    pub main_themes: Vec<ThemeId>,
    /// Street address, where the district has filled it in.
    pub address: Option<String>,
    /// Telephone number, where the district has filled it in.
    pub phone: Option<String>,
    /// Hours, where the district has filled them in.
    pub hours: Option<String>,
    /// A remark.
    pub note: Option<String>,
    /// False where the district has still to confirm it.
    pub certain: bool,
}

/// A street or town (镇街).
#[derive(Debug, Clone, Serialize)]
#[expect(missing_docs, reason = "the names say it")]
pub struct Division {
    pub id: String,
    pub name: String,
    pub kind: String,
    pub code9: String,
    pub code12: String,
    pub aliases: Vec<String>,
}

/// A rule of law that the software enforces.
#[derive(Debug, Clone, Serialize)]
#[expect(missing_docs, reason = "the names say it")]
pub struct Rule {
    pub id: String,
    pub title: String,
    pub gist: String,
    /// Law and article, one line each.
    pub law: Vec<String>,
    /// `law`, `regulation`, `policy`, `plan`.
    pub level: String,
    /// `licence`, `all`, `commitment`, `data`.
    pub applies: String,
    /// The rule in the form of a formula, for those who check the software against it.
    pub check: String,
    /// `block`, `auto`, `warn`.
    pub on_violation: String,
    /// When it does not hold.
    pub exception: Option<String>,
    pub note: Option<String>,
    /// What else the rule lays down, such as the five outcomes of an application.
    pub details: BTreeMap<String, serde_json::Value>,
    pub certain: bool,
}

/// A way in by network, such as the city's app.
#[derive(Debug, Clone, Serialize)]
pub struct Channel {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// What the district's plan calls it.
    pub plan_name: Option<String>,
    /// Themes that it offers; none means every theme.
    pub themes: Option<Vec<ThemeId>>,
    /// A remark.
    pub note: Option<String>,
}
