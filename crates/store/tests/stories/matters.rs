//! Matters as lists need them.

use casework::{Event, MatterAct, MatterKind, MatterStage, event::MatterOpened};
use jiff::civil::date;
use store::{MatterFilter, MatterScope};

use crate::support::Ground;

fn opened(nth: u32, kind: MatterKind, department: &str) -> Event {
    Event::MatterOpened(MatterOpened {
        nth,
        kind,
        department: department.into(),
        about: Vec::new(),
        task: None,
        text: "为什么还没办".into(),
        due: date(2026, 3, 3),
    })
}

pub async fn matters_are_listed_by_scope_and_filter_page_by_page(ground: Ground) {
    let applicant = ground.applicant("applicant").await;
    let number = ground.submitted(&applicant, 0).await;
    let events = vec![
        opened(1, MatterKind::Urge, "health"),
        opened(2, MatterKind::Complaint, "health"),
        opened(3, MatterKind::Rectification { level: 1 }, "public_security"),
    ];
    ground.append(&number, events).await.unwrap();
    let step = |nth, act| Event::MatterStepped { nth, act, text: "办了".into(), due: None };
    ground.append(&number, vec![step(1, MatterAct::Answer), step(1, MatterAct::Close)]).await.unwrap();
    ground.append(&number, vec![step(2, MatterAct::Overdue)]).await.unwrap();

    let listed = async |scope: MatterScope, filter: MatterFilter| -> Vec<u32> {
        let (mut found, mut after) = (Vec::new(), None);
        loop {
            let page = ground.store.matters(&scope, &filter, after.as_deref(), 2).await.unwrap();
            found.extend(page.rows.iter().map(|row| row.nth));
            match page.next {
                Some(next) => after = Some(next),
                None => return found,
            }
        }
    };
    let all = MatterFilter::default();
    assert_eq!(listed(MatterScope::All, all.clone()).await, [3, 2, 1]);
    let health = MatterScope::Departments(vec!["health".into()]);
    assert_eq!(listed(health.clone(), all.clone()).await, [2, 1]);
    assert!(listed(MatterScope::Departments(Vec::new()), all).await.is_empty());
    let open = MatterFilter { open: true, ..MatterFilter::default() };
    assert_eq!(listed(health.clone(), open).await, [2]);
    let late = MatterFilter { overdue: true, ..MatterFilter::default() };
    assert_eq!(listed(health, late).await, [2]);
    let bad = MatterFilter { kind: Some("rectification".into()), ..MatterFilter::default() };
    assert_eq!(listed(MatterScope::All, bad).await, [3]);
    let closed =
        ground.store.matters(&MatterScope::All, &MatterFilter::default(), None, 9).await.unwrap().rows;
    assert_eq!(closed[2].stage, MatterStage::Closed);
    assert!(closed[2].closed_on.is_some() && ground.store.closed_for_all_to_see(9).await.unwrap().is_empty());
}
