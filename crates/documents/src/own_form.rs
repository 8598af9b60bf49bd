//! 事项申请表: the form that one item has by law, filled from the one form, for the
//! department that decides and for its files.

use catalog::{ElementId, MaterialId};

use crate::{
    case_papers::CaseFacts,
    paper::{Body, Fact, Key, Kind, Paper, Part, Row, Table},
};

/// What an own form says beside the facts of the case.
#[derive(Debug, Clone)]
pub struct OwnFormPaper {
    /// The item's name, with the row where it repeats.
    pub item_name: String,
    /// What the form is called.
    pub name: String,
    /// Its parts: one person, one place.
    pub parts: Vec<OwnFormPart>,
    /// The materials with it: id, name and how each came in.
    pub materials: Vec<(MaterialId, String, String)>,
}

/// A part of the form under its heading.
#[derive(Debug, Clone)]
pub struct OwnFormPart {
    /// The heading, such as 孩子信息.
    pub title: String,
    /// Its lines.
    pub lines: Vec<OwnFormLine>,
}

/// A line of the form.
#[derive(Debug, Clone)]
pub struct OwnFormLine {
    /// Which element.
    pub element: ElementId,
    /// Its label.
    pub label: String,
    /// Its value in words; what will tell it, where that is a result still to come.
    pub value: String,
    /// The item requires it.
    pub required: bool,
}

/// The own form of an item.
pub fn own_form(case: &CaseFacts, form: &OwnFormPaper) -> Paper {
    let opening = format!(
        "本表由“{}”的一张综合申请表还原，内容与申请人填报一致，依法归入“{}”的案卷。",
        case.theme_name, form.item_name
    );
    let mut paper = case.paper(Kind::OwnForm, opening);
    paper.subject = form.name.clone();
    paper.facts.push(Fact::new("事项", form.item_name.clone()));
    for part in &form.parts {
        let row = |line: &OwnFormLine| Row {
            key: Some(Key::Element(line.element.clone())),
            cells: vec![
                if line.required { format!("{}（必填）", line.label) } else { line.label.clone() },
                line.value.clone(),
            ],
        };
        let columns = ["项目", "内容"].map(str::to_owned).to_vec();
        let rows = part.lines.iter().map(row).collect();
        paper.parts.push(Part::new(part.title.clone(), vec![Body::Table(Table { columns, rows })]));
    }
    if !form.materials.is_empty() {
        let row = |(id, name, how): &(MaterialId, String, String)| Row {
            key: Some(Key::Material(id.clone())),
            cells: vec![name.clone(), how.clone()],
        };
        let columns = ["材料", "怎么来的"].map(str::to_owned).to_vec();
        let rows = form.materials.iter().map(row).collect();
        paper.parts.push(Part::new("随附材料", vec![Body::Table(Table { columns, rows })]));
    }
    paper.signed_by = vec!["申请人签名".to_owned()];
    // The department's own seal comes with its decision, not on what the applicant wrote.
    paper.seal = None;
    paper
}
