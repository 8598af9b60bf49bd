//! Every example of the standards' sheet, right ones and wrong ones.
//!
//! All are made up: sequences 900 to 999, bodies and cars named TEST, FAKE or DEM.

use identifiers::{
    BirthCertificateNumber, BodyKind, CaseNumber, Kind, Mobile, Plate, PlateKind, Problem, ResidentId, Sex,
    Uscc, Vin,
};
use jiff::civil::{Date, date};

/// The wrong ones are wrong as they stand; those of `mended` are right once normalised.
fn all_wrong<T: std::fmt::Debug>(
    examples: &[(&str, &str)],
    mended: &[&str],
    exact: impl Fn(&str) -> Result<T, Problem>,
    kind: impl Fn(&str) -> Result<T, Problem>,
) {
    for (value, reason) in examples {
        let problem = exact(value).expect_err(reason).to_string();
        assert!(problem.starts_with(|c: char| c.is_alphabetic()) && problem.contains('请'), "{problem}");
        assert_eq!(kind(value).is_ok(), mended.contains(value), "{value}: {reason}");
    }
}

const TODAY: Date = date(2026, 11, 23);

#[test]
fn resident_ids_tell_sex_and_birth_date() {
    for (value, sex, born) in [
        ("500116202106089905", "女", "2021-06-08"),
        ("500116201509019915", "男", "2015-09-01"),
        ("500381200002299923", "女", "2000-02-29"),
        ("500116198803159930", "男", "1988-03-15"),
        ("510225196501019945", "女", "1965-01-01"),
        ("510225195804309953", "男", "1958-04-30"),
        ("500101199912319964", "女", "1999-12-31"),
        ("510107197307079975", "男", "1973-07-07"),
        ("520102200611119980", "女", "2006-11-11"),
        ("500116201801019998", "男", "2018-01-01"),
        ("500116202402299907", "女", "2024-02-29"),
        ("810000198505059903", "女", "1985-05-05"),
        ("820000199208159912", "男", "1992-08-15"),
        ("83000019781020992X", "女", "1978-10-20"),
        ("50011619900812918X", "女", "1990-08-12"),
        ("50011619900812993X", "男", "1990-08-12"),
    ] {
        let id = ResidentId::parse_on(value, TODAY).unwrap();
        assert_eq!(ResidentId::parse_exact(value).as_ref(), Ok(&id));
        assert_eq!((id.sex().label(), id.birth_date().to_string().as_str()), (sex, born), "{value}");
    }
}

#[test]
fn wrong_resident_ids_are_refused() {
    let examples = [
        ("50011619880315993X", "校验码不符"),
        ("500116198830159930", "出生日期不存在"),
        ("500116202102299905", "出生日期不存在"),
        ("500116190013019902", "出生日期不存在"),
        ("500116202801019909", "出生日期在将来"),
        ("500116189912319900", "出生日期早于1900年"),
        ("500116198803150004", "顺序码不得为000"),
        ("990116198803159931", "前两位不是有效的省级代码"),
        ("50011619880315993", "长度不是18位"),
        ("5001161988031599300", "长度不是18位"),
        ("50011619900812918x", "前17位须为数字，末位须为数字或大写X"),
        ("X00116198803159930", "前17位须为数字，末位须为数字或大写X"),
        ("500116198804319932", "出生日期不存在"),
        ("50011 619880315993", "前17位须为数字，末位须为数字或大写X"),
        ("５00116198803159930", "含全角字符（规范化后才有效）"),
    ];
    let exact = |text: &str| {
        let id = ResidentId::parse_exact(text)?;
        ResidentId::parse_on(id.as_str(), TODAY)
    };
    all_wrong(&examples, &["50011619900812918x", "５00116198803159930"], exact, |text| {
        ResidentId::parse_on(text, TODAY)
    });
    let problem = |text| ResidentId::parse_on(text, TODAY).unwrap_err();
    assert_eq!(problem("50011619880315993X"), Problem::CheckDigit(Kind::ResidentId));
    assert_eq!(problem("500116202801019909"), Problem::BornInFuture);
    assert_eq!(problem("500116189912319900"), Problem::BornTooEarly);
    assert_eq!(problem("500116198803150004"), Problem::Sequence);
    assert_eq!(problem("990116198803159931"), Problem::Province);
    assert_eq!(problem("500116202102299905"), Problem::NoSuchBirthDate);
    assert_eq!(problem("510225580430990"), Problem::LegacyResidentId);
    assert_eq!(problem("  "), Problem::Empty(Kind::ResidentId));
    assert_eq!(problem("50011619880315993X").to_string(), "身份证号码的最后一位对不上，请对照证件检查");
}

