//! Names, masks, and what holds for every input.

use identifiers::{
    BirthCertificateNumber, CaseNumber, Mobile, PersonName, Plate, Problem, ResidentId, Uscc, Vin,
    mask_middle, mask_mobile, mask_name, mask_resident_id, normalise,
};
use jiff::civil::date;
use proptest::prelude::*;

#[test]
fn names_of_every_kind_are_names() {
    for name in [
        "李娜",
        "欧阳娜娜",
        "阿依古丽·买买提",
        "𠮷野",
        "𬱖",
        "〇",
        "葛󠄀城",
        "Jean-Luc O'Neil",
        "María José",
        "Анна",
        "J. R. Smith Jr.",
        "次仁卓玛",
        "一",
    ] {
        assert_eq!(PersonName::parse(name).map(String::from).as_deref(), Ok(name));
    }
}

#[test]
fn names_are_mended_before_they_are_judged() {
    for (typed, name) in [
        (" 张 三 ", "张三"),
        ("张　三", "张三"),
        ("阿依古丽•买买提", "阿依古丽·买买提"),
        ("阿依古丽 · 买买提", "阿依古丽·买买提"),
        ("阿依古丽.买买提", "阿依古丽·买买提"),
        ("李\u{200b}娜\u{feff}", "李娜"),
        ("Ｊｏｈｎ  Ｓｍｉｔｈ", "John Smith"),
    ] {
        assert_eq!(PersonName::parse(typed).map(String::from).as_deref(), Ok(name), "{typed:?}");
    }
}

#[test]
fn what_no_name_has_is_refused_with_advice() {
    for (typed, problem) in [
        ("李娜2", Problem::NameDigit),
        ("李娜２", Problem::NameDigit),
        ("李①", Problem::NameDigit),
        ("<b>李</b>", Problem::NameCharacter),
        ("李\0娜", Problem::NameCharacter),
        ("李\n娜", Problem::NameCharacter),
        ("李娜😀", Problem::NameCharacter),
        ("·李娜", Problem::NameSeparator),
        ("李娜·", Problem::NameSeparator),
        ("阿依古丽··买买提", Problem::NameSeparator),
    ] {
        assert_eq!(PersonName::parse(typed), Err(problem), "{typed:?}");
    }
    assert!(PersonName::parse(&"李".repeat(50)).is_ok());
    assert_eq!(PersonName::parse(&"李".repeat(51)), Err(Problem::NameTooLong));
    assert!(PersonName::parse("  ").is_err());
}

#[test]
fn masks_leave_just_enough() {
    assert_eq!(ResidentId::parse("500116198803159930").unwrap().masked(), "500116********9930");
    assert_eq!(mask_mobile("13800000001"), "138****0001");
    assert_eq!(mask_name("李娜"), "李*");
    assert_eq!(mask_name("王小明"), "王*明");
    assert_eq!(mask_name("李"), "*");
    assert_eq!(mask_name(""), "");
    assert_eq!(mask_resident_id("123"), "***");
    assert_eq!(mask_middle("渝C12345", 2, 2), "渝C***45");
}

#[test]
fn no_personal_number_stands_in_a_debug_text() {
    let id = ResidentId::parse("500116198803159930").unwrap();
    assert_eq!(format!("{id:?}"), r#"ResidentId("500116********9930")"#);
    assert_eq!(format!("{:?}", Mobile::parse("13800000001").unwrap()), r#"Mobile("138****0001")"#);
    assert_eq!(format!("{:?}", PersonName::parse("李娜").unwrap()), r#"PersonName("李*")"#);
}

#[test]
fn the_last_digit_wrong_by_one_is_always_noticed() {
    let right = "500116198803159930";
    for at in 0..18 {
        for digit in "0123456789".chars() {
            let wrong: String =
                right.chars().enumerate().map(|(place, c)| if place == at { digit } else { c }).collect();
            assert_eq!(ResidentId::parse(&wrong).is_ok(), wrong == right, "{wrong}");
        }
    }
}

#[test]
fn the_task_of_a_case_has_a_number_of_its_own() {
    let number = CaseNumber::compose("JJ", date(2026, 11, 23), [0, 255, 31, 32, 7, 18]);
    assert_eq!(&number.as_str()[..16], "JJ202611230ZZ07J");
    assert_eq!(number.of_task(3), format!("{number}-03"));
}

proptest! {
    #[test]
    fn a_composed_case_number_reads_back(
        prefix in "[A-Z]{2}", days in 0..40_000i64, random in any::<[u8; 6]>(),
    ) {
        let day = date(2000, 1, 1).saturating_add(jiff::Span::new().days(days));
        let number = CaseNumber::compose(&prefix, day, random);
        prop_assert_eq!(CaseNumber::parse_exact(number.as_str()).unwrap(), number.clone());
        prop_assert_eq!(number.date(), day);
        prop_assert_eq!(CaseNumber::parse(&number.as_str().to_lowercase()).unwrap(), number);
    }

    #[test]
    fn no_text_makes_a_reader_panic(text in any::<String>()) {
        let _ = (ResidentId::parse(&text), ResidentId::upgrade_legacy(&text), Uscc::parse(&text));
        let _ = (Mobile::parse(&text), Plate::parse(&text), Vin::parse(&text), PersonName::parse(&text));
        let _ = (BirthCertificateNumber::parse(&text), CaseNumber::parse(&text), mask_name(&text));
    }

    #[test]
    fn no_text_of_nearly_the_right_shape_makes_a_reader_panic(text in "[0-9A-ZéÀ京渝一]{9,18}") {
        let _ = (ResidentId::parse_exact(&text), ResidentId::upgrade_legacy(&text), Uscc::parse_exact(&text));
        let _ = (Mobile::parse_exact(&text), Plate::parse_exact(&text), Vin::parse_exact(&text));
        let _ = (BirthCertificateNumber::parse_exact(&text), CaseNumber::parse_exact(&text));
    }

    #[test]
    fn normalising_twice_changes_nothing_more(text in any::<String>()) {
        let once = normalise(&text);
        prop_assert_eq!(normalise(&once), once);
    }

    #[test]
    fn a_name_that_is_taken_is_taken_again(text in "[张三李四a-z .·•　-]{1,12}") {
        if let Ok(name) = PersonName::parse(&text) {
            prop_assert_eq!(PersonName::parse(name.as_str()).unwrap(), name);
        }
    }
}
