//! 授权委托书: what one person lets another do, to be signed by both before a clerk.

use jiff::civil::Date;

use crate::{
    paper::{Body, Code, Fact, Kind, Paper, Part},
    words::day,
};

/// What was agreed.
#[derive(Debug, Clone)]
pub struct MandateFacts {
    /// 委托人
    pub principal_name: String,
    /// Their identity number, masked.
    pub principal_id: Option<String>,
    /// 受托人; none while nobody has taken it up.
    pub agent_name: Option<String>,
    /// Their identity number, masked.
    pub agent_id: Option<String>,
    /// In what: names of things, or the case.
    pub scope: Vec<String>,
    /// Which acts.
    pub acts: Vec<String>,
    /// Acts that the principal keeps.
    pub kept_from: Vec<String>,
    /// The last day.
    pub until: Date,
    /// The day on which it was made.
    pub made_on: Date,
    /// Where either of them finds it, and ends it.
    pub address: String,
}

/// 授权委托书
pub fn mandate(facts: MandateFacts) -> Paper {
    let MandateFacts { principal_name, principal_id, agent_name, agent_id, .. } = &facts;
    let person = |name: &str, id: &Option<String>| match id {
        Some(id) => format!("{name}（身份证号码{id}）"),
        None => name.to_owned(),
    };
    let agent =
        agent_name.as_deref().map_or_else(|| "（还没有人接受）".to_owned(), |name| person(name, agent_id));
    let mut kept = facts.kept_from.clone();
    kept.push("评价（只由本人评）".to_owned());
    kept.push("法律要本人亲自办的：结婚登记到场、继承文书手写签名等".to_owned());
    Paper {
        kind: Kind::Mandate,
        subject: facts.scope.join("、"),
        opening: vec![
            "委托人委托受托人代为办理下面的事。受托人在授权范围内办的，由委托人承担后果（《行政许可法》第二十九条、《民法典》第一百六十二条）。"
                .to_owned(),
        ],
        facts: vec![
            Fact::new("委托人", person(principal_name, principal_id)),
            Fact::new("受托人", agent),
            Fact::new("授权期限", format!("到{}为止", day(facts.until))),
            Fact::new("日期", day(facts.made_on)),
        ],
        figures: Vec::new(),
        parts: vec![
            Part::new("委托办哪件事", vec![Body::List(facts.scope.clone())]),
            Part::new("受托人可以", vec![Body::List(facts.acts.clone())]),
            Part::new("受托人不可以", vec![Body::List(kept)]),
            Part::new(
                "委托人随时可以收回",
                vec![Body::Text(
                    "在“我的授权”里收回，或者带身份证到窗口收回，当时生效。受托人办过的每一步，委托人都看得到。".to_owned(),
                )],
            ),
        ],
        closing: None,
        seal: None,
        signed_by: vec!["委托人".to_owned(), "受托人".to_owned()],
        drawn: Vec::new(),
        code: Some(Code { address: facts.address.clone(), label: "扫码查看、收回授权".to_owned() }),
        footer: vec!["帮代办不收费。".to_owned()],
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::print;

    #[test]
    fn it_says_who_may_do_what_until_when_and_what_not() {
        let paper = mandate(MandateFacts {
            principal_name: "李娜".into(),
            principal_id: Some("500***********1245".into()),
            agent_name: Some("王芳".into()),
            agent_id: None,
            scope: vec!["出生一件事".into()],
            acts: vec!["填写申请".into(), "提交申请".into()],
            kept_from: vec!["查收结果".into()],
            until: date(2026, 6, 30),
            made_on: date(2026, 3, 2),
            address: "https://example.org/mandates/1".into(),
        });
        let html = print(&paper);
        for words in [
            "授权委托书",
            "李娜（身份证号码500***********1245）",
            "到2026年6月30日为止",
            "查收结果",
            "评价（只由本人评）",
        ] {
            assert!(html.contains(words), "{words}: {html}");
        }
        assert_eq!(paper.signed_by, ["委托人", "受托人"]);
    }
}
