//! Outbox, inbox, the record of looks.

use store::Access;

use crate::support::{Ground, MOBILE, at};

pub async fn a_claimed_entry_is_nobody_elses_until_the_lease_ends(ground: Ground) {
    let store = &ground.store;
    let applicant = ground.applicant("applicant").await;
    for minute in 0..6 {
        ground.submitted(&applicant, minute).await;
    }
    let (one, two) = tokio::join!(store.claim_outbox(at(10), 60, 4), store.claim_outbox(at(10), 60, 4));
    let (one, two) = (one.unwrap(), two.unwrap());
    let mut ids: Vec<_> = one.iter().chain(&two).map(|entry| entry.id.clone()).collect();
    ids.sort();
    ids.dedup();
    assert_eq!(ids.len(), one.len() + two.len(), "no entry is claimed twice");
    let rest = store.claim_outbox(at(10), 60, 10).await.unwrap();
    assert_eq!(ids.len() + rest.len(), 6);
    assert!(store.claim_outbox(at(10), 60, 10).await.unwrap().is_empty());

    let entry = one.iter().chain(&two).next().unwrap();
    assert_eq!((entry.channel.as_str(), entry.attempts), ("sms", 0));
    assert_eq!(entry.body["mobile"], MOBILE);
    store.outbox_done(&entry.id).await.unwrap();
    let failed = ids.iter().find(|id| **id != entry.id).unwrap();
    store.outbox_failed(failed, at(100), "no answer").await.unwrap();
    let again = store.claim_outbox(at(12), 60, 10).await.unwrap();
    assert_eq!(again.len(), 4, "leases have ended; one is told, one waits for its next attempt");
    let last = store.claim_outbox(at(100), 60, 10).await.unwrap();
    assert_eq!(last.len(), 5);
    assert_eq!(last.iter().find(|entry| entry.id == *failed).unwrap().attempts, 1);
}

pub async fn messages_are_unread_until_they_are_seen(ground: Ground) {
    let store = &ground.store;
    let (applicant, other) = (ground.applicant("a").await, ground.applicant("b").await);
    for minute in 0..5 {
        ground.submitted(&applicant, minute).await;
    }
    assert_eq!(store.unread(&applicant.id).await.unwrap(), 5);
    assert_eq!(store.unread(&other.id).await.unwrap(), 0);
    let first = store.messages(&applicant.id, None, 2).await.unwrap();
    assert_eq!(first.rows[0].at, at(4));
    assert!(first.rows[0].text.contains("已收到") && !first.rows[0].read);
    let mut seen = first.rows;
    let mut after = first.next;
    while let Some(cursor) = after {
        let page = store.messages(&applicant.id, Some(&cursor), 2).await.unwrap();
        seen.extend(page.rows);
        after = page.next;
    }
    let times: Vec<_> = seen.iter().map(|message| message.at).collect();
    assert_eq!(times, [4, 3, 2, 1, 0].map(at));
    store.mark_read(&applicant.id, at(2)).await.unwrap();
    assert_eq!(store.unread(&applicant.id).await.unwrap(), 2);
    let read = store.messages(&applicant.id, None, 10).await.unwrap().rows;
    assert_eq!(read.iter().map(|message| message.read).collect::<Vec<_>>(), [false, false, true, true, true]);
}

pub async fn looks_are_recorded(ground: Ground) {
    let store = &ground.store;
    for (minute, allowed) in [(0, true), (1, false)] {
        let entry = Access {
            at: at(minute),
            account: "account-clerk".into(),
            what: "case.read",
            subject: "JJ1".into(),
            allowed,
            purpose: "窗口受理和送达".into(),
        };
        store.log_access(entry).await.unwrap();
    }
    let looks = store.accesses("JJ1", 10).await.unwrap();
    assert_eq!(looks.iter().map(|look| look.allowed).collect::<Vec<_>>(), [false, true]);
    assert_eq!((looks[0].what.as_str(), looks[0].purpose.as_str()), ("case.read", "窗口受理和送达"));
    assert!(store.accesses("JJ2", 10).await.unwrap().is_empty());
}
