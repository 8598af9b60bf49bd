//! Accounts, sessions, drafts.

use std::slice;

use casework::{AccountId, Leave, Role};
use jiff::civil::date;
use serde_json::json;
use store::{DraftRecord, NewAccount, NewSession, PasswordHash, Profile, SessionKind, StoreError};

use crate::support::{Ground, ID_NUMBER, MOBILE, NAME, at};

pub async fn an_account_is_found_by_login_name_and_numbers(ground: Ground) {
    let store = &ground.store;
    let account = ground.applicant("applicant").await;
    assert_eq!(store.account(&account.id).await.unwrap(), Some(account.clone()));
    for words in [NAME, ID_NUMBER, MOBILE, " 139 8390 1234 "] {
        assert_eq!(store.find_applicants(words).await.unwrap(), slice::from_ref(&account), "{words}");
    }
    assert!(store.find_applicants("江").await.unwrap().is_empty());
    assert_eq!(store.accounts_by_id_number(ID_NUMBER).await.unwrap(), slice::from_ref(&account));

    assert!(store.account_by_login("applicant").await.unwrap().is_none(), "no password, no sign-in by it");
    let hash = PasswordHash::of("demo-1234");
    store.set_password(&account.id, hash.clone()).await.unwrap();
    let (found, kept) = store.account_by_login("applicant").await.unwrap().unwrap();
    assert_eq!((found, kept), (account.clone(), hash));

    let profile = Profile { mobile: Some("13900000000".into()), ..Profile::default() };
    store.update_profile(&account.id, profile.clone()).await.unwrap();
    assert_eq!(store.account(&account.id).await.unwrap().unwrap().profile, profile);
    assert!(store.find_applicants(MOBILE).await.unwrap().is_empty());

    let nobody = AccountId::from("nobody");
    assert!(matches!(store.update_profile(&nobody, profile).await, Err(StoreError::Missing(_))));
    ground.applicant("b").await;
    let logins =
        |accounts: Vec<store::Account>| accounts.into_iter().map(|one| one.login).collect::<Vec<_>>();
    assert_eq!(logins(store.accounts(None, 1).await.unwrap()), ["applicant"]);
    assert_eq!(logins(store.accounts(Some("applicant"), 10).await.unwrap()), ["b"]);
}

pub async fn a_login_is_given_once(ground: Ground) {
    let account = ground.applicant("applicant").await;
    let new = NewAccount {
        id: AccountId::from("another"),
        login: "applicant".into(),
        password: None,
        name: "别人".into(),
        roles: vec![Role::Admin],
        profile: Profile::default(),
        demo: false,
        created_at: at(1),
    };
    assert!(matches!(ground.store.create_account(new).await, Err(StoreError::LoginTaken)));
    assert_eq!(ground.store.accounts(None, 10).await.unwrap(), [account]);
}

pub async fn a_session_expires(ground: Ground) {
    let store = &ground.store;
    let account = ground.applicant("applicant").await;
    let new = NewSession {
        key: [3; 32],
        account: account.id.clone(),
        csrf: "secret".into(),
        created_at: at(0),
        expires_at: at(30),
        kind: SessionKind::Web,
    };
    store.create_session(new.clone()).await.unwrap();
    store
        .create_session(NewSession { key: [4; 32], kind: SessionKind::Api, expires_at: at(60), ..new })
        .await
        .unwrap();
    let (session, of) = store.session(&[3; 32], at(29)).await.unwrap().unwrap();
    assert_eq!((session.csrf.as_str(), session.kind, of), ("secret", SessionKind::Web, account));
    assert!(store.session(&[3; 32], at(30)).await.unwrap().is_none());
    assert!(store.session(&[5; 32], at(0)).await.unwrap().is_none());
    assert_eq!(store.purge_sessions(at(30)).await.unwrap(), 1);
    assert!(store.session(&[3; 32], at(0)).await.unwrap().is_none());
    store.end_session(&[4; 32]).await.unwrap();
    assert!(store.session(&[4; 32], at(0)).await.unwrap().is_none());
}

