//! The program as an operator meets it: commands, what they print, and a server that starts and stops.

mod support;

use support::{Server, change, copy_catalogue, json, run, yijianshi};

#[test]
fn the_districts_catalogue_may_be_published() {
    let checked = run(&["catalog", "check", "catalog/jiangjin"]);
    assert!(checked.status.success(), "{}", String::from_utf8_lossy(&checked.stdout));
    let findings = json(&run(&["catalog", "check", "--format", "json"]));
    let levels = findings.as_array().expect("a list").iter().map(|finding| &finding["level"]);
    assert!(levels.clone().all(|level| level == "warning" || level == "note"), "{findings}");
}

#[test]
fn a_catalogue_with_an_error_ends_the_check_with_status_one_and_shows_answers() {
    let folder = tempfile::tempdir().expect("a folder");
    copy_catalogue(folder.path());
    let (old, new) = ("  - when: over_one_month\n", "  - when: over_one_month && !household_wanted\n");
    change(&folder.path().join("themes/birth.yaml"), old, new);
    let checked =
        yijianshi().args(["catalog", "check"]).arg(folder.path()).output().expect("the program starts");
    assert_eq!(checked.status.code(), Some(1));
    let told = String::from_utf8_lossy(&checked.stdout);
    assert!(told.contains("错误[P063]"), "{told}");
    let explained = run(&["explain", "P063"]);
    assert!(String::from_utf8_lossy(&explained.stdout).starts_with("P063 "));
}

#[test]
fn a_proof_counts_outcomes_and_gives_answers_that_assess_takes() {
    let proven = json(&run(&["catalog", "prove", "birth", "--format", "json"]));
    let birth = &proven[0];
    let count = |key: &str| birth[key].as_str().and_then(|text| text.parse::<u128>().ok()).expect("a number");
    assert!(count("answers") > count("outcomes") && count("outcomes") > count("item_sets"), "{birth}");
    for item in birth["items"].as_array().expect("a list") {
        let mut arguments = vec!["assess".to_owned(), "birth".to_owned(), "--json".to_owned()];
        for (id, answer) in item["shortest"]["situations"].as_object().expect("answers") {
            let answer = answer.as_str().map_or_else(|| answer.to_string(), str::to_owned);
            arguments.extend(["--answer".to_owned(), format!("{id}={answer}")]);
        }
        let told = json(&run(&arguments.iter().map(String::as_str).collect::<Vec<_>>()));
        let items = told["items"].as_array().expect("items");
        let one = items.iter().find(|one| one["id"] == item["id"]).expect("the item");
        assert_eq!(one["state"], "in", "{item}");
    }
    let every = run(&["catalog", "prove"]);
    assert_eq!(String::from_utf8_lossy(&every.stdout).lines().count(), 33);
    assert!(!run(&["catalog", "prove", "no_such_theme"]).status.success());
}

#[test]
fn the_questions_of_an_ordinary_applicant_are_counted_against_those_listed() {
    let told = json(&run(&["catalog", "questions", "--json"]));
    assert_eq!(told["themes"].as_array().map(Vec::len), Some(33));
    assert!(told["average"]["ordinary"]["screens"].as_f64().is_some_and(|screens| screens <= 8.0), "{told}");
    let birth = run(&["catalog", "questions", "birth"]);
    let line = String::from_utf8_lossy(&birth.stdout).into_owned();
    assert!(line.contains("列了 22 问") && line.lines().count() == 1, "{line}");
    assert!(!run(&["catalog", "questions", "no_such_theme"]).status.success());
}

#[test]
fn a_folder_that_is_no_catalogue_is_said_to_be_none() {
    let folder = tempfile::tempdir().expect("a folder");
    let checked =
        yijianshi().args(["catalog", "check"]).arg(folder.path()).output().expect("the program starts");
    assert!(!checked.status.success());
}

