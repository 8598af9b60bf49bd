//! How much each kind of evidence counts. The figures are learnt from the training half of
//! the labelled queries (`cargo run -p search --example learn`) and kept in `data/weights.toml`.

use serde::Deserialize;

/// Declares the weights once: as a struct, and as a list that the learning goes through.
macro_rules! weights {
    ($($(#[$doc:meta])* $name:ident,)*) => {
        /// The weights.
        #[derive(Debug, Clone, PartialEq, Deserialize)]
        #[serde(deny_unknown_fields)]
        pub struct Weights {
            $($(#[$doc])* pub $name: f64,)*
        }

        impl Weights {
            /// Every weight by its name.
            pub fn each_mut(&mut self) -> Vec<(&'static str, &mut f64)> {
                vec![$((stringify!($name), &mut self.$name),)*]
            }
        }
    };
}

weights! {
    /// A word that says the thing by itself.
    sure,
    /// A word that mostly does.
    likely,
    /// A word that helps others.
    hint,
    /// Several words that say it together.
    both,
    /// Several words that say together that it is something else: a shop and a complaint.
    against,
    /// What a shop sells, by itself.
    trade,
    /// The name of an item or material that belongs to one thing alone.
    item,
    /// The name of an item or material that several things have.
    shared_item,
    /// A way of asking that the catalogue or the office gives, typed whole.
    alias,
    /// How far a text like one of the catalogue's counts.
    alike,
    /// What each further piece of evidence for the same thing counts of the one before.
    further,
    /// What a character more in a word adds.
    length,
    /// What follows "I want to".
    goal,
    /// What stands before a wish, as its circumstances.
    before_goal,
    /// What is only where something is: beside the pharmacy.
    beside,
    /// Where somebody works.
    workplace,
    /// What somebody has not got.
    lacking,
    /// A thing that a word in the sentence speaks against.
    unless,
    /// A word that sounds like one of the lexicon's.
    heard,
    /// A word in pinyin.
    spelled,
    /// A word by first letters.
    initials,
    /// A word with a slip.
    slip,
    /// How strong the evidence must be at the least.
    threshold,
    /// What each unknown character asks of it on top.
    unknown,
    /// What the unknown share of the whole asks on top.
    unknown_share,
    /// What an unknown trade or paper asks on top.
    unknown_head,
    /// How much what is usual counts beside the lexicon.
    usual,
    /// How unusual something may be before it counts no more.
    unusual,
    /// What the lexicon adds for what is not offered here, when it is usual.
    caution,
    /// How steeply the score shown follows the margin.
    steepness,
}
