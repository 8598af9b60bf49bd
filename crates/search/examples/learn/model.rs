//! A logistic regression over what a sentence has: how likely each thing is.

use std::collections::{BTreeMap, HashMap};

/// Weights smaller than this are not kept.
const SMALLEST: f64 = 0.45;
/// What stands in fewer examples is taken for unknown: so is most of what people will type.
const SELDOM: usize = 2;
/// How often all examples are gone through.
const ROUNDS: usize = 20;
/// How far the first steps go.
const STEP: f64 = 2.0;
/// How fast weights fade that are not needed.
const FADING: f64 = 5e-6;

/// A logistic regression.
pub(crate) struct Model<'a> {
    classes: &'a [String],
    numbers: HashMap<&'a str, usize>,
    bias: Vec<f64>,
    /// For each feature, the weights of all classes.
    weights: Vec<f64>,
}

impl<'a> Model<'a> {
    /// Learns in ever smaller steps; what is not needed fades.
    pub(crate) fn taught(examples: &[(&'a Vec<String>, &'a String)], classes: &'a [String]) -> Self {
        let mut numbers: HashMap<&str, usize> = HashMap::new();
        let mut each: Vec<(Vec<usize>, usize, usize)> = Vec::new();
        let mut counts: HashMap<&str, usize> = HashMap::new();
        for feature in examples.iter().flat_map(|(features, _)| features.iter()) {
            *counts.entry(feature).or_default() += 1;
        }
        for (features, class) in examples {
            let known = features.iter().filter(|feature| counts[feature.as_str()] >= SELDOM);
            let known = known.map(|feature| {
                let next = numbers.len();
                *numbers.entry(feature).or_insert(next)
            });
            let known = known.collect();
            let class = classes.iter().position(|it| it == *class).expect("a class of the list");
            each.push((known, features.len(), class));
        }
        let weights = vec![0.0; numbers.len() * classes.len()];
        let mut model = Model { classes, numbers, bias: vec![0.0; classes.len()], weights };
        let count = classes.len();
        for round in 0..ROUNDS {
            let step = STEP / (1.0 + 0.25 * round as f64);
            for turn in 0..each.len() {
                // A fixed order that is not that of the file.
                let (features, all, class) = &each[(turn * 7919 + round * 104_729) % each.len()];
                let likelihoods = model.likelihoods_of(features, *all);
                let length = (*all.max(&1) as f64).sqrt();
                for (at, likelihood) in likelihoods.iter().enumerate() {
                    let error = f64::from(u8::from(at == *class)) - likelihood.exp();
                    model.bias[at] += 0.02 * step * error;
                    let slope = error / length;
                    for feature in features {
                        let weight = &mut model.weights[feature * count + at];
                        *weight += step * (slope - FADING * *weight);
                    }
                }
            }
        }
        model
    }

    pub(crate) fn likelihoods(&self, features: &[String]) -> Vec<f64> {
        let known: Vec<usize> =
            features.iter().filter_map(|feature| self.numbers.get(feature.as_str())).copied().collect();
        self.likelihoods_of(&known, features.len())
    }

    fn likelihoods_of(&self, features: &[usize], all: usize) -> Vec<f64> {
        let count = self.classes.len();
        let mut scores = vec![0.0; count];
        for feature in features {
            for (score, weight) in scores.iter_mut().zip(&self.weights[feature * count..]) {
                *score += weight;
            }
        }
        let length = (all.max(1) as f64).sqrt();
        for (score, bias) in scores.iter_mut().zip(&self.bias) {
            *score = *score / length + bias;
        }
        let most = scores.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let all = scores.iter().map(|score| (score - most).exp()).sum::<f64>().ln() + most;
        scores.into_iter().map(|score| score - all).collect()
    }

    pub(crate) fn written(&self) -> String {
        let head: Vec<String> =
            self.classes.iter().zip(&self.bias).map(|(class, bias)| format!("{class}={bias:.2}")).collect();
        let count = self.classes.len();
        let lines: BTreeMap<&str, String> = self
            .numbers
            .iter()
            .filter_map(|(feature, number)| {
                let weights = &self.weights[number * count..(number + 1) * count];
                let kept = weights.iter().enumerate().filter(|(_, weight)| weight.abs() >= SMALLEST);
                let kept: Vec<String> =
                    kept.map(|(class, weight)| format!("{class}={:.0}", weight * 10.0)).collect();
                (!kept.is_empty()).then(|| (*feature, kept.join(" ")))
            })
            .collect();
        let lines: String =
            lines.into_iter().map(|(feature, weights)| format!("{feature}\t{weights}\n")).collect();
        format!(
            "# 字、音和词常常说的是哪件事（数字是十倍的权重）。由训练的一半学出来：cargo run -p search --example learn -- --learn\n{}\n{lines}",
            head.join("\t")
        )
    }
}
