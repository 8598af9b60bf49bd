//! Why something is there: answer, clause and law, for everything and for anybody.

mod sample;

use catalog::{
    assess::{
        assess,
        grounds::{Ground, grounds},
    },
    assessment::State,
};
use sample::{Choices, answers, answers_to_all, jiangjin, jiangjin_files};

#[test]
fn a_material_names_the_answer_the_clause_and_the_law() {
    let theme = jiangjin().theme("birth").unwrap();
    let given = [
        ("birth_place", "hospital"),
        ("parents_marriage", "married"),
        ("household_wanted", "是"),
        ("household_place", "jiangjin"),
        ("parents_nationality", "both_mainland"),
        ("household_follow", "mother"),
    ];
    let told = assess(jiangjin(), theme, &answers(theme, &given));
    let grounds = grounds(jiangjin(), theme, &told);
    let why = &grounds.materials["marriage_certificate"][0];
    assert_eq!(why.answers[0].label.as_deref(), Some("领了"));
    assert_eq!(why.clause.text, "办“出生登记（户口登记）”，“孩子父母领结婚证了吗”选“领了”的要交");
    assert_eq!(&*why.clause.origin.file, "items/birth_household_registration.yaml");
    assert_eq!(why.law.as_ref().unwrap().law, "中华人民共和国户口登记条例");
    let certificate = &grounds.items["birth_medical_certificate"][0];
    assert_eq!(
        certificate.clause.text,
        "“孩子在哪里出生”选“江津区内的医院或妇幼保健院”或“在家里、路上，没有在医院接生”的，要办这一项"
    );
}

#[test]
fn everything_that_is_there_has_its_grounds_in_words_and_in_a_line_that_exists() {
    let files = jiangjin_files();
    let catalog = jiangjin();
    for theme in &catalog.themes {
        for seed in 0..8_u16 {
            let drawn: Vec<u16> =
                (0..200_u16).map(|at| at.wrapping_mul(7919).wrapping_add(seed * 977) >> 3).collect();
            let told = assess(catalog, theme, &answers_to_all(&theme.situations, &mut Choices::new(&drawn)));
            let grounds = grounds(catalog, theme, &told);
            for item in &told.items {
                assert!(!grounds.items[&item.id].is_empty(), "{}", item.id);
                if item.state == State::In {
                    assert_eq!(grounds.steps[&item.id].len(), item.steps.len(), "{}", item.id);
                    assert_eq!(grounds.days[&item.id].len(), 1, "{}", item.id);
                }
            }
            for material in &told.materials {
                assert!(
                    grounds.materials[&material.id].iter().any(|it| it.item.is_some()),
                    "{}",
                    material.id
                );
            }
            for field in &told.fields {
                assert_eq!(grounds.fields[&field.id].len(), field.items.len(), "{} {}", theme.id, field.id);
            }
            assert!(told.fees.iter().all(|fee| grounds.fees.contains_key(&fee.item)));
            assert!(told.visit_reasons.iter().all(|visit| grounds.visits.contains_key(&visit.item)));
            assert_eq!(grounds.stops.len(), told.stops.len());
            let all = grounds.items.values().chain(grounds.materials.values()).chain(grounds.fields.values());
            let all =
                all.chain(grounds.steps.values()).chain(grounds.days.values()).chain(grounds.fees.values());
            let all = all.chain(grounds.visits.values()).flatten().chain(&grounds.stops);
            for ground in all {
                says_where(ground, &files);
            }
        }
    }
}

fn says_where(ground: &Ground, files: &[catalog::read::SourceFile]) {
    let clause = &ground.clause;
    let file =
        files.iter().find(|file| file.name.ends_with(&*clause.origin.file)).expect("the file is there");
    let line = (clause.origin.line as usize).checked_sub(1).and_then(|line| file.text.lines().nth(line));
    assert!(line.is_some_and(|line| !line.trim().is_empty()), "{clause:?}");
    for formula in ["&&", "||", "==", "!=", "exists", "_", "null"] {
        assert!(!clause.text.contains(formula), "{clause:?}");
    }
}
