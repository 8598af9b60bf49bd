//! Papers of the rarer answers to an application: the correction and what follows from it, what needs
//! no licence, what another authority decides, what was corrected on the spot (行政许可法 第三十二条).

use catalog::{ElementId, MaterialId};
use jiff::civil::Date;

use crate::{
    case_papers::CaseFacts,
    paper::{Body, Fact, Key, Kind, Paper, Part, Row, Table},
    words::day,
};

/// One thing to mend.
#[derive(Debug, Clone)]
pub struct Mend {
    /// What it is.
    pub what: Mended,
    /// Its name.
    pub name: String,
    /// What is wrong.
    pub why: String,
    /// How to mend it.
    pub how: String,
}

/// What has to be mended.
#[derive(Debug, Clone)]
pub enum Mended {
    /// A field of the form.
    Field(ElementId),
    /// A material.
    Material(MaterialId),
}

/// Which correction it is.
#[derive(Debug, Clone, Default)]
pub enum CorrectionKind {
    /// 补正告知书: the one.
    #[default]
    First,
    /// 补正内容未达要求说明
    Unmet,
    /// 再次补正告知书, with the reason that the lead department signed.
    Second(String),
}

/// What a correction notice says beside the facts of the case.
#[derive(Debug, Clone)]
pub struct CorrectionPaper {
    /// Which correction it is.
    pub kind: CorrectionKind,
    /// All that has to be mended.
    pub mends: Vec<Mend>,
    /// A word to the applicant.
    pub message: String,
    /// Until when.
    pub due: Date,
}

/// 补正告知书、补正内容未达要求说明、再次补正告知书
pub fn correction(case: &CaseFacts, correction: &CorrectionPaper) -> Paper {
    let (kind, opening, heading, closing) = match &correction.kind {
        CorrectionKind::First => (
            Kind::Correction,
            "您的申请还差下面这些，补好就能受理。依据《行政许可法》第三十二条，需要补正的内容已经全部写在这里，不会再有第二次。",
            "要补正的全部内容",
            "以上是要补正的全部内容。",
        ),
        CorrectionKind::Unmet => (
            Kind::CorrectionUnmet,
            "您交回的补正，下面这些还没有达到上一次告知的要求。这里只说上一次告知过的内容，没有新增的。",
            "还没有达到要求的",
            "除了上面这些，上一次告知的内容都已经符合要求。",
        ),
        CorrectionKind::Second(_) => (
            Kind::SecondCorrection,
            "下面这些本来应当在第一次告知时一起说清，没有做到，是我们的责任。牵头部门已经签字说明原因，并报督查。",
            "再次请您补正的全部内容",
            "以上是这一次要补正的全部内容。",
        ),
    };
    let mut paper = case.paper(kind, opening.to_owned());
    paper.facts.push(Fact::new("补正期限", day(correction.due)));
    if let CorrectionKind::Second(why) = &correction.kind {
        paper.facts.push(Fact::new("为什么没有一次说清", why.clone()));
    }
    let row = |mend: &Mend| {
        let (key, kind) = match &mend.what {
            Mended::Field(element) => (Key::Element(element.clone()), "表上填的"),
            Mended::Material(material) => (Key::Material(material.clone()), "材料"),
        };
        let cells = vec![mend.name.clone(), kind.to_owned(), mend.why.clone(), mend.how.clone()];
        Row { key: Some(key), cells }
    };
    let columns = ["内容", "种类", "哪里不对", "怎么改"].map(str::to_owned).to_vec();
    let rows = correction.mends.iter().map(row).collect();
    paper.parts.push(Part::new(heading, vec![Body::Table(Table { columns, rows })]));
    let how = format!(
        "请在{}前交回：扫码在网上改，或者到任一综合窗口办，只要改上面列出的，其余的不用再交。到期没有交回的，可以不予受理；以后重新申请，已经交过的材料可以接着用。",
        day(correction.due)
    );
    let mut body = vec![Body::Text(how)];
    if !correction.message.trim().is_empty() {
        body.insert(0, Body::Text(correction.message.clone()));
    }
    paper.parts.push(Part::new("怎么补正", body));
    paper.closing = Some(closing.to_owned());
    paper
}

/// 不受理告知书: by law nothing has to be applied for.
pub fn not_required(case: &CaseFacts, reason: &str, remedy: &str) -> Paper {
    let opening = "您申请的事项依法不需要取得行政许可，不用申请，现即时告知不受理（《行政许可法》第三十二条第一款第一项）。";
    let mut paper = case.paper(Kind::NotRequired, opening.to_owned());
    paper.parts.push(Part::new("理由", vec![Body::Text(reason.to_owned())]));
    paper.parts.push(Part::new("您可以怎么办", vec![Body::Text(remedy.to_owned())]));
    paper
}

/// What a decision says that another authority decides.
#[derive(Debug, Clone)]
pub struct ElsewherePaper {
    /// Which authority.
    pub authority: String,
    /// Why it is not decided here.
    pub reason: String,
    /// How it was handed over; empty where the applicant goes there themselves.
    pub handed_over: String,
    /// What the applicant can do about it.
    pub remedy: String,
}

