//! Every calculation comes to what the rules' own test values say, by its function and in a condition.

mod sample;

use catalog::{
    Answers,
    condition::{functions::Function, node::Value as Held},
    reckon::{self, FuneralBenefit, Hiring, Schedule},
};
use jiff::civil::{Date, date};
use sample::jiangjin;
use serde_json::Value;

/// The calculation of that id, as `rules.yaml` has it.
fn calculation(id: &str) -> &'static Value {
    let all = jiangjin().background["rules.calculations"].as_array().unwrap();
    all.iter().find(|calculation| calculation["id"] == id).unwrap()
}

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

/// The first day of a month written as `2031-11`; none for null.
fn month(value: &Value) -> Option<Date> {
    value.as_str().map(|month| day(&format!("{month}-01")))
}

fn number(value: &Value) -> f64 {
    value.as_f64().unwrap()
}

/// What a parameter is set to on a day.
fn set_on(day: Date, parameter: &str) -> f64 {
    jiangjin().parameters[parameter].on(day).unwrap().value.number().unwrap()
}

/// What a function comes to with the parameters of a day.
fn called(function: &str, given: &[Held], on: Date) -> Held {
    let function = Function::named(function).unwrap();
    let parameters = function.parameters().iter().map(|parameter| Held::Number(set_on(on, parameter)));
    function.apply(&given.iter().copied().chain(parameters).collect::<Vec<_>>())
}

const TODAY: Date = date(2026, 11, 1);
const MEN: Schedule = Schedule {
    original_age: 60,
    first_birth_year: 1965,
    step_months: 4,
    most_delay_months: 36,
    flexible_years: 3,
    flexible_from_year: 2025,
};
const CADRES: Schedule = Schedule { original_age: 55, first_birth_year: 1970, ..MEN };
const WORKERS: Schedule =
    Schedule { original_age: 50, first_birth_year: 1975, step_months: 2, most_delay_months: 60, ..MEN };

#[test]
fn each_of_the_fourteen_calculations_has_a_function() {
    let ids: Vec<&str> = jiangjin().background["rules.calculations"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["id"].as_str().unwrap())
        .collect();
    assert_eq!(
        ids,
        [
            "retirement_age",
            "min_contribution_years",
            "survivor_lump_sum",
            "notify_stop_20_days",
            "one_funeral_benefit",
            "employer_30_days",
            "no_child_labour",
            "school_age",
            "residence_half_year",
            "simple_cancellation_window",
            "creditor_claim_window",
            "strike_off_by_authority",
            "capital_five_years",
            "housing_fund_ratio",
        ]
    );
}

#[test]
fn retirement_comes_in_the_month_that_the_schedule_gives() {
    let tests = calculation("retirement_age")["tests"].as_array().unwrap();
    assert_eq!(tests.len(), 21);
    for test in tests {
        let schedule = match test["original"].as_str().unwrap() {
            "m60" => MEN,
            "f55" => CADRES,
            _ => WORKERS,
        };
        let birth = month(&test["birth"]).unwrap();
        let found = reckon::retirement_age(birth, &schedule);
        let by_parameters = called(
            "retirement_month",
            &[Held::Date(birth), Held::Number(schedule.original_age.into())],
            TODAY,
        );
        assert_eq!(by_parameters, Held::Date(found.statutory), "{test}");
        assert_eq!(u64::from(found.delay_months), test["delay_months"].as_u64().unwrap(), "{test}");
        let age = format!("{}岁{}个月", found.age_months / 12, found.age_months % 12);
        assert_eq!(age, test["statutory_age"], "{test}");
        assert_eq!(Some(found.statutory), month(&test["statutory_month"]), "{test}");
        assert_eq!(found.earliest, month(&test["earliest_month"]), "{test}");
        assert_eq!(found.latest, month(&test["latest_month"]), "{test}");
        let years = set_on(found.statutory, "pension_years_min");
        assert_eq!(years, number(&test["min_years_at_statutory"]), "{test}");
    }
}

