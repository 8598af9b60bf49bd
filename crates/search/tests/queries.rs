//! What people type, over the district's own themes.

#![expect(clippy::disallowed_methods, reason = "a test may read the folder that the binary reads")]

mod support;

use proptest::prelude::*;
use search::{Absent, Alias, Index, Texts, ThemeText};
use support::{INDEX, district, expected_of, queries};

fn first(query: &str) -> Option<String> {
    INDEX.with(|index| index.search(query, 5).hits.first().map(|hit| hit.theme.to_string()))
}

fn firsts(query: &str, count: usize) -> Vec<String> {
    INDEX.with(|index| index.search(query, count).hits.into_iter().map(|hit| hit.theme.to_string()).collect())
}

/// A sister theme is as good where the query does not tell them apart.
fn same_thing(found: &str, meant: &str) -> bool {
    let plain = |id: &str| id.trim_end_matches("_enterprise").trim_end_matches("_self_employed").to_owned();
    found == meant || plain(found) == plain(meant)
}

#[test]
fn every_way_of_asking_finds_its_theme_first() {
    let themes = ThemeText::all(&district());
    assert_eq!(themes.len(), 33);
    assert!(themes.iter().map(|theme| theme.aliases.len()).sum::<usize>() >= 508);
    for theme in themes {
        for alias in theme.aliases.iter().chain([&theme.name]) {
            let found = first(alias).unwrap_or_default();
            assert!(same_thing(&found, &theme.id), "{alias}: {} expected, {found} found", theme.id);
        }
    }
}

/// The figures of the half that nothing was learnt from. They may get better, and then this is
/// raised; they may not get worse over the same queries.
#[test]
fn queries_that_nothing_was_learnt_from_come_out_as_well_as_ever() {
    let queries = queries();
    assert!(queries.len() >= 800, "{} labelled queries", queries.len());
    assert!(queries.iter().filter(|query| expected_of(query) == "none").count() >= 120);
    let held_out = queries.iter().filter(|query| !query.is_for_learning());
    let report = INDEX.with(|index| search::evaluation::evaluate(index, held_out));
    assert!(report.top_1() >= 0.972, "{report}");
    assert!(report.none_recall() >= 0.977, "{report}");
    assert!(report.none_precision() >= 0.967, "{report}");
    assert!(report.wrong_certain() <= 0.0145, "{report}");
}

#[test]
fn the_labelled_queries_know_every_theme_and_every_kind() {
    let queries = queries();
    for theme in ThemeText::all(&district()) {
        let of_theme =
            queries.iter().filter(|query| query.expected_themes().any(|id| theme.id == *id)).count();
        assert!(of_theme >= 8, "{}: {of_theme}", theme.id);
    }
    for kind in [
        "方言",
        "旧名称",
        "同音字",
        "错字",
        "拼音",
        "首字母",
        "拼音混写",
        "繁体",
        "全角和标点",
        "英语",
        "事项和材料",
        "长句",
        "语音",
        "否定",
        "说了个体或公司",
    ] {
        let of_kind = queries.iter().filter(|query| query.kind == kind).count();
        assert!(of_kind >= 4, "{kind}: {of_kind}");
    }
}

#[test]
fn a_shop_is_shown_for_the_self_employed_and_for_companies() {
    assert_eq!(firsts("开火锅店", 2), ["hotpot_restaurant_self_employed", "hotpot_restaurant_enterprise"]);
    let asked = INDEX.with(|index| index.search("开火锅店", 5).ask).expect("the one question");
    assert_eq!(asked.question, "办个体户，还是办公司（企业）？");
    assert_eq!(asked.themes, ["hotpot_restaurant_self_employed", "hotpot_restaurant_enterprise"]);
}

#[test]
fn where_it_is_said_which_body_only_that_one_stands_first() {
    for (query, meant) in [
        ("注册公司开火锅店", "hotpot_restaurant_enterprise"),
        ("用公司名义开理发店", "barber_shop_enterprise"),
        ("个体户开面馆", "noodle_shop_self_employed"),
        ("自己开个小超市", "supermarket_self_employed"),
        ("和几个股东合伙开餐厅", "restaurant_enterprise"),
    ] {
        let found = INDEX.with(|index| index.search(query, 5));
        assert_eq!(found.hits[0].theme, meant, "{query}");
        assert_eq!(found.ask, None, "{query}");
    }
}

#[test]
fn what_is_denied_is_not_meant() {
    for (query, meant) in [
        ("不是开店，是关店", "company_exit"),
        ("不是离婚，是结婚", "marriage"),
        ("不是要注销公司，是想注册公司", "company_setup"),
        ("不是二手车，买的新车要上牌", "car_purchase"),
        ("我不是要开公司，公司开不下去了要关", "company_exit"),
    ] {
        assert_eq!(first(query).as_deref(), Some(meant), "{query}");
    }
    for query in ["不是结婚，是离婚", "不是开理发店，是开美甲店", "不买新车，是二手车过户"]
    {
        assert_eq!(first(query), None, "{query}");
    }
    assert_eq!(
        first("没得户口能不能读小学").as_deref(),
        Some("school_enrollment"),
        "what one lacks is no denial"
    );
}