#[test]
fn old_numbers_of_fifteen_digits_find_their_successor() {
    for (legacy, upgraded) in [
        ("510225580430990", "510225195804309902"),
        ("510225650101991", "510225196501019910"),
        ("510225730707992", "510225197307079922"),
    ] {
        assert_eq!(ResidentId::upgrade_legacy(legacy).unwrap().as_str(), upgraded);
    }
}

#[test]
fn unified_social_credit_codes_are_checked_twice() {
    for value in [
        "91500116MA0TE5T08K",
        "91500116MAC0DEM08P",
        "92500116MA0GE0008Y",
        "93500116MA0N20009H",
        "91500000MA0FJ0004N",
        "1150011600FAKE0044",
        "1250011600FAKE1197",
        "5150011600FAKE223A",
        "5250011600FAKE338D",
        "5350011600FAKE442E",
        "A150011600FAKE557M",
        "N150011600FAKE661D",
        "Y150011600FAKE776B",
    ] {
        assert_eq!(Uscc::parse_exact(value).unwrap().as_str(), value);
    }
    let examples = [
        ("91500116MA0TE5T08L", "第18位校验码不符"),
        ("91500116MA0TE5T08", "长度不是18位"),
        ("91500116MA0TE5T08K0", "长度不是18位"),
        ("91500116MI0TE5T08K", "含有不使用的字母 I、O、S、V、Z 之一"),
        ("91500116MO0TE5T08K", "含有不使用的字母 I、O、S、V、Z 之一"),
        ("91500116MS0TE5T08K", "含有不使用的字母 I、O、S、V、Z 之一"),
        ("91500116ma0te5t08k", "含有字符集以外的字符（只用数字和大写字母）"),
        ("915001A6MA0TE5T08K", "第3至8位行政区划码不是数字"),
        ("91500116MA0TE5T01K", "第9至17位主体标识码（组织机构代码）的校验码不符"),
        ("91500116-MA0TE5T08K", "长度不是18位"),
        ("500116000012345", "长度不是18位"),
        ("９1500116MA0TE5T08K", "含有字符集以外的字符（只用数字和大写字母）"),
        ("95100116MA0TE5T08K", "第18位校验码不符"),
        ("91500116MA0T 5T08K", "含有字符集以外的字符（只用数字和大写字母）"),
    ];
    let mended = ["91500116ma0te5t08k", "９1500116MA0TE5T08K", "91500116-MA0TE5T08K"];
    all_wrong(&examples, &mended, Uscc::parse_exact, Uscc::parse);
    assert_eq!(Uscc::parse("91500116MA0TE5T01K"), Err(Problem::OrganisationCode));
    let self_employed = Uscc::parse("92500116MA0GE0008Y").unwrap();
    assert_eq!((self_employed.kind(), self_employed.division()), (BodyKind::SelfEmployed, "500116"));
    assert_eq!(self_employed.organisation_code(), "MA0GE0008");
}

#[test]
fn mobile_numbers_are_taken_as_people_write_them() {
    for value in [
        "13000000000",
        "13800000001",
        "14500000002",
        "15000000003",
        "16600000004",
        "17700000005",
        "18800000006",
        "19900000007",
        "19200000008",
        "17000000009",
        "15900000010",
    ] {
        assert_eq!(Mobile::parse_exact(value).unwrap().as_str(), value);
    }
    let examples = [
        ("12000000000", "第二位不能是2"),
        ("11000000000", "第二位不能是1"),
        ("10086", "长度不足"),
        ("1380000000", "只有10位"),
        ("138000000012", "有12位"),
        ("23800000001", "不以1开头"),
        ("1380000000a", "含字母"),
        ("138 0000 0001", "含空格，规范化后才有效"),
        ("+8613800000001", "带国际区号，规范化后才有效"),
        ("023-00000000", "座机号码不是手机号码"),
        ("１３８００００００００", "全角数字，规范化后才有效"),
    ];
    let mended = ["138 0000 0001", "+8613800000001", "１３８００００００００"];
    all_wrong(&examples, &mended, Mobile::parse_exact, Mobile::parse);
    for text in ["+86 138-0000-0001", "0086 13800000001", "8613800000001"] {
        assert_eq!(Mobile::parse(text).unwrap().as_str(), "13800000001");
    }
    assert_eq!(Mobile::parse("023-00000000"), Err(Problem::Landline));
}

