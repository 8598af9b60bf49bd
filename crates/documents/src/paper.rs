//! The content of a paper, without markup: one model for every form in which it is given out.

use catalog::{ElementId, ItemId, MaterialId};
use jiff::civil::Date;
use serde::Serialize;

use crate::process::Process;

/// Which paper it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// 一次告知书
    Notice,
    /// 办事指南
    Guide,
    /// 收件凭证
    Receipt,
    /// 补正告知书
    Correction,
    /// 补正内容未达要求说明
    CorrectionUnmet,
    /// 再次补正告知书
    SecondCorrection,
    /// 更正记录
    CorrectedOnSpot,
    /// 不受理告知书
    NotRequired,
    /// 不予受理决定书
    NotOurAuthority,
    /// 容缺受理承诺书
    DeferralPromise,
    /// 告知承诺书
    Commitment,
    /// 授权委托书
    Mandate,
    /// 撤销决定书
    Revocation,
    /// 受理通知书
    Acceptance,
    /// 不予受理通知书
    NotAcceptance,
    /// 办理结果
    Result,
    /// 不予办理决定书
    Refusal,
    /// 事项申请表：an item's own form, filled from the one form
    OwnForm,
    /// 大厅海报
    Poster,
}

impl Kind {
    /// The paper's heading.
    pub fn title(self) -> &'static str {
        match self {
            Self::Notice => "一次告知书",
            Self::Guide => "办事指南",
            Self::Receipt => "收件凭证",
            Self::Correction => "补正告知书",
            Self::CorrectionUnmet => "补正内容未达要求说明",
            Self::SecondCorrection => "再次补正告知书",
            Self::CorrectedOnSpot => "更正记录",
            Self::NotRequired => "不受理告知书",
            Self::NotOurAuthority => "不予受理决定书",
            Self::DeferralPromise => "容缺受理承诺书",
            Self::Commitment => "告知承诺书",
            Self::Mandate => "授权委托书",
            Self::Revocation => "撤销决定书",
            Self::Acceptance => "受理通知书",
            Self::NotAcceptance => "不予受理通知书",
            Self::Result => "办理结果",
            Self::Refusal => "不予办理决定书",
            Self::OwnForm => "事项申请表",
            Self::Poster => "一件事一次办",
        }
    }

    /// The word for it in class names, such as `not-acceptance`.
    pub fn class(self) -> &'static str {
        match self {
            Self::Notice => "notice",
            Self::Guide => "guide",
            Self::Receipt => "receipt",
            Self::Correction => "correction",
            Self::CorrectionUnmet => "correction-unmet",
            Self::SecondCorrection => "second-correction",
            Self::CorrectedOnSpot => "corrected-on-spot",
            Self::NotRequired => "not-required",
            Self::NotOurAuthority => "not-our-authority",
            Self::DeferralPromise => "deferral-promise",
            Self::Commitment => "commitment",
            Self::Mandate => "mandate",
            Self::Revocation => "revocation",
            Self::Acceptance => "acceptance",
            Self::NotAcceptance => "not-acceptance",
            Self::Result => "result",
            Self::Refusal => "refusal",
            Self::OwnForm => "own-form",
            Self::Poster => "poster",
        }
    }
}

impl Kind {
    /// The series in which papers of this kind are numbered: 受 in 津政务受字〔2026〕第000001号; none for
    /// papers without a number.
    pub fn series(self) -> Option<&'static str> {
        match self {
            Self::Acceptance => Some("受"),
            Self::Correction | Self::CorrectionUnmet | Self::SecondCorrection => Some("补"),
            Self::CorrectedOnSpot => Some("更"),
            Self::NotAcceptance | Self::NotOurAuthority => Some("不受"),
            Self::NotRequired => Some("告"),
            Self::Refusal => Some("不准"),
            Self::DeferralPromise => Some("容"),
            Self::Commitment => Some("承"),
            Self::Revocation => Some("撤"),
            Self::Notice
            | Self::Guide
            | Self::Receipt
            | Self::Result
            | Self::OwnForm
            | Self::Mandate
            | Self::Poster => None,
        }
    }
}

/// Width and height of the box in which a signature is drawn.
pub const DRAWN_BOX: (u16, u16) = (600, 180);

