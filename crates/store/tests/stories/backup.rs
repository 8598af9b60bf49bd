//! Backup and restore.

use casework::TaskId;
use store::{CaseFilter, CaseScope, Database, NewArchive, NewFile, Store, StoreConfig, StoreError};

use crate::support::{Ground, accepted, at, granted, ready};

async fn fill(ground: &Ground) -> String {
    let applicant = ground.applicant("applicant").await;
    let new = NewFile {
        owner: applicant.id.clone(),
        name: "照片.png".into(),
        media_type: "image/png".into(),
        bytes: vec![9; 5000].into(),
        at: at(0),
    };
    let file = ground.store.put_file(new).await.unwrap().file.id;
    for minute in 0..3 {
        let number = ground.submitted(&applicant, minute).await;
        let first = TaskId::of(&number, 1);
        ground.append(&number, vec![accepted(), ready(first.clone())]).await.unwrap();
        ground.append(&number, vec![granted(first, &format!("Q{minute}"))]).await.unwrap();
        let package = NewArchive {
            case: number,
            version: 3,
            closed_on: jiff::civil::date(2026, 3, 2),
            made_at: at(minute),
            package: vec![7; 3000].into(),
        };
        ground.store.add_archive(package).await.unwrap();
    }
    file
}

async fn assert_same(one: &Store, two: &Store, file: &str) {
    let all = CaseFilter::default();
    let cases = one.cases(&CaseScope::All, &all, None, 100).await.unwrap();
    assert_eq!(cases.rows.len(), 3);
    assert_eq!(two.cases(&CaseScope::All, &all, None, 100).await.unwrap(), cases);
    for row in &cases.rows {
        assert_eq!(two.history(&row.number).await.unwrap(), one.history(&row.number).await.unwrap());
        assert_eq!(two.archive_of(&row.number).await.unwrap(), Some((3, vec![7; 3000].into())));
    }
    let account = &cases.rows[0].applicant;
    assert_eq!(two.account(account).await.unwrap(), one.account(account).await.unwrap());
    assert_eq!(two.wallet(account).await.unwrap(), one.wallet(account).await.unwrap());
    assert_eq!(two.messages(account, None, 9).await.unwrap(), one.messages(account, None, 9).await.unwrap());
    assert_eq!(two.file(file).await.unwrap(), one.file(file).await.unwrap());
    assert_eq!(two.file_bytes(file).await.unwrap(), one.file_bytes(file).await.unwrap());
    let heads = one.audit(&[]).await.unwrap().heads;
    assert!(two.audit(&heads).await.unwrap().whole);
    let entries = two.claim_outbox(at(100), 60, 100).await.unwrap();
    assert_eq!(entries.len(), 3);
}

pub async fn a_backup_gives_everything_back(ground: Ground) {
    let file = fill(&ground).await;
    let backup = ground.file("backup.db");
    ground.store.backup(&backup).await.unwrap();
    let elsewhere = ground.elsewhere().await;
    store::restore(elsewhere.clone(), &backup).await.unwrap();
    let restored = Store::open(elsewhere).await.unwrap();
    assert_same(&ground.store, &restored, &file).await;
    restored.close().await;
}

pub async fn a_backup_moves_to_the_other_engine(ground: Ground) {
    let other = match ground.store.engine() {
        "sqlite" => Ground::postgres().await,
        _ => Ground::sqlite().await,
    };
    let Some(other) = other else { return };
    let file = fill(&ground).await;
    let backup = ground.file("backup.db");
    ground.store.backup(&backup).await.unwrap();
    let target = StoreConfig { keys: ground.config.keys.clone(), ..other.elsewhere().await };
    store::restore(target.clone(), &backup).await.unwrap();
    let restored = Store::open(target).await.unwrap();
    assert_ne!(restored.engine(), ground.store.engine());
    assert_same(&ground.store, &restored, &file).await;
    restored.close().await;
}

pub async fn a_backup_overwrites_nothing(ground: Ground) {
    fill(&ground).await;
    let backup = ground.file("backup.db");
    ground.store.backup(&backup).await.unwrap();
    assert!(matches!(ground.store.backup(&backup).await, Err(StoreError::Exists(_))));
    assert!(matches!(store::restore(ground.config.clone(), &backup).await, Err(StoreError::NotEmpty(_))));
    let empty_files = StoreConfig { files: ground.file("other"), ..ground.config.clone() };
    assert!(matches!(store::restore(empty_files, &backup).await, Err(StoreError::NotEmpty(_))));
    if let Database::Sqlite(path) = &ground.config.database {
        // Not everything that is a database is a backup.
        let elsewhere = ground.elsewhere().await;
        assert!(matches!(store::restore(elsewhere, path).await, Err(StoreError::Corrupt(_))));
    }
}