#[test]
fn before_the_reform_everybody_retired_at_the_age_that_the_law_had_always_had() {
    let born = Held::Date(date(1970, 6, 5));
    let told = |name: &str, on| called(name, &[born, Held::Number(60.0)], on);
    let before = date(2024, 12, 31);
    assert_eq!(told("retirement_month", before), Held::Date(date(2030, 6, 1)));
    assert_eq!(told("retirement_delay", before), Held::Number(0.0));
    assert_eq!(told("retirement_earliest", before), Held::Unknown);
    assert_eq!(told("retirement_month", date(2025, 1, 1)), Held::Date(date(2031, 11, 1)));
}

/// What must hold for everybody, whatever the table of examples leaves out.
#[test]
fn whoever_is_born_later_never_retires_earlier_and_never_outside_the_bounds() {
    for (schedule, least, most) in
        [(MEN, 60 * 12, 63 * 12), (CADRES, 55 * 12, 58 * 12), (WORKERS, 50 * 12, 55 * 12)]
    {
        let mut last = (0, date(1900, 1, 1));
        for months in 0..12 * 60 {
            let birth = reckon::add_months(date(1950, 1, 31), months);
            let found = reckon::retirement_age(birth, &schedule);
            assert!((least..=most).contains(&found.age_months));
            assert!(found.delay_months >= last.0 && found.statutory >= last.1, "{birth}");
            assert!(found.earliest.is_none_or(|earliest| earliest <= found.statutory));
            last = (found.delay_months, found.statutory);
        }
        assert_eq!(last.0, most - least);
    }
}

#[test]
fn the_years_that_must_be_paid_for_grow_by_halves() {
    for row in calculation("min_contribution_years")["table"].as_array().unwrap() {
        let year = i16::try_from(row["year"].as_i64().unwrap()).unwrap();
        assert_eq!(set_on(date(year, 7, 1), "pension_years_min"), number(&row["years"]), "{year}");
    }
    assert_eq!(set_on(date(2025, 1, 1), "pension_years_min"), 15.0);
    assert_eq!(set_on(date(2060, 1, 1), "pension_years_min"), 20.0);
}

#[test]
fn survivors_get_as_many_months_as_the_rules_say() {
    let rule = calculation("survivor_lump_sum");
    for test in rule["tests_months_working"].as_array().unwrap() {
        let months = called("survivor_months_working", &[Held::Number(number(&test["years"]))], TODAY);
        assert_eq!(months, Held::Number(number(&test["months"])), "{test}");
    }
    for test in rule["tests_months_retired"].as_array().unwrap() {
        let given = ["years", "pension_years"].map(|key| Held::Number(number(&test[key])));
        let months = called("survivor_months_retired", &given, TODAY);
        assert_eq!(months, Held::Number(number(&test["months"])), "{test}");
    }
}

#[test]
fn a_death_is_told_within_twenty_working_days() {
    // 2026-09-28 and 29 count, the holiday up to 7 October does not, and the Saturday before and after that
    // are worked as the notice of the year says.
    let due = reckon::notify_stop_20_days(date(2026, 9, 25), 20, &jiangjin().calendar);
    assert!(!due.estimated);
    assert_eq!(jiangjin().calendar.working_days_between(date(2026, 9, 25), due.date), 20);
}

#[test]
fn one_funeral_grant_alone_may_be_taken() {
    use FuneralBenefit::{Pension, Unemployment, WorkInjury};
    assert!(reckon::one_funeral_benefit(&[]));
    assert!(reckon::one_funeral_benefit(&[WorkInjury]));
    assert!(!reckon::one_funeral_benefit(&[Pension, Unemployment]));
}

