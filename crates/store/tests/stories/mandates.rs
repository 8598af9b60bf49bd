//! Mandates: taken up once by a code, in force until they end, and never removed.

use casework::{MandateScope, MandatedAct};
use jiff::{SignedDuration, civil::date};
use store::{Account, MandateRecord};

use crate::support::{Ground, at};

fn record(id: &str, principal: &Account) -> MandateRecord {
    MandateRecord {
        id: id.into(),
        principal: principal.id.clone(),
        agent: None,
        scope: MandateScope::Themes { themes: vec!["birth".into(), "marriage".into()] },
        acts: [MandatedAct::Fill, MandatedAct::HandIn].into(),
        until: date(2026, 6, 30),
        made_at: at(0),
        code_expires_at: Some(at(0) + SignedDuration::from_hours(24)),
        counter: None,
        paper: None,
        begun_at: None,
        ended: None,
    }
}

pub async fn a_mandate_is_taken_up_once_in_time_and_never_by_who_gave_it(ground: Ground) {
    let store = &ground.store;
    let (li_na, wang, zhou) =
        (ground.applicant("a").await, ground.applicant("b").await, ground.applicant("c").await);
    let given = record("m1", &li_na);
    store.add_mandate(&given, Some("abcd2345")).await.unwrap();
    assert_eq!(store.mandate("m1").await.unwrap().as_ref(), Some(&given));
    let take_up = async |code, who: &Account, when| store.take_up_mandate(code, &who.id, when).await.unwrap();
    assert_eq!(take_up("wrong", &wang, at(1)).await, None);
    assert_eq!(take_up("abcd2345", &li_na, at(1)).await, None, "nobody is their own agent");
    let too_late = at(0) + SignedDuration::from_hours(24);
    assert_eq!(take_up("abcd2345", &wang, too_late).await, None);
    assert_eq!(take_up("abcd2345", &wang, at(1)).await.as_deref(), Some("m1"));
    assert_eq!(take_up("abcd2345", &zhou, at(2)).await, None, "a code is used once");
    let today = date(2026, 3, 2);
    let in_force = store.mandates_in_force(&wang.id, today).await.unwrap();
    assert_eq!(in_force.iter().map(|one| one.id.as_str()).collect::<Vec<_>>(), ["m1"]);
    assert_eq!(in_force[0].scope, given.scope);
    assert!(
        store.mandates_in_force(&wang.id, date(2026, 7, 1)).await.unwrap().is_empty(),
        "its last day passed"
    );
    assert!(store.mandates_in_force(&zhou.id, today).await.unwrap().is_empty());
}

pub async fn a_mandate_ends_at_once_and_stays_on_record(ground: Ground) {
    let store = &ground.store;
    let (li_na, wang) = (ground.applicant("a").await, ground.applicant("b").await);
    store.add_mandate(&record("m1", &li_na), Some("abcd2345")).await.unwrap();
    store.take_up_mandate("abcd2345", &wang.id, at(1)).await.unwrap();
    assert!(store.end_mandate("m1", &li_na.id, at(2)).await.unwrap());
    assert!(!store.end_mandate("m1", &li_na.id, at(3)).await.unwrap(), "it ends once");
    assert!(store.mandates_in_force(&wang.id, date(2026, 3, 2)).await.unwrap().is_empty());
    for list in [store.mandates_given(&li_na.id).await, store.mandates_received(&wang.id).await] {
        assert_eq!(list.unwrap()[0].ended, Some((at(2), li_na.id.clone())));
    }
    // One that nobody took up yet is ended with its code.
    store.add_mandate(&record("m2", &li_na), Some("efgh2345")).await.unwrap();
    assert!(store.end_mandate("m2", &li_na.id, at(2)).await.unwrap());
    assert_eq!(store.take_up_mandate("efgh2345", &wang.id, at(3)).await.unwrap(), None);
}

pub async fn what_a_counter_recorded_holds_from_the_signed_paper_on(ground: Ground) {
    let store = &ground.store;
    let (li_na, wang) = (ground.applicant("a").await, ground.applicant("b").await);
    let recorded = MandateRecord {
        agent: Some(wang.id.clone()),
        code_expires_at: None,
        counter: Some(("admin_service_centre".into(), "clerk".into())),
        ..record("m1", &li_na)
    };
    store.add_mandate(&recorded, None).await.unwrap();
    assert!(store.mandates_in_force(&wang.id, date(2026, 3, 2)).await.unwrap().is_empty());
    assert!(store.confirm_mandate("m1", "file", at(1)).await.unwrap());
    assert!(!store.confirm_mandate("m1", "another", at(2)).await.unwrap());
    let kept = store.mandate("m1").await.unwrap().unwrap();
    assert_eq!((kept.paper.as_deref(), kept.begun_at), (Some("file"), Some(at(1))));
    assert_eq!(store.mandates_in_force(&wang.id, date(2026, 3, 2)).await.unwrap().len(), 1);
}
