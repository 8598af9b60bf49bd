//! Papers of a case: receipt, acceptance, non-acceptance, result, refusal.
//!
//! Written evidence is owed for receipt and for every decision (行政许可法
//! 第三十二条、第三十八条), with the day and the seal of the office that gives it.

use catalog::{ItemId, MaterialId};
use identifiers::{CaseNumber, mask_name};
use jiff::{Timestamp, civil::Date, tz};

use crate::{
    afterwards::{self, Duty},
    paper::{Body, Code, Entry, Fact, Key, Kind, Paper, Part, Row, Seal, Table},
    words::day,
};

/// What every paper of a case says.
#[derive(Debug, Clone)]
pub struct CaseFacts {
    /// The office whose seal stands under it.
    pub office: String,
    /// The case's number.
    pub number: String,
    /// The number of the paper itself (文号), where it is numbered.
    pub document_number: Option<String>,
    /// The theme's name.
    pub theme_name: String,
    /// The applicant's full name. A receipt, which lies about, masks it; what decides
    /// something names the person to whom it speaks.
    pub applicant_name: String,
    /// Who handed it in for the applicant, where somebody did; masked like the applicant.
    pub agent_name: Option<String>,
    /// The counter, where it belongs to one.
    pub place: Option<String>,
    /// The address of the case's live page.
    pub link: String,
    /// The day of the paper.
    pub on: Date,
}

impl CaseFacts {
    /// The case's number as it is read aloud.
    fn spoken_number(&self) -> String {
        CaseNumber::parse(&self.number).map_or_else(|_| self.number.clone(), |number| number.spoken())
    }

    pub(crate) fn paper(&self, kind: Kind, opening: String) -> Paper {
        let named = |name: &String| if kind == Kind::Receipt { mask_name(name) } else { name.clone() };
        let mut facts: Vec<Fact> =
            self.document_number.iter().map(|number| Fact::new("文号", number.clone())).collect();
        facts.push(Fact::new("办件编号", self.number.clone()));
        facts.push(Fact::new("申请人", named(&self.applicant_name)));
        facts.extend(self.agent_name.as_ref().map(|name| Fact::new("代办人", named(name))));
        facts.extend(self.place.as_ref().map(|place| Fact::new("窗口", place.clone())));
        Paper {
            kind,
            subject: self.theme_name.clone(),
            opening: vec![opening],
            facts,
            figures: Vec::new(),
            parts: Vec::new(),
            closing: None,
            signed_by: match kind {
                Kind::Receipt | Kind::Result => Vec::new(),
                _ => vec!["签收人".to_owned()],
            },
            drawn: Vec::new(),
            seal: Some(Seal { office: self.office.clone(), on: self.on }),
            code: Some(Code { address: self.link.clone(), label: "扫码看办到哪一步".to_owned() }),
            footer: vec![format!(
                "查询、咨询请报办件编号 {}：扫码、到任一综合窗口，或拨打 12345。",
                self.spoken_number()
            )],
        }
    }
}

/// A material as it was handed in.
#[derive(Debug, Clone)]
pub struct ReceivedMaterial {
    /// Which material.
    pub material: MaterialId,
    /// Its name.
    pub name: String,
    /// How it came: 电子文件2份, 纸质原件, 容缺后补 …
    pub how: String,
}

/// What a receipt says beside the facts of the case.
#[derive(Debug, Clone)]
pub struct Receipt {
    /// When it was handed in.
    pub submitted_at: Timestamp,
    /// What was handed in.
    pub materials: Vec<ReceivedMaterial>,
    /// The last day on which the applicant is told whether it is accepted.
    pub answer_by: Date,
    /// How the data are used (个人信息处理告知); none in cases of before it was told.
    pub privacy: Option<PrivacyTold>,
}

/// The notice on personal data as it was told.
#[derive(Debug, Clone)]
pub struct PrivacyTold {
    /// Which version, how and when.
    pub how: String,
    /// Heading and text, part by part.
    pub text: Vec<(String, String)>,
}