#[test]
fn ages_decide_who_may_work_and_who_goes_to_school() {
    let start = date(2026, 9, 1);
    assert_eq!(reckon::no_child_labour(start, date(2010, 9, 2), 16, 18), Hiring::Child);
    assert_eq!(reckon::no_child_labour(start, date(2010, 9, 1), 16, 18), Hiring::Minor);
    assert_eq!(reckon::no_child_labour(start, date(2008, 9, 2), 16, 18), Hiring::Minor);
    assert_eq!(reckon::no_child_labour(start, date(2008, 9, 1), 16, 18), Hiring::Adult);
    assert!(reckon::school_age(2026, date(2020, 8, 31), 6));
    assert!(!reckon::school_age(2026, date(2020, 9, 1), 6));
    assert_eq!(reckon::age_on(date(2026, 2, 28), date(2000, 2, 29)), 25);
    assert_eq!(reckon::age_on(date(2026, 3, 1), date(2000, 2, 29)), 26);
}

#[test]
fn periods_end_on_the_day_that_the_law_means() {
    assert_eq!(reckon::employer_30_days(date(2026, 11, 1), 30), date(2026, 12, 1));
    assert_eq!(reckon::residence_half_year(date(2026, 8, 31), 6), date(2027, 2, 28));
    let window = reckon::simple_cancellation_window(date(2026, 3, 1), 20, 20);
    assert_eq!(window, date(2026, 3, 22)..=date(2026, 4, 10));
    assert_eq!(reckon::creditor_claim_window(date(2026, 3, 1), 45), date(2026, 4, 16));
    assert!(reckon::creditors_told_in_time(date(2026, 3, 1), &[date(2026, 3, 11)], 10));
    assert!(!reckon::creditors_told_in_time(date(2026, 3, 1), &[date(2026, 3, 5), date(2026, 3, 12)], 10));
    assert!(!reckon::strike_off_by_authority(date(2023, 3, 2), date(2026, 3, 1), 3));
    assert!(reckon::strike_off_by_authority(date(2023, 3, 1), date(2026, 3, 1), 3));
    assert!(reckon::subscribed_in_time(date(2026, 2, 1), date(2031, 2, 1), 5));
    assert!(!reckon::subscribed_in_time(date(2026, 2, 1), date(2031, 2, 2), 5));
    assert_eq!(reckon::months_between(date(2026, 1, 31), date(2026, 2, 28)), 1);
    assert_eq!(reckon::months_between(date(2026, 1, 31), date(2026, 2, 27)), 0);
}

#[test]
fn ratios_and_taxes_keep_their_bounds() {
    assert!(reckon::housing_fund_ratio(0.05, 0.12, 5.0..=12.0));
    assert!(!reckon::housing_fund_ratio(0.04, 0.05, 5.0..=12.0));
    assert!(!reckon::housing_fund_ratio(0.05, 0.13, 5.0..=12.0));
    let tax = |price, waived, most_waived| {
        reckon::vehicle_purchase_tax(price, reckon::PurchaseTax { rate: 0.1, waived, most_waived })
    };
    assert_eq!(tax(100_000.0, 0.0, 0.0), 10_000.0);
    assert_eq!(tax(100_000.0, 0.5, 15_000.0), 5_000.0);
    assert_eq!(tax(400_000.0, 0.5, 15_000.0), 25_000.0);
    assert_eq!(tax(123_456.78, 0.5, 15_000.0), 6_172.84);
}

/// What a condition comes to with nothing but the form known.
fn told(condition: &str, elements: &[(&str, &str)], today: Option<Date>) -> Option<bool> {
    let mut package = sample::Package::with_condition(Vec::new(), condition);
    let (id, kind) = ("form.id", catalog::model::ElementType::IdCard);
    package.elements.insert(id.into(), sample::element(id, kind, &[]));
    let item = package.items.values_mut().next().unwrap();
    item.fields.push(catalog::model::FieldUse { element: id.into(), when: None, required: true });
    package.parameters = jiangjin().parameters.clone();
    let plan = package.compile().unwrap();
    let mut answers = Answers { today, ..Answers::default() };
    answers.elements = elements.iter().map(|(id, text)| ((*id).into(), (*text).into())).collect();
    plan.evaluate(&answers).items[0].wanted
}

