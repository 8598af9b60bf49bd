//! P041 一句话太长
//!
//! 给群众看的话，一句（到句号、分号、问号、叹号为止）不超过 38 个字：在手机上两行以内，念一遍就懂。
//! 太长的请拆成两句，一句只说一件事：什么情况、怎么办、去哪里。书名号里的文件名称不算在内。

use super::public_words::public_words;
use crate::{diagnostics::Diagnostics, read::draft::Draft};

const MOST: usize = 38;

pub(super) fn check(draft: &Draft<'_>, out: &mut Diagnostics) {
    for words in public_words(draft) {
        for sentence in words.text.split_inclusive(['。', '；', '？', '！', ';', '?', '!', '\n']) {
            let said = sentence.trim_end_matches(['。', '；', '？', '！', ';', '?', '!', '\n']).trim();
            let length = without_titles(said);
            if length > MOST {
                let start = said.as_ptr().addr() - words.text.as_ptr().addr();
                let spot = words.at.part(&(start..start + said.len()));
                out.warning("P041", spot, format!("这一句有 {length} 个字，超过了 {MOST} 个"))
                    .hint("请拆成两句，一句只说一件事");
            }
        }
    }
}

/// How many characters there are outside the titles of documents.
fn without_titles(said: &str) -> usize {
    let mut length = 0;
    let mut in_title = false;
    for letter in said.chars() {
        in_title = (in_title || letter == '《') && letter != '》';
        length += usize::from(!in_title && letter != '》');
    }
    length
}
