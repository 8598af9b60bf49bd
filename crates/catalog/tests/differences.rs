//! What differs between two catalogues, in plain words: small packages, one change each.

mod read_support;

use catalog::{
    Catalog,
    diff::{Differences, Effect, Kind},
    read::{SourceFile, read, read_on},
};
use jiff::civil::{Date, date};
use read_support::{BIRTH, ENTER_HOUSEHOLD, district_files, small};

fn edited(text: &str, old: &str, new: &str) -> String {
    assert_eq!(text.matches(old).count(), 1, "{old}");
    text.replace(old, new)
}

fn catalog(changed: &[(&str, &str)]) -> Catalog {
    let mut files = small();
    for (name, text) in changed {
        files.retain(|file| file.name != *name);
        files.push(SourceFile { name: (*name).into(), text: (*text).into() });
    }
    let (catalog, found) = read(&files);
    catalog.unwrap_or_else(|| panic!("{found}"))
}

/// Every difference of a change: the subject's id, the effect, the words.
fn told(old: &[(&str, &str)], new: &[(&str, &str)]) -> Vec<(String, Effect, String)> {
    let differences = Differences::between(&catalog(old), &catalog(new));
    let subjects = differences.subjects.into_iter();
    let lines = subjects.flat_map(|subject| {
        let id = subject.id;
        subject.changes.into_iter().map(move |change| (id.clone(), change.effect, change.text))
    });
    lines.collect()
}

fn one(old: &[(&str, &str)], new: &[(&str, &str)]) -> (String, Effect, String) {
    let mut found = told(old, new);
    assert_eq!(found.len(), 1, "{found:#?}");
    found.remove(0)
}

fn in_item(old: &str, new: &str) -> (Effect, String) {
    let item = edited(ENTER_HOUSEHOLD, old, new);
    let (id, effect, text) = one(&[], &[("items/enter_household.yaml", &item)]);
    assert_eq!(id, "enter_household");
    (effect, text)
}

fn in_theme(old: &str, new: &str) -> (Effect, String) {
    let theme = edited(BIRTH, old, new);
    let (id, effect, text) = one(&[], &[("themes/birth.yaml", &theme)]);
    assert_eq!(id, "birth");
    (effect, text)
}

fn is(found: (Effect, String), effect: Effect, text: &str) {
    assert_eq!((found.0, found.1.as_str()), (effect, text));
}

#[test]
fn two_catalogues_that_say_the_same_do_not_differ() {
    let commented = format!("# 一句给编写人的话\n{BIRTH}");
    let same = Differences::between(&catalog(&[]), &catalog(&[("themes/birth.yaml", &commented)]));
    assert!(same.is_empty() && same.to_string().contains("没有不同"));
}

#[test]
fn shorter_limits_and_lower_fees_are_easier_and_longer_and_higher_ones_harder() {
    is(
        in_item("statutory_limit: {working_days: 3}", "statutory_limit: {working_days: 2}"),
        Effect::Easier,
        "法定时限由3个工作日改为2个工作日",
    );
    is(
        in_item("promised_limit: {working_days: 0}", "promised_limit: {working_days: 2}"),
        Effect::Harder,
        "承诺时限由当场办结改为2个工作日",
    );
    is(
        in_item("fee: {basis: 不收费}", "fee: {amount: 5元, yuan: 5, basis: 渝价〔2018〕1号}"),
        Effect::Harder,
        "收费由“不收”改为“5元”",
    );
    let dear = edited(
        ENTER_HOUSEHOLD,
        "fee: {basis: 不收费}",
        "fee: {amount: 9元, yuan: 9, basis: 渝价〔2018〕1号}",
    );
    let cheap = edited(
        ENTER_HOUSEHOLD,
        "fee: {basis: 不收费}",
        "fee: {amount: 5元, yuan: 5, basis: 渝价〔2018〕1号}",
    );
    let file = "items/enter_household.yaml";
    let (_, effect, text) = one(&[(file, &dear)], &[(file, &cheap)]);
    is((effect, text), Effect::Easier, "收费由“9元”改为“5元”");
}

#[test]
fn fewer_papers_and_more_sharing_are_easier() {
    let file = "items/enter_household.yaml";
    let asks =
        edited(ENTER_HOUSEHOLD, "steps:\n", "materials:\n  - {material: birth_paper, key: true}\nsteps:\n");
    let spares = edited(&asks, "key: true}", "key: true, instead_of: 电子证照调取, spared_by: sharing}");
    let (_, effect, text) = one(&[], &[(file, &asks)]);
    is((effect, text), Effect::Harder, "多交一份材料：出生医学证明");
    let (_, effect, text) = one(&[(file, &asks)], &[]);
    is((effect, text), Effect::Easier, "少交一份材料：出生医学证明");
    let (_, effect, text) = one(&[(file, &asks)], &[(file, &spares)]);
    is((effect, text), Effect::Easier, "出生医学证明可以免交：电子证照调取");
    let papers = small().into_iter().find(|file| file.name == "materials/papers.yaml").unwrap().text;
    let alone = edited(&papers, "  shared_by: health\n", "");
    let (id, effect, text) = one(&[("materials/papers.yaml", &alone)], &[]);
    assert_eq!((&*id, effect, &*text), ("birth_paper", Effect::Easier, "可以由区卫健委共享"));
}