#[test]
fn a_character_that_only_looks_like_the_right_one_is_read_as_the_right_one() {
    for (query, meant) in [
        ("奶荼店办证", "drink_shop_self_employed"),
        ("开火祸店要什么手续", "hotpot_restaurant_self_employed"),
        ("我想开中歺馆", "restaurant_self_employed"),
        ("新生儿上戸口", "birth"),
    ] {
        assert_eq!(first(query).as_deref(), Some(meant), "{query}");
    }
}

#[test]
fn who_names_a_shop_without_wanting_to_open_one_is_not_told_how_to() {
    for query in [
        "火锅店招服务员",
        "面馆转让",
        "奶茶原料批发",
        "理发店办卡不退",
        "服装店清仓",
        "健身房价格",
        "便利店夜班工资",
    ] {
        assert_eq!(first(query), None, "{query}");
    }
    assert_eq!(
        first("火锅店招了服务员要买社保").as_deref(),
        Some("staff_recruitment"),
        "whoever hired somebody has something to do here"
    );
}

#[test]
fn names_of_old_lead_to_what_they_are_called_today() {
    INDEX.with(|index| {
        let found = index.search("办准生证", 5);
        assert_eq!(found.hits[0].theme, "birth");
        assert!(found.hits[0].why.contains("生育登记"), "{}", found.hits[0].why);
    });
}

#[test]
fn items_and_materials_lead_to_the_things_that_have_them() {
    assert_eq!(first("出生医学证明").as_deref(), Some("birth"));
    assert_eq!(first("车辆识别代号拓印膜").as_deref(), Some("car_purchase"));
    let shops = firsts("食品经营许可证", 20);
    for shop in [
        "restaurant_self_employed",
        "hotpot_restaurant_enterprise",
        "drink_shop_self_employed",
        "supermarket_self_employed",
    ] {
        assert!(shops.iter().any(|found| found == shop), "{shop} in {shops:?}");
    }
    assert_eq!(shops[0], "restaurant_self_employed");
    assert!(!shops.iter().any(|found| found == "clothing_shop" || found == "birth"), "{shops:?}");
}

#[test]
fn the_page_can_say_why() {
    INDEX.with(|index| {
        let why = |query: &str| index.search(query, 1).hits[0].why.clone();
        assert!(why("剪脑壳的店要办啥子证").contains("剪脑壳"), "{}", why("剪脑壳的店要办啥子证"));
        assert!(why("lifadian").contains("理发店"), "{}", why("lifadian"));
        assert!(why("hgd").contains("火锅店"), "{}", why("hgd"));
        assert!(why("理法店").contains("理发店"), "{}", why("理法店"));
        for query in queries() {
            let found = index.search(&query.query, 5);
            assert!(found.hits.iter().all(|hit| !hit.why.is_empty()), "{}", query.query);
        }
    });
}

#[test]
fn the_answer_none_says_what_comes_near_and_where_to_go() {
    INDEX.with(|index| {
        let found = index.search("二手车过户", 5);
        assert!(found.none && found.hits.is_empty());
        assert_eq!(found.near[0].theme, "car_purchase");
        assert!(found.near[0].note.contains("买新车"), "{}", found.near[0].note);
        assert!(found.near[0].note.contains("不管二手车过户"), "{}", found.near[0].note);
        assert!(found.advice.unwrap().contains("车管所"));
        let unheard_of = index.search("开个箍木桶的铺子", 5);
        assert!(unheard_of.none);
        assert!(unheard_of.advice.unwrap().contains("12345"));
    });
}

#[test]
fn words_of_the_sentence_are_guesses_at_answers() {
    let guessed = |query: &str| {
        INDEX.with(|index| {
            let hit = index.search(query, 1).hits.remove(0);
            hit.guesses
                .into_iter()
                .map(|guess| (guess.about().to_owned(), guess.value, guess.word))
                .collect::<Vec<_>>()
        })
    };
    let has = |query: &str, situation: &str, value: &str, word: &str| {
        let all = guessed(query);
        assert!(all.contains(&(situation.into(), value.into(), word.into())), "{query}: {all:?}");
    };
    has("我想开个奶茶店", "food_items", "self_made_drink", "奶茶店");
    has("注册公司开服装店", "business_form", "enterprise", "注册公司");
    has("老婆剖腹产生了双胞胎", "children_count", "2", "双胞胎");
    has("老婆剖腹产生了双胞胎", "delivery_mode", "cesarean", "剖腹产");
    has("在双福开个便利店", "place_level", "street", "双福");
    has("在白沙镇开个便利店", "place_level", "town", "白沙镇");
    has("在双福开个便利店", "shop.town", "双福街道", "双福");
    has("一百二十平的门面开理发店", "floor_area", "120", "一百二十平");
    has("贷款买车上牌", "has_loan", "true", "贷款");
    assert!(guessed("开理发店").iter().all(|(situation, ..)| situation == "barber_services"));
}

