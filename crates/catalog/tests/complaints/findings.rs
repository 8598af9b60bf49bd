//! How findings are told: sound catalogues, several faults at once, for programs, with answers.

use crate::read_support::{BIRTH, ENTER_HOUSEHOLD, assert_complaints, beside, edited, hint, in_item, small};
use catalog::{
    assessment::State,
    read::{SourceFile, read, read_and_prove},
};

#[test]
fn a_sound_catalogue_has_no_complaint() {
    assert_complaints(&[]);
}

#[test]
fn a_complaint_shows_file_line_caret_hint_and_where_to_read_more() {
    let text = edited(BIRTH, "needs: [issue_paper]", "needs: [isue_paper]");
    let mut files = small();
    files.retain(|file| file.name != "themes/birth.yaml");
    files.push(SourceFile { name: "catalog/demo/themes/birth.yaml".into(), text });
    let (catalog, found) = read(&files);
    assert!(catalog.is_none());
    insta::assert_snapshot!(found.to_string(), @r"
    错误[P012] 事项 enter_household 要等 isue_paper，但本主题没有这个事项
      --> catalog/demo/themes/birth.yaml:35:13
       |
    35 |     needs: [isue_paper]
       |             ^^^^^^^^^^
       = 提示：是否想写 issue_paper（出生医学证明签发）？
       = 更多：yijianshi explain P012

    共 1 处错误
    ");
}

#[test]
fn one_broken_package_shows_all_its_faults_across_files_in_one_run() {
    let theme = edited(
        BIRTH,
        "    when: wanted
    needs: [issue_paper]
",
        "    when: wantd
         #^^^^^ P020
    needs: [issue_papr]
           #^^^^^^^^^^ P012
",
    );
    let theme = edited(
        &theme,
        "lead: health\n",
        "lead: helth
     #^^^^^ P010
",
    );
    let item = edited(
        ENTER_HOUSEHOLD,
        "statutory_limit: {working_days: 3}\n",
        "statutory_limit: {working_days: 三天}
                               #^^^^ P005
",
    );
    let sections = "sections:
  - {id: child, title: 孩子, row: 孩子, max_rows: 9}
  - {id: birth, titel: 本次分娩}
    #^^ P004
               #^^^^^ P003
";
    let calendar = "years:
\t2027: {off: []}
^ P001
";
    let found = assert_complaints(&[
        ("themes/birth.yaml", &theme),
        ("items/enter_household.yaml", &item),
        ("sections.yaml", sections),
        ("calendar.yaml", calendar),
    ]);
    let files: Vec<&str> = found.iter().map(|finding| &*finding.file).collect();
    assert!(files.is_sorted(), "{found}");
}

#[test]
fn what_a_broken_file_defines_is_not_reported_missing() {
    let found = beside(
        "materials/papers.yaml",
        "birth_paper:
  name: '出生医学证明
       #^ P001
",
    );
    assert_eq!(hint(&found), "请在这段文字的末尾补上同样的引号");
}

#[test]
fn findings_for_programs_carry_the_same_places() {
    let found = in_item(
        "type: 行政确认",
        "type: 行政确人
     #^^^^^^^^ P005",
    );
    let json = serde_json::to_value(&found).unwrap();
    assert_eq!(json[0]["code"], "P005");
    assert_eq!(json[0]["file"], "items/enter_household.yaml");
    assert_eq!((&json[0]["place"]["line"], &json[0]["place"]["column"]), (&4.into(), &7.into()));
}

#[test]
fn the_answers_given_with_a_finding_show_it_in_an_assessment() {
    let mut files = small();
    let theme = files.iter_mut().find(|file| file.name == "themes/birth.yaml").unwrap();
    theme.text = edited(&theme.text, "steps: 6", "steps: 4");
    let (catalog, found) = read_and_prove(&files);
    let catalog = catalog.expect("a warning blocks nothing");
    let theme = catalog.theme("birth").unwrap();
    let mut answers = catalog::Answers::default();
    for answer in &found.iter().next().unwrap().shown_by.as_ref().unwrap().answers {
        let read = catalog::assess::parse_answer(theme, &answer.id, &answer.answer).unwrap();
        answers.situations.insert(answer.id.as_str().into(), read);
    }
    let told = catalog::assess::assess(&catalog, theme, &answers);
    assert!(told.items.iter().all(|item| item.state == State::In));
    assert_eq!(told.savings.after.steps, 4);
}

#[test]
fn a_warning_keeps_nothing_from_being_used_and_an_error_does() {
    let mut files = small();
    let theme = files.iter_mut().find(|file| file.name == "themes/birth.yaml").unwrap();
    theme.text = edited(&theme.text, "cooperating: [police]", "cooperating: [health, police]");
    let (catalog, found) = read(&files);
    assert!(catalog.is_some() && !found.has_errors());
    insta::assert_snapshot!(found.to_string(), @r"
    警告[P019] health 已经是牵头部门
     --> themes/birth.yaml:7:15
      |
    7 | cooperating: [health, police]
      |               ^^^^^^
      = 提示：牵头部门不用再写进配合部门
      = 更多：yijianshi explain P019

    共 1 处警告
    ");
}

#[test]
fn proofs_are_left_to_those_who_ask_for_them() {
    let mut files = small();
    let theme = files.iter_mut().find(|file| file.name == "themes/birth.yaml").unwrap();
    theme.text = edited(&theme.text, "when: children > 1", "when: children > 1 && children < 2");
    assert!(read(&files).1.is_empty());
    let (catalog, found) = read_and_prove(&files);
    assert!(catalog.is_none());
    assert_eq!(found.iter().map(|finding| finding.code).collect::<Vec<_>>(), ["P023"]);
    let json = serde_json::to_value(&found).unwrap();
    assert_eq!(json[0]["level"], "error");
}
