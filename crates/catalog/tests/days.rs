//! Rules have days: what holds on a day is read as if there were no other day, and whatever is wrong
//! with the days themselves is shown under the culprit.

mod read_support;

use catalog::{
    Answers, Catalog, Edition, Editions,
    assess::{assess, parse_answer},
    assessment::State,
    days::{Period, Setting},
    read::{SourceFile, read, read_every_day, read_on},
};
use jiff::civil::{Date, date};
use read_support::{BIRTH, ENTER_HOUSEHOLD, assert_complaints, small};

const PARAMETERS: &str = "many:
  label: 几个孩子起要加一份说明
  unit: 个
  values:
    - {until: 2024-12-31, value: 3, law: 旧办法}
    - {from: 2025-01-01, value: 2, law: 新办法}
";

/// The theme with a condition and a text that name the parameter.
fn birth_with_many() -> String {
    edited(BIRTH, "children > 1", "children >= many")
        .replace("每个孩子一套材料", "｛many｝个孩子起每个孩子一套材料")
}

fn edited(text: &str, old: &str, new: &str) -> String {
    assert_eq!(text.matches(old).count(), 1, "{old}");
    text.replace(old, new)
}

/// The small catalogue with these files in the place of its own, or beside them.
fn small_with(changed: &[(&str, &str)]) -> Vec<SourceFile> {
    let mut files = small();
    for (name, text) in changed {
        files.retain(|file| file.name != *name);
        files.push(SourceFile { name: (*name).into(), text: (*text).into() });
    }
    files
}

fn on(files: &[SourceFile], day: Date) -> Catalog {
    let (catalog, found) = read_on(files, day);
    catalog.unwrap_or_else(|| panic!("on {day}:\n{found}"))
}

fn told(catalog: &Catalog, theme: &str, given: &[(&str, &str)]) -> catalog::Assessment {
    let theme = catalog.theme(theme).unwrap();
    let mut answers = Answers::default();
    for (id, text) in given {
        answers.situations.insert((*id).into(), parse_answer(theme, id, text).unwrap());
    }
    assess(catalog, theme, &answers)
}

#[test]
fn a_parameter_has_in_conditions_and_in_texts_the_value_of_the_day() {
    let files = small_with(&[("parameters.yaml", PARAMETERS), ("themes/birth.yaml", &birth_with_many())]);
    let notices = |day, children| {
        let told = told(&on(&files, day), "birth", &[("children", children)]);
        told.notices.into_iter().map(|notice| notice.message.clone()).collect::<Vec<_>>()
    };
    let (old, new) = (date(2024, 12, 31), date(2025, 1, 1));
    assert_eq!(notices(old, "2"), [""; 0]);
    assert_eq!(notices(old, "3"), ["3个孩子起每个孩子一套材料"]);
    assert_eq!(notices(new, "2"), ["2个孩子起每个孩子一套材料"]);
    let catalog = on(&files, new);
    // Programs that read the published condition know no parameters.
    assert_eq!(catalog.theme("birth").unwrap().notices[0].when.as_deref(), Some("children >= 2"));
    assert_eq!(catalog.setting("many").and_then(Setting::number), Some(2.0));
    assert_eq!(catalog.turns, [new]);
    assert_eq!(catalog.in_force, Period { from: Some(new), until: None });
}

#[test]
fn a_number_in_a_file_may_be_a_parameter() {
    let item = edited(
        ENTER_HOUSEHOLD,
        "statutory_limit: {working_days: 3}",
        "statutory_limit:\n  working_days: ｛many｝",
    );
    let files = small_with(&[("parameters.yaml", PARAMETERS), ("items/enter_household.yaml", &item)]);
    let limit = |day| on(&files, day).items["enter_household"].statutory_limit.working_days;
    assert_eq!((limit(date(2024, 1, 1)), limit(date(2025, 1, 1))), (3, 2));
}