#[test]
fn a_question_of_one_answer_that_was_given_two_is_not_guessed() {
    INDEX.with(|index| {
        let hit = index.search("摩托车和小汽车上牌", 1).hits.remove(0);
        assert!(hit.guesses.iter().all(|guess| guess.about() != "vehicle_kind"), "{:?}", hit.guesses);
    });
}

#[test]
fn typing_is_helped_from_the_second_character() {
    INDEX.with(|index| {
        let themes = |prefix: &str| {
            index
                .suggest(prefix, 8)
                .into_iter()
                .map(|suggestion| suggestion.theme.to_string())
                .collect::<Vec<_>>()
        };
        assert!(themes("火锅").contains(&"hotpot_restaurant_self_employed".to_owned()));
        assert!(themes("jiehun").contains(&"marriage".to_owned()));
        assert!(themes("tuixiu").contains(&"retirement".to_owned()));
        assert!(themes("剪脑").contains(&"barber_shop_self_employed".to_owned()));
        assert_eq!(themes("出生")[0], "birth");
        assert!(themes("").is_empty());
    });
}

#[test]
fn a_way_of_asking_that_the_office_added_is_found_at_once() {
    let mut texts = Texts::of(&district());
    let before = Index::of(texts.clone());
    assert!(before.search("耙耳朵专窗", 5).none);
    texts.aliases.push(Alias { text: "耙耳朵专窗".into(), theme: "marriage".into() });
    let after = Index::of(texts);
    for query in ["耙耳朵专窗", "耙耳朵专窗在哪里", "请问耙耳朵专窗", "paerduozhuanchuang"]
    {
        let found = after.search(query, 5);
        assert!(
            found.hits.first().is_some_and(|hit| hit.theme == *"marriage"),
            "{query}: {}",
            after.explain(query)
        );
    }
    assert!(!after.suggest("耙耳朵", 5).is_empty());
}

#[test]
fn what_the_office_says_is_not_offered_here_gets_an_honest_answer_at_once() {
    let mut texts = Texts::of(&district());
    assert!(!Index::of(texts.clone()).search("开奶茶店", 5).none);
    texts.absent.push(Absent {
        text: "开奶茶店".into(),
        advice: "到三号窗口问。".into(),
        near: Some("restaurant_self_employed".into()),
    });
    let index = Index::of(texts);
    let found = index.search("开奶茶店", 5);
    assert!(found.none && found.hits.is_empty(), "{found:?}");
    assert_eq!(
        (found.elsewhere.as_deref(), found.advice.as_deref()),
        (Some("开奶茶店"), Some("到三号窗口问。"))
    );
    assert!(!index.search("奶茶店", 5).none, "other words are not touched");
}

#[test]
fn odd_input_is_harmless() {
    INDEX.with(|index| {
        for query in
            ["", "   ", "\0", "？？？", "<script>alert(1)</script>", "1234567890", "😀", "a", "的", "办"]
        {
            assert!(index.search(query, 5).none, "{query:?}");
        }
        assert!(index.search(&"开火锅店".repeat(3000), 5).hits.len() <= 5);
        assert_eq!(index.search("\0开火锅店\u{200b}", 1).hits[0].theme, "hotpot_restaurant_self_employed");
    });
    assert!(Index::default().search("开火锅店", 5).none, "an empty catalogue finds nothing");
}

#[test]
fn the_same_question_gets_the_same_answer() {
    let other = Index::build(&district());
    INDEX.with(|index| {
        for query in queries().iter().step_by(17) {
            assert_eq!(index.search(&query.query, 5), other.search(&query.query, 5), "{}", query.query);
        }
    });
}

proptest! {
    #[test]
    fn no_query_makes_the_search_panic(query in any::<String>(), limit in 0..5usize) {
        INDEX.with(|index| {
            let found = index.search(&query, limit);
            prop_assert!(found.hits.len() <= limit);
            prop_assert!(found.hits.iter().all(|hit| (0.0..=1.0).contains(&hit.score)));
            let _ = index.suggest(&query, limit);
            Ok(())
        })?;
    }

    #[test]
    fn no_mixture_of_known_words_makes_the_search_panic(words in proptest::collection::vec(0..400usize, 1..12)) {
        let queries = queries();
        let query: String = words.iter().map(|at| queries[at * 7 % queries.len()].query.chars().take(4).collect::<String>()).collect();
        INDEX.with(|index| {
            let found = index.search(&query, 5);
            prop_assert_eq!(found.none, found.hits.is_empty());
            Ok(())
        })?;
    }
}
