//! The files that the reader's tests read.

#![allow(dead_code, reason = "each test file uses its part")]

pub mod probes;

use catalog::{
    Diagnostics,
    journeys::{self, Journey},
    read::{SourceFile, read_and_prove},
};

/// The district's worked examples, run on its own catalogue.
pub fn district_examples(catalog: &catalog::Catalog) -> Vec<Journey> {
    journeys::run(catalog, &example_files()).journeys
}

/// The files of the district's worked examples.
pub fn example_files() -> Vec<SourceFile> {
    let folder = catalog_files::jiangjin_folder();
    catalog_files::journeys(&folder, "catalog/jiangjin").unwrap_or_else(|failure| panic!("{failure}"))
}

/// The district's own catalogue, from the repository.
pub fn district_files() -> Vec<SourceFile> {
    catalog_files::jiangjin()
}

/// A small catalogue in which nothing is wrong.
pub fn small() -> Vec<SourceFile> {
    SMALL.iter().map(|(name, text)| SourceFile { name: (*name).into(), text: (*text).into() }).collect()
}

/// What a complaint comes to: file, line, display column, display width, code.
type Complaint = (String, usize, usize, usize, String);

/// Reads the small catalogue with these files put in, and asserts that the findings are
/// exactly those drawn under the culprits, as in
/// ```text
///     needs: [birth_papr]
///            #^^^^^^^^^^ P012
/// ```
/// (without the `#` where the culprit stands in the first column).
pub fn assert_complaints(drawn: &[(&str, &str)]) -> Diagnostics {
    let mut files = small();
    let mut expected: Vec<Complaint> = Vec::new();
    for (name, text) in drawn {
        files.retain(|file| file.name != *name);
        let text = undraw(name, text, &mut expected);
        files.push(SourceFile { name: (*name).into(), text });
    }
    let (catalog, diagnostics) = read_and_prove(&files);
    assert_drawn(&diagnostics, expected);
    assert_eq!(catalog.is_none(), diagnostics.has_errors());
    diagnostics
}

/// Walks these worked examples on the small catalogue, and asserts the same of what is found in them.
pub fn assert_walked(drawn: &[(&str, &str)]) -> Diagnostics {
    assert_walked_with(BIRTH, drawn)
}

/// The same with another text for the theme of the small catalogue.
pub fn assert_walked_with(theme: &str, drawn: &[(&str, &str)]) -> Diagnostics {
    let mut files = small();
    files.retain(|file| file.name != "themes/birth.yaml");
    files.push(SourceFile { name: "themes/birth.yaml".into(), text: theme.into() });
    let (catalog, _) = read_and_prove(&files);
    let mut expected: Vec<Complaint> = Vec::new();
    let file = |(name, text): &(&str, &str)| SourceFile {
        name: (*name).into(),
        text: undraw(name, text, &mut expected),
    };
    let files: Vec<SourceFile> = drawn.iter().map(file).collect();
    let walked = journeys::run(&catalog.expect("the small catalogue is right"), &files);
    assert_drawn(&walked.findings, expected);
    walked.findings
}

fn assert_drawn(diagnostics: &Diagnostics, mut expected: Vec<Complaint>) {
    let mut found: Vec<Complaint> = diagnostics
        .iter()
        .filter_map(|finding| {
            let place = finding.place.as_ref()?;
            let before = place.text.chars().take(place.column - 1);
            let under = place.text.chars().skip(place.column - 1).take(place.length);
            let (column, length) = (width(before) + 1, width(under).max(1));
            Some((finding.file.to_string(), place.line, column, length, finding.code.to_owned()))
        })
        .collect();
    expected.sort();
    found.sort();
    assert_eq!(found, expected, "\n{diagnostics}");
}

/// Takes the drawn complaints out of a text.
fn undraw(name: &str, drawn: &str, expected: &mut Vec<Complaint>) -> String {
    let mut text = String::new();
    let mut line = 0;
    for drawn_line in drawn.lines() {
        let marks = drawn_line.trim_start().trim_start_matches('#');
        if marks.starts_with('^') {
            let column = drawn_line.find('^').unwrap() + 1;
            let (carets, codes) = marks.split_once(' ').unwrap();
            for code in codes.split(' ') {
                expected.push((name.to_owned(), line, column, carets.len(), code.to_owned()));
            }
            continue;
        }
        line += 1;
        text.push_str(drawn_line);
        text.push('\n');
    }
    text
}

/// Columns in a terminal; enough for the words in these tests.
fn width(text: impl Iterator<Item = char>) -> usize {
    text.map(|character| if character > '\u{2e7f}' { 2 } else { 1 }).sum()
}

/// The hint of the only finding.
pub fn hint(found: &Diagnostics) -> &str {
    assert_eq!(found.len(), 1, "{found}");
    found.iter().next().unwrap().hint.as_deref().unwrap_or_default()
}

/// What the only finding says.
pub fn message(found: &Diagnostics) -> &str {
    assert_eq!(found.len(), 1, "{found}");
    &found.iter().next().unwrap().message
}

pub fn edited(text: &str, from: &str, to: &str) -> String {
    assert!(text.contains(from), "{from}");
    text.replacen(from, to, 1)
}

