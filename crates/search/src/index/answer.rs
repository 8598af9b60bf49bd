//! The answer in the reader's words: what was found and why, or that there is no such thing here.

use super::{Index, SIMILAR, Standing};
use crate::{
    Ask, Found, Hit, Near,
    judge::{self, Case},
    lexicon::{About, Strength},
    reading::Reading,
    themes::ThemeText,
    vocabulary::Way,
};

/// A group that is so much weaker than the best is not shown.
const FAR_BEHIND: f64 = 0.4;
/// A sister theme that is the other kind of body than the one said.
const OTHER_BODY: f64 = 0.55;
/// Most shops are opened by the self-employed: where nothing is said, the company stands second.
const SECOND_BODY: f64 = 0.99;
/// How many similar themes are named.
const MOST_NEAR: usize = 3;
/// Where to go when nothing else is known.
const ANYWHERE: &str = "可以打12345，或者到政务服务中心综合窗口问。";

impl Index {
    pub(super) fn something(
        &self,
        reading: &Reading,
        standings: Vec<Standing>,
        against: f64,
        limit: usize,
    ) -> Found {
        let best = standings[0].worth;
        let body = self.body(reading);
        let guesses = self.guesses.of(reading, &self.lexicon);
        let certain = 1.0 / (1.0 + (-self.lexicon.weights.steepness * (best - against)).exp());
        let mut hits = Vec::new();
        let mut ask = None;
        let shown = standings.iter().take_while(|it| it.worth >= (best - FAR_BEHIND).max(against));
        for standing in shown {
            let score = (certain + 0.5 * (1.0 - certain)) * (standing.worth - best).exp();
            let mut members: Vec<(usize, f64)> = self.groups[standing.group]
                .themes
                .iter()
                .map(|theme| (*theme, self.of_body(*theme, body)))
                .collect();
            members.sort_by(|a, b| b.1.total_cmp(&a.1));
            if let ([first, second], None) = (members.as_slice(), body)
                && hits.is_empty()
            {
                ask = self.themes[first.0].pair_question.clone().map(|question| Ask {
                    question,
                    themes: vec![self.themes[first.0].id.clone(), self.themes[second.0].id.clone()],
                });
            }
            for (theme, share) in members {
                let theme = &self.themes[theme];
                hits.push(Hit {
                    theme: theme.id.clone(),
                    name: theme.name.clone(),
                    score: (score * share * 1000.0).round() / 1000.0,
                    why: standing.why.clone(),
                    guesses: guesses.for_theme(theme),
                });
            }
        }
        // The other kind of body of the first stands behind what else may be meant.
        if body.is_some() {
            hits.sort_by(|a, b| b.score.total_cmp(&a.score));
        }
        hits.truncate(limit);
        Found { hits, near: Vec::new(), none: false, advice: None, elsewhere: None, ask }
    }

    /// What the kind of body that was said makes of a theme.
    fn of_body(&self, theme: usize, body: Option<Body>) -> f64 {
        let theme = &self.themes[theme];
        match body {
            _ if theme.pair.is_none() => 1.0,
            Some(Body::Enterprise) if theme.self_employed => OTHER_BODY,
            Some(Body::SelfEmployed) if !theme.self_employed => OTHER_BODY,
            None if !theme.self_employed => SECOND_BODY,
            _ => 1.0,
        }
    }

    fn body(&self, reading: &Reading) -> Option<Body> {
        let known = &self.lexicon.known;
        let says = |class: u16| judge::says(reading, class, &self.lexicon);
        if says(known.self_employed) {
            Some(Body::SelfEmployed)
        } else if says(known.enterprise) || says(known.incorporate) {
            Some(Body::Enterprise)
        } else {
            None
        }
    }

    /// The honest answer that there is no such thing here, and what comes near.
    pub(super) fn nothing(
        &self,
        standings: &[Standing],
        elsewhere: Option<usize>,
        reading: &Reading,
    ) -> Found {
        let about = elsewhere.and_then(|thing| match &self.lexicon.things[thing].about {
            About::Elsewhere { name, advice, near } => Some((name, advice, near)),
            _ => None,
        });
        let mut near: Vec<usize> = Vec::new();
        match about {
            Some((.., themes)) => {
                near.extend(
                    themes.iter().filter_map(|id| self.themes.iter().position(|theme| theme.id == **id)),
                );
            }
            None => {
                let similar = standings.iter().filter(|standing| standing.worth >= SIMILAR);
                near.extend(similar.map(|standing| self.groups[standing.group].themes[0]));
                if near.is_empty()
                    && reading.unknown_head
                    && judge::says(reading, self.lexicon.known.shopnoun, &self.lexicon)
                {
                    near.extend(self.lexicon.things.iter().enumerate().find_map(|(number, thing)| {
                        let setup = matches!(&thing.about, About::Themes(ids) if ids.iter().any(|id| id == "company_setup"));
                        let group = self.meant[number].first().filter(|_| setup)?;
                        Some(self.groups[*group].themes[0])
                    }));
                }
            }
        }
        near.truncate(MOST_NEAR);
        let note = |theme: &ThemeText| match about {
            Some((name, ..)) => format!("不是同一件事。它管的是：{}不管{name}。", theme.summary),
            None => format!("不一定是同一件事。它管的是：{}", theme.summary),
        };
        let near = near.into_iter().map(|theme| &self.themes[theme]).map(|theme| Near {
            theme: theme.id.clone(),
            name: theme.name.clone(),
            note: note(theme),
        });
        Found {
            hits: Vec::new(),
            near: near.collect(),
            none: true,
            advice: Some(about.map_or(ANYWHERE, |(_, advice, _)| advice).to_owned()),
            elsewhere: about.map(|(name, ..)| name.clone()),
            ask: None,
        }
    }

    /// Why a thing is thought to be meant, in words.
    pub(super) fn why(&self, reading: &Reading, case: &Case) -> String {
        let Some(evidence) = case.evidence.first() else { return String::new() };
        let words = &self.lexicon.vocabulary.words;
        let mut spots = evidence.spots.clone();
        spots.sort_by_key(|spot| spot.start);
        let said = spots.iter().map(|spot| {
            let (typed, word) = (reading.typed(spot), &words[spot.word as usize].text);
            match spot.way {
                Way::Written => format!("“{typed}”"),
                Way::Spelled | Way::Initials => format!("“{typed}”（{word}）"),
                Way::Heard | Way::Slip => format!("“{typed}”（应是“{word}”）"),
            }
        });
        let said: String = said.collect();
        let renamed = spots.iter().find_map(|spot| {
            let text = &words[spot.word as usize].text;
            self.lexicon.renamed.iter().find(|(old, _)| text.contains(old.as_str())).map(|(_, today)| today)
        });
        match (renamed, evidence.strength) {
            (Some(today), _) => format!("您说到{said}，{today}，包含在这件事里"),
            (None, Strength::Item | Strength::SharedItem) => format!("这件事包括或者要用到{said}"),
            (None, _) => format!("您说到{said}"),
        }
    }
}

/// Which kind of body (经营主体) was named.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Body {
    Enterprise,
    SelfEmployed,
}