#[test]
fn an_item_that_does_not_hold_is_neither_done_nor_waited_for_nor_blocked() {
    let item = edited(ENTER_HOUSEHOLD, "type: 行政确认\n", "type: 行政确认\nfrom: 2025-01-01\n");
    let theme =
        edited(BIRTH, "    repeat_by: children\n", "    repeat_by: children\n    needs: [enter_household]\n");
    let theme = edited(&theme, "    needs: [issue_paper]\n", "");
    let theme = edited(
        &theme,
        "notices:\n",
        "  - {when: wanted, message: 户口窗口今天不开, blocks: [enter_household]}\nnotices:\n",
    );
    let paper = small().into_iter().find(|file| file.name == "items/issue_paper.yaml").unwrap().text;
    let paper = edited(&paper, "when: wanted, ", "");
    let files = small_with(&[
        ("items/issue_paper.yaml", &paper),
        ("items/enter_household.yaml", &item),
        ("themes/birth.yaml", &theme),
    ]);
    let answers = [("wanted", "true"), ("place", "hospital"), ("children", "1")];
    let (before, after) = (date(2024, 12, 31), date(2025, 1, 1));
    let early = told(&on(&files, before), "birth", &answers);
    assert_eq!(early.items.iter().map(|item| &*item.id).collect::<Vec<_>>(), ["issue_paper"]);
    assert!(early.stops.is_empty(), "{:?}", early.stops);
    let late = told(&on(&files, after), "birth", &answers);
    assert_eq!(late.items[1].state, State::Blocked);
    assert_eq!(late.stops[0].message, "户口窗口今天不开");
    // A question that only mattered to it is not asked before.
    assert_eq!(told(&on(&files, before), "birth", &[("place", "hospital")]).next.len(), 1);
}

#[test]
fn of_lists_only_what_holds_on_the_day_is_left() {
    let item = edited(
        ENTER_HOUSEHOLD,
        "basis: [{law: 中华人民共和国户口登记条例, article: 第七条, gist: 婴儿出生后一个月以内申报出生登记}]\n",
        "basis:
  - {law: 旧条例, gist: 登记, until: 2024-12-31}
  - {law: 新条例, gist: 登记, from: 2025-01-01}
conditions:
  - 一直要的
  - {text: 以前要的, until: 2024-12-31}
materials:
  - {material: birth_paper, key: true, until: 2024-12-31}
",
    );
    let files = small_with(&[("items/enter_household.yaml", &item)]);
    let seen = |day| {
        let item = on(&files, day).items["enter_household"].clone();
        (item.basis[0].law.clone(), item.conditions.len(), item.materials.len())
    };
    assert_eq!(seen(date(2024, 12, 31)), ("旧条例".to_owned(), 2, 1));
    assert_eq!(seen(date(2025, 1, 1)), ("新条例".to_owned(), 1, 0));
}

#[test]
fn a_change_stands_in_the_place_of_what_is_written_beside_it() {
    let item = format!(
        "{ENTER_HOUSEHOLD}changes:
  - until: 2024-12-31
    law: 旧条例
    certain: false
    statutory_limit: {{working_days: 9}}
    name: 户口申报
    on_site: 以前要到场
"
    );
    let files = small_with(&[("items/enter_household.yaml", &item)]);
    let old = &on(&files, date(2024, 12, 31)).items["enter_household"];
    assert_eq!((old.statutory_limit.working_days, &*old.name, old.certain), (9, "户口申报", false));
    assert_eq!(old.on_site.as_deref(), Some("以前要到场"));
    assert_eq!(old.changes[0].law.as_deref(), Some("旧条例"));
    let new = &on(&files, date(2025, 1, 1)).items["enter_household"];
    assert_eq!((new.statutory_limit.working_days, &*new.name, new.certain), (3, "出生登记", true));
    assert!(new.on_site.is_none() && new.changes.is_empty());
}

#[test]
fn a_question_that_does_not_hold_is_not_asked_and_stands_for_no() {
    let theme = edited(
        BIRTH,
        "    why: 可以以后再上\n",
        "    why: 可以以后再上\n    default: true\n    from: 2025-01-01\n",
    );
    let files = small_with(&[("themes/birth.yaml", &theme)]);
    let answers = [("place", "hospital"), ("children", "1")];
    let early = told(&on(&files, date(2024, 12, 31)), "birth", &answers);
    assert!(early.complete);
    assert_eq!(early.items[1].state, State::Out);
    let late = told(&on(&files, date(2025, 1, 1)), "birth", &answers);
    assert_eq!(late.next[0].id, "wanted");
}

#[test]
fn a_catalogue_is_read_as_of_its_own_first_day_where_no_other_is_given() {
    let theme = edited(
        BIRTH,
        "    message: 每个孩子一套材料\n",
        "    message: 每个孩子一套材料\n    until: 2025-12-31\n",
    );
    let (catalog, found) = read(&small_with(&[("themes/birth.yaml", &theme)]));
    let catalog = catalog.unwrap_or_else(|| panic!("{found}"));
    assert_eq!(catalog.day, date(2026, 1, 1));
    assert!(catalog.theme("birth").unwrap().notices.is_empty());
}

#[test]
fn what_is_wrong_on_another_day_alone_is_found_by_reading_every_day() {
    let theme = edited(
        BIRTH,
        "notices:\n",
        "notices:\n  - {when: childrn > 1, message: 以前的话, until: 2020-12-31}\n",
    );
    let files = small_with(&[("themes/birth.yaml", &theme)]);
    assert!(read(&files).1.is_empty());
    let (catalog, found) = read_every_day(&files);
    assert!(catalog.is_none());
    assert_eq!(found.iter().map(|finding| finding.code).collect::<Vec<_>>(), ["P020"], "{found}");
}

