//! Commits, replay, wallet, files.

use std::sync::Arc;

use bytes::Bytes;
use casework::{Event, TaskId};
use store::{
    CaseFilter, CaseScope, Commit, CommitError, Database, DraftRecord, NewFile, NewPaper, Store, StoreConfig,
};

use crate::support::{Ground, accepted, at, granted, handed_in, key, ready, submission};

pub async fn replaying_the_history_gives_the_case(ground: Ground) {
    let applicant = ground.applicant("applicant").await;
    let number = ground.submitted(&applicant, 0).await;
    let first = TaskId::of(&number, 1);
    let commit = ground.next(&number, vec![accepted(), ready(first.clone())]).await;
    let after = commit.after.clone();
    ground.store.commit(commit).await.unwrap();
    let history = ground.store.history(&number).await.unwrap();
    assert_eq!(history.len(), 3);
    assert_eq!(history[2].by_name, "三号窗口");
    assert_eq!(casework::replay(&history), Some(after.case.clone()));
    assert_eq!(ground.store.dossier(&number).await.unwrap(), Some(after.clone()));
    let fresh = Store::open(ground.config.clone()).await.unwrap();
    assert_eq!(fresh.dossier(&number).await.unwrap(), Some(after));
    fresh.close().await;
    assert_eq!(ground.store.dossier(&ground.number()).await.unwrap(), None);
    assert!(ground.store.history(&ground.number()).await.unwrap().is_empty());
}

pub async fn a_commit_is_all_or_nothing(ground: Ground) {
    let store = &ground.store;
    let applicant = ground.applicant("applicant").await;
    let number = ground.submitted(&applicant, 0).await;
    // The history of this commit collides with the one that is there, though its
    // version fits: the database itself refuses it when half of it is written.
    let mut commit = ground.next(&number, vec![accepted()]).await;
    Arc::make_mut(&mut commit.events[0]).version = 1;
    commit.deliver_messages = submission(number.clone(), &applicant, 0).deliver_messages;
    commit.idempotency = key(&applicant, "k", "answer");
    assert!(matches!(store.commit(commit).await, Err(CommitError::Store(_))));

    assert_eq!(store.history(&number).await.unwrap().len(), 1);
    let listed = store.cases(&CaseScope::All, &CaseFilter::default(), None, 10).await.unwrap();
    assert_eq!((listed.rows.len(), listed.rows[0].version), (1, 1));
    assert_eq!(store.unread(&applicant.id).await.unwrap(), 1);
    assert_eq!(store.answered(&applicant.id, "k").await.unwrap(), None);
    ground.append(&number, vec![accepted()]).await.unwrap();
}

pub async fn a_stale_version_is_refused(ground: Ground) {
    let applicant = ground.applicant("applicant").await;
    let number = ground.submitted(&applicant, 0).await;
    let late = ground.next(&number, vec![accepted()]).await;
    ground.append(&number, vec![accepted()]).await.unwrap();
    assert!(matches!(ground.store.commit(late).await, Err(CommitError::Stale)));
    assert_eq!(ground.store.history(&number).await.unwrap().len(), 2);
}

pub async fn a_number_is_given_once(ground: Ground) {
    let applicant = ground.applicant("applicant").await;
    let number = ground.submitted(&applicant, 0).await;
    let again = submission(number, &applicant, 1);
    assert!(matches!(ground.store.commit(again).await, Err(CommitError::NumberTaken)));
}

pub async fn the_same_key_gets_the_earlier_answer(ground: Ground) {
    let store = &ground.store;
    let (applicant, other) = (ground.applicant("a").await, ground.applicant("b").await);
    let draft = DraftRecord {
        id: "draft".into(),
        owner: applicant.id.clone(),
        for_account: None,
        theme: "birth".into(),
        version: 0,
        saved_at: at(0),
        body: serde_json::Value::Null,
    };
    store.save_draft(draft, None).await.unwrap();
    let mut first = submission(ground.number(), &applicant, 0);
    first.idempotency = key(&applicant, "click", "first");
    first.drop_draft = Some(("draft".into(), applicant.id.clone()));
    let mut second = submission(ground.number(), &applicant, 0);
    second.idempotency = key(&applicant, "click", "second");
    let mut others = submission(ground.number(), &other, 0);
    others.idempotency = key(&other, "click", "other");

    // A double click: both arrive at once.
    let (one, two) = tokio::join!(store.commit(first), store.commit(second));
    let (kept, answer) = match (one, two) {
        (Ok(()), Err(CommitError::AlreadyAnswered(answer))) => ("first", answer),
        (Err(CommitError::AlreadyAnswered(answer)), Ok(())) => ("second", answer),
        outcome => panic!("one of two is kept, the other gets its answer: {outcome:?}"),
    };
    assert_eq!(answer, kept);
    assert_eq!(store.answered(&applicant.id, "click").await.unwrap().unwrap(), kept);
    assert_eq!(store.draft("draft", &applicant.id).await.unwrap().is_none(), kept == "first");
    store.commit(others).await.unwrap();
    let listed = store.cases(&CaseScope::All, &CaseFilter::default(), None, 10).await.unwrap();
    assert_eq!(listed.rows.len(), 2);
}