/// 收件凭证
pub fn receipt(case: &CaseFacts, receipt: &Receipt) -> Paper {
    let mut paper = case.paper(Kind::Receipt, "您的申请已经收到。".to_owned());
    let at = tz::offset(8).to_datetime(receipt.submitted_at);
    let moment = format!("{} {:02}:{:02}", day(at.date()), at.hour(), at.minute());
    paper.facts.push(Fact::new("收到时间", moment));
    let rows = receipt.materials.iter().map(|received| Row {
        key: Some(Key::Material(received.material.clone())),
        cells: vec![received.name.clone(), received.how.clone()],
    });
    let rows: Vec<_> = rows.collect();
    let materials = if rows.is_empty() {
        Body::Text("这件事不用您交材料。".to_owned())
    } else {
        Body::Table(Table { columns: vec!["材料".to_owned(), "收到的形式".to_owned()], rows })
    };
    paper.parts.push(Part::new("收到的材料", vec![materials]));
    let next = format!(
        "最迟{}告诉您是否受理；要补正的，一次告诉您全部内容。到时没有告诉您的，从收到之日起就算受理（《行政许可法》第三十二条）。",
        day(receipt.answer_by)
    );
    paper.parts.push(Part::new("接下来", vec![Body::Text(next)]));
    if let Some(told) = &receipt.privacy {
        let lines = told.text.iter().map(|(heading, text)| format!("{heading}：{text}"));
        let body = vec![Body::Text(told.how.clone()), Body::List(lines.collect())];
        paper.parts.push(Part::new("个人信息处理告知", body));
    }
    paper
}

/// A task of an accepted case.
#[derive(Debug, Clone)]
pub struct AcceptedTask {
    /// Which item.
    pub item: ItemId,
    /// Its own number within the case (子编号).
    pub number: String,
    /// Its name, with the row where it repeats.
    pub name: String,
    /// The department, by short name.
    pub department_name: String,
    /// The promised day; none while it waits for another.
    pub due: Option<Date>,
}

/// What an acceptance says beside the facts of the case.
#[derive(Debug, Clone)]
pub struct Acceptance {
    /// The promised day for the whole thing.
    pub due: Date,
    /// That day rests on holidays not yet published.
    pub due_estimated: bool,
    /// The day of receipt from which it counts as accepted, where nobody answered in time (视为受理).
    pub deemed_from: Option<Date>,
    /// The tasks.
    pub tasks: Vec<AcceptedTask>,
    /// What departments do together, one line each.
    pub joint: Vec<String>,
    /// What has to be in place before opening.
    pub opening: Vec<String>,
}

/// 受理通知书
pub fn acceptance(case: &CaseFacts, acceptance: &Acceptance) -> Paper {
    let opening = if acceptance.deemed_from.is_some() {
        "您的申请五个工作日内没有得到答复，依法自收到申请材料之日起即为受理（《行政许可法》第三十二条）。"
    } else {
        "您的申请材料齐全、符合法定形式，现予受理（《行政许可法》第三十二条）。"
    };
    let mut paper = case.paper(Kind::Acceptance, opening.to_owned());
    paper.facts.push(Fact::new("受理日期", day(acceptance.deemed_from.unwrap_or(case.on))));
    paper.facts.push(Fact::new("全部办完不晚于", day(acceptance.due)));
    let rows = acceptance.tasks.iter().map(|task| Row {
        key: Some(Key::Item(task.item.clone())),
        cells: vec![
            format!("{}\n{}", task.name, task.number),
            task.department_name.clone(),
            task.due.map_or_else(|| "前一项办好后开始".to_owned(), day),
        ],
    });
    let columns = ["事项", "办理部门", "承诺日期"].map(str::to_owned).to_vec();
    let table = Body::Table(Table { columns, rows: rows.collect() });
    paper.parts.push(Part::new("各部门同时在办", vec![table]));
    if !acceptance.joint.is_empty() {
        paper.parts.push(Part::new("合在一起办的", vec![Body::List(acceptance.joint.clone())]));
    }
    paper.parts.extend(afterwards::opening(acceptance.opening.clone()));
    if acceptance.due_estimated {
        let text = "所涉年份的节假日安排还没有公布，日期可能因此后移。";
        paper.parts.push(Part::new("说明", vec![Body::Text(text.to_owned())]));
    }
    paper
}

