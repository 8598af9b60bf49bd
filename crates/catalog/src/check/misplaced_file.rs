//! P006 文件放错了地方
//!
//! 事项库的每个文件放在哪里、叫什么名字是定好的：items 里一个事项一个文件，themes 里一个主题一个文件，
//! 文件名就是里面的 id。放错地方的文件不会被读到，里面的内容等于没有写。

use crate::diagnostics::{Diagnostics, Spot};

const PLACES: &str = "可以有的文件：district、departments、sections、places、calendar、rules（都以 .yaml 结尾），以及 materials、elements、items、themes 四个文件夹里的 .yaml 文件";

/// Complains about a file that holds nothing known.
pub(crate) fn complain(name: &str, out: &mut Diagnostics) {
    let hint = match name.strip_suffix(".yml") {
        Some(stem) => format!("请把文件名改成 {}.yaml", stem.rsplit(['/', '\\']).next().unwrap_or(stem)),
        None => PLACES.to_owned(),
    };
    out.error_in_file("P006", name, "事项库里没有这种文件").hint(hint);
}

/// Complains where a file's name is not the id that it defines.
pub(crate) fn name_is_id(stem: &str, id: &str, spot: Spot<'_>, out: &mut Diagnostics) {
    if id != stem && !id.is_empty() {
        out.error("P006", spot, format!("文件名是 {stem}.yaml，里面的 id 却是 {id}"))
            .hint("文件名和 id 要一样，请改其中一个");
    }
}
