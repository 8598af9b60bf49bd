//! Grievances: kept with the messages that tell of them, whole or not at all.

use casework::{Actor, Context, Grievance, MatterAct, MatterStage, NewGrievance, Role};
use identifiers::CaseNumber;
use store::{Account, NewMessage, StoreError, Told};
use workdays::Calendar;

use crate::support::{Ground, at};

fn said(by: &Account, number: &CaseNumber) -> Grievance {
    let actor = Actor::Account {
        account: by.id.clone(),
        name: by.name.clone(),
        roles: by.roles.clone(),
        mandates: Vec::new(),
    };
    let new = NewGrievance {
        number: number.to_string(),
        account: by.id.clone(),
        name: by.name.clone(),
        place: Some("centre".into()),
        theme: None,
        department: "health".into(),
        text: "让我下周再来".into(),
    };
    Grievance::open(new, &Context { now: at(0), calendar: &Calendar::default(), actor: &actor }).unwrap()
}

fn word(to: &Account, number: &CaseNumber) -> Told {
    let message = NewMessage::new(&to.id, number, "grievance", "收到了".into());
    Told { messages: vec![message], outbox: Vec::new() }
}

pub async fn what_is_done_about_a_grievance_is_kept_with_its_messages_or_not_at_all(ground: Ground) {
    let store = &ground.store;
    let (li_na, number) = (ground.applicant("a").await, ground.number());
    store.add_grievance(&said(&li_na, &number), &word(&li_na, &number)).await.unwrap();
    assert_eq!(store.unread(&li_na.id).await.unwrap(), 1);

    let mut kept = store.grievance(number.as_str()).await.unwrap().unwrap();
    let stale = kept.clone();
    let office = Actor::Account {
        account: "office".into(),
        name: "办公室".into(),
        roles: vec![Role::Office],
        mandates: Vec::new(),
    };
    let context = Context { now: at(5), calendar: &Calendar::default(), actor: &office };
    kept.grievance.act(MatterAct::Verify { holds: true }, "属实".into(), &context).unwrap();
    store.save_grievance(&kept, &word(&li_na, &number)).await.unwrap();
    assert_eq!(store.unread(&li_na.id).await.unwrap(), 2);
    // Whoever comes too late keeps nothing and tells nobody.
    let late = store.save_grievance(&stale, &word(&li_na, &number)).await;
    assert!(matches!(late, Err(StoreError::Stale)), "{late:?}");
    assert_eq!(store.unread(&li_na.id).await.unwrap(), 2);
    let open = store.open_grievances().await.unwrap();
    assert_eq!(
        open.iter().map(|one| one.grievance.matter.stage()).collect::<Vec<_>>(),
        [MatterStage::Answering]
    );
}
