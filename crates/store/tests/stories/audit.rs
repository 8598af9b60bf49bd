//! The chain of the log, and somebody with the database's password and without the key.

use casework::{Event, TaskId};
use identifiers::CaseNumber;
use store::{Audit, Break, Fault, Store};

use crate::support::{Ground, accepted, granted, ready};

/// Two cases of two and one commits: five events on one strand, three entries.
async fn fill(ground: &Ground) -> (CaseNumber, CaseNumber) {
    let applicant = ground.applicant("applicant").await;
    let first = ground.submitted(&applicant, 0).await;
    let task = TaskId::of(&first, 1);
    ground.append(&first, vec![accepted(), ready(task.clone())]).await.unwrap();
    ground.append(&first, vec![granted(task, "Q1")]).await.unwrap();
    (first, ground.submitted(&applicant, 1).await)
}

async fn audit(ground: &Ground) -> Audit {
    ground.store.audit(&[]).await.unwrap()
}

fn in_case(what: Fault, case: &CaseNumber, sequence: u64) -> Break {
    Break { case: Some(case.to_string()), sequence: Some(sequence), what, ..Break::default() }
}

pub async fn a_log_that_nobody_touched_is_whole(ground: Ground) {
    assert_eq!(audit(&ground).await.entries, 0);
    fill(&ground).await;
    let other = Store::open(ground.config.clone()).await.unwrap();
    let applicant = ground.applicant("many").await;
    let mut people = tokio::task::JoinSet::new();
    for minute in 0..16 {
        let store = if minute % 2 == 0 { ground.store.clone() } else { other.clone() };
        let commit = crate::support::submission(ground.number(), &applicant, minute);
        people.spawn(async move { store.commit(commit).await.unwrap() });
    }
    people.join_all().await;
    // What was refused leaves nothing behind.
    let late = ground.next(&ground.submitted(&applicant, 99).await, vec![accepted()]).await;
    other.commit(late.clone()).await.unwrap();
    ground.store.commit(late).await.unwrap_err();
    other.close().await;
    let audit = audit(&ground).await;
    assert_eq!((audit.whole, audit.cases, audit.events, audit.entries), (true, 19, 23, 22));
    assert_eq!(audit.heads.iter().map(|head| head.length).sum::<u64>(), 22);
}

pub async fn each_change_from_outside_is_named_where_it_was_made(ground: Ground) {
    let (first, second) = fill(&ground).await;
    ground.tamper("create table kept_events as select * from events").await;
    ground.tamper("create table kept_cases as select * from cases").await;
    ground.tamper("create table kept_log as select * from log").await;
    ground.tamper("create table kept_strands as select * from strands").await;
    let event = |version: u64| format!("case_number = '{first}' and version = {version}");
    let (last, third) = (event(4), event(3));
    // What somebody does, and what the audit says of it.
    let at_entry = |what, entry| Break { strand: Some(1), entry: Some(entry), what, ..Break::default() };
    let strand = |what| Break { strand: Some(1), what, ..Break::default() };
    let changed = |sequence| in_case(Fault::EventChanged, &first, sequence);
    let missing = |sequence| in_case(Fault::EventMissing, &first, sequence);
    let lost = Break { strand: Some(1), entry: Some(3), ..missing(4) };
    let tampered = [
        (format!("update events set at = at + 1 where {third}"), changed(3)),
        (format!("update events set by_account = 'somebody' where {third}"), changed(3)),
        (format!("update events set kind = 'rated' where {third}"), changed(3)),
        (
            format!("update events set body = (select body from kept_events where {last}) where {third}"),
            changed(3),
        ),
        (format!("delete from events where {third}"), missing(3)),
        (format!("delete from events where {last}"), missing(4)),
        (
            format!("delete from events where {last}; update cases set version = 3 where number = '{first}'"),
            lost.clone(),
        ),
        (
            format!(
                "update events set version = 9 where {third}; update events set version = 3 where {last}; \
                 update events set version = 4 where case_number = '{first}' and version = 9"
            ),
            changed(3),
        ),
        (
            format!(
                "insert into events (case_number, version, at, by_account, kind, body, link) \
                 select case_number, 5, at, by_account, kind, body, link from kept_events where {last}; \
                 update cases set version = 5 where number = '{first}'"
            ),
            changed(5),
        ),
        (format!("update cases set version = 5 where number = '{first}'"), missing(5)),
        (
            format!("update cases set version = 3 where number = '{first}'"),
            in_case(Fault::CaseChanged, &first, 4),
        ),
        (
            format!("update log set case_number = '{second}', version = 1 where place = 3"),
            Break { case: Some(second.to_string()), ..at_entry(Fault::EntryChanged, 3) },
        ),
        ("delete from log where place = 2".to_owned(), at_entry(Fault::EntryMissing, 2)),
        ("delete from log where place = 4".to_owned(), at_entry(Fault::EntryMissing, 4)),
        (
            "delete from log where place = 4; update strands set length = 3".to_owned(),
            strand(Fault::StrandChanged),
        ),
        ("delete from strands".to_owned(), strand(Fault::StrandMissing)),
        ("delete from log; delete from strands".to_owned(), strand(Fault::StrandMissing)),
        (
            "update meta set value = '7 of mine' where name = 'strands'".to_owned(),
            Break { what: Fault::RegisterChanged, ..Break::default() },
        ),
    ];
    assert!(audit(&ground).await.whole);
    let register = ground.value("select value from meta where name = 'strands'").await;
    for (sql, expected) in tampered {
        ground.tamper(&sql).await;
        let audit = audit(&ground).await;
        assert_eq!((audit.whole, audit.first_break), (false, Some(expected)), "{sql}");
        for back in [
            "delete from events; insert into events select * from kept_events",
            "update cases set version = (select version from kept_cases k where k.number = cases.number)",
            "delete from log; insert into log select * from kept_log",
            "delete from strands; insert into strands select * from kept_strands",
            &format!("update meta set value = '{register}' where name = 'strands'"),
        ] {
            ground.tamper(back).await;
        }
    }
    // A whole case, with everything that belongs to it.
    for table in ["events", "tasks", "results", "case_files"] {
        ground.tamper(&format!("delete from {table} where case_number = '{second}'")).await;
    }
    ground.tamper(&format!("delete from cases where number = '{second}'")).await;
    let gone = Break { strand: Some(1), entry: Some(4), ..in_case(Fault::EventMissing, &second, 1) };
    assert_eq!(audit(&ground).await.first_break, Some(gone));
}