/// What a non-acceptance says beside the facts of the case.
#[derive(Debug, Clone)]
pub struct NotAcceptance {
    /// Why.
    pub reason: String,
    /// What the applicant can do about it.
    pub remedy: String,
}

/// 不予受理通知书
pub fn not_acceptance(case: &CaseFacts, decision: &NotAcceptance) -> Paper {
    let mut paper = case.paper(Kind::NotAcceptance, "您的申请不予受理。".to_owned());
    paper.parts.push(Part::new("理由", vec![Body::Text(decision.reason.clone())]));
    paper.parts.push(Part::new("您可以怎么办", vec![Body::Text(decision.remedy.clone())]));
    paper
}

/// A result as it is printed.
#[derive(Debug, Clone)]
pub struct ResultPaper {
    /// The item that it came from.
    pub item: ItemId,
    /// Its name.
    pub name: String,
    /// Its number.
    pub number: String,
    /// The department that gave it, by full name.
    pub department: String,
    /// First day of validity.
    pub valid_from: Date,
    /// Last day of validity; none where it does not end.
    pub valid_until: Option<Date>,
    /// What it says.
    pub text: Option<String>,
    /// What the citizen has to do now.
    pub duties: Vec<Duty>,
    /// What has to be in place before opening.
    pub opening: Vec<String>,
}

/// 办理结果
pub fn result(case: &CaseFacts, result: &ResultPaper) -> Paper {
    let mut paper = case.paper(Kind::Result, format!("{}已经办好。", result.name));
    // The result bears the seal of the department that decided, not of the service office.
    paper.seal = Some(Seal { office: result.department.clone(), on: case.on });
    let until = result.valid_until.map_or_else(|| "长期有效".to_owned(), day);
    let mut facts = vec![
        Fact::new("编号", result.number.clone()),
        Fact::new("出具部门", result.department.clone()),
        Fact::new("有效期自", day(result.valid_from)),
        Fact::new("有效期至", until),
    ];
    facts.extend(result.text.as_ref().map(|text| Fact::new("内容", text.clone())));
    let entry = Entry { key: Some(Key::Item(result.item.clone())), title: result.name.clone(), facts };
    paper.parts.push(Part::new("结果", vec![Body::Entries(vec![entry])]));
    paper.parts.extend(afterwards::duties(result.duties.clone()));
    paper.parts.extend(afterwards::opening(result.opening.clone()));
    paper
}

/// A decision against the applicant on one item.
#[derive(Debug, Clone)]
pub struct RefusalPaper {
    /// The item that was refused.
    pub item: ItemId,
    /// Its name, with the row where it repeats.
    pub name: String,
    /// The department that decided, by full name.
    pub department: String,
    /// Why.
    pub reason: String,
    /// What the applicant can do about it.
    pub remedy: String,
}

/// 不予办理决定书
pub fn refusal(case: &CaseFacts, refusal: &RefusalPaper) -> Paper {
    let opening = format!(
        "您申请的“{}”，经审查不予办理，理由和您可以怎么办写在下面（《行政许可法》第三十八条）。",
        refusal.name
    );
    let mut paper = case.paper(Kind::Refusal, opening);
    paper.seal = Some(Seal { office: refusal.department.clone(), on: case.on });
    let facts = vec![
        Fact::new("决定部门", refusal.department.clone()),
        Fact::new("决定日期", day(case.on)),
        Fact::new("理由", refusal.reason.clone()),
    ];
    let entry = Entry { key: Some(Key::Item(refusal.item.clone())), title: refusal.name.clone(), facts };
    paper.parts.push(Part::new("决定", vec![Body::Entries(vec![entry])]));
    paper.parts.push(Part::new("您可以怎么办", vec![Body::Text(refusal.remedy.clone())]));
    paper
}