#[test]
fn number_plates_have_four_forms() {
    for (value, kind) in [
        ("渝C00000", PlateKind::Fuel),
        ("渝A0A000", PlateKind::Fuel),
        ("渝B00A00", PlateKind::Fuel),
        ("渝C000A0", PlateKind::Fuel),
        ("渝C0000A", PlateKind::Fuel),
        ("渝CAA000", PlateKind::Fuel),
        ("渝C0AA00", PlateKind::Fuel),
        ("渝AD00000", PlateKind::NewEnergySmall),
        ("渝BF00000", PlateKind::NewEnergySmall),
        ("渝CDA0000", PlateKind::NewEnergySmall),
        ("渝C00000D", PlateKind::NewEnergyLarge),
        ("渝C00000F", PlateKind::NewEnergyLarge),
        ("渝C0000挂", PlateKind::Special),
    ] {
        assert_eq!(Plate::parse_exact(value).unwrap().kind(), kind, "{value}");
    }
    let examples = [
        ("渝I00000", "发牌机关代号不用I"),
        ("渝C0O000", "序号不用字母O"),
        ("渝C0000", "序号只有4位"),
        ("渝C0000000", "序号过长"),
        ("重C00000", "省份简称不存在"),
        ("渝CAAA00", "字母超过2个"),
        ("渝c00000", "小写字母（规范化后才有效）"),
        ("C00000", "缺省份简称"),
        ("渝C-0000", "含短横线"),
        ("渝AZ00000", "新能源小型车第3位字母无效"),
        ("渝C00000Z", "新能源大型车末位字母无效"),
        ("渝C·00000", "含间隔点（规范化后才有效）"),
    ];
    all_wrong(&examples, &["渝c00000", "渝C·00000"], Plate::parse_exact, Plate::parse);
}

#[test]
fn vehicle_identification_numbers_are_strict_with_chinese_makers_only() {
    for value in [
        "11111111111111111",
        "LTEST0000MA000001",
        "LTEST0000NA000002",
        "LTEST0009PA000003",
        "LTESTAB03RA000004",
        "LTESTAB08SA000005",
        "LTESTCD04TB000006",
        "LFAKE1235VB000007",
        "LFAKE1230LB000008",
        "LFAKE4562KC000009",
        "LFAKE7891JC000010",
        "LDEMX1111HD000011",
        "LTEST000XMA000006",
    ] {
        assert!(Vin::parse_exact(value).unwrap().check_digit_holds());
    }
    let examples = [
        ("LTEST0001MA000001", "第9位校验码不符"),
        ("LTEST0000MA00000", "长度不是17位"),
        ("LTEST0000MA0000010", "长度不是17位"),
        ("ITEST0000MA000001", "含有不使用的字母 I、O、Q 之一"),
        ("OTEST0000MA000001", "含有不使用的字母 I、O、Q 之一"),
        ("QTEST0000MA000001", "含有不使用的字母 I、O、Q 之一"),
        ("ltest0000ma000001", "含有字母数字以外的字符或小写字母"),
        ("LTEST0000MA00A001", "最后四位须为数字"),
        ("LTEST0000UA000001", "第10位年份代码不使用 U、Z、0"),
        ("LTEST000AMA000001", "第9位只能是数字或X"),
        ("LTES0T000MA000001", "第9位校验码不符"),
        ("LTEST*000MA000001", "含有字母数字以外的字符或小写字母"),
    ];
    all_wrong(&examples, &["ltest0000ma000001"], Vin::parse_exact, Vin::parse);
    assert!(!Vin::parse("WDEMZZ1JZXW000001").unwrap().check_digit_holds(), "from abroad: told, not refused");
}

