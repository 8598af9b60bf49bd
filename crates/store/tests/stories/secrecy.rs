//! What must not be read in clear.

use casework::TaskId;
use rusqlite::{Connection, types::ValueRef};
use serde_json::json;
use store::{Database, DraftRecord, Keys, NewArchive, Store, StoreConfig, StoreError};

use crate::support::{Ground, ID_NUMBER, MOBILE, NAME, accepted, at, granted, key, ready, submission};

async fn fill(ground: &Ground) {
    let applicant = ground.applicant("applicant").await;
    let mut commit = submission(ground.number(), &applicant, 0);
    commit.idempotency = key(&applicant, ID_NUMBER, &format!("{NAME} {ID_NUMBER}"));
    let number = commit.number.clone();
    ground.store.commit(commit).await.unwrap();
    let first = TaskId::of(&number, 1);
    ground.append(&number, vec![accepted(), ready(first.clone())]).await.unwrap();
    ground.append(&number, vec![granted(first, ID_NUMBER)]).await.unwrap();
    let draft = DraftRecord {
        id: "draft".into(),
        owner: applicant.id.clone(),
        for_account: None,
        theme: "birth".into(),
        version: 0,
        saved_at: at(0),
        body: json!({ "id_number": ID_NUMBER, "name": NAME, "mobile": MOBILE }),
    };
    ground.store.save_draft(draft, None).await.unwrap();
    ground.store.note_sign_in(ID_NUMBER, false, at(0)).await.unwrap();
    let file = store::NewFile {
        owner: applicant.id,
        name: format!("{NAME}{ID_NUMBER}.jpg"),
        media_type: "image/jpeg".into(),
        bytes: vec![1, 2, 3].into(),
        at: at(0),
    };
    ground.store.put_file(file).await.unwrap();
    let package = NewArchive {
        case: number,
        version: 3,
        closed_on: jiff::civil::date(2026, 3, 2),
        made_at: at(0),
        package: format!("{NAME} {ID_NUMBER} {MOBILE}").into_bytes().into(),
    };
    ground.store.add_archive(package).await.unwrap();
}

fn holds(bytes: &[u8], text: &str) -> bool {
    bytes.windows(text.len()).any(|window| window == text.as_bytes())
}

pub async fn no_identity_number_stands_in_clear(ground: Ground) {
    fill(&ground).await;
    // A backup holds every table's rows as they are, on both engines.
    let backup = ground.file("backup.db");
    ground.store.backup(&backup).await.unwrap();
    let archive = Connection::open(&backup).unwrap();
    let mut statement = archive.prepare("select name from sqlite_master where type = 'table'").unwrap();
    let tables: Vec<String> =
        statement.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect();
    let mut values = 0;
    for table in tables {
        let mut statement = archive.prepare(&format!("select * from {table}")).unwrap();
        let columns = statement.column_count();
        let mut rows = statement.query([]).unwrap();
        while let Some(row) = rows.next().unwrap() {
            for at in 0..columns {
                let (ValueRef::Text(bytes) | ValueRef::Blob(bytes)) = row.get_ref(at).unwrap() else {
                    continue;
                };
                values += 1;
                for secret in [ID_NUMBER, MOBILE, NAME] {
                    assert!(!holds(bytes, secret), "{secret} in column {at} of {table}");
                }
            }
        }
    }
    assert!(values > 60, "the scan saw {values} values");
    if let Database::Sqlite(path) = &ground.config.database {
        for file in [path.clone(), path.with_extension("db-wal"), backup] {
            let bytes = std::fs::read(file).unwrap();
            for secret in [ID_NUMBER, MOBILE, NAME] {
                assert!(!holds(&bytes, secret));
            }
        }
    }
}

pub async fn another_key_opens_nothing(ground: Ground) {
    fill(&ground).await;
    let other = StoreConfig { keys: Keys::from_bytes(&[2; 32]), ..ground.config.clone() };
    assert!(matches!(Store::open(other).await, Err(StoreError::WrongKey)));
    let backup = ground.file("backup.db");
    ground.store.backup(&backup).await.unwrap();
    let elsewhere = StoreConfig { keys: Keys::from_bytes(&[2; 32]), ..ground.elsewhere().await };
    assert!(matches!(store::restore(elsewhere, &backup).await, Err(StoreError::WrongKey)));
    // The right key still opens all of it.
    Store::open(ground.config.clone()).await.unwrap().close().await;
}