pub async fn sixteen_people_at_once_make_sixteen_cases(ground: Ground) {
    const EACH: i64 = 8;
    let applicant = ground.applicant("applicant").await;
    let taken = ground.submitted(&applicant, 0).await;
    // Breaks when half of it is written: the database has this event already.
    let mut broken = ground.next(&taken, vec![accepted()]).await;
    Arc::make_mut(&mut broken.events[0]).version = 1;
    let before = ground.store.flushes();
    let mut people = tokio::task::JoinSet::new();
    for person in 0..16 {
        let (store, applicant) = (ground.store.clone(), applicant.clone());
        let commits: Vec<_> =
            (0..EACH).map(|minute| submission(ground.number(), &applicant, minute)).collect();
        // One neighbour in the middle of all always fails; nobody else may suffer.
        let failing = (person == 7).then(|| broken.clone());
        people.spawn(async move {
            for commit in commits {
                if let Some(failing) = failing.clone() {
                    assert!(matches!(store.commit(failing).await, Err(CommitError::Store(_))));
                }
                store.commit(commit).await.unwrap();
            }
        });
    }
    people.join_all().await;
    let commits = 16 * EACH as u64;
    let listed = ground.store.cases(&CaseScope::All, &CaseFilter::default(), None, 1000).await.unwrap();
    assert_eq!(listed.rows.len() as u64, commits + 1);
    assert!(listed.rows.iter().all(|row| row.version == 1));
    if ground.store.engine() == "sqlite" {
        let flushes = ground.store.flushes() - before;
        assert!(flushes < commits, "{flushes} flushes for {commits} commits");
    }
}

pub async fn papers_drawn_at_once_get_numbers_without_a_gap(ground: Ground) {
    const EACH: i64 = 4;
    let applicant = ground.applicant("applicant").await;
    let mut people = tokio::task::JoinSet::new();
    for _ in 0..16 {
        let (store, applicant) = (ground.store.clone(), applicant.clone());
        let commits: Vec<_> = (0..EACH)
            .map(|minute| {
                let receipt = NewPaper { paper: "receipt".into(), series: "收", year: 2026 };
                Commit { papers: vec![receipt], ..submission(ground.number(), &applicant, minute) }
            })
            .collect();
        people.spawn(async move {
            let mut drawn = Vec::new();
            for commit in commits {
                let number = commit.number.clone();
                store.commit(commit).await.unwrap();
                drawn.push(store.paper_numbers(&number).await.unwrap()[0].number);
            }
            drawn
        });
    }
    let mut drawn: Vec<i64> = people.join_all().await.into_iter().flatten().collect();
    drawn.sort_unstable();
    assert_eq!(drawn, (1..=16 * EACH).collect::<Vec<_>>());
}

pub async fn of_two_decisions_on_one_version_one_counts(ground: Ground) {
    let applicant = ground.applicant("applicant").await;
    for minute in 0..8 {
        let number = ground.submitted(&applicant, minute).await;
        let one = ground.next(&number, vec![accepted()]).await;
        let two = ground.next(&number, vec![Event::Withdrawn { reason: String::new() }]).await;
        let (one, two) = tokio::join!(ground.store.commit(one), ground.store.commit(two));
        assert!(
            matches!((&one, &two), (Ok(()), Err(CommitError::Stale)) | (Err(CommitError::Stale), Ok(()))),
            "{one:?} {two:?}"
        );
        assert_eq!(ground.store.history(&number).await.unwrap().len(), 2);
    }
}

pub async fn results_come_into_the_wallet_of_the_applicant_alone(ground: Ground) {
    let store = &ground.store;
    let (applicant, other) = (ground.applicant("a").await, ground.applicant("b").await);
    let number = ground.submitted(&applicant, 0).await;
    let first = TaskId::of(&number, 1);
    ground.append(&number, vec![accepted(), ready(first.clone())]).await.unwrap();
    ground.append(&number, vec![granted(first.clone(), "Q500116001")]).await.unwrap();
    let wallet = store.wallet(&applicant.id).await.unwrap();
    assert_eq!(wallet.len(), 1);
    assert_eq!((&wallet[0].task, &wallet[0].case), (&first, &number));
    assert_eq!(&*wallet[0].department, "health");
    assert_eq!(wallet[0].material, Some("birth_certificate".into()));
    assert_eq!(store.wallet_entry(&applicant.id, "Q500116001").await.unwrap().as_ref(), Some(&wallet[0]));
    assert_eq!(store.wallet_entry(&applicant.id, "Q500116002").await.unwrap(), None);
    assert!(store.wallet(&other.id).await.unwrap().is_empty());
    assert_eq!(store.wallet_entry(&other.id, "Q500116001").await.unwrap(), None);
}