#[test]
fn case_numbers_carry_date_and_check_digit() {
    for value in [
        "JJ20210608899K9D6",
        "JJ20210709HQBCYX0",
        "JJ20210810YW2MSK0",
        "JJ20210911AEMYFE4",
        "JJ20211012C2BJCK7",
        "JJ20211113KKEZ5B4",
        "JJ202106140369GG9",
        "JJ20210715BYN78J1",
        "JJ202108167ENSQP4",
        "JJ20210917NF8A6F2",
        "JJ20211018VWGGP57",
    ] {
        let number = CaseNumber::parse_exact(value).unwrap();
        assert_eq!(number.prefix(), "JJ");
        assert_eq!(number.date().strftime("%Y%m%d").to_string(), value[2..10]);
    }
    let examples = [
        ("JJ20210608899K9D7", "校验码不符"),
        ("JJ20210608899K9", "长度不足"),
        ("JJ20210608899K9D61", "长度超出"),
        ("XX20210608899K9D6", "前缀不对"),
        ("jj20210608899k9d6", "小写字母（规范化后才有效）"),
        ("JJ20210608I99K9D6", "含易混字母I"),
        ("JJ20210608O99K9D6", "含易混字母O"),
        ("JJ20210608L99K9D6", "含易混字母L"),
        ("JJ20210608U99K9D6", "含不用的字母U"),
        ("JJ20211308899K9D6", "月份13不存在（校验码也随之不符）"),
        ("JJ20210632899K9D6", "日期32不存在"),
    ];
    all_wrong(&examples, &["jj20210608899k9d6"], CaseNumber::parse_exact, CaseNumber::parse);
    assert_eq!(CaseNumber::parse("JJ20210632899K9D6"), Err(Problem::CaseDate));
    assert_eq!(CaseNumber::parse("JJ20210608I99K9D6"), Err(Problem::CaseLetter));
}

#[test]
fn a_case_number_is_read_aloud_in_groups_and_heard_again() {
    let number = CaseNumber::parse_exact("JJ20210608899K9D6").unwrap();
    assert_eq!(number.spoken(), "JJ 2021 0608 899K 9D6");
    assert_eq!(CaseNumber::parse(&number.spoken()).unwrap(), number);
    assert_eq!(CaseNumber::parse_with_item(" jj 2021 0608 899k 9d6 ").unwrap(), (number.clone(), None));
    assert_eq!(CaseNumber::parse_with_item(&number.of_task(3)).unwrap(), (number.clone(), Some(3)));
    let slip = CaseNumber::parse_with_item("JJ20210608899K9D7-03");
    assert_eq!(slip, Err(Problem::CheckDigit(Kind::CaseNumber)));
    for meant in ["JJ20210608899K9D7", "jj2021 0608 899", "JJ-20210608-899K9D6-01", "JJ2021O608899K9D6"] {
        assert!(CaseNumber::is_meant(meant), "{meant}");
    }
    for other in ["周建国", "510225198811073316", "13900000002", "JJ", "Maria Chen", "E12345678"] {
        assert!(!CaseNumber::is_meant(other), "{other}");
    }
}

#[test]
fn certificates_of_birth_have_a_letter_and_nine_digits() {
    assert_eq!(BirthCertificateNumber::parse(" r 500000001").unwrap().as_str(), "R500000001");
    for wrong in ["", "R50000000", "R5000000011", "5500000001", "RR00000001", "出500000001"] {
        assert!(BirthCertificateNumber::parse(wrong).is_err(), "{wrong}");
    }
}

#[test]
fn a_year_of_age_is_full_on_the_birthday() {
    let id = ResidentId::parse("500116198803159930").unwrap();
    assert_eq!(id.age_on(date(2026, 3, 14)), 37);
    assert_eq!(id.age_on(date(2026, 3, 15)), 38);
    assert_eq!(id.age_on(date(1980, 1, 1)), 0);
    let leap_day = ResidentId::parse("500381200002299923").unwrap();
    assert_eq!(leap_day.age_on(date(2018, 2, 28)), 17);
    assert_eq!(leap_day.age_on(date(2018, 3, 1)), 18);
    assert_eq!(leap_day.sex(), Sex::Female);
}