pub async fn a_person_signs_in_by_login_or_by_own_numbers(ground: Ground) {
    let store = &ground.store;
    let account = ground.applicant("applicant").await;
    for words in ["applicant", ID_NUMBER, MOBILE] {
        assert!(store.accounts_to_sign_in(words).await.unwrap().is_empty(), "no password yet: {words}");
    }
    let hash = PasswordHash::of("demo-1234");
    store.set_password(&account.id, hash.clone()).await.unwrap();
    for words in ["applicant", ID_NUMBER, MOBILE, " 139 8390 1234 "] {
        let found = store.accounts_to_sign_in(words).await.unwrap();
        assert_eq!(found, [(account.clone(), hash.clone())], "{words}");
    }
    assert!(store.accounts_to_sign_in(NAME).await.unwrap().is_empty(), "a name is no login");

    // Somebody of the same family uses the same telephone: both are meant.
    let child = ground.applicant("child").await;
    store.set_password(&child.id, hash.clone()).await.unwrap();
    let found = store.accounts_to_sign_in(MOBILE).await.unwrap();
    assert_eq!(found, [(account, hash.clone()), (child, hash)]);
}

pub async fn an_account_made_at_a_counter_is_claimed_once(ground: Ground) {
    let store = &ground.store;
    let made = ground.applicant("walk-in").await;
    assert_eq!(store.unclaimed_accounts(ID_NUMBER).await.unwrap(), slice::from_ref(&made));
    assert!(store.unclaimed_accounts("500116199003025678").await.unwrap().is_empty());
    ground.applicant("taken").await;

    let (hash, other) = (PasswordHash::of("demo-1234"), PasswordHash::of("demo-5678"));
    let known = Profile { mobile: Some("13900000000".into()), ..made.profile.clone() };
    let taken = store.claim_account(&made, "taken", &hash, &known).await;
    assert!(matches!(taken, Err(StoreError::LoginTaken)));
    assert!(store.claim_account(&made, "xiaojin", &hash, &known).await.unwrap());
    assert!(!store.claim_account(&made, "quicker", &other, &known).await.unwrap(), "it is claimed already");

    let (claimed, kept) = store.account_by_login("xiaojin").await.unwrap().unwrap();
    assert_eq!((&claimed.id, &claimed.profile, kept), (&made.id, &known, hash));
    assert!(store.account_by_login("walk-in").await.unwrap().is_none());
    assert!(store.accounts_to_sign_in(MOBILE).await.unwrap().is_empty(), "the old number is nobody's now");
    let unclaimed = store.unclaimed_accounts(ID_NUMBER).await.unwrap();
    assert_eq!(unclaimed.into_iter().map(|one| one.login).collect::<Vec<_>>(), ["taken"]);
}

pub async fn a_new_password_ends_the_other_sessions(ground: Ground) {
    let store = &ground.store;
    let (account, other) = (ground.applicant("applicant").await, ground.applicant("other").await);
    for (key, of) in [([1; 32], &account), ([2; 32], &account), ([3; 32], &other)] {
        let new = NewSession {
            key,
            account: of.id.clone(),
            csrf: "secret".into(),
            created_at: at(0),
            expires_at: at(30),
            kind: SessionKind::Web,
        };
        store.create_session(new).await.unwrap();
    }
    store.end_sessions_of(&account.id, Some(&[2; 32])).await.unwrap();
    let mut open = Vec::new();
    for key in [[1; 32], [2; 32], [3; 32]] {
        open.push(store.session(&key, at(1)).await.unwrap().is_some());
    }
    assert_eq!(open, [false, true, true], "the own one and other people's go on");
    store.end_sessions_of(&account.id, None).await.unwrap();
    assert!(store.session(&[2; 32], at(1)).await.unwrap().is_none());
    assert!(store.session(&[3; 32], at(1)).await.unwrap().is_some());
}

pub async fn failed_sign_ins_are_counted_since_a_moment(ground: Ground) {
    let store = &ground.store;
    for (minute, ok) in [(0, false), (1, false), (2, true), (3, false)] {
        store.note_sign_in("applicant", ok, at(minute)).await.unwrap();
    }
    assert_eq!(store.failed_sign_ins("applicant", at(1)).await.unwrap(), 2);
    assert_eq!(store.failed_sign_ins("10.0.0.1", at(0)).await.unwrap(), 0);
    store.purge_sessions(at(24 * 60 + 2)).await.unwrap();
    assert_eq!(store.failed_sign_ins("applicant", at(0)).await.unwrap(), 1);
}