pub async fn a_register_that_was_removed_stays_missed(ground: Ground) {
    fill(&ground).await;
    ground.tamper("delete from meta where name = 'strands'").await;
    assert_eq!(audit(&ground).await.first_break.unwrap().what, Fault::RegisterChanged);
    let other = Store::open(ground.config.clone()).await.unwrap();
    let applicant = ground.applicant("later").await;
    other.commit(crate::support::submission(ground.number(), &applicant, 9)).await.unwrap();
    let found = other.audit(&[]).await.unwrap().first_break.unwrap();
    assert_eq!((found.what, found.strand), (Fault::StrandMissing, Some(2)));
    other.close().await;
}

pub async fn earlier_heads_show_that_an_earlier_day_was_put_back(ground: Ground) {
    let applicant = ground.applicant("applicant").await;
    ground.submitted(&applicant, 0).await;
    let backup = ground.file("backup.db");
    ground.store.backup(&backup).await.unwrap();
    let number = ground.submitted(&applicant, 1).await;
    let kept = audit(&ground).await.heads;
    ground.append(&number, vec![accepted()]).await.unwrap();
    assert!(ground.store.audit(&kept).await.unwrap().whole);

    let elsewhere = ground.elsewhere().await;
    store::restore(elsewhere.clone(), &backup).await.unwrap();
    let restored = Store::open(elsewhere).await.unwrap();
    assert!(restored.audit(&[]).await.unwrap().whole);
    let found = restored.audit(&kept).await.unwrap().first_break.unwrap();
    assert_eq!((found.what, found.strand, found.entry), (Fault::PutBack, Some(1), Some(2)));
    // Nor does it help to go on from there.
    restored.commit(crate::support::submission(ground.number(), &applicant, 2)).await.unwrap();
    assert_eq!(restored.audit(&kept).await.unwrap().first_break.unwrap().what, Fault::PutBack);
    restored.close().await;
}

pub async fn events_from_before_the_chain_are_chained_once(ground: Ground) {
    let (first, _) = fill(&ground).await;
    ground
        .tamper("update events set link = ''; delete from log; delete from strands; delete from meta where name = 'strands'")
        .await;
    let (one, two) = tokio::join!(Store::open(ground.config.clone()), Store::open(ground.config.clone()));
    let (one, two) = (one.unwrap(), two.unwrap());
    let audit = one.audit(&[]).await.unwrap();
    assert_eq!((audit.whole, audit.events, audit.entries), (true, 5, 2), "{:?}", audit.first_break);
    two.commit(ground.next(&first, vec![Event::Completed]).await).await.unwrap();
    assert!(one.audit(&audit.heads).await.unwrap().whole);
    one.close().await;
    two.close().await;
}