#[test]
fn what_is_renamed_or_moved_is_said_to_be() {
    is(
        in_item("name: 出生登记\n", "name: 户口登记申报\n"),
        Effect::Renamed,
        "由“出生登记”改为“户口登记申报”",
    );
    is(in_item("department: police\n", "department: health\n"), Effect::Moved, "由区公安局改为区卫健委办理");
    is(in_theme("lead: health\n", "lead: police\n"), Effect::Moved, "牵头部门由区卫健委改为区公安局");
}

#[test]
fn an_item_that_only_changed_its_number_is_not_a_new_one() {
    let renumbered = edited(ENTER_HOUSEHOLD, "id: enter_household", "id: household_entry");
    let theme = BIRTH.replace("enter_household", "household_entry");
    let mut files = small();
    files.retain(|file| file.name != "items/enter_household.yaml" && file.name != "themes/birth.yaml");
    files.push(SourceFile { name: "items/household_entry.yaml".into(), text: renumbered });
    files.push(SourceFile { name: "themes/birth.yaml".into(), text: theme });
    let (new, found) = read(&files);
    let differences = Differences::between(&catalog(&[]), &new.unwrap_or_else(|| panic!("{found}")));
    let items: Vec<_> = differences.subjects.iter().filter(|subject| subject.kind == Kind::Item).collect();
    assert_eq!(items.len(), 1, "{items:#?}");
    assert_eq!(items[0].changes[0].text, "编号由 enter_household 改为 household_entry");
}

#[test]
fn what_stands_in_the_way_and_what_is_asked_is_told_in_the_words_of_the_questions() {
    is(
        in_theme("  - when: place == 'home'\n", "  - when: place == 'home' && children > 1\n"),
        Effect::Other,
        "“先做亲子鉴定”的情形：原来“孩子在哪里出生”选“家里”；\
         现在“孩子在哪里出生”选“家里”，并且“生了几个”大于1",
    );
    is(
        in_theme("    when: wanted\n    needs: [issue_paper]\n", "    when: wanted\n"),
        Effect::Easier,
        "出生登记不用再等出生医学证明签发",
    );
    is(
        in_theme("    when: wanted\n", ""),
        Effect::Harder,
        "要办出生登记的情形：原来“现在上户口吗”答是；现在总是",
    );
    is(
        in_theme("    type: boolean\n", "    type: boolean\n    lasting: true\n"),
        Effect::Easier,
        "“现在上户口吗”上次答过的直接带过来",
    );
    is(
        in_theme(
            "    type: boolean\n",
            "    type: boolean\n    known_by:\n      - {material: birth_paper, answer: true}\n",
        ),
        Effect::Easier,
        "办过出生医学证明的，“现在上户口吗”不用再答",
    );
    is(
        in_theme("notices:\n", "  - {when: wanted, message: 户口窗口停办, law: 户口条例}\nnotices:\n"),
        Effect::Harder,
        "“现在上户口吗”答是的，办不了：户口窗口停办",
    );
}

const LIMIT: &str = "many:
  label: 几个孩子起
  unit: 个
  values:
    - {value: 1, law: 旧办法}
";

#[test]
fn a_number_of_the_law_is_told_with_its_law_and_its_days() {
    let theme = edited(BIRTH, "children > 1", "children > many");
    let later = edited(
        LIMIT,
        "    - {value: 1, law: 旧办法}\n",
        "    - {until: 2026-12-31, value: 1, law: 旧办法}\n    - {from: 2027-01-01, value: 2, law: 新办法}\n",
    );
    let old = [("parameters.yaml", LIMIT), ("themes/birth.yaml", &*theme)];
    let new = [("parameters.yaml", &*later), ("themes/birth.yaml", &*theme)];
    let found = told(&old, &new);
    let words: Vec<&str> = found.iter().map(|(_, _, text)| &**text).collect();
    assert_eq!(words, ["自2027年1月1日起是2个", "1个到2026年12月31日为止"]);
    assert!(found.iter().all(|(_, effect, _)| *effect == Effect::Days));
    let differences = Differences::between(&catalog(&old), &catalog(&new));
    assert_eq!(differences.by_law().into_keys().collect::<Vec<_>>(), ["新办法", "旧办法"]);
}

fn district(day: Date) -> Catalog {
    let (catalog, found) = read_on(&district_files(), day);
    catalog.unwrap_or_else(|| panic!("{found}"))
}

