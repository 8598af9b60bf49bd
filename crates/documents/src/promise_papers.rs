//! Papers of promises: 容缺受理承诺书, 告知承诺书 and 撤销决定书.

use catalog::ItemId;

use crate::{
    case_papers::CaseFacts,
    paper::{Body, Entry, Fact, Key, Kind, Paper, Part, Seal},
    words::day,
};

/// A promise as it was signed.
#[derive(Debug, Clone)]
pub struct PromisePaper {
    /// 告知承诺书; otherwise 容缺受理承诺书.
    pub commitment: bool,
    /// The exact text, part by part.
    pub text: Vec<(String, String)>,
    /// The name that was signed.
    pub signed_as: String,
    /// When, to the minute.
    pub signed_at: String,
    /// The special authority by which an agent signed.
    pub authority: Option<String>,
    /// The strokes of the signature as it was drawn; empty where none was.
    pub drawn: Vec<Vec<(u16, u16)>>,
}

/// 容缺受理承诺书、告知承诺书
pub fn promise(case: &CaseFacts, signed: &PromisePaper) -> Paper {
    let kind = if signed.commitment { Kind::Commitment } else { Kind::DeferralPromise };
    let opening = if signed.commitment {
        "行政机关已经一次告知下面的全部内容，申请人自愿作出承诺（国办发〔2020〕42号）。"
    } else {
        "申请人自愿申请容缺受理，承诺按下面的期限补齐材料（国发〔2022〕5号）。"
    };
    let mut paper = case.paper(kind, opening.to_owned());
    for (heading, words) in &signed.text {
        paper.parts.push(Part::new(heading, vec![Body::Text(words.clone())]));
    }
    paper.facts.push(Fact::new("签名", format!("{}（{}，本人账户）", signed.signed_as, signed.signed_at)));
    paper.facts.extend(signed.authority.iter().map(|authority| Fact::new("特别授权", authority.clone())));
    // It is the applicant's own paper: no office seals it.
    paper.seal = None;
    paper.signed_by = Vec::new();
    paper.drawn = signed.drawn.clone();
    paper
}

/// A result that no longer holds.
#[derive(Debug, Clone)]
pub struct RevocationPaper {
    /// The item.
    pub item: ItemId,
    /// Its name, with the row where it repeats.
    pub name: String,
    /// Name and number of the result.
    pub result: String,
    /// The department that decided, by full name.
    pub department: String,
    /// Why.
    pub reason: String,
    /// What the person can do about it.
    pub remedy: String,
}

/// 撤销决定书
pub fn revocation(case: &CaseFacts, revoked: &RevocationPaper) -> Paper {
    let opening = format!(
        "“{}”是根据您的承诺作出的决定，核查承诺不实，经告知并听取陈述申辩，现予撤销（《行政许可法》第六十九条；国办发〔2020〕42号）。",
        revoked.name
    );
    let mut paper = case.paper(Kind::Revocation, opening);
    paper.seal = Some(Seal { office: revoked.department.clone(), on: case.on });
    let facts = vec![
        Fact::new("撤销的结果", revoked.result.clone()),
        Fact::new("决定部门", revoked.department.clone()),
        Fact::new("决定日期", day(case.on)),
        Fact::new("理由", revoked.reason.clone()),
    ];
    let entry = Entry { key: Some(Key::Item(revoked.item.clone())), title: revoked.name.clone(), facts };
    paper.parts.push(Part::new("决定", vec![Body::Entries(vec![entry])]));
    paper.parts.push(Part::new("您可以怎么办", vec![Body::Text(revoked.remedy.clone())]));
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
            document_number: Some("津政务承字〔2026〕第000001号".into()),
            theme_name: "开理发店一件事".into(),
            applicant_name: "李娜".into(),
            agent_name: None,
            place: None,
            link: "https://ywj.example/cases/JJ20260302ABCDEF1".into(),
            on: date(2026, 3, 2),
        }
    }

    #[test]
    fn a_promise_shows_every_part_the_signature_and_no_seal() {
        let signed = PromisePaper {
            commitment: true,
            text: vec![("设定依据".into(), "国发〔2021〕7号".into()), ("核查".into(), "三十日内上门".into())],
            signed_as: "李娜".into(),
            signed_at: "2026年3月2日 09:00".into(),
            authority: None,
            drawn: vec![vec![(10, 20), (30, 40)], vec![(50, 60), (70, 80)]],
        };
        let paper = promise(&case(), &signed);
        assert!(paper.seal.is_none());
        let html = print(&paper);
        for words in ["告知承诺书", "设定依据", "三十日内上门", "李娜（2026年3月2日 09:00", "津政务承字"]
        {
            assert!(html.contains(words), "{words}");
        }
        assert!(html.contains("M10 20 L30 40 M50 60 L70 80"), "{html}");
    }

    #[test]
    fn a_revocation_gives_reason_remedy_and_the_seal_of_who_decided() {
        let revoked = RevocationPaper {
            item: "hygiene".into(),
            name: "卫生许可".into(),
            result: "公共场所卫生许可证 W-1".into(),
            department: "重庆市江津区卫生健康委员会".into(),
            reason: "没有消毒设施".into(),
            remedy: "六十日内可以申请行政复议".into(),
        };
        let paper = revocation(&case(), &revoked);
        assert_eq!(paper.seal.as_ref().unwrap().office, "重庆市江津区卫生健康委员会");
        let html = print(&paper);
        for words in ["撤销决定书", "没有消毒设施", "行政复议", "W-1"] {
            assert!(html.contains(words), "{words}");
        }
    }
}
