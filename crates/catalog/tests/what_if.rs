//! What another answer would change is what assessing it says.

mod sample;

use catalog::assess::{assess, what_if::what_if};
use sample::{BIRTH, Choices, answers, answers_to_all, jiangjin};

#[test]
fn another_answer_is_told_in_one_short_sentence() {
    let theme = jiangjin().theme("birth").unwrap();
    let answers = answers(theme, &BIRTH);
    let all = what_if(jiangjin(), theme, &answers, &assess(jiangjin(), theme, &answers));
    let other = |id: &str, label: &str| {
        let of = all.iter().find(|one| one.id == *id).unwrap();
        of.others.iter().find(|other| other.label == label).unwrap_or_else(|| panic!("{of:?}")).text.clone()
    };
    insta::assert_snapshot!(other("household_type", "集体户（单位、人才市场、学校）"), @"多带 1 份材料（集体户口首页和本人常住人口登记卡）");
    insta::assert_snapshot!(other("vaccination_wanted", "否"), @"少办 1 项（预防接种证办理）、少填 2 项");
    insta::assert_snapshot!(other("by_agent", "是"), @"多带 1 份材料（授权委托书）、多填 5 项");
    insta::assert_snapshot!(other("parents_nationality", "都不是内地居民"), @"办不了 2 项（出生登记（户口登记）、育儿补贴申领）、多带 1 份材料（外国人或港澳台一方父母的身份证件）、少带 2 份材料（育儿补贴申请表、银行账户信息（开户行和账号））、少填 11 项、少 30 个工作日");
    insta::assert_snapshot!(other("children_count", "2个"), @"5 项各办 2 次");
}

#[test]
fn in_every_theme_the_changes_are_those_of_assessing_the_other_answer() {
    let catalog = jiangjin();
    for theme in &catalog.themes {
        let drawn: Vec<u16> = (0..200_u16).map(|at| at.wrapping_mul(7919) >> 3).collect();
        let answers = answers_to_all(&theme.situations, &mut Choices::new(&drawn));
        let now = assess(catalog, theme, &answers);
        for of in what_if(catalog, theme, &answers, &now) {
            for other in of.others {
                let mut changed = answers.clone();
                changed.situations.insert(of.id.clone(), other.answer.clone());
                assert_ne!(changed, answers, "{} {}", theme.id, of.id);
                assert!(catalog::assess::check_answers(catalog, theme, &changed).is_empty(), "{other:?}");
                let then = assess(catalog, theme, &changed);
                let days = i64::from(then.graph.working_days) - i64::from(now.graph.working_days);
                assert_eq!(other.changes.working_days, days);
                assert!(!other.text.is_empty());
            }
        }
    }
}
