//! What was searched for without success, and the ways of asking that the office added.

use casework::AccountId;
use jiff::civil::date;
use store::Meaning;

use crate::support::{Ground, at};

pub async fn what_was_not_found_is_counted_by_day_and_rare_words_are_not_told(ground: Ground) {
    let store = &ground.store;
    for (words, day, times) in
        [("挂蓝牌", 1, 3), ("挂蓝牌", 2, 4), ("喝茶", 2, 4), ("老黄历", 1, 6), ("老黄历", 3, 1)]
    {
        for _ in 0..times {
            store.count_missed_search(words, date(2026, 3, day)).await.unwrap();
        }
    }
    let told = store.missed_searches(date(2026, 3, 1), 5, 10).await.unwrap();
    let told: Vec<_> = told.iter().map(|it| (it.words.as_str(), it.times, it.last_day)).collect();
    assert_eq!(told, [("挂蓝牌", 7, date(2026, 3, 2)), ("老黄历", 7, date(2026, 3, 3))]);
    assert_eq!(store.missed_searches(date(2026, 3, 1), 5, 1).await.unwrap().len(), 1);
    assert!(store.missed_searches(date(2026, 3, 3), 5, 10).await.unwrap().is_empty());
    assert_eq!(store.forget_missed_searches(date(2026, 3, 2)).await.unwrap(), 2);
    let left = store.missed_searches(date(2026, 1, 1), 1, 10).await.unwrap();
    assert_eq!(left.iter().map(|it| it.times).sum::<u64>(), 9);
}

pub async fn nodes_that_count_at_once_lose_nothing(ground: Ground) {
    let counts = (0..12).map(|_| {
        let store = ground.store.clone();
        tokio::spawn(async move { store.count_missed_search("挂蓝牌", date(2026, 3, 2)).await })
    });
    for count in counts.collect::<Vec<_>>() {
        count.await.unwrap().unwrap();
    }
    let told = ground.store.missed_searches(date(2026, 3, 1), 5, 10).await.unwrap();
    assert_eq!(told.iter().map(|it| it.times).collect::<Vec<_>>(), [12]);
}

pub async fn a_way_of_asking_counts_until_it_is_taken_back_and_is_never_forgotten(ground: Ground) {
    let store = &ground.store;
    let office = AccountId::from("office");
    let theme = |id: &str| Meaning::Theme(id.into());
    assert_eq!(store.aliases_revision().await.unwrap(), 0);
    let first = store.add_alias("挂蓝牌", theme("birth"), &office, at(1)).await.unwrap();
    let elsewhere = Meaning::Elsewhere { advice: "到车管所".into(), near: Some("car_purchase".into()) };
    let second = store.add_alias("喝茶", elsewhere.clone(), &office, at(1)).await.unwrap();
    assert_eq!(store.aliases().await.unwrap(), [second.clone(), first.clone()]);
    let before = store.aliases_revision().await.unwrap();

    let third = store.add_alias("挂蓝牌", theme("car_purchase"), &office, at(2)).await.unwrap();
    let all = store.aliases().await.unwrap();
    let counting: Vec<_> = all.iter().filter(|it| it.removed.is_none()).collect();
    assert_eq!(counting, [&third, &second], "the same words stand for one thing");
    let changed = store.aliases_revision().await.unwrap();
    assert!(changed > before);

    let supervisor = AccountId::from("another");
    assert!(store.remove_alias(&second.id, &supervisor, at(3)).await.unwrap());
    assert!(!store.remove_alias(&second.id, &supervisor, at(4)).await.unwrap(), "once");
    assert!(store.aliases_revision().await.unwrap() > changed);
    let all = store.aliases().await.unwrap();
    assert_eq!(all.len(), 3);
    let removed = all.iter().find(|it| it.id == second.id).unwrap();
    assert_eq!(removed.removed, Some((at(3), supervisor)));
    assert_eq!(removed.meaning, elsewhere);
}