#[test]
fn conditions_reckon_with_today_a_date_and_an_identity_number() {
    let today = Some(date(2026, 11, 1));
    let born = [("form.born", "1965-05-20")];
    assert_eq!(told("retirement_month(form.born, 60) == day(2025, 7, 1)", &born, today), Some(true));
    assert_eq!(told("age_on(today, form.born) >= 61", &born, today), Some(true));
    assert_eq!(told("age_on(today, form.born) >= 61", &born, None), None);
    assert_eq!(told("age_on(today, form.born) >= 61", &[], today), None);
    let id = [("form.id", "510225196501019945")];
    assert_eq!(told("is_male(form.id)", &id, None), Some(false));
    assert_eq!(told("birth_date(form.id) == day(1965, 1, 1)", &id, None), Some(true));
    assert_eq!(told("birth_date(form.id) == day(1965, 1, 1)", &[("form.id", "1")], None), None);
    assert_eq!(
        told("add_working_days(form.day, 1) == day(2026, 11, 2)", &[("form.day", "2026-10-30")], None),
        Some(true)
    );
    assert_eq!(
        told("value_on(pension_years_min, add_years(form.born, 65)) == 15.5", &born, today),
        Some(true)
    );
    // Nobody retired at 58 before: nothing is known then, and nothing is claimed.
    assert_eq!(told("retirement_delay(form.born, 58) > 0", &born, today), None);
}

#[test]
fn every_function_is_called_by_its_own_name_and_checked() {
    for function in Function::ALL {
        assert_eq!(Function::named(function.name()), Some(*function));
        let count = function.arguments().len() + function.parameters().len();
        assert_eq!(function.apply(&vec![Held::Unknown; count]), Held::Unknown);
        for parameter in function.parameters() {
            assert!(jiangjin().parameters.contains_key(*parameter), "{parameter}");
        }
    }
    let wrong = |text: &str| {
        let package = sample::Package::with_condition(Vec::new(), text);
        let problems = package.compile().unwrap_err();
        let problem = &problems[0].problem;
        format!("{}（{}）", problem.message, problem.hint.clone().unwrap_or_default())
    };
    insta::assert_snapshot!(wrong("age_om(today, form.born) > 1"), @"没有 age_om 这个算式（是否想写 age_on？）");
    insta::assert_snapshot!(wrong("age_on(today) > 1"), @"age_on 要 2 个数或日期，这里写了 1 个（）");
    insta::assert_snapshot!(wrong("age_on(today, 3) > 1"), @"age_on 要的是日期，这里却是数（）");
    insta::assert_snapshot!(wrong("is_child_labour(today, form.born)"), @"is_child_labour 要用的参数 working_age 不在 parameters.yaml 里（）");
    insta::assert_snapshot!(wrong("value_on(today) > 1"), @"value_on 的括号里要写一个参数和一个日期（）");
    insta::assert_snapshot!(wrong("value_on(working_age, today) > 1"), @"没有编号为 working_age 的数（）");
    insta::assert_snapshot!(wrong("today > 1"), @"> 要的是日期，这里却是数（）");
    insta::assert_snapshot!(wrong("birth_date(form.way) == today"), @"form.way 不是证件号码，读不出出生日期和性别（）");
}

/// What a theme says to answers and elements on the first day of the catalogue.
fn assessed(theme: &str, given: &[(&str, &str)], elements: &[(&str, Value)]) -> catalog::Assessment {
    let theme = jiangjin().theme(theme).unwrap();
    let mut answers = sample::answers(theme, given);
    answers.today = Some(date(2026, 11, 1));
    answers.elements = elements.iter().map(|(id, value)| ((*id).into(), value.clone())).collect();
    assert_eq!(catalog::assess::check_answers(jiangjin(), theme, &answers), []);
    catalog::assess::assess(jiangjin(), theme, &answers)
}

fn figures(told: &catalog::Assessment) -> Vec<String> {
    let line = |figure: &catalog::assessment::AssessedFigure| {
        let text = figure.text.clone().unwrap_or_else(|| format!("要 {:?}", figure.needs));
        format!("{} {text}", figure.label)
    };
    told.figures.iter().map(line).collect()
}