#[test]
fn answers_are_assessed_as_by_the_api() {
    let assessed = json(&run(&["assess", "birth", "--answer", "declarant=mother", "--json"]));
    assert_eq!(assessed["complete"], false);
    assert!(assessed["next"].as_array().is_some_and(|next| !next.is_empty()));
    let unknown = run(&["assess", "birth", "--answer", "declarant=granny", "--json"]);
    assert!(!unknown.status.success());
}

#[test]
fn answers_are_assessed_by_the_rules_of_the_day_that_is_asked_for() {
    let items = |day: &str| {
        let assessed = json(&run(&["assess", "birth", "--on", day, "--json"]));
        assert_eq!(assessed["on"], day);
        assessed["items"].as_array().map_or(0, Vec::len)
    };
    // The childcare subsidy began with 2025.
    assert_eq!(items("2021-06-30") + 1, items("2025-06-30"));
    assert!(!run(&["assess", "birth", "--on", "30.6.2021"]).status.success());
}

#[test]
fn two_days_are_compared_in_plain_words_and_for_programs() {
    let told = run(&["catalog", "diff", "2025-05-09", "2025-05-10", "--theme", "marriage"]);
    let told = String::from_utf8_lossy(&told.stdout).into_owned();
    assert!(told.contains("更省事  少交一份材料：当事人居民户口簿"), "{told}");
    let days = ["catalog", "diff", "2025-05-09", "2025-05-10", "--theme", "marriage", "--format", "json"];
    assert_eq!(json(&run(&days))["new"]["on"], "2025-05-10");
    assert!(!run(&["catalog", "diff", "2025-05-09", "no/such/folder"]).status.success());
}

#[test]
fn two_folders_are_compared_and_a_folder_may_hold_a_later_edition() {
    let folder = tempfile::tempdir().expect("a folder");
    let later = folder.path().join("versions").join("2027-03-01");
    copy_catalogue(folder.path());
    copy_catalogue(&later);
    change(&later.join("district.yaml"), "effective: 2026-11-01", "effective: 2027-03-01");
    let (old, new) = ("statutory_limit: {working_days: 20}", "statutory_limit: {working_days: 15}");
    change(&later.join("items/device_class3_licence.yaml"), old, new);
    let [old, new] = [folder.path(), later.as_path()].map(|path| path.to_str().expect("it is text"));
    let told = run(&["catalog", "diff", old, new]);
    let told = String::from_utf8_lossy(&told.stdout).into_owned();
    assert!(told.contains("更省事  法定时限由20个工作日改为15个工作日"), "{told}");
    let limit = |day: &str| {
        let assessed = json(&run(&["assess", "medical_device", "--catalog", old, "--on", day, "--json"]));
        let items = assessed["items"].as_array().cloned().unwrap_or_default();
        items
            .iter()
            .find(|item| item["id"] == "device_class3_licence")
            .map(|item| item["statutory_days"].clone())
    };
    assert_eq!(limit("2027-02-28"), Some(20.into()));
    assert_eq!(limit("2027-03-01"), Some(15.into()));
}

#[test]
fn search_finds_what_people_type_and_says_when_there_is_none() {
    let found = json(&run(&["search", "生了娃儿要办啥子手续", "--json"]));
    assert_eq!(found["hits"][0]["theme"], "birth");
    let none = json(&run(&["search", "火星移民签证", "--json"]));
    assert_eq!(none["none"], true, "{none}");
}

#[test]
fn the_server_starts_on_nothing_answers_and_stops_in_good_order() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut server = Server::start(folder.path(), &["--demo"]);
    assert!(server.get("/readyz").starts_with("HTTP/1.1 200"));
    assert!(server.get("/healthz").starts_with("HTTP/1.1 200"));
    assert!(server.get("/metrics").contains("yijianshi_"));
    assert!(server.get("/").contains("一件事"));
    assert!(
        server.get("/sign-in").contains("approver.public_security"),
        "a demonstration lists its accounts"
    );
    server.signal("TERM");
    server.says("stopped");
    assert!(server.ends_well());
}
