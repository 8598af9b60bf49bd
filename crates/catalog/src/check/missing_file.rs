//! P007 少了文件
//!
//! 一套事项库要有区情、部门、材料、数据项、表单分段、事项、主题、地点、日历和规则，缺一样都不能用：
//! 没有日历就算不出期限，没有地点就不知道在哪里办。

use crate::{
    diagnostics::Diagnostics,
    read::draft::{Draft, Kind},
};

const FILES: [(Kind, &str, &str); 10] = [
    (Kind::District, "district.yaml", "区的基本情况"),
    (Kind::Departments, "departments.yaml", "部门"),
    (Kind::Materials, "materials", "申请材料"),
    (Kind::Elements, "elements", "数据项"),
    (Kind::Sections, "sections.yaml", "表单分段"),
    (Kind::Items, "items", "事项"),
    (Kind::Themes, "themes", "主题"),
    (Kind::Places, "places.yaml", "地点"),
    (Kind::Calendar, "calendar.yaml", "日历"),
    (Kind::Rules, "rules.yaml", "规则"),
];

pub(super) fn check(draft: &Draft<'_>, out: &mut Diagnostics) {
    for (kind, file, what) in FILES {
        if !draft.present.contains(&kind) {
            let message = format!("事项库里没有{what}");
            let hint = if file.ends_with(".yaml") {
                format!("请补上 {file}")
            } else {
                format!("请在文件夹 {file} 里至少放一个 .yaml 文件")
            };
            out.error_in_file("P007", file, message).hint(hint);
        }
    }
}
