//! The ledger of merging adds up, whatever anybody answers.

mod sample;

use catalog::{
    assess::{
        assess,
        ledger::{MaterialsBy, ledger},
    },
    assessment::State,
};
use proptest::prelude::*;
use sample::{BIRTH, Choices, answers, answers_to_all, jiangjin};

#[test]
fn a_birth_with_everything_wanted_shows_what_was_merged_into_what() {
    let theme = jiangjin().theme("birth").unwrap();
    let told = assess(jiangjin(), theme, &answers(theme, &BIRTH));
    let ledger = ledger(&told);
    assert_eq!((ledger.forms.before, ledger.forms.after), (5, 1));
    let earlier = ledger.materials.lines.iter().find(|line| line.by == MaterialsBy::EarlierResult).unwrap();
    assert!(earlier.of.iter().any(|paper| paper.id == "birth_certificate"), "{earlier:?}");
    let merged = &ledger.fields.lines[0];
    let name = merged.of.iter().find(|field| field.id == "child.name").unwrap();
    assert_eq!(name.items.len(), name.count + 1);
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 40, ..ProptestConfig::default() })]

    #[test]
    fn before_less_every_line_is_after(drawn in prop::collection::vec(any::<u16>(), 120), keep in 0_u8..4) {
        for theme in &jiangjin().themes {
            let mut answers = answers_to_all(&theme.situations, &mut Choices::new(&drawn));
            let mut at = 0_u8;
            answers.situations.retain(|_, _| {
                at = at.wrapping_add(1);
                keep == 0 || at % 4 != keep
            });
            let told = assess(jiangjin(), theme, &answers);
            let ledger = ledger(&told);
            let fields: usize = ledger.fields.lines.iter().map(|line| line.count).sum();
            let materials: usize = ledger.materials.lines.iter().map(|line| line.count).sum();
            prop_assert_eq!(ledger.fields.before, ledger.fields.after + fields, "{}", theme.id);
            prop_assert_eq!(ledger.materials.before, ledger.materials.after + materials, "{}", theme.id);
            for line in &ledger.fields.lines {
                prop_assert_eq!(line.count, line.of.iter().map(|one| one.count).sum::<usize>());
            }
            for line in &ledger.materials.lines {
                prop_assert_eq!(line.count, line.of.iter().map(|one| one.count).sum::<usize>());
            }
            // What is left is what the assessment asks for, and what was there is what the forms have.
            let present = told.items.iter().filter(|item| item.state == State::In).count();
            prop_assert_eq!(ledger.forms.before, present);
            prop_assert_eq!(ledger.forms.of.iter().map(|form| form.fields).sum::<usize>(), ledger.fields.before);
            if present > 0 {
                let asked = told.fields.iter().filter(|field| field.state == State::In).count();
                prop_assert_eq!(ledger.fields.after, asked, "{}", theme.id);
                let brought = told.materials.iter().filter(|one| one.state == State::In && one.spared.is_none());
                prop_assert_eq!(ledger.materials.after, brought.count(), "{}", theme.id);
            }
        }
    }
}