pub async fn a_file_is_kept_once_and_knows_its_cases(ground: Ground) {
    let store = &ground.store;
    let applicant = ground.applicant("applicant").await;
    let new = NewFile {
        owner: applicant.id.clone(),
        name: "结婚证.jpg".into(),
        media_type: "image/jpeg".into(),
        bytes: Bytes::from(vec![0xff; 300_000]),
        at: at(0),
    };
    let (one, two) = tokio::join!(store.put_file(new.clone()), store.put_file(new.clone()));
    let (one, two) = (one.unwrap(), two.unwrap());
    assert_eq!(one.sha256, two.sha256);
    assert_ne!(one.file.id, two.file.id);
    let folders: Vec<_> = std::fs::read_dir(&ground.config.files).unwrap().collect();
    assert_eq!(folders.len(), 1);
    assert_eq!(std::fs::read_dir(folders[0].as_ref().unwrap().path()).unwrap().count(), 1);

    let number = ground.submitted(&applicant, 0).await;
    for _ in 0..2 {
        ground
            .append(&number, vec![Event::Supplied { materials: vec![handed_in(one.file.clone())] }])
            .await
            .unwrap();
    }
    let meta = store.file(&one.file.id).await.unwrap().unwrap();
    assert_eq!((meta.file, meta.owner, meta.cases), (one.file.clone(), applicant.id, vec![number]));
    assert!(store.file(&two.file.id).await.unwrap().unwrap().cases.is_empty());
    assert_eq!(store.file_bytes(&two.file.id).await.unwrap().unwrap(), new.bytes);
    assert_eq!(store.file("none").await.unwrap(), None);
    assert_eq!(store.file_bytes("none").await.unwrap(), None);
}

pub async fn cases_and_accounts_are_read_together_each_with_its_own(ground: Ground) {
    let store = &ground.store;
    let (one, two) = (ground.applicant("one").await, ground.applicant("two").await);
    let (first, second) = (ground.submitted(&one, 0).await, ground.submitted(&two, 1).await);
    ground.append(&first, vec![accepted()]).await.unwrap();
    let fresh = Store::open(ground.config.clone()).await.unwrap();
    // One of them is in memory already, the other is not, and one there is not.
    fresh.dossier(&second).await.unwrap();
    let numbers = [first.clone(), second.clone(), ground.number()].into();
    for node in [store, &fresh] {
        let read = node.dossiers(&numbers).await.unwrap();
        assert_eq!(read.len(), 2);
        for number in [&first, &second] {
            assert_eq!(read.get(number).cloned(), store.dossier(number).await.unwrap());
        }
    }
    fresh.close().await;
    let ids = [one.id.clone(), two.id.clone(), "nobody".into()].into();
    let mut names: Vec<_> = store.accounts_of(&ids).await.unwrap().into_iter().map(|one| one.id).collect();
    names.sort();
    assert_eq!(names, [one.id, two.id]);
    assert!(store.dossiers(&[].into()).await.unwrap().is_empty());
    assert!(store.accounts_of(&[].into()).await.unwrap().is_empty());
}

pub async fn two_nodes_see_each_others_commits(ground: Ground) {
    let other = Store::open(ground.config.clone()).await.unwrap();
    let applicant = ground.applicant("applicant").await;
    let number = ground.submitted(&applicant, 0).await;
    assert_eq!(other.dossier(&number).await.unwrap().unwrap().case.version, 1);
    let late = ground.next(&number, vec![accepted()]).await;
    let commit = ground.next(&number, vec![accepted()]).await;
    other.commit(commit.clone()).await.unwrap();
    assert_eq!(ground.store.dossier(&number).await.unwrap(), Some(commit.after));
    assert!(matches!(ground.store.commit(late).await, Err(CommitError::Stale)));
    other.close().await;
}

pub async fn what_was_answered_is_in_the_files(ground: Ground) {
    let Database::Sqlite(path) = &ground.config.database else { return };
    let applicant = ground.applicant("applicant").await;
    let number = ground.submitted(&applicant, 0).await;
    // What a crash would leave: the files as they are, while the store is open.
    let left = ground.file("left.db");
    std::fs::copy(path, &left).unwrap();
    std::fs::copy(path.with_extension("db-wal"), left.with_extension("db-wal")).unwrap();
    let config = StoreConfig { database: Database::Sqlite(left), ..ground.config.clone() };
    let after_crash = Store::open(config).await.unwrap();
    assert_eq!(after_crash.dossier(&number).await.unwrap(), ground.store.dossier(&number).await.unwrap());
    assert_eq!(after_crash.unread(&applicant.id).await.unwrap(), 1);
    after_crash.close().await;
}