/// A paper.
#[derive(Debug, Clone, Serialize)]
pub struct Paper {
    /// Which paper it is.
    pub kind: Kind,
    /// What it is about, such as 出生一件事.
    pub subject: String,
    /// To whom it speaks, or what it says first.
    pub opening: Vec<String>,
    /// Facts at its head: number, applicant, day.
    pub facts: Vec<Fact>,
    /// The few numbers that matter most, to be seen at a glance.
    pub figures: Vec<Figure>,
    /// Its parts, in reading order.
    pub parts: Vec<Part>,
    /// The sentence that closes it, such as 以上是全部材料.
    pub closing: Option<String>,
    /// Who seals it, and when; none on a poster.
    pub seal: Option<Seal>,
    /// Who signs by hand that the paper was received; empty where nobody does.
    pub signed_by: Vec<String>,
    /// The strokes of a signature drawn on a screen, in a box of [`DRAWN_BOX`]; empty where none was.
    pub drawn: Vec<Vec<(u16, u16)>>,
    /// The code that leads to the live page.
    pub code: Option<Code>,
    /// Small print: catalogue version, where to ask.
    pub footer: Vec<String>,
}

/// A label with its value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Fact {
    /// The label.
    pub label: String,
    /// The value; a line break in it begins a new line.
    pub value: String,
}

impl Fact {
    /// A label with its value.
    pub fn new(label: impl Into<String>, value: impl Into<String>) -> Self {
        Self { label: label.into(), value: value.into() }
    }
}

/// A number to be seen at a glance, with what it counts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Figure {
    /// The number or the one word, such as 9 or 不收费.
    pub value: String,
    /// Its unit, such as 份; empty where it has none.
    pub unit: String,
    /// What it counts, such as 要带的材料.
    pub label: String,
    /// What it was the old way, where that is more.
    pub before: Option<String>,
}

/// A part of a paper under its own heading.
#[derive(Debug, Clone, Serialize)]
pub struct Part {
    /// The heading.
    pub heading: String,
    /// What stands under it.
    pub body: Vec<Body>,
}

impl Part {
    /// A part with its heading.
    pub fn new(heading: impl Into<String>, body: Vec<Body>) -> Self {
        Self { heading: heading.into(), body }
    }
}

/// What stands under a heading.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Body {
    /// Running text.
    Text(String),
    /// What must not be overlooked: obstacles.
    Warnings(Vec<String>),
    /// Lines of equal rank.
    List(Vec<String>),
    /// Things with particulars, one after the other.
    Entries(Vec<Entry>),
    /// A table.
    Table(Table),
    /// The picture of who does what, with its words.
    Process(Process),
}

/// What an entry or a row stands for in the catalogue.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Key {
    /// An item.
    Item(ItemId),
    /// A material.
    Material(MaterialId),
    /// A data element.
    Element(ElementId),
}

/// A thing with particulars.
#[derive(Debug, Clone, Serialize)]
pub struct Entry {
    /// What it stands for.
    pub key: Option<Key>,
    /// Its name.
    pub title: String,
    /// Its particulars.
    pub facts: Vec<Fact>,
}

/// A table.
#[derive(Debug, Clone, Serialize)]
pub struct Table {
    /// Headings of the columns; the first column names the row. What stands behind a line
    /// break in the first column is a remark on what the first line names.
    pub columns: Vec<String>,
    /// The rows.
    pub rows: Vec<Row>,
}

/// A row of a table.
#[derive(Debug, Clone, Serialize)]
pub struct Row {
    /// What it stands for.
    pub key: Option<Key>,
    /// One cell a column.
    pub cells: Vec<String>,
}

/// The place for the seal.
#[derive(Debug, Clone, Serialize)]
pub struct Seal {
    /// Whose seal.
    pub office: String,
    /// The day of the paper.
    pub on: Date,
}

/// A QR code.
#[derive(Debug, Clone, Serialize)]
pub struct Code {
    /// Where it leads.
    pub address: String,
    /// What one finds there.
    pub label: String,
}

impl Code {
    /// The code of a result: whoever is shown the paper can see whether it is genuine and in force.
    pub fn to_verify(address: String) -> Self {
        Self { address, label: "扫码查验真伪和效力".to_owned() }
    }
}