#[test]
fn whoever_asks_about_retiring_is_told_the_month() {
    let given = [("insurance_kind", "employee_unit"), ("original_age", "f50"), ("gender", "female")];
    let told = assessed("retirement", &given, &[("participant.birth_date", "1980-10-06".into())]);
    insta::assert_debug_snapshot!(figures(&told), @r#"
    [
        "您的法定退休时间 2033年9月",
        "最早可以选的退休时间 2030年10月",
        "最晚可以协商到的退休时间 2036年9月",
        "在法定时间退休，养老保险最少要缴满 17年",
    ]
    "#);
    let told = assessed("retirement", &given, &[]);
    insta::assert_snapshot!(figures(&told)[0], @r#"您的法定退休时间 要 ["participant.birth_date"]"#);
}

#[test]
fn an_identity_number_answers_what_it_tells_and_asks_the_rest() {
    let given = [("insurance_kind", "employee_unit")];
    let man = [("participant.id_number", "510225195804309953".into())];
    let told = assessed("retirement", &given, &man);
    let computed: Vec<&str> =
        told.answered.iter().filter(|one| one.computed).map(|one| one.id.as_str()).collect();
    assert_eq!(computed, ["gender", "original_age"]);
    // A woman's post decides between 55 and 50: that is still asked.
    let woman = [("participant.id_number", "510225196501019945".into())];
    let told = assessed("retirement", &given, &woman);
    assert!(told.next.iter().any(|question| question.id == "original_age"));
    // What somebody says stands before what is worked out.
    let told = assessed("retirement", &[("insurance_kind", "employee_unit"), ("gender", "male")], &woman);
    let gender = told.answered.iter().find(|one| one.id == "gender").unwrap();
    assert_eq!((gender.label.as_str(), gender.computed), ("男", false));
}

#[test]
fn the_tax_on_a_car_follows_its_price_its_drive_and_the_day_of_the_invoice() {
    let tax = |energy: &str, invoice: &str, price: f64| {
        let given = [("vehicle_kind", "small_car"), ("energy_kind", energy), ("nev_in_catalogue", "是")];
        let elements =
            [("vehicle.price_without_tax", price.into()), ("vehicle.invoice_date", invoice.into())];
        figures(&assessed("car_purchase", &given, &elements)).remove(0)
    };
    assert_eq!(tax("fuel", "2026-10-20", 100_000.0), "车辆购置税 10000 元");
    assert_eq!(tax("nev_pure", "2026-10-20", 100_000.0), "车辆购置税 5000 元");
    assert_eq!(tax("nev_pure", "2026-10-20", 400_000.0), "车辆购置税 25000 元");
    assert_eq!(tax("nev_pure", "2025-12-31", 400_000.0), "车辆购置税 10000 元");
    assert_eq!(tax("nev_pure", "2028-01-01", 100_000.0), "车辆购置税 10000 元");
}

#[test]
fn days_that_are_known_are_not_asked_for() {
    let elements = [("vehicle.invoice_date", "2026-08-01".into())];
    let told = assessed("car_purchase", &[("vehicle_kind", "small_car"), ("is_new", "是")], &elements);
    let days = told.answered.iter().find(|one| one.id == "invoice_days").unwrap();
    assert_eq!((days.label.as_str(), days.computed), ("92天", true));
    let warned =
        told.stops.iter().find(|stop| stop.facts.message.starts_with("超过60天")).expect("a warning");
    assert!(warned.facts.blocks.is_empty(), "who comes late is served all the same");
}

#[test]
fn survivors_are_told_how_many_months_they_get() {
    let given = [("deceased_insurance", "employee_retired"), ("medical_kind", "none")];
    let elements = [("deceased.contribution_years", 28.75.into()), ("deceased.pension_months", 42.into())];
    assert_eq!(figures(&assessed("after_death", &given, &elements)), ["抚恤金发几个月 19.25个月"]);
}
