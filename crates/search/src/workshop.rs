//! What the learning and whoever mends the lexicon has to see of the index.

use std::collections::BTreeSet;

use crate::{
    Index, Weights,
    associations::{self, Likelihoods},
    evaluation::{Expected, Labelled},
    index::Standing,
    judge,
    lexicon::{About, Sense, Strength},
    reading::Reading,
};

/// How much worse it is to claim what is not than to miss what is.
const CLAIMED: f64 = 1.6;
/// How steeply the loss follows the margin.
const STEEP: f64 = 4.0;

/// A labelled query that was read.
#[derive(Debug)]
pub struct Prepared {
    reading: Reading,
    usual: Likelihoods,
    expected: Expected,
}

impl Index {
    /// The weights in use, to be learnt anew.
    pub fn weights_mut(&mut self) -> &mut Weights {
        &mut self.lexicon.weights
    }

    /// Reads a labelled query once, to be weighed many times. `usual` is how likely each class is
    /// by associations that have not seen the query.
    pub fn prepare(&self, labelled: &Labelled, usual: &[f64]) -> Prepared {
        Prepared {
            reading: Reading::of(&labelled.query, &self.lexicon),
            usual: Likelihoods(usual.to_vec()),
            expected: labelled.expected.clone(),
        }
    }

    /// How far the answer to a labelled query is from what is expected: about nothing where it is
    /// clearly right, more the more clearly it is wrong. What the weights are learnt by.
    pub fn loss(&self, prepared: &Prepared) -> f64 {
        let Prepared { reading, usual, expected } = prepared;
        let cases = judge::cases(reading, &self.lexicon);
        let standings = self.standings(reading, &cases, usual);
        let against = self.against(reading, self.elsewhere(reading, &cases), usual);
        let meant = |standing: &&Standing| {
            self.groups[standing.group].themes.iter().any(|theme| expected.takes(&self.themes[*theme].id))
        };
        let right = standings.iter().find(meant).map_or(0.0, |standing| standing.worth);
        let wrong =
            standings.iter().find(|standing| !meant(standing)).map_or(-1.0, |standing| standing.worth);
        let (margin, cost) = match expected {
            Expected::None => (against - wrong, CLAIMED),
            _ => (right - wrong.max(against), 1.0),
        };
        cost * (1.0 + (-STEEP * margin).exp()).ln()
    }

    /// What the sentence has that the associations may be learnt from.
    pub fn features(&self, query: &str) -> Vec<String> {
        let reading = Reading::of(query, &self.lexicon);
        associations::features(&reading, &self.lexicon).into_iter().collect()
    }

    /// Every word that says by itself what is meant, with the first theme of its thing, or `none`.
    pub fn labelled_words(&self) -> Vec<(String, String)> {
        let mut labelled = Vec::new();
        for word in &self.lexicon.vocabulary.words {
            for sense in &word.senses {
                let Sense::Rule(rule) = sense else { continue };
                let rule = &self.lexicon.rules[*rule as usize];
                if !matches!(
                    rule.strength,
                    Strength::Sure | Strength::Likely | Strength::Trade | Strength::Alias
                ) {
                    continue;
                }
                match self.lexicon.things.get(rule.thing as usize).map(|thing| &thing.about) {
                    Some(About::Themes(ids)) if !ids.is_empty() => {
                        labelled.push((word.text.clone(), ids[0].clone()))
                    }
                    Some(About::Elsewhere { .. }) => labelled.push((word.text.clone(), "none".into())),
                    _ => {}
                }
            }
        }
        labelled
    }

    /// Themes that some word for a shop speaks for.
    pub fn shop_themes(&self) -> Vec<String> {
        let trades = self.lexicon.rules.iter().filter(|rule| rule.strength == Strength::Trade);
        let themes = trades.filter_map(|rule| match &self.lexicon.things[rule.thing as usize].about {
            About::Themes(ids) => ids.first().cloned(),
            _ => None,
        });
        themes.collect::<BTreeSet<_>>().into_iter().collect()
    }

    /// What the sentence was read as, for the workshop.
    pub fn explain(&self, query: &str) -> String {
        let reading = Reading::of(query, &self.lexicon);
        let words = &self.lexicon.vocabulary.words;
        let mut out = String::new();
        for mention in &reading.mentions {
            let spot = &mention.spot;
            let inner = if mention.inner { " (inner)" } else { "" };
            out += &format!(
                "{}..{} {} {:?} {:.2} x{:.2}{inner}\n",
                spot.start, spot.end, words[spot.word as usize].text, spot.way, spot.quality, mention.factor
            );
        }
        out += &format!(
            "unknown {:?} head {} threshold {:.2}\n",
            reading.unknown,
            reading.unknown_head,
            judge::threshold(&reading, &self.lexicon)
        );
        let cases = judge::cases(&reading, &self.lexicon);
        let usual = self.associations.of(&reading, &self.lexicon);
        let mut likely: Vec<(f64, &str)> =
            usual.0.iter().copied().zip(self.associations.classes.iter().map(String::as_str)).collect();
        likely.sort_by(|a, b| b.0.total_cmp(&a.0));
        out += &format!(
            "usual {:?} against {:.2}\n",
            &likely[..likely.len().min(4)],
            self.against(&reading, self.elsewhere(&reading, &cases), &usual)
        );
        for (number, case) in cases.iter().enumerate().filter(|(_, case)| case.worth > 0.2) {
            let words = case.evidence.iter().map(|it| {
                let texts = it.spots.iter().map(|spot| words[spot.word as usize].text.as_str());
                format!("{:?} {:.2} {}", it.strength, it.worth, texts.collect::<Vec<_>>().join("+"))
            });
            let about = self.lexicon.things.get(number).map(|thing| format!("{:?}", thing.about));
            let about: String = about.unwrap_or_default().chars().take(60).collect();
            out += &format!("{:.2} {about} {:?}\n", case.worth, words.collect::<Vec<_>>());
        }
        out
    }
}