#[test]
fn p090_a_first_day_is_not_behind_the_last() {
    let theme = edited(
        BIRTH,
        "    message: 每个孩子一套材料\n",
        "    message: 每个孩子一套材料
    from: 2026-01-01
    until: 2025-01-01
          #^^^^^^^^^^ P090
",
    );
    assert_complaints(&[("themes/birth.yaml", &theme)]);
}

#[test]
fn p091_a_parameter_has_one_value_on_a_day() {
    let parameters = edited(
        PARAMETERS,
        "    - {from: 2025-01-01, value: 2, law: 新办法}\n",
        "    - from: 2024-12-31
     #^^^^^^^^^^^^^^^^ P091
      value: 2
",
    );
    assert_complaints(&[("parameters.yaml", &parameters), ("themes/birth.yaml", &birth_with_many())]);
}

#[test]
fn p092_a_parameter_has_no_days_without_a_value_in_between() {
    let parameters = edited(
        PARAMETERS,
        "    - {from: 2025-01-01, value: 2, law: 新办法}\n",
        "    - from: 2025-02-01
           #^^^^^^^^^^ P092
      value: 2
",
    );
    let found =
        assert_complaints(&[("parameters.yaml", &parameters), ("themes/birth.yaml", &birth_with_many())]);
    assert!(found.to_string().contains("在2025年1月1日至2025年1月31日没有值"), "{found}");
}

#[test]
fn p093_a_text_names_parameters_that_there_are() {
    let theme = edited(
        &birth_with_many(),
        "    message: 先做亲子鉴定\n",
        "    message: 先做｛mani｝次亲子鉴定
                #^^^^^^^^ P093
",
    );
    let found = assert_complaints(&[("parameters.yaml", PARAMETERS), ("themes/birth.yaml", &theme)]);
    assert!(found.to_string().contains("是否想写 many（几个孩子起要加一份说明）？"), "{found}");
}

#[test]
fn p094_a_parameter_is_used_by_something() {
    let unused = edited(PARAMETERS, "many:\n", "many:\n^^^^ P094\n");
    assert_complaints(&[("parameters.yaml", &unused)]);
    // On whatever day it is used.
    let theme = edited(BIRTH, "children > 1", "children >= many");
    let theme = edited(
        &theme,
        "    message: 每个孩子一套材料\n",
        "    message: 每个孩子一套材料\n    until: 2020-12-31\n",
    );
    assert_complaints(&[("parameters.yaml", PARAMETERS), ("themes/birth.yaml", &theme)]);
}

#[test]
fn p095_a_parameter_has_a_value_on_every_day_on_which_it_is_used() {
    let parameters = edited(PARAMETERS, "{from: 2025-01-01, ", "{from: 2025-01-01, until: 2027-12-31, ");
    let theme = birth_with_many().replace(
        "    message: ｛many｝个孩子起",
        "                     #^^^^ P095
    message: ｛many｝个孩子起
            #^^^^^^^^ P095
    note_line: ",
    );
    let theme = theme.lines().filter(|line| !line.contains("note_line")).collect::<Vec<_>>().join("\n");
    assert_complaints(&[("parameters.yaml", &parameters), ("themes/birth.yaml", &theme)]);
    // A rule that ends with it is in order.
    let dated = edited(
        &birth_with_many(),
        "  - when: children >= many\n",
        "  - when: children >= many\n    until: 2027-12-31\n",
    );
    assert_complaints(&[("parameters.yaml", &parameters), ("themes/birth.yaml", &dated)]);
}

#[test]
fn p096_a_parameter_has_a_name_of_its_own() {
    let theme = edited(BIRTH, "children > 1", "children > 1 && wanted");
    assert_complaints(&[
        ("themes/birth.yaml", &theme),
        (
            "parameters.yaml",
            "wanted:
^^^^^^ P096
  label: 和情形同名
  values: [{value: true}]
",
        ),
    ]);
}

#[test]
fn p097_a_change_has_days_and_is_the_only_one_on_them() {
    let item = format!(
        "{ENTER_HOUSEHOLD}changes:
  - until: 2024-12-31
    name: 户口申报
  - from: 2024-06-01
    until: 2025-06-01
    name: 户籍申报
   #^^^^ P097
"
    );
    assert_complaints(&[("items/enter_household.yaml", &item)]);
    let undated = format!(
        "{ENTER_HOUSEHOLD}changes:
  - law: 旧条例
   #^^^^^^^^^^^ P097
"
    );
    assert_complaints(&[("items/enter_household.yaml", &undated)]);
}

