//! What people search for without success, and what the office makes of it.

use jiff::civil::date;
use service::{Failure, NewAlias};
use testkit::{Engine, Person, Town};

/// Words that lead to nothing as long as the office says nothing.
const WORDS: &str = "耙耳朵专窗";

/// So many people search for it.
async fn searched(town: &Town, words: &str, people: std::ops::Range<usize>) {
    for person in people {
        town.app().count_missed_search(words, &format!("198.51.100.{person}")).await;
    }
}

async fn told(town: &Town, who: &Person) -> Vec<(String, u64)> {
    let lines = town.app().missed_searches(who.visitor()).await.unwrap();
    lines.into_iter().map(|line| (line.words, line.times)).collect()
}

fn alias(words: &str, theme: Option<&str>, advice: &str) -> NewAlias {
    NewAlias { words: words.into(), theme: theme.map(Into::into), advice: advice.into(), near: None }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_many_did_not_find_becomes_a_way_of_asking_on_every_node() {
    for engine in [Engine::Sqlite, Engine::Postgres] {
        let Some(town) = Town::on(engine, date(2026, 3, 5)).await else { continue };
        let (office, other_node) = (town.office().await, town.another_node().await);
        assert!(other_node.search(WORDS, 5).await.none);
        searched(&town, " 耙 耳朵专窗？", 0..4).await;
        assert_eq!(told(&town, &office).await, [], "four people might be known by it");
        searched(&town, WORDS, 2..7).await;
        searched(&town, "13983901234", 0..9).await;
        searched(&town, "我叫李娜要办护照", 0..9).await;
        assert_eq!(told(&town, &office).await, [(WORDS.to_owned(), 7)]);
        let line = town.app().missed_searches(office.visitor()).await.unwrap().remove(0);
        assert_eq!(line.last_week, date(2026, 3, 2));

        let added = town.app().add_alias(office.visitor(), alias(WORDS, Some("marriage"), "")).await.unwrap();
        for node in [town.app(), &other_node] {
            let found = node.search("请问耙耳朵专窗", 5).await;
            assert_eq!(found.hits[0].theme, "marriage", "{found:?}");
        }
        assert!(!town.app().suggest("耙耳朵", 5).await.is_empty());
        assert_eq!(told(&town, &office).await, [], "it has been dealt with");

        town.app().remove_alias(office.visitor(), &added.alias.id).await.unwrap();
        for node in [town.app(), &other_node] {
            assert!(node.search(WORDS, 5).await.none);
        }
        assert_eq!(told(&town, &office).await.len(), 1);
        let kept = town.app().aliases(office.visitor()).await.unwrap();
        assert_eq!((kept.len(), kept[0].removed_by.as_deref()), (1, Some("政务服务办")));
    }
}

#[tokio::test]
async fn one_person_alone_puts_nothing_on_the_list() {
    let town = Town::open(date(2026, 3, 2)).await;
    let office = town.office().await;
    for _ in 0..20 {
        town.app().count_missed_search(WORDS, "203.0.113.9").await;
    }
    assert_eq!(told(&town, &office).await, []);
    searched(&town, WORDS, 0..4).await;
    assert_eq!(told(&town, &office).await, [(WORDS.to_owned(), 5)]);
}

#[tokio::test]
async fn after_ninety_days_it_is_forgotten() {
    let town = Town::open(date(2026, 3, 2)).await;
    let office = town.office().await;
    searched(&town, WORDS, 0..5).await;
    town.pass_hours(24 * 90);
    town.app().forget_missed_searches().await.unwrap();
    assert_eq!(told(&town, &office).await.len(), 1);
    town.pass_hours(24);
    town.app().forget_missed_searches().await.unwrap();
    assert_eq!(told(&town, &office).await, []);
}

#[tokio::test]
async fn the_office_can_say_that_there_is_no_such_thing_here() {
    let town = Town::open(date(2026, 3, 2)).await;
    let office = town.office().await;
    assert!(!town.app().search("开奶茶店", 5).await.none);
    let advice = "到三号窗口问。";
    let near = Some("hotpot_restaurant_self_employed".into());
    let absent = NewAlias { near, ..alias("开奶茶店", None, advice) };
    let line = town.app().add_alias(office.visitor(), absent).await.unwrap();
    assert_eq!((line.theme, line.near.as_deref()), (None, Some("我要开火锅店（个体户）")));
    let found = town.app().search("开奶茶店", 5).await;
    assert!(found.none && found.hits.is_empty());
    assert_eq!(found.advice.as_deref(), Some(advice));
    assert_eq!(found.near[0].theme, "hotpot_restaurant_self_employed");
    assert!(found.near[0].note.contains("不管开奶茶店"), "{}", found.near[0].note);
    // Said again, and differently: the later word counts.
    town.app()
        .add_alias(office.visitor(), alias("开奶茶店", Some("drink_shop_self_employed"), ""))
        .await
        .unwrap();
    assert_eq!(town.app().search("开奶茶店", 5).await.hits[0].theme, "drink_shop_self_employed");
}

#[tokio::test]
async fn only_words_and_themes_that_are_some_are_taken() {
    let town = Town::open(date(2026, 3, 2)).await;
    let office = town.office().await;
    for (new, pointer) in [
        (alias("办", Some("birth"), ""), "/words"),
        (alias("13983901234", Some("birth"), ""), "/words"),
        (alias("我叫李娜", None, ""), "/words"),
        (alias("挂蓝牌", Some("nothing"), ""), "/theme"),
        (alias("挂蓝牌", None, &"远".repeat(201)), "/advice"),
        (NewAlias { near: Some("nothing".into()), ..alias("挂蓝牌", None, "") }, "/near"),
    ] {
        let refused = town.app().add_alias(office.visitor(), new.clone()).await;
        let Err(Failure::Invalid(complaints)) = refused else { panic!("{new:?} was taken") };
        assert_eq!(complaints[0].pointer, pointer);
    }
    let none = town.app().remove_alias(office.visitor(), "nothing").await;
    assert!(matches!(none, Err(Failure::NotFound)));
}