#[test]
fn two_days_of_one_catalogue_differ_by_what_the_law_changed_between_them() {
    let marriage = Differences::between(&district(date(2025, 5, 9)), &district(date(2025, 5, 10)));
    assert!(marriage.of_one_edition());
    let marriage = marriage.of_theme("marriage");
    let text = marriage.to_string();
    for line in [
        "更省事  少交一份材料：当事人居民户口簿",
        "更省事  少问一题：至少有一方的常住户口在重庆吗",
        "新依据：婚姻登记条例（2025年修订，国务院令第804号）第八条",
        "按法律看\n  婚姻登记条例（2025年修订，国务院令第804号）",
    ] {
        assert!(text.contains(line), "{line} is not in\n{text}");
    }
    // A rule that is in force or not is no riddle in the words.
    let exit = Differences::between(&district(date(2022, 12, 29)), &district(date(2022, 12, 30)));
    let text = exit.of_theme("company_exit").to_string();
    assert!(!text.contains("总是") && text.contains("“以前的对外贸易备案”；现在"), "{text}");
}

#[test]
fn what_gets_easier_comes_first_and_of_it_papers_before_days_before_visits_before_fees() {
    let file = "items/enter_household.yaml";
    let hard = edited(
        ENTER_HOUSEHOLD,
        "fee: {basis: 不收费}",
        "fee: {amount: 9元, yuan: 9, basis: 渝价〔2018〕1号}",
    );
    let hard = edited(
        &hard,
        "steps:\n",
        "materials:\n  - {material: birth_paper, key: true}\non_site: 交材料\nsteps:\n",
    );
    let hard = edited(&hard, "promised_limit: {working_days: 0}", "promised_limit: {working_days: 3}");
    let easy = edited(ENTER_HOUSEHOLD, "name: 出生登记\n", "name: 户口登记申报\n");
    let found = told(&[(file, &hard)], &[(file, &easy)]);
    let words: Vec<&str> = found.iter().map(|(.., text)| &**text).collect();
    assert_eq!(
        words,
        [
            "少交一份材料：出生医学证明",
            "承诺时限由3个工作日改为当场办结",
            "不用再到场",
            "收费由“9元”改为“不收”",
            "由“出生登记”改为“户口登记申报”",
        ]
    );
    let differences = Differences::between(&catalog(&[(file, &hard)]), &catalog(&[(file, &easy)]));
    assert!(
        differences.to_string().contains("更省事的：材料1处，天数1处，到场1处，费用1处"),
        "{differences}"
    );
}

#[test]
fn what_comes_before_and_after_is_compared_as_well() {
    let after = "obligations:
  - id: report
    text: 报告一次
    within: {calendar_days: 30}
    after: result
    law: 某办法
";
    let file = "items/enter_household.yaml";
    let once = format!("{ENTER_HOUSEHOLD}{after}");
    let later = edited(&once, "calendar_days: 30", "calendar_days: 60");
    let (_, effect, text) = one(&[], &[(file, &once)]);
    is((effect, text), Effect::Harder, "新增办完以后要做的：报告一次，“出生登记”办好以后30天内");
    let (_, effect, text) = one(&[(file, &once)], &[(file, &later)]);
    is(
        (effect, text),
        Effect::Other,
        "办完以后要做的由“报告一次，“出生登记”办好以后30天内”改为“报告一次，“出生登记”办好以后60天内”",
    );
}

#[test]
fn a_new_law_is_compared_with_what_held_before_it() {
    // 公司法修订自2024年7月1日起施行：出资期限和解释它的一问、一条障碍、一个算式都从那天起。
    let setup = Differences::between(&district(date(2024, 6, 30)), &district(date(2024, 7, 1)));
    let text = setup.of_theme("company_setup").to_string();
    for line in [
        "新增  多问一题：注册资本要5年以上才缴齐吗",
        "更严  新增办完以后要做的：股东缴足认缴的出资，“企业设立登记”办好以后5年内",
        "中华人民共和国公司法第四十七条",
    ] {
        assert!(text.contains(line), "{line} is not in\n{text}");
    }
}

#[test]
fn programs_get_the_same_as_people() {
    let item = edited(ENTER_HOUSEHOLD, "department: police\n", "department: health\n");
    let differences = Differences::between(&catalog(&[]), &catalog(&[("items/enter_household.yaml", &item)]));
    let json = serde_json::to_value(&differences).unwrap();
    assert_eq!(json["subjects"][0]["kind"], "item");
    assert_eq!(json["subjects"][0]["themes"][0], "birth");
    assert_eq!(json["subjects"][0]["changes"][0]["effect"], "moved");
    assert_eq!(json["subjects"][0]["changes"][0]["about"], "other");
    assert_eq!(json["old"]["on"], "2026-01-01");
}
