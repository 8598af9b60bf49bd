//! Weighing what a sentence says: how strongly it speaks for each thing, and whether it is enough.

use crate::{
    lexicon::{About, Lexicon, Rule, Sense, Slot, Strength},
    reading::{Mention, Reading},
    vocabulary::{Spot, Way},
};

/// Words of one rule stand no further apart than this.
const TOGETHER: usize = 24;
/// Pieces of evidence for one thing that are counted.
const MOST_EVIDENCE: usize = 4;

/// Something that speaks for a thing.
#[derive(Debug, Clone)]
pub(crate) struct Evidence {
    /// How strongly.
    pub worth: f64,
    /// Of what kind.
    pub strength: Strength,
    /// The words.
    pub spots: Vec<Spot>,
}

/// Everything that speaks for one thing.
#[derive(Debug, Clone, Default)]
pub(crate) struct Case {
    /// All of it together.
    pub worth: f64,
    /// The pieces, the strongest first.
    pub evidence: Vec<Evidence>,
}

/// What speaks for each thing of the lexicon, by number.
pub(crate) fn cases(reading: &Reading, lexicon: &Lexicon) -> Vec<Case> {
    let mut cases: Vec<Case> = vec![Case::default(); lexicon.things.len()];
    for mention in reading.mentions.iter().filter(|mention| mention.factor > 0.0 && !mention.inner) {
        for sense in &lexicon.vocabulary.words[mention.spot.word as usize].senses {
            if let Sense::Rule(rule) = sense {
                let rule = &lexicon.rules[*rule as usize];
                let worth = single(rule, mention, lexicon);
                cases[rule.thing as usize].evidence.push(Evidence {
                    worth,
                    strength: rule.strength,
                    spots: vec![mention.spot],
                });
            }
        }
    }
    for rule in &lexicon.joint {
        let rule = &lexicon.rules[*rule as usize];
        if let Some(evidence) = joint(rule, reading, lexicon) {
            cases[rule.thing as usize].evidence.push(evidence);
        }
    }
    for (case, thing) in cases.iter_mut().zip(&lexicon.things) {
        case.add_up(lexicon.weights.further);
        let spoken_against = case.worth > 0.0
            && thing.unless.iter().any(|slot| reading.mentions_of(*slot, lexicon).next().is_some());
        if spoken_against {
            case.worth *= lexicon.weights.unless;
        }
    }
    cases
}

fn single(rule: &Rule, mention: &Mention, lexicon: &Lexicon) -> f64 {
    let length = lexicon.vocabulary.words[mention.spot.word as usize].len();
    let longer = 1.0 + lexicon.weights.length * length.saturating_sub(2).min(6) as f64;
    rule.strength.worth(&lexicon.weights) * longer * mention.spot.quality * mention.factor
}

/// Whether every part of the rule stands in the sentence, in different places.
fn joint(rule: &Rule, reading: &Reading, lexicon: &Lexicon) -> Option<Evidence> {
    let mut found: Vec<Vec<&Mention>> = Vec::with_capacity(rule.parts.len());
    for part in &rule.parts {
        let mentions: Vec<&Mention> =
            part.iter().flat_map(|slot| reading.mentions_of(*slot, lexicon)).collect();
        if mentions.is_empty() {
            return None;
        }
        found.push(mentions);
    }
    let mut best: Option<(f64, Vec<Spot>)> = None;
    choose(&found, &mut Vec::new(), &mut best);
    let (worth, spots) = best?;
    let worth = worth * rule.strength.worth(&lexicon.weights) * (1.0 + 0.05 * (rule.parts.len() - 2) as f64);
    Some(Evidence { worth, strength: rule.strength, spots })
}

fn choose<'m>(
    found: &[Vec<&'m Mention>],
    chosen: &mut Vec<&'m Mention>,
    best: &mut Option<(f64, Vec<Spot>)>,
) {
    let Some((part, rest)) = found.split_first() else {
        let first = chosen.iter().map(|it| it.spot.start).min().unwrap_or(0);
        let last = chosen.iter().map(|it| it.spot.end).max().unwrap_or(0);
        if last - first > TOGETHER {
            return;
        }
        let quality = chosen.iter().map(|it| it.spot.quality).fold(1.0, f64::min);
        let factor = chosen.iter().map(|it| it.factor).sum::<f64>() / chosen.len() as f64;
        let worth = quality * factor;
        if best.as_ref().is_none_or(|(most, _)| worth > *most) {
            *best = Some((worth, chosen.iter().map(|it| it.spot).collect()));
        }
        return;
    };
    for mention in part.iter().take(6) {
        if chosen.iter().any(|other| other.spot.touches(&mention.spot)) {
            continue;
        }
        chosen.push(mention);
        choose(rest, chosen, best);
        chosen.pop();
    }
}

impl Case {
    /// Whether all that was typed is a way of asking that the catalogue or the office gives.
    pub fn is_asked_whole(&self, reading: &Reading) -> bool {
        let whole = |spot: &Spot| spot.len() == reading.units.len() && spot.way == Way::Written;
        self.evidence.iter().any(|it| it.strength == Strength::Alias && it.spots.iter().any(whole))
    }

    /// Adds the pieces up; each further one counts less, and the same words twice count once.
    pub fn add_up(&mut self, further: f64) {
        self.evidence.sort_by(|a, b| b.worth.total_cmp(&a.worth));
        let mut kept: Vec<Evidence> = Vec::new();
        for evidence in std::mem::take(&mut self.evidence) {
            let told = |spot: &Spot| kept.iter().any(|other| other.spots.iter().any(|it| it.touches(spot)));
            if kept.len() < MOST_EVIDENCE && !evidence.spots.iter().all(told) {
                kept.push(evidence);
            }
        }
        let mut share = 1.0;
        self.worth = 0.0;
        for evidence in &kept {
            self.worth += evidence.worth * share;
            share *= further;
        }
        self.evidence = kept;
    }
}

/// What several things of the lexicon that are one and the same come to; what rests on the same
/// words counts once.
pub(crate) fn together(cases: &[&Case], further: f64) -> f64 {
    let (mut worth, mut share) = (0.0, 1.0);
    let mut told: Vec<Spot> = Vec::new();
    for case in cases {
        let spots = || case.evidence.iter().flat_map(|evidence| &evidence.spots);
        if spots().all(|spot| told.iter().any(|other| other.touches(spot))) {
            continue;
        }
        worth += case.worth * share;
        share *= further;
        told.extend(spots().copied());
    }
    worth
}

/// How much must speak for a thing before it is claimed.
pub(crate) fn threshold(reading: &Reading, lexicon: &Lexicon) -> f64 {
    let weights = &lexicon.weights;
    let unknown = reading.unknown.len() as f64;
    let share = unknown / (reading.units.len() as f64 + 3.0);
    weights.threshold
        + weights.unknown * unknown.min(8.0)
        + weights.unknown_share * share
        + if reading.unknown_head { weights.unknown_head } else { 0.0 }
}

/// Whether the thing is not one of this catalogue.
pub(crate) fn is_elsewhere(about: &About) -> bool {
    matches!(about, About::Elsewhere { .. })
}

/// Whether a class is mentioned, not only as somebody's circumstances.
pub(crate) fn says(reading: &Reading, class: u16, lexicon: &Lexicon) -> bool {
    reading.mentions_of(Slot::Class(class), lexicon).any(|mention| mention.factor > 0.5)
}