/// 不予受理决定书: another authority decides.
pub fn not_our_authority(case: &CaseFacts, decision: &ElsewherePaper) -> Paper {
    let opening = "您申请的事项依法不属于本机关职权范围，不予受理，应当向下面写的机关申请（《行政许可法》第三十二条第一款第二项）。";
    let mut paper = case.paper(Kind::NotOurAuthority, opening.to_owned());
    paper.facts.push(Fact::new("应当向哪个机关申请", decision.authority.clone()));
    paper.parts.push(Part::new("理由", vec![Body::Text(decision.reason.clone())]));
    let next = match decision.handed_over.trim() {
        "" => format!("请向{}申请；不清楚怎么走的，请问任一综合窗口。", decision.authority),
        handed_over => format!("您的申请已经转过去，不用您再跑：{handed_over}。"),
    };
    paper.parts.push(Part::new("接下来", vec![Body::Text(next)]));
    paper.parts.push(Part::new("您可以怎么办", vec![Body::Text(decision.remedy.clone())]));
    paper
}

/// A value that was corrected on the spot.
#[derive(Debug, Clone)]
pub struct SpotChangeLine {
    /// Which element.
    pub element: ElementId,
    /// Its label.
    pub label: String,
    /// What stood there.
    pub was: String,
    /// What stands there now.
    pub now: String,
}

/// 更正记录: what was corrected on the spot, with the confirmation.
pub fn corrected_on_spot(case: &CaseFacts, changes: &[SpotChangeLine], confirmed_by: &str) -> Paper {
    let opening = "下面这些可以当场更正的地方，申请人已经当场更正（《行政许可法》第三十二条第一款第三项）。";
    let mut paper = case.paper(Kind::CorrectedOnSpot, opening.to_owned());
    let rows = changes.iter().map(|change| Row {
        key: Some(Key::Element(change.element.clone())),
        cells: vec![change.label.clone(), change.was.clone(), change.now.clone()],
    });
    let columns = ["内容", "原来", "更正为"].map(str::to_owned).to_vec();
    paper.parts.push(Part::new("更正的内容", vec![Body::Table(Table { columns, rows: rows.collect() })]));
    paper.facts.push(Fact::new("申请人确认", format!("{confirmed_by}（当场签名，{}）", day(case.on))));
    paper
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::print;

    fn case() -> CaseFacts {
        CaseFacts {
            office: "重庆市江津区政务服务管理办公室".into(),
            number: "JJ20260302ABCDEF1".into(),
            document_number: Some("津政务补字〔2026〕第000001号".into()),
            theme_name: "出生一件事".into(),
            applicant_name: "李娜".into(),
            agent_name: None,
            place: None,
            link: "https://ywj.example/cases/JJ20260302ABCDEF1".into(),
            on: date(2026, 3, 2),
        }
    }

    fn mends() -> Vec<Mend> {
        let mend = |what, name: &str, why: &str, how: &str| Mend {
            what,
            name: name.into(),
            why: why.into(),
            how: how.into(),
        };
        vec![
            mend(Mended::Field("child.name".into()), "孩子姓名", "和证明不一致", "改成证明上的写法"),
            mend(Mended::Material("photo".into()), "照片", "看不清", "在亮处重新拍"),
        ]
    }

    #[test]
    fn a_correction_names_everything_once_with_what_why_how_and_until_when() {
        let told = CorrectionPaper {
            kind: CorrectionKind::First,
            mends: mends(),
            message: String::new(),
            due: date(2026, 3, 16),
        };
        let html = print(&correction(&case(), &told));
        assert_eq!(html.matches("data-element=\"child.name\"").count(), 1);
        assert_eq!(html.matches("data-material=\"photo\"").count(), 1);
        for words in [
            "以上是要补正的全部内容",
            "2026年3月16日",
            "看不清",
            "在亮处重新拍",
            "津政务补字〔2026〕第000001号",
        ] {
            assert!(html.contains(words), "{words}");
        }
    }

    #[test]
    fn what_is_told_again_bears_another_title_and_a_second_correction_its_reason() {
        let told =
            |kind| CorrectionPaper { kind, mends: mends(), message: String::new(), due: date(2026, 3, 16) };
        let unmet = correction(&case(), &told(CorrectionKind::Unmet));
        assert_eq!(unmet.kind.title(), "补正内容未达要求说明");
        let second = print(&correction(&case(), &told(CorrectionKind::Second("第一次漏看".into()))));
        assert!(second.contains("再次补正告知书") && second.contains("第一次漏看"));
    }

    #[test]
    fn whoever_is_sent_elsewhere_learns_where_and_that_the_file_went_ahead() {
        let decision = ElsewherePaper {
            authority: "重庆市公安局".into(),
            reason: "由市级办理".into(),
            handed_over: "3月2日转市局窗口".into(),
            remedy: "六十日内可以申请行政复议".into(),
        };
        let html = print(&not_our_authority(&case(), &decision));
        for words in ["重庆市公安局", "不用您再跑", "行政复议", "不予受理决定书"] {
            assert!(html.contains(words), "{words}");
        }
        let html = print(&not_required(&case(), "依法不需要许可", "六十日内可以申请行政复议"));
        assert!(html.contains("不受理告知书") && html.contains("行政复议"));
    }

    #[test]
    fn a_record_of_what_was_corrected_on_the_spot_bears_the_name_that_confirmed_it() {
        let change = SpotChangeLine {
            element: "child.name".into(),
            label: "孩子姓名".into(),
            was: "李小曼".into(),
            now: "李小满".into(),
        };
        let html = print(&corrected_on_spot(&case(), &[change], "李娜"));
        assert!(html.contains("李小曼") && html.contains("李小满") && html.contains("李娜（当场签名"));
    }
}
