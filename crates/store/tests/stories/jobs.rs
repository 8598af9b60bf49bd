//! The table of what is due.

use casework::{Event, Timer, TimerKind};
use store::TimerChanges;

use crate::support::{Ground, accepted, at};

fn timer(kind: TimerKind, of: &str, minute: i64) -> Timer {
    Timer { kind, of: of.into(), at: at(minute) }
}

/// A case with these timers.
async fn with_timers(ground: &Ground, minute: i64, set: Vec<Timer>) -> identifiers::CaseNumber {
    let applicant = ground.applicant(&format!("applicant{minute}")).await;
    let mut commit = crate::support::submission(ground.number(), &applicant, minute);
    commit.timers = TimerChanges { ended: Vec::new(), set };
    let number = commit.number.clone();
    ground.store.commit(commit).await.unwrap();
    number
}

/// What is taken at that minute, the house's chores left out.
async fn taken(ground: &Ground, minute: i64) -> Vec<store::Job> {
    let jobs = ground.store.take_jobs(at(minute), 60, 100).await.unwrap();
    jobs.into_iter().filter(|job| job.case.is_some()).collect()
}

pub async fn timers_are_written_with_the_events_that_set_them_or_not_at_all(ground: Ground) {
    let number = with_timers(&ground, 0, vec![timer(TimerKind::DeemedAcceptance, "", 50)]).await;
    let mut commit = ground.next(&number, vec![accepted()]).await;
    commit.timers = TimerChanges {
        ended: vec![(TimerKind::DeemedAcceptance, String::new())],
        set: vec![timer(TimerKind::Yellow, "one", 40), timer(TimerKind::Red, "one", 60)],
    };
    let late = commit.clone();
    ground.store.commit(commit).await.unwrap();
    ground.store.commit(late).await.unwrap_err();
    assert!(taken(&ground, 39).await.is_empty(), "not before its time");
    let due = taken(&ground, 100).await;
    let kinds: Vec<_> = due.iter().map(|job| (job.kind.as_str(), job.of.as_str())).collect();
    assert_eq!(kinds, [("yellow", "one"), ("red", "one")], "the most overdue first");
    assert!(due.iter().all(|job| job.case.as_ref() == Some(&number)));
}

pub async fn a_job_is_nobody_elses_until_the_lease_ends_or_the_clock_is_put_back(ground: Ground) {
    let timers = (0..6).map(|minute| timer(TimerKind::Yellow, &minute.to_string(), minute)).collect();
    with_timers(&ground, 0, timers).await;
    let (one, two) = tokio::join!(taken(&ground, 10), taken(&ground, 10));
    assert_eq!(one.len() + two.len(), 6);
    assert!(one.iter().all(|job| !two.iter().any(|other| other.of == job.of)));
    assert!(taken(&ground, 10).await.is_empty());
    // The worker died: whoever comes after the lease goes on.
    let again = taken(&ground, 12).await;
    assert_eq!(again.len(), 6);
    // A late word of the first worker changes nothing.
    for job in one.iter().chain(&two) {
        ground.store.job_done(job).await.unwrap();
    }
    // The clock was an hour ahead and is put right: those leases would hold for an hour.
    assert_eq!(taken(&ground, 72).await.len(), 6);
    assert_eq!(taken(&ground, 13).await.len(), 6);
}

pub async fn a_job_is_done_put_off_or_tried_again(ground: Ground) {
    let timers = ["done", "later", "failed"].map(|of| timer(TimerKind::Red, of, 0)).to_vec();
    with_timers(&ground, 0, timers).await;
    let jobs = taken(&ground, 1).await;
    let job = |of: &str| jobs.iter().find(|job| job.of == of).unwrap();
    ground.store.job_done(job("done")).await.unwrap();
    ground.store.job_later(job("later"), at(30)).await.unwrap();
    ground.store.job_failed(job("failed"), at(20), "store").await.unwrap();
    assert!(taken(&ground, 19).await.is_empty());
    let again = taken(&ground, 25).await;
    assert_eq!((again.len(), again[0].of.as_str(), again[0].attempts), (1, "failed", 1));
    ground.store.job_done(&again[0]).await.unwrap();
    // One job has become due, and seven chores and the letter to the applicant were taken or never told.
    assert_eq!(ground.store.waiting(at(30)).await.unwrap(), 1 + 7 + 1);
    assert_eq!(taken(&ground, 30).await[0].of, "later");
}

pub async fn timers_are_set_right_for_the_version_that_was_looked_at_alone(ground: Ground) {
    let number = with_timers(&ground, 0, vec![timer(TimerKind::Yellow, "gone", 5)]).await;
    assert_eq!(ground.store.cases_with_timers(None, 10).await.unwrap(), std::slice::from_ref(&number));
    assert!(ground.store.cases_with_timers(Some(&number), 10).await.unwrap().is_empty());
    let right = vec![timer(TimerKind::Red, "", 7)];
    ground.store.set_timers(&number, 2, right.clone()).await.unwrap();
    ground.store.set_timers(&number, 1, right).await.unwrap();
    let due = taken(&ground, 50).await;
    assert_eq!(due.iter().map(|job| job.kind.as_str()).collect::<Vec<_>>(), ["red"]);
    // An ended case is looked at as long as it has timers.
    ground.append(&number, vec![Event::Withdrawn { reason: String::new() }]).await.unwrap();
    assert_eq!(ground.store.cases_with_timers(None, 10).await.unwrap().len(), 1);
    ground.store.job_done(&due[0]).await.unwrap();
    assert!(ground.store.cases_with_timers(None, 10).await.unwrap().is_empty());
}

pub async fn the_houses_chores_are_there_from_the_beginning(ground: Ground) {
    let jobs = ground.store.take_jobs(at(0), 60, 10).await.unwrap();
    let mut kinds: Vec<_> = jobs.iter().map(|job| job.kind.as_str()).collect();
    kinds.sort();
    assert_eq!(
        kinds,
        [
            "archive_cases",
            "find_idle_looks",
            "find_rating_signals",
            "forget_missed_searches",
            "purge_sessions",
            "set_timers",
            "watch_grievances",
        ]
    );
}
