//! P045 会变的数直接写在话里
//!
//! 面积、天数、年龄、年限、金额、比例，法律一改就变；直接写在话里、条件里，改的时候要到处去找，
//! 老办件也说不清当时是多少。请在 parameters.yaml 里给它一个编号，写上从哪天到哪天是多少、依据什么，
//! 话里写｛编号｝，条件里写编号，软件填当天的数。
//!
//! 只看数和单位连在一起的：300平方米、三十日、满十六周岁。“一年一次”的一、每增加一个月的一、
//! 日期（8月31日、2027年）、第三十日、书名号里的名称都不算。数据项的选项、办理时限自己的说明不查。

use std::{ops::Range, sync::LazyLock};

use regex_lite::Regex;

use super::public_words::public_words;
use crate::{
    diagnostics::{Diagnostics, Spot},
    read::draft::{At, Draft},
    read::tree::Value,
};

/// Words that a form fixes, and remarks that stand beside the very number that they explain.
const NOT_LOOKED_AT: [&str; 4] = ["choices", "statutory_limit.note", "promised_limit.note", "special_limits"];
/// Keys under which a theme or an item has conditions.
const CONDITIONS: [&str; 4] = ["when", "ask_when", "derived", "computed"];
/// What may be compared with as it stands: none, one, several, all of a hundred.
const PLAIN: [&str; 8] = ["0", "1", "2", "100", "0.0", "1.0", "2.0", "100.0"];

static NUMBERS: LazyLock<Regex> = LazyLock::new(|| {
    let number = r"(?P<number>\d[\d.]*|[一二三四五六七八九十百两]+)";
    let unit = "个工作日|个自然日|工作日|自然日|周岁|岁|个月|万元|亿元|元|年|天|日|平方米|毫升|米|名|%|％";
    Regex::new(&format!("{number}(?P<unit>{unit})")).expect("it is written here")
});

pub(super) fn check(draft: &Draft<'_>, out: &mut Diagnostics) {
    for words in public_words(draft) {
        if !NOT_LOOKED_AT.contains(&words.key) {
            for part in bare(written(words.at)) {
                complain(words.at, part, out);
            }
        }
    }
    let themes = draft.themes.iter().map(|theme| theme.at);
    for at in themes.chain(draft.items.iter().map(|item| item.at)) {
        in_conditions(at, out);
    }
}

/// The text as it stands in the file, with the names of parameters instead of their values.
fn written<'n>(at: At<'n>) -> &'n str {
    at.file.text.get(at.node.span.clone()).unwrap_or_default()
}

fn complain(at: At<'_>, part: Range<usize>, out: &mut Diagnostics) {
    let number = &written(at)[part.clone()];
    let start = at.node.span.start;
    let spot = Spot { file: at.file, span: start + part.start..start + part.end };
    out.warning("P045", spot, format!("{number} 直接写在话里"))
        .hint("请在 parameters.yaml 里给它一个编号，这里写编号");
}

/// Where numbers with their units stand in a text.
fn bare(text: &str) -> Vec<Range<usize>> {
    let (mut in_title, mut cut) = (0_usize, Vec::new());
    for (at, letter) in text.char_indices() {
        match letter {
            '《' | '｛' => in_title += 1,
            '》' | '｝' => in_title = in_title.saturating_sub(1),
            _ => continue,
        }
        cut.push((at, in_title));
    }
    let is_covered =
        |at: usize| cut.iter().rfind(|(edge, _)| *edge <= at).is_some_and(|(_, depth)| *depth > 0);
    let found = NUMBERS.captures_iter(text).filter_map(|found| {
        let (whole, number, unit) =
            (found.get(0)?, found.name("number")?.as_str(), found.name("unit")?.as_str());
        let before = text[..whole.start()].chars().next_back();
        let after = text[whole.end()..].chars().next();
        let is_one = matches!(number, "1" | "一");
        let is_year = unit == "年" && number.len() == 4 && number.starts_with(['1', '2']);
        let is_day_of_month = unit == "日" && before == Some('月');
        let is_nth = matches!(before, Some('第' | '星' | '周' | '初' | '.' | '〔'));
        let is_kind = unit == "年" && matches!(after, Some('期' | '级' | '度' | '版'));
        let plain = is_one || is_year || is_day_of_month || is_nth || is_kind || is_covered(whole.start());
        (!plain).then(|| whole.range())
    });
    found.collect()
}

fn in_conditions(at: At<'_>, out: &mut Diagnostics) {
    match &at.node.value {
        Value::Scalar(_) => {}
        Value::Sequence(nodes) => nodes.iter().for_each(|node| in_conditions(At { node, ..at }, out)),
        Value::Mapping(entries) => {
            for entry in entries {
                let at = At { node: &entry.node, ..at };
                if CONDITIONS.contains(&&*entry.key) && matches!(entry.node.value, Value::Scalar(_)) {
                    numbers_in(written(at)).into_iter().for_each(|part| complain(at, part, out));
                } else {
                    in_conditions(at, out);
                }
            }
        }
    }
}

/// Where numbers stand in a condition that something is compared with; words in quotes are none.
fn numbers_in(condition: &str) -> Vec<Range<usize>> {
    static COMPARED: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"'[^']*'|[<>=]\s*(?P<number>\d+(?:\.\d+)?)").expect("it is written here")
    });
    let numbers = COMPARED.captures_iter(condition).filter_map(|piece| piece.name("number"));
    numbers.filter(|number| !PLAIN.contains(&number.as_str())).map(|number| number.range()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<&str> {
        bare(text).into_iter().map(|part| &text[part]).collect()
    }

    #[test]
    fn a_number_with_its_unit_is_found_in_figures_and_in_words() {
        let text = "满十六周岁、300平方米以上、三十个工作日内、最多5万元、二十五米、百分之二十、12%、2.5万元";
        assert_eq!(
            found(text),
            ["十六周岁", "300平方米", "三十个工作日", "5万元", "二十五米", "12%", "2.5万元"]
        );
    }

    #[test]
    fn dates_ordinals_names_parameters_and_one_of_something_are_no_such_numbers() {
        for text in [
            "每年8月31日",
            "2027年起",
            "第三十日",
            "《三十年规划》",
            "｛area_300平方米｝",
            "一年一次",
            "每多1年加1个月",
            "五年期通行证",
            "一寸照片两张",
            "十几张",
        ] {
            assert_eq!(found(text), [""; 0], "{text}");
        }
    }

    #[test]
    fn what_a_condition_compares_with_is_a_number_unless_it_is_none_one_several_or_a_hundred() {
        let part =
            |text: &'static str| numbers_in(text).into_iter().map(|part| &text[part]).collect::<Vec<_>>();
        assert_eq!(part("\"area > 300.0 && kind == 'm60'\""), ["300.0"]);
        assert_eq!(part("guides * 30 < total * 40 && children > 1"), [""; 0]);
        assert_eq!(part("age2 >= 14"), ["14"]);
    }
}