#[test]
fn p098_an_item_that_follows_itself_leaves_no_day_out() {
    let follow = |from: &str, mark: &str| {
        edited(
            BIRTH,
            "  - item: enter_household\n    when: wanted\n    needs: [issue_paper]\n",
            &format!(
                "  - item: enter_household
    until: 2024-12-31
  - item: enter_household
    from: {from}
{mark}    when: wanted
    needs: [issue_paper]
"
            ),
        )
    };
    let gap = follow("2025-02-01", "         #^^^^^^^^^^ P098\n");
    assert_complaints(&[("themes/birth.yaml", &gap)]);
    let files = small_with(&[("themes/birth.yaml", &follow("2025-01-01", ""))]);
    assert!(read_every_day(&files).1.is_empty());
    let always = |day| on(&files, day).theme("birth").unwrap().items[1].when.is_none();
    assert!(always(date(2024, 12, 31)) && !always(date(2025, 1, 1)));
}

/// The small catalogue with another first day, and a word by which it is known.
fn edition(effective: &str, summary: &str) -> Edition {
    let mut files = small();
    for file in &mut files {
        file.text = file.text.replace("effective: 2026-01-01", &format!("effective: {effective}"));
        file.text = file.text.replace("孩子出生后一次办好。", summary);
    }
    let (edition, found) = Edition::read(files);
    edition.unwrap_or_else(|| panic!("{found}"))
}

#[test]
fn the_day_decides_which_edition_holds() {
    let editions = vec![edition("2027-03-01", "第二版。"), edition("2026-01-01", "第一版。")];
    let editions = Editions::new(editions).unwrap();
    let summary = |day| editions.on(day).on(day).unwrap().theme("birth").unwrap().summary.clone();
    assert_eq!(summary(date(2027, 2, 28)), "第一版。");
    assert_eq!(summary(date(2027, 3, 1)), "第二版。");
    // Before all of them the first one tells what it knows of earlier days.
    assert_eq!(summary(date(2021, 6, 30)), "第一版。");
    let first = editions.on(date(2026, 5, 1));
    let reign = editions.reign(first);
    assert_eq!(reign, Period { from: None, until: Some(date(2027, 2, 28)) });
    assert_eq!(editions.unchanged(date(2026, 5, 1), first.first()).until, Some(date(2027, 2, 28)));
}

#[test]
fn of_two_editions_of_one_day_the_later_one_holds_and_the_earlier_one_stays_there() {
    let earlier = edition("2027-03-01", "印错了的。");
    let version = earlier.version().to_owned();
    let editions = vec![edition("2026-01-01", "第一版。"), earlier, edition("2027-03-01", "改正了的。")];
    let editions = Editions::new(editions).unwrap();
    let day = date(2027, 3, 1);
    let summary = |edition: &Edition| edition.on(day).unwrap().theme("birth").unwrap().summary.clone();
    assert_eq!(summary(editions.on(day)), "改正了的。");
    assert_eq!(summary(editions.version(&version).unwrap()), "印错了的。");
    assert!(editions.reign(editions.version(&version).unwrap()).is_empty());
}

#[test]
fn an_edition_that_is_published_no_longer_is_still_there_for_what_was_begun_with_it() {
    let published = |texts: &[(&str, &str)]| {
        Editions::new(texts.iter().map(|(day, text)| edition(day, text)).collect()).unwrap()
    };
    let before = published(&[("2026-01-01", "第一版。")]);
    let first = before.on(date(2026, 5, 1)).version().to_owned();
    let ahead = published(&[("2026-01-01", "第一版。"), ("2027-03-01", "第二版。")]).in_place_of(&before);
    assert!(!ahead.same_as(&before));
    // What was compiled is not compiled again.
    assert!(std::ptr::eq(&**ahead.on(date(2026, 5, 1)), &**before.on(date(2026, 5, 1))));
    let corrected =
        published(&[("2026-01-01", "改正了的。"), ("2027-03-01", "第二版。")]).in_place_of(&ahead);
    let day = date(2026, 5, 1);
    let summary = |edition: &Edition| edition.on(day).unwrap().theme("birth").unwrap().summary.clone();
    assert_eq!(summary(corrected.on(day)), "改正了的。");
    assert_eq!(summary(corrected.version(&first).unwrap()), "第一版。");
    assert_eq!(corrected.iter().count(), 2);
    // Published again, it is one of them again.
    let again = published(&[("2026-01-01", "第一版。")]).in_place_of(&corrected);
    assert!(again.same_as(&before));
}
