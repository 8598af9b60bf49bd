//! What goes out by text message and stands in the subject of a mail: of which kind the news is, and the
//! end of the case's number. Nothing of a person, of the thing or of what was decided.

/// The kinds of messages, each with what a text message says of it.
const KINDS: &[(&str, &str)] = &[
    ("correction", "需要补正，请尽快看要补什么、哪天以前补"),
    ("accepted", "已经受理"),
    ("not_accepted", "没有受理，请看理由和可以怎么办"),
    ("reminder", "有一件事快到时间了"),
    ("deferral", "还有材料要补交"),
    ("promise", "有关于承诺的通知"),
    ("granted", "有一项办好了"),
    ("refused", "有一项没有批准，请看理由和可以怎么办"),
    ("completed", "全部办结了，请您评价"),
    ("delivery", "纸质结果有新的进展，请看怎么领取"),
    ("delivered", "结果已经送达"),
    ("result", "有关于办理结果的通知"),
    ("matter", "里有督办事项没有按时答复，现在报给您"),
    ("grievance", "有了新的进展"),
    ("grievance_late", "过了期限还没有办"),
    ("progress", "有新的进展"),
];

/// Where somebody reads on whom a message of that kind has reached.
pub fn message_path(kind: &str, number: &str) -> String {
    match kind {
        "matter" => "/matters?state=overdue".to_owned(),
        "grievance" => "/undone".to_owned(),
        "grievance_late" => format!("/matters/grievances/{number}"),
        _ => format!("/cases/{number}"),
    }
}

/// The text message for a message of that kind.
pub(crate) fn short(kind: &str, number: &str) -> String {
    let known = KINDS.iter().find(|(known, _)| *known == kind);
    let news = known.map_or("有新的进展", |(_, news)| news);
    let of = match kind {
        "matter" => "办件",
        "grievance" => "您反映的办不成的事",
        "grievance_late" => "办不成事反映",
        _ => "您的办件",
    };
    format!("【一件事】{of}（尾号{}）{news}。请登录“一件事”查看。", tail(number))
}

/// The subject of a mail about a case.
pub(crate) fn mail_subject(number: &str) -> String {
    format!("一件事：办件（尾号{}）有新消息", tail(number))
}

/// The word that asks for a rating; with the address of its page.
pub(crate) fn rate(number: &str, address: &str) -> String {
    format!("【一件事】您的办件（尾号{}）全部办结了，请评价，只能评一次：{address}", tail(number))
}

fn tail(number: &str) -> &str {
    number.get(number.len().saturating_sub(4)..).unwrap_or(number)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    const NUMBER: &str = "JJ202611267TKYS22";

    #[test]
    fn a_text_message_of_every_kind_fits_into_one_and_names_the_case_by_its_end_alone() {
        for (kind, news) in KINDS {
            let text = short(kind, NUMBER);
            assert!(text.chars().count() <= 70, "{kind}: {} characters", text.chars().count());
            assert!(text.contains("（尾号YS22）") && text.contains(news), "{text}");
            assert!(!text.contains(NUMBER), "{text}");
        }
        assert!(short("a kind of tomorrow", NUMBER).contains("有新的进展"));
        assert!(!mail_subject(NUMBER).contains(NUMBER));
        let asked = rate(NUMBER, "https://yjs.example/rate/0123456789abcdef");
        assert!(asked.ends_with("/rate/0123456789abcdef") && !asked.contains(NUMBER), "{asked}");
    }

    #[test]
    fn every_kind_of_message_says_something_of_its_own() {
        let kinds: BTreeSet<_> = KINDS.iter().map(|(kind, _)| kind).collect();
        let words: BTreeSet<_> = KINDS.iter().map(|(_, news)| news).collect();
        assert_eq!((kinds.len(), words.len()), (KINDS.len(), KINDS.len()));
    }
}
