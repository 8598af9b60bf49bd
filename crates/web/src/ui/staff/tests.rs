use std::sync::Arc;

use askama::Template;
use casework::{TaskId, TaskStageName};
use jiff::civil::date;
use store::TaskRow;

use super::*;

const TODAY: Date = date(2026, 3, 4);

/// The district's own: its calendar counts the days.
fn catalog() -> Arc<Catalog> {
    testkit::catalogue()
}

fn row(stage: TaskStageName, due: Option<Date>) -> TaskRow {
    TaskRow {
        id: TaskId("JJ20260302ABCDEF7-01".into()),
        case: identifiers::CaseNumber::compose("JJ", date(2026, 3, 2), [1, 2, 3, 4, 5, 6]),
        theme: "birth".into(),
        theme_name: "新生儿出生“一件事”".repeat(5),
        item: "hukou_entry".into(),
        department: "gongan".into(),
        stage,
        row: Some(1),
        since: due.map(|_| date(2026, 2, 24)),
        due,
        statutory_due: None,
        ended_at: None,
        by: None,
        applicant_name: "阿卜杜热合曼·麦麦提吐尔逊·阿卜杜喀迪尔·买买提艾力·吐尔逊江·玉素甫".into(),
        case_version: 3,
    }
}

#[test]
fn a_clock_says_in_words_what_its_colour_says() {
    let catalog = catalog();
    let clock = |due| Clock::of_task(&row(TaskStageName::Ready, Some(due)), &catalog, TODAY);
    let late = clock(date(2026, 3, 2));
    assert_eq!((late.kind, late.label()), ("red", "已超期 2 个工作日"));
    let today = clock(TODAY);
    assert_eq!((today.kind, today.label()), ("yellow", "今天到期"));
    let time_enough = clock(date(2026, 4, 1));
    assert_eq!((time_enough.kind, time_enough.label()), ("green", "剩 20 个工作日"));
}

#[test]
fn a_clock_that_stands_still_shows_no_light() {
    let catalog = catalog();
    for stage in [TaskStageName::Suspended, TaskStageName::Waiting, TaskStageName::Cancelled] {
        assert_eq!(Clock::of_task(&row(stage, Some(date(2026, 3, 2))), &catalog, TODAY).kind, "none");
    }
}

#[test]
fn what_is_decided_says_whether_in_time() {
    let catalog = catalog();
    let decided = |day: &str| {
        let ended_at = Some(format!("{day}T23:30:00+08:00").parse().unwrap());
        TaskRow { ended_at, ..row(TaskStageName::Granted, Some(date(2026, 3, 2))) }
    };
    assert_eq!(Clock::of_task(&decided("2026-03-02"), &catalog, TODAY).label(), "按时办结");
    assert_eq!(Clock::of_task(&decided("2026-03-03"), &catalog, TODAY).label(), "超期办结");
}

#[test]
fn lists_of_none_one_and_forty_rows_come_out_whole() {
    let catalog = catalog();
    for count in [0, 1, 40] {
        let rows = vec![row(TaskStageName::Ready, Some(TODAY)); count];
        let mut table =
            TaskTable::of("事项", &rows, &catalog, TODAY, |row| format!("/desk/tasks/{}", row.id));
        table.ticks = true;
        let html = table.render().unwrap();
        assert_eq!(html.matches("<tr>").count(), count + 1);
        assert_eq!(html.matches("type=\"checkbox\"").count(), count);
    }
}

#[test]
fn overseers_read_masked_names() {
    let rows = [row(TaskStageName::Ready, Some(TODAY))];
    let table = TaskTable::of("事项", &rows, &catalog(), TODAY, |_| String::new()).for_overseers();
    assert!(!table.render().unwrap().contains(rows[0].applicant_name.as_str()));
}

fn material(files: usize) -> MaterialView {
    let file = |nth: usize| casework::case::FileRef {
        id: format!("file-{nth}"),
        name: "身份证正反面复印件".repeat(4),
        media_type: if nth.is_multiple_of(2) { "image/jpeg".into() } else { "application/pdf".into() },
        size: 2_400_000,
    };
    MaterialView {
        id: "id_card".into(),
        name: "居民身份证".into(),
        key: true,
        deferrable: false,
        spared: false,
        fallback: None,
        one_way_of: None,
        files: (0..files).map(file).collect(),
        on_paper: false,
        deferred: false,
        from_wallet: None,
        changed: false,
        needed_by: vec!["出生登记".into()],
    }
}

#[test]
fn the_first_picture_stands_open_and_no_other() {
    let materials = [material(3), material(0)];
    let html = Viewer { materials: &materials, names_only: false }.render().unwrap();
    assert_eq!(html.matches("<details class=\"viewer-file\" open>").count(), 1);
    assert!(html.contains("未交"), "a material of which nothing came says so");
}

#[test]
fn a_form_without_values_says_so() {
    let html = Facts { sections: &[] }.render().unwrap();
    assert!(html.contains("没有可以看的表单内容"));
}

/// Every word of the staff pages is in the catalogue of words: a missing one would show its key.
#[test]
fn every_word_has_its_entry() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut words = String::new();
    for entry in std::fs::read_dir(folder.join("locales")).unwrap() {
        words.push_str(&std::fs::read_to_string(entry.unwrap().path()).unwrap());
    }
    for area in ["counter", "desk", "supervision", "ui/staff"] {
        for entry in std::fs::read_dir(folder.join("src").join(area)).unwrap() {
            let text = std::fs::read_to_string(entry.unwrap().path()).unwrap();
            for used in text.split("t!(\"").skip(1) {
                let key = used.split('"').next().unwrap();
                assert!(key.contains('{') || words.contains(&format!("\n{key}: ")), "no words for {key}");
            }
        }
    }
}
