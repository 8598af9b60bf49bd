//! What holds for every text that may come in.

mod read_support;

use catalog::{explain, read::read};
use proptest::prelude::*;
use read_support::small;

/// Things that people and editors leave in files, and things that break parsers.
const SCRAPS: [&str; 24] = [
    "", "\t", "\n", "\r\n", "- ", ": ", "[", "]", "{", "}", "'", "\"", "\\", "&a ", "*a", "!x ", "#", "|",
    ">", "？", "出生", "\u{feff}", "\0", "---\n",
];

proptest! {
    #[test]
    fn whatever_is_done_to_a_file_reading_ends_with_findings_in_their_place(
        edits in prop::collection::vec((0_usize..11, 0_usize..2000, 0_usize..6, 0..SCRAPS.len()), 1..6),
    ) {
        let mut files = small();
        for (file, at, cut, scrap) in edits {
            let text = &mut files[file].text;
            let boundary = |at: usize| (0..=at.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap();
            let (from, to) = (boundary(at), boundary(at.min(text.len()) + cut));
            text.replace_range(from..to, SCRAPS[scrap]);
        }
        let (catalog, found) = read(&files);
        prop_assert_eq!(catalog.is_none(), found.has_errors());
        for finding in found.iter() {
            prop_assert!(explain(finding.code).is_some(), "{}", finding.code);
            prop_assert!(!finding.message.is_ascii(), "{}", finding.message);
            if let Some(place) = &finding.place {
                let file = files.iter().find(|file| *file.name == *finding.file).unwrap();
                let line = file.text.split('\n').nth(place.line - 1).unwrap();
                prop_assert_eq!(line.trim_end_matches('\r'), &place.text);
                prop_assert!(place.column <= place.text.chars().count() + 2);
            }
        }
    }

    #[test]
    fn reading_does_not_depend_on_the_order_in_which_files_come(order in Just(()).prop_perturb(|(), mut random| {
        let mut order: Vec<usize> = (0..11).collect();
        for last in (1..order.len()).rev() {
            order.swap(last, (random.next_u32() as usize) % (last + 1));
        }
        order
    })) {
        let files = small();
        let shuffled: Vec<_> = order.into_iter().map(|index| files[index].clone()).collect();
        let version = |files| read(files).0.map(|catalog| catalog.version);
        prop_assert_eq!(version(&files), version(&shuffled));
    }
}
