//! What of a search may be counted: words that many people type, and nothing about anybody.

use crate::text::{fold, is_han};

/// Longer than this is a story: it is somebody's own, and nobody types it twice.
const LONGEST: usize = 24;
/// So many digits in a row are a year, a sum or an age; more may be somebody's number.
const DIGITS: usize = 4;
/// What stands before somebody's name.
const NAMED: [&str; 6] = ["我叫", "名叫", "名字叫", "姓名", "本人叫", "我是叫"];

/// The words as they are counted, in one form for all ways of writing them; none where nothing is
/// left that could be counted: numbers of persons and telephones, names that are said to be names and
/// whole stories are not kept.
pub fn countable(words: &str) -> Option<String> {
    let folded = fold(words);
    if NAMED.iter().any(|named| folded.contains(named)) {
        return None;
    }
    let mut kept = String::new();
    for word in folded.split(' ').filter(|word| !holds_a_number(word)) {
        // A blank between characters says nothing.
        if kept.ends_with(|c: char| !is_han(c)) && word.starts_with(|c: char| !is_han(c)) {
            kept.push(' ');
        }
        kept.push_str(word);
    }
    let length = kept.chars().count();
    (length > 1 && length <= LONGEST && kept.chars().any(char::is_alphabetic)).then_some(kept)
}

fn holds_a_number(word: &str) -> bool {
    let mut run = 0;
    word.chars().any(|c| {
        run = if c.is_numeric() { run + 1 } else { 0 };
        run > DIGITS
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_counted_in_one_form() {
        assert_eq!(countable(" 挂 藍牌？ ").as_deref(), Some("挂蓝牌"));
        assert_eq!(countable("Ｏpen  a Tattoo shop!").as_deref(), Some("open a tattoo shop"));
        assert_eq!(countable("2026年 补贴").as_deref(), Some("2026年补贴"));
    }

    #[test]
    fn nothing_about_anybody_is_counted() {
        for words in ["我叫李娜办护照", "500116199003021234", "13983901234", "？", "", "1", "办"] {
            assert_eq!(countable(words), None, "{words}");
        }
        assert_eq!(countable("13983901234 养狗").as_deref(), Some("养狗"));
        assert_eq!(countable("身份证500116199003021234"), None);
        assert_eq!(countable(&"我老婆上个月生了二胎想问一下怎么报销".repeat(2)), None);
    }
}
