//! Words that several papers share.

pub use catalog::days::in_words as day;
use catalog::{
    Catalog,
    model::{Basis, FeeKind, JointKind, Presence, Signature, StopKind},
};
use jiff::civil::Date;

/// The office that publishes notices and runs the counters.
const SERVICE_OFFICE: &str = "gov_service_office";

/// A limit in words.
pub fn working_days(days: u32) -> String {
    if days == 0 { "当场办结".to_owned() } else { format!("{days}个工作日") }
}

/// The full name of the office whose seal stands on notices: 政务服务管理办公室 of the district.
pub fn office_of(catalog: &Catalog) -> String {
    match catalog.departments.get(SERVICE_OFFICE) {
        Some(office) => office.name.clone(),
        None => format!("{}政务服务管理办公室", catalog.district.name),
    }
}

/// Names in a row.
pub(crate) fn joined<'a>(names: impl IntoIterator<Item = &'a str>) -> String {
    names.into_iter().collect::<Vec<_>>().join("、")
}

/// Under which rules a paper was made: their day and version. Of days before their first one they
/// know only what is on record.
pub(crate) fn rules(catalog: &Catalog, version: &str, on: Date) -> String {
    let first = day(catalog.district.effective);
    if on < catalog.district.effective {
        format!(
            "按{}的规则开出，规则版本 {version}。这一版自{first}起施行，更早的只算进了有记载的变化。",
            day(on)
        )
    } else {
        format!("按{}的规则开出，规则版本 {version}，自{first}起施行。", day(on))
    }
}

/// How long it takes from acceptance to the end.
pub(crate) fn counted_days(days: u32) -> String {
    match days {
        0 => "全部当场办结。".to_owned(),
        days => format!("受理后{days}个工作日内全部办完，星期六、星期日和节假日不算。"),
    }
}

/// In which forms a material may be handed in: 原件或电子件.
pub(crate) fn carriers(carriers: &[String]) -> String {
    let words = carriers.iter().map(|carrier| match carrier.as_str() {
        "original" => "原件",
        "copy" => "复印件",
        "electronic" => "电子件",
        other => other,
    });
    words.collect::<Vec<_>>().join("或")
}

/// The word for a kind of money.
pub(crate) fn money_word(kind: FeeKind) -> &'static str {
    match kind {
        FeeKind::Fee => "收费",
        FeeKind::Tax => "税款",
        FeeKind::Deposit => "保证金（仍是您的钱）",
    }
}

/// A law with its article: 《中华人民共和国民法典》第一千零四十九条.
pub(crate) fn cited(basis: &Basis) -> String {
    format!("{}{}", marked(&basis.law), basis.article.as_deref().unwrap_or_default())
}

/// A law's name in title marks, with what stands in brackets behind it outside of them.
fn marked(law: &str) -> String {
    let law = law.trim();
    if law.contains('《') {
        return law.to_owned();
    }
    match law.split_once('（') {
        Some((name, rest)) if !name.is_empty() => format!("《{name}》（{rest}"),
        _ => format!("《{law}》"),
    }
}

/// A law in brackets behind what rests on it; nothing where there is none.
pub(crate) fn resting_on(law: Option<&str>) -> String {
    law.map_or_else(String::new, |law| format!("（{law}）"))
}

/// Who has to come for the whole thing, in words.
pub(crate) fn presence_words(presence: &Presence) -> String {
    let together = if presence.together { "同时到场，" } else { "" };
    let agent = if presence.agent { "可以委托别人" } else { "不能委托别人" };
    format!("{}；{together}{agent}{}", presence.why, resting_on(presence.law.as_deref()))
}

/// How somebody takes part: in person, by hand.
pub fn part_taken(role: &str, act: &str, present: bool, sign: Option<Signature>) -> String {
    let mut words = vec![act];
    words.extend(present.then_some("要本人到场"));
    words.extend(match sign {
        Some(Signature::Hand) => Some("手写签名"),
        Some(Signature::Any) => Some("手写或者电子签名"),
        None => None,
    });
    format!("{role}：{}", words.join("，"))
}

/// What an obstacle comes to, beside its message; nothing where it simply blocks.
pub fn obstacle_words(kind: StopKind, to: Option<&str>) -> Option<String> {
    match (kind, to) {
        (StopKind::Block, None) => None,
        (StopKind::Block, Some(to)) => Some(format!("先到{to}处理。")),
        (StopKind::HandOver, to) => Some(format!("转到{}办。", to.unwrap_or("别处"))),
        (StopKind::Warn, _) => Some("这是提醒，仍然可以办。".to_owned()),
        (StopKind::Acknowledge, _) => Some("您书面写明已经知道，就可以接着办，有人会当面看。".to_owned()),
    }
}

/// What departments do together, in one word.
pub fn joint_word(kind: JointKind) -> &'static str {
    match kind {
        JointKind::Inspection => "只上门看一次",
        JointKind::Drawing => "只画一张图",
    }
}