pub async fn a_draft_goes_on_only_from_the_version_that_was_seen(ground: Ground) {
    let store = &ground.store;
    let (owner, other) = (ground.applicant("a").await.id, ground.applicant("b").await.id);
    let draft = DraftRecord {
        id: "draft".into(),
        owner: owner.clone(),
        for_account: Some(other.clone()),
        theme: "birth".into(),
        version: 0,
        saved_at: at(0),
        body: json!({ "form": { "id_number": ID_NUMBER } }),
    };
    assert_eq!(store.save_draft(draft.clone(), None).await.unwrap(), 1);
    assert_eq!(store.save_draft(draft.clone(), Some(1)).await.unwrap(), 2);
    assert!(matches!(store.save_draft(draft.clone(), Some(1)).await, Err(StoreError::Stale)));
    let stolen = DraftRecord { owner: other.clone(), ..draft.clone() };
    assert!(matches!(store.save_draft(stolen, Some(2)).await, Err(StoreError::Stale)));

    let kept = DraftRecord { version: 2, ..draft };
    assert_eq!(store.draft("draft", &owner).await.unwrap(), Some(kept.clone()));
    assert_eq!(store.draft("draft", &other).await.unwrap(), None);
    assert_eq!(store.drafts_of(&owner).await.unwrap(), slice::from_ref(&kept));
    assert_eq!(store.drafts_for(&other).await.unwrap(), [kept], "whom it is for, learns of it");
    assert_eq!(store.drafts_for(&owner).await.unwrap(), []);
    store.delete_draft("draft", &"somebody else".into()).await.unwrap();
    assert!(store.draft("draft", &owner).await.unwrap().is_some());
    store.delete_draft("draft", &other).await.unwrap();
    assert!(store.drafts_of(&owner).await.unwrap().is_empty(), "whom it is for, may end it");
}

pub async fn a_closed_store_says_so(ground: Ground) {
    let account = ground.applicant("applicant").await;
    ground.store.ping().await.unwrap();
    ground.store.clone().close().await;
    assert!(matches!(ground.store.ping().await, Err(StoreError::Closed)));
    assert!(matches!(ground.store.end_session(&[1; 32]).await, Err(StoreError::Closed)));
    let again = store::Store::open(ground.config.clone()).await.unwrap();
    assert_eq!(again.account(&account.id).await.unwrap(), Some(account));
    assert!(again.account_by_login("a\0b").await.unwrap().is_none());
    again.close().await;
}

pub async fn a_leave_is_kept_until_it_ends_and_staff_are_found_by_their_role(ground: Ground) {
    let store = &ground.store;
    let approver = |department: &str| Role::Approver { department: department.into() };
    let hired = async |login: &str, roles: Vec<Role>| {
        let new = NewAccount {
            id: AccountId::from(login),
            login: login.into(),
            password: None,
            name: login.into(),
            roles,
            profile: Profile::default(),
            demo: false,
            created_at: at(0),
        };
        store.create_account(new).await.unwrap().id
    };
    ground.applicant("applicant").await;
    let one = hired("one", vec![approver("health")]).await;
    let two = hired("two", vec![Role::Applicant, approver("health"), approver("police")]).await;
    hired("three", vec![approver("health_commission")]).await;
    let found = async |department: &str| -> Vec<AccountId> {
        let found = store.accounts_with(&approver(department)).await.unwrap();
        found.into_iter().map(|account| account.id).collect()
    };
    assert_eq!(found("health").await, [one.clone(), two.clone()]);
    assert_eq!(found("police").await, slice::from_ref(&two));
    assert!(found("taxes").await.is_empty());

    let day = |day| date(2026, 3, day);
    let leave = |from, until| Leave {
        account: one.clone(),
        substitute: two.clone(),
        from: day(from),
        until: day(until),
    };
    store.set_leave(&leave(9, 13), at(0)).await.unwrap();
    store.set_leave(&leave(9, 11), at(1)).await.unwrap();
    store.set_leave(&leave(20, 21), at(2)).await.unwrap();
    let (first, second) = (leave(9, 11), leave(20, 21));
    assert_eq!(store.leaves_of(&one, day(2)).await.unwrap(), [first.clone(), second.clone()]);
    assert_eq!(store.stands_in(&two, day(11)).await.unwrap(), [first, second.clone()]);
    assert_eq!(store.stands_in(&two, day(12)).await.unwrap(), [second]);
    assert!(store.stands_in(&one, day(2)).await.unwrap().is_empty());
    store.end_leaves(&one, day(9)).await.unwrap();
    assert_eq!(store.leaves_of(&one, day(2)).await.unwrap()[0], leave(9, 9));
    assert!(store.stands_in(&two, day(10)).await.unwrap().is_empty());
}
