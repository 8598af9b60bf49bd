//! What has to hold after a crash: every answer that somebody got is true, whole, and true once.

use std::time::Duration;

use serde_json::Value;

use crate::driver::{Driver, Filed, Line};

/// What was looked at.
#[derive(Debug, Default)]
pub struct Checked {
    pub answered: u64,
    pub unanswered: u64,
    pub files: u64,
}

impl Checked {
    pub fn add(&mut self, other: &Self) {
        self.answered += other.answered;
        self.unanswered += other.unanswered;
        self.files += other.files;
    }
}

/// Everybody asks again, under the same keys, for all that they sent in this round.
pub async fn after_crash(driver: &mut Driver) -> Checked {
    let mut checked = Checked::default();
    let line = driver.line.clone();
    for case in &mut driver.recent {
        if let Some(file) = &case.file {
            assert_eq!(line.file(&file.id).await, file.bytes, "a file that was answered for");
            checked.files += 1;
        }
        for sent in &case.sent {
            match sent.answer {
                Some(_) => checked.answered += 1,
                None => checked.unanswered += 1,
            }
        }
        look_at(&line, case).await;
    }
    checked
}

async fn look_at(line: &Line, case: &mut Filed) {
    let Some(first) = case.sent.first() else { return };
    // The same key gives the same case, whether or not anybody heard its number before.
    let again = line.say(first).await.expect("the server answers");
    let number = again["number"].as_str().expect("a number").to_owned();
    if let Some(answer) = &first.answer {
        for part in ["number", "submitted_at", "applicant_name", "sections", "materials"] {
            assert_eq!(again[part], answer[part], "{part} of {number} is as it was answered");
        }
    }
    let before = line.case(&number).await;
    for sent in case.sent.iter().skip(1) {
        if let Some(answer) = &sent.answer {
            still_true(&before, &sent.path, answer);
        }
        // What was answered is not done a second time; what was not comes to its end now.
        line.say(sent).await.expect("the server answers");
    }
    let after = line.case(&number).await;
    once(&after, case);
    // And a third time changes nothing at all.
    for sent in &case.sent {
        line.say(sent).await.expect("the server answers");
    }
    assert_eq!(line.case(&number).await, after, "{number} stays as it is");
}

/// What an answer said is so.
fn still_true(case: &Value, path: &str, answer: &Value) {
    let number = &case["number"];
    match path.rsplit('/').next() {
        Some("accept") => assert_ne!(case["stage"], "submitted", "{number} was accepted"),
        Some("grant") => {
            let task = case["tasks"].as_array().and_then(|tasks| {
                tasks.iter().find(|task| path.contains(task["id"].as_str().unwrap_or("no task")))
            });
            assert_eq!(task.expect("the task is there")["stage"], "granted", "{path}");
        }
        Some("rate") => assert_eq!(case["rating"], answer["rating"], "{number} was rated"),
        other => panic!("nobody knows what {other:?} answers"),
    }
}

/// Each thing that was sent stands once in the case's history.
fn once(view: &Value, case: &Filed) {
    let timeline = view["timeline"].as_array().expect("a history");
    let count = |word: &str| {
        timeline.iter().filter(|entry| entry["text"].as_str().is_some_and(|text| text.contains(word))).count()
    };
    let sent = |end: &str| case.sent.iter().filter(|sent| sent.path.ends_with(end)).count();
    let number = &view["number"];
    assert_eq!(count("提交了申请"), 1, "{number}");
    assert_eq!(count("受理，承诺"), sent("/accept"), "{number}");
    assert_eq!(count("办好了："), sent("/grant"), "{number}");
    assert_eq!(count("评价："), sent("/rate"), "{number}");
    let results = view["results"].as_array().map_or(0, Vec::len);
    assert_eq!(results, sent("/grant"), "{number} has its results, each once");
}

/// As many cases as were handed in, and, where there is time to wait for it, nothing left undone.
pub async fn in_the_end(driver: &Driver, wait: bool) -> u64 {
    let cases = driver.line.count_cases().await;
    assert_eq!(cases, driver.before + driver.keys, "one case for each key");
    let mut left = 180;
    while wait && driver.line.gauge("yijianshi_due").await != Some(0.0) {
        assert!(left > 0, "what a killed server had begun is still not done");
        left -= 1;
        tokio::time::sleep(Duration::from_secs(1)).await;
    }
    cases
}