pub fn in_file(name: &str, from: &str, to: &str) -> Diagnostics {
    let file = small().into_iter().find(|file| file.name == name).unwrap();
    assert_complaints(&[(name, &edited(&file.text, from, to))])
}

pub fn in_theme(from: &str, to: &str) -> Diagnostics {
    in_file("themes/birth.yaml", from, to)
}

pub fn in_item(from: &str, to: &str) -> Diagnostics {
    in_file("items/enter_household.yaml", from, to)
}

/// Another file beside the small catalogue's.
pub fn beside(name: &str, text: &str) -> Diagnostics {
    assert_complaints(&[(name, text)])
}

const SMALL: [(&str, &str); 11] = [
    (
        "district.yaml",
        "id: demo
name: 某市某区
short_name: 某区
code: '500116'
code12: '500116000000'
area_code: '023'
plate_prefix: 渝
streets: 1
towns: 0
case_prefix: MQ
document_prefix: 棉政务
effective: 2026-01-01
",
    ),
    (
        "departments.yaml",
        "health: {name: 某区卫生健康委员会, short_name: 区卫健委, kind: bureau, in_plan: annex, duties: 出生医学证明}
police: {name: 某区公安局, short_name: 区公安局, kind: bureau, in_plan: annex, duties: 户口登记}
",
    ),
    (
        "materials/papers.yaml",
        "birth_paper:
  name: 出生医学证明
  issuer: health
  kind: certificate
  carrier: [original]
  shared_by: health
  sample_note: 在医院领取
",
    ),
    (
        "elements/child.yaml",
        "child.name:
  label: 孩子姓名
  type: person_name
  help: 与证件一致
child.sex:
  label: 孩子性别
  type: choice
  choices: [男, 女]
  help: 选一个
child.count:
  label: 孩子个数
  type: integer
  section: birth
  help: 填数字
",
    ),
    (
        "sections.yaml",
        "sections:
  - {id: child, title: 孩子, row: 孩子, max_rows: 9}
  - {id: birth, title: 本次分娩}
",
    ),
    (
        "items/issue_paper.yaml",
        "id: issue_paper
name: 出生医学证明签发
department: health
type: 行政确认
basis: [{law: 中华人民共和国母婴保健法, article: 第二十三条, gist: 医疗保健机构出具统一制发的新生儿出生医学证明}]
materials:
  - {material: birth_paper, when: wanted, key: true, instead_of: 电子证照自动调取, spared_by: sharing}
fields:
  - {element: child.name, required: true}
steps:
  - {name: 受理, actor: health, working_days: 0}
statutory_limit: {working_days: 5}
promised_limit: {working_days: 1}
fee: {basis: 不收费}
result:
  - {name: 出生医学证明, kind: certificate, material: birth_paper}
",
    ),
    ("items/enter_household.yaml", ENTER_HOUSEHOLD),
    ("themes/birth.yaml", BIRTH),
    (
        "places.yaml",
        "divisions:
  - {id: old_town, name: 老城街道, kind: street, code9: '500116001', code12: '500116001000'}
windows:
  - {id: hall, name: 区行政服务中心, department: health, kind: comprehensive, themes: all}
online: []
",
    ),
    ("calendar.yaml", "years:\n  2027: {off: [], make_up: []}\n"),
    (
        "rules.yaml",
        "rules:
  - id: once
    title: 补正只能告知一次
    law: [{law: 中华人民共和国行政许可法, article: 第三十二条}]
    level: law
    applies: all
    gist: 补正内容一次说全
    check: count <= 1
    on_violation: block
",
    ),
];

pub const ENTER_HOUSEHOLD: &str = "id: enter_household
name: 出生登记
department: police
type: 行政确认
basis: [{law: 中华人民共和国户口登记条例, article: 第七条, gist: 婴儿出生后一个月以内申报出生登记}]
steps:
  - {name: 受理, actor: police, working_days: 0}
statutory_limit: {working_days: 3}
promised_limit: {working_days: 0}
fee: {basis: 不收费}
result:
  - {name: 户口登记, kind: record}
";

pub const BIRTH: &str = "id: birth
number: 1
annex: [1]
name: 出生一件事
subject: natural_person
lead: health
cooperating: [police]
summary: 孩子出生后一次办好。
outcome: 户口簿上孩子的一页
aliases: [生了孩子要办什么]
situations:
  - id: place
    question: 孩子在哪里出生
    why: 决定由谁签发
    type: single
    options:
      - {id: hospital, label: 医院}
      - {id: home, label: 家里}
  - id: children
    question: 生了几个
    why: 每个孩子一套
    type: number
    element: child.count
    default: 1
    min: 1
  - id: wanted
    question: 现在上户口吗
    why: 可以以后再上
    type: boolean
items:
  - item: issue_paper
    repeat_by: children
  - item: enter_household
    when: wanted
    needs: [issue_paper]
stops:
  - when: place == 'home'
    message: 先做亲子鉴定
    law: 中华人民共和国母婴保健法
    blocks: [issue_paper, enter_household]
notices:
  - when: children > 1
    message: 每个孩子一套材料
baseline: {visits: 2, departments: 2, materials: 3, forms: 2, steps: 6, working_days: 9}
";
