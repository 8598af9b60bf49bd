//! Editions of the catalogue and the numbers that the law moves.

use catalog::{
    days::{DatedSetting, Parameter, Setting},
    diff::{Difference, Differences, Side, Subject},
};
use serde::Serialize;
use serde_json::Value;
use service::EditionLine;
use utoipa::ToSchema;

use crate::api::times::Day;

/// 目录的一个版本
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct VersionBody {
    /// 版本
    #[schema(example = "2026-11-01.3f9a1c20")]
    version: String,
    /// 从哪天起施行；最早的版本没有
    from: Option<Day>,
    /// 施行到哪天为止；最后的版本没有
    until: Option<Day>,
    /// 今天施行的就是它
    today: bool,
    /// 这个版本里以后有变化的日子
    turns: Vec<Day>,
}

impl From<EditionLine> for VersionBody {
    fn from(line: EditionLine) -> Self {
        Self {
            version: line.version,
            from: line.in_force.from.map(Day),
            until: line.in_force.until.map(Day),
            today: line.today,
            turns: line.turns.into_iter().map(Day).collect(),
        }
    }
}

/// 参数：法律会改的数
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct ParameterBody {
    /// 参数 id
    #[schema(example = "fire_check_area")]
    id: String,
    /// 这个数是什么
    label: String,
    /// 单位
    unit: Option<String>,
    /// 那一天的值：数，或者 true、false；没有规定的为 null
    #[schema(value_type = Option<Value>)]
    value: Option<Value>,
    /// 全部的值，按日期先后
    values: Vec<SettingBody>,
}

/// 参数的一个值
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct SettingBody {
    /// 从哪天起
    from: Option<Day>,
    /// 到哪天为止
    until: Option<Day>,
    /// 值
    #[schema(value_type = Value)]
    value: Value,
    /// 依据
    law: Option<String>,
    /// 是否已经核实
    certain: bool,
}

fn json(setting: &Setting) -> Value {
    serde_json::to_value(setting).unwrap_or_default()
}

impl ParameterBody {
    /// A parameter with its value on a day.
    pub(in crate::api) fn of(parameter: &Parameter, on: jiff::civil::Date) -> Self {
        Self {
            id: parameter.id.clone(),
            label: parameter.label.clone(),
            unit: parameter.unit.clone(),
            value: parameter.on(on).map(|value| json(&value.value)),
            values: parameter.values.iter().map(SettingBody::of).collect(),
        }
    }
}

impl SettingBody {
    fn of(value: &DatedSetting) -> Self {
        Self {
            from: value.in_force.from.map(Day),
            until: value.in_force.until.map(Day),
            value: json(&value.value),
            law: value.law.clone(),
            certain: value.certain,
        }
    }
}

/// 两天的规定有什么不同
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct DifferencesBody {
    /// 原来的
    old: SideBody,
    /// 现在的
    new: SideBody,
    /// 逐项的不同：主题、事项，然后是别的
    subjects: Vec<SubjectBody>,
}

/// 比较的一边
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct SideBody {
    /// 目录版本
    version: String,
    /// 哪一天的规定
    on: Day,
}

/// 有不同的一个主题、事项、材料……
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct SubjectBody {
    /// 是什么：theme、item、material、element、parameter、department、place、rule
    #[schema(example = "item")]
    kind: Value,
    /// id
    id: String,
    /// 名称
    name: String,
    /// 用到它的主题
    themes: Vec<String>,
    /// 有哪些不同
    changes: Vec<DifferenceBody>,
}

/// 一处不同
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct DifferenceBody {
    /// 怎么变的：easier、added、harder、removed、renamed、moved、days、basis、other
    #[schema(example = "easier")]
    effect: Value,
    /// 关系到什么：materials、days、visits、fees、questions、other
    #[schema(example = "materials")]
    about: Value,
    /// 大白话
    text: String,
    /// 依据的法律
    laws: Vec<String>,
    /// 是否已经核实
    certain: bool,
}

fn word(word: impl Serialize) -> Value {
    serde_json::to_value(word).unwrap_or_default()
}

impl From<Differences> for DifferencesBody {
    fn from(differences: Differences) -> Self {
        Self {
            old: SideBody::from(differences.old),
            new: SideBody::from(differences.new),
            subjects: differences.subjects.into_iter().map(SubjectBody::from).collect(),
        }
    }
}

impl From<Side> for SideBody {
    fn from(side: Side) -> Self {
        Self { version: side.version, on: Day(side.on) }
    }
}

impl From<Subject> for SubjectBody {
    fn from(subject: Subject) -> Self {
        Self {
            kind: word(subject.kind),
            id: subject.id,
            name: subject.name,
            themes: subject.themes.iter().map(ToString::to_string).collect(),
            changes: subject.changes.into_iter().map(DifferenceBody::from).collect(),
        }
    }
}

impl From<Difference> for DifferenceBody {
    fn from(change: Difference) -> Self {
        Self {
            effect: word(change.effect),
            about: word(change.about),
            text: change.text,
            laws: change.laws,
            certain: change.certain,
        }
    }
}
