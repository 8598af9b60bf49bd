//! The index, and what it answers.

mod answer;
mod groups;

use std::{collections::BTreeMap, sync::LazyLock};

use catalog::Catalog;

use crate::{
    Found, Suggestion,
    associations::{Associations, Likelihoods},
    guess::Guesses,
    judge::{self, Case},
    lexicon::{About, Lexicon, LexiconFiles, Sense, Strength},
    reading::Reading,
    resemblance::Resemblance,
    suggest::Suggestions,
    text::fold,
    themes::{Texts, ThemeText},
};

pub(crate) use groups::Group;
use groups::{groups, items_and_materials, meant, named};

/// Below this a theme is not even similar.
const SIMILAR: f64 = 0.3;
/// Of themes that have the item asked for, a later one counts a little less.
const LATER: f64 = 0.004;
/// What it adds that the whole of what was typed is a way of asking given by the catalogue.
const WHOLE_ALIAS: f64 = 1.0;
/// How unusual a name or a way of asking at the most is that the catalogue or the office gives.
const GIVEN: f64 = 1.0;
/// How unusual an item or material that several things have is at the most.
const SHARED: f64 = 2.0;

/// What speaks for a group.
#[derive(Debug, Clone, Default)]
pub(crate) struct Standing {
    /// Number of the group.
    pub group: usize,
    /// How strongly.
    pub worth: f64,
    /// Why, in words.
    pub why: String,
}

/// Everything that can be found, in memory.
#[derive(Debug)]
pub struct Index {
    pub(crate) lexicon: Lexicon,
    pub(crate) themes: Vec<ThemeText>,
    pub(crate) groups: Vec<Group>,
    /// Groups that a thing of the lexicon is about, by the thing's number.
    meant: Vec<Vec<usize>>,
    resemblance: Resemblance,
    pub(crate) associations: Associations,
    /// The group of each class of the associations; none for what is not offered here or not in this catalogue.
    of_class: Vec<Option<usize>>,
    suggestions: Suggestions,
    guesses: Guesses,
}

impl Default for Index {
    fn default() -> Self {
        Self::of(Texts::default())
    }
}

static BUILT_IN: LazyLock<LexiconFiles> = LazyLock::new(LexiconFiles::built_in);

impl Index {
    /// An index of the catalogue.
    pub fn build(catalog: &Catalog) -> Self {
        Self::of(Texts::of(catalog))
    }

    /// An index of these texts.
    pub fn of(texts: Texts) -> Self {
        Self::with(texts, &BUILT_IN).expect("the lexicon that comes with the program reads well")
    }

    /// An index of these texts with another lexicon.
    ///
    /// # Errors
    /// What is wrong with the lexicon, in words.
    pub fn with(texts: Texts, files: &LexiconFiles) -> Result<Self, String> {
        let mut lexicon = Lexicon::read(files)?;
        let groups = groups(&texts.themes);
        let of_theme = |id: &str| {
            groups.iter().position(|group| group.themes.iter().any(|it| texts.themes[*it].id == *id))
        };
        let mut meant: Vec<Vec<usize>> =
            lexicon.things.iter().map(|thing| meant(&thing.about, &texts.themes, &groups)).collect();
        let add = |lexicon: &mut Lexicon, meant: &mut Vec<_>, strength, text: &str, about: Vec<usize>| {
            let thing = lexicon.add_thing(About::Themes(Vec::new()));
            lexicon.add_single(thing, strength, text);
            meant.push(about);
        };
        for division in &texts.divisions {
            for name in std::iter::once(&division.name).chain(&division.aliases) {
                lexicon.add_word(name, Sense::General);
            }
        }
        for (text, about) in named(&texts.themes, &groups) {
            add(&mut lexicon, &mut meant, Strength::Alias, &text, vec![about]);
        }
        for alias in &texts.aliases {
            if let Some(group) = of_theme(&alias.theme) {
                add(&mut lexicon, &mut meant, Strength::Alias, &alias.text, vec![group]);
            }
        }
        for absent in &texts.absent {
            let (name, advice) = (absent.text.clone(), absent.advice.clone());
            let near = absent.near.iter().map(ToString::to_string).collect();
            let thing = lexicon.add_thing(About::Elsewhere { name, advice, near });
            lexicon.add_single(thing, Strength::Alias, &absent.text);
            meant.push(Vec::new());
        }
        for (text, about) in items_and_materials(&texts.themes, &groups) {
            if lexicon.knows(&text) {
                continue;
            }
            let strength = if about.len() == 1 { Strength::Item } else { Strength::SharedItem };
            add(&mut lexicon, &mut meant, strength, &text, about);
        }
        let guesses = Guesses::read(&files.guesses, &mut lexicon, &texts)?;
        lexicon.look_for_parts();
        lexicon.vocabulary.arrange();
        let mut resemblance = Resemblance::default();
        for (text, group) in named(&texts.themes, &groups) {
            resemblance.keep(&text, &[group], &lexicon);
        }
        for alias in &texts.aliases {
            resemblance.keep(&alias.text, of_theme(&alias.theme).as_slice(), &lexicon);
        }
        for (text, about) in items_and_materials(&texts.themes, &groups) {
            if about.len() == 1 {
                resemblance.keep(&text, &about, &lexicon);
            }
        }
        let suggestions = Suggestions::of(&texts);
        let associations = Associations::read(&files.learnt)?;
        let of_class = associations.classes.iter().map(|id| of_theme(id)).collect();
        Ok(Self {
            lexicon,
            themes: texts.themes,
            groups,
            meant,
            resemblance,
            associations,
            of_class,
            suggestions,
            guesses,
        })
    }

    /// Finds what is meant, at most `limit` hits.
    pub fn search(&self, query: &str, limit: usize) -> Found {
        let reading = Reading::of(query, &self.lexicon);
        if reading.units.is_empty() {
            return Found {
                hits: Vec::new(),
                near: Vec::new(),
                none: true,
                advice: None,
                elsewhere: None,
                ask: None,
            };
        }
        let cases = judge::cases(&reading, &self.lexicon);
        let usual = self.associations.of(&reading, &self.lexicon);
        let standings = self.standings(&reading, &cases, &usual);
        let best = standings.first().map_or(0.0, |standing| standing.worth);
        let elsewhere = self.elsewhere(&reading, &cases);
        let against = self.against(&reading, elsewhere, &usual);
        if standings.is_empty() || best < against {
            let elsewhere = elsewhere.filter(|(_, worth)| *worth >= SIMILAR).map(|(thing, _)| thing);
            return self.nothing(&standings, elsewhere, &reading);
        }
        self.something(&reading, standings, against, limit)
    }

    /// What the sentence says about the answers to a theme's questions.
    pub fn guesses(&self, theme: &str, words: &str) -> Vec<crate::Guess> {
        let Some(theme) = self.themes.iter().find(|other| other.id == *theme) else { return Vec::new() };
        let reading = Reading::of(words, &self.lexicon);
        self.guesses.of(&reading, &self.lexicon).for_theme(theme)
    }

    /// Ways to go on from what is typed so far; for names, pinyin and initials alike.
    pub fn suggest(&self, prefix: &str, limit: usize) -> Vec<Suggestion> {
        let mut found = self.suggestions.of_prefix(prefix, limit, &self.themes);
        if found.len() < limit && fold(prefix).chars().count() > 1 {
            for hit in self.search(prefix, limit).hits {
                let sister = |suggestion: &Suggestion| {
                    suggestion.theme == hit.theme
                        || self.pair_of(&hit.theme).is_some_and(|pair| *pair == suggestion.theme)
                };
                if found.len() < limit && !found.iter().any(sister) {
                    found.push(Suggestion { text: hit.name.clone(), theme: hit.theme, name: hit.name });
                }
            }
        }
        found
    }

    fn pair_of(&self, theme: &str) -> Option<&catalog::ThemeId> {
        self.themes.iter().find(|other| other.id == *theme)?.pair.as_ref()
    }

    /// The groups that something speaks for, the strongest first.
    pub(crate) fn standings(&self, reading: &Reading, cases: &[Case], usual: &Likelihoods) -> Vec<Standing> {
        let mut own: BTreeMap<usize, Vec<&Case>> = BTreeMap::new();
        let mut shared: BTreeMap<usize, (f64, usize)> = BTreeMap::new();
        for (number, case) in cases.iter().enumerate().filter(|(_, case)| case.worth > 0.0) {
            match self.meant[number].as_slice() {
                [group] => own.entry(*group).or_default().push(case),
                groups => {
                    for (place, group) in groups.iter().enumerate() {
                        let worth = case.worth * (1.0 - LATER * place as f64);
                        let entry = shared.entry(*group).or_insert((0.0, number));
                        if worth > entry.0 {
                            *entry = (worth, number);
                        }
                    }
                }
            }
        }
        let mut standings: BTreeMap<usize, Standing> = BTreeMap::new();
        let only_shared = own.is_empty() && !shared.is_empty();
        for (group, mut cases) in own {
            cases.sort_by(|a, b| b.worth.total_cmp(&a.worth));
            let why = self.why(reading, cases[0]);
            standings.insert(
                group,
                Standing { group, worth: judge::together(&cases, self.lexicon.weights.further), why },
            );
        }
        for (group, (worth, thing)) in shared {
            let further = self.lexicon.weights.further;
            let why = self.why(reading, &cases[thing]);
            let entry = standings.entry(group).or_insert_with(|| Standing { group, worth: 0.0, why });
            entry.worth = entry.worth.max(worth) + further * entry.worth.min(worth);
        }
        for (group, (alike, text)) in self.resemblance.of(reading, &self.lexicon) {
            let worth = self.lexicon.weights.alike * alike * alike;
            // What words of the sentence say is a better reason than that it looks like another.
            let why = || format!("和“{text}”很像");
            let entry = standings.entry(group).or_insert_with(|| Standing { group, worth: 0.0, why: why() });
            entry.worth = entry.worth.max(worth) + 0.2 * entry.worth.min(worth);
        }
        // Of a way of asking that the catalogue or the office gives, what is usual knows little.
        let given = |case: &Case| case.evidence.iter().any(|it| it.strength == Strength::Alias);
        let asked_as_given: Vec<usize> = cases
            .iter()
            .zip(&self.meant)
            .filter(|(case, _)| given(case))
            .flat_map(|(_, of)| of)
            .copied()
            .collect();
        let several = self.likelihood("several", usual).unwrap_or(f64::NEG_INFINITY);
        let most_usual = self.usual(usual).map(|(.., usual)| usual).fold(several, f64::max);
        for (group, class, usual) in self.usual(usual) {
            // Of things that all have the item asked for, none is more usual than another.
            let of_shared = only_shared && standings.contains_key(&group);
            let usual = if of_shared { most_usual.max(-SHARED) } else { usual };
            let why = || {
                let pieces = self.associations.because(reading, &self.lexicon, class);
                let pieces = pieces.iter().map(|piece| format!("“{piece}”")).collect::<String>();
                if pieces.is_empty() {
                    "这样说的多半是要办这件事".to_owned()
                } else {
                    format!("说到{pieces}的，多半是要办这件事")
                }
            };
            let entry =
                standings.entry(group).or_insert_with(|| Standing { group, worth: 0.0, why: String::new() });
            if entry.why.is_empty() && usual > -2.0 {
                entry.why = why();
            }
            let least = if asked_as_given.contains(&group) { GIVEN } else { self.lexicon.weights.unusual };
            entry.worth += self.lexicon.weights.usual * usual.max(-least);
        }
        // A way of asking that the catalogue gives, typed whole, needs no weighing.
        for (number, case) in cases.iter().enumerate() {
            if let (true, [group]) = (case.is_asked_whole(reading), self.meant[number].as_slice())
                && let Some(standing) = standings.get_mut(group)
            {
                standing.worth += WHOLE_ALIAS;
            }
        }
        let mut standings: Vec<Standing> = standings.into_values().collect();
        standings.sort_by(|a, b| b.worth.total_cmp(&a.worth).then(a.group.cmp(&b.group)));
        standings
    }

    /// For each group that the associations know: its class and how likely it is.
    fn usual<'a>(&'a self, usual: &'a Likelihoods) -> impl Iterator<Item = (usize, usize, f64)> + 'a {
        let classes = self.of_class.iter().zip(&usual.0).enumerate();
        classes.filter_map(|(class, (group, usual))| group.map(|group| (group, class, *usual)))
    }

    /// How likely a class of the associations is.
    fn likelihood(&self, class: &str, usual: &Likelihoods) -> Option<f64> {
        let at = self.associations.classes.iter().position(|it| it == class)?;
        usual.0.get(at).copied()
    }

    /// What a theme must come to before it is claimed.
    pub(crate) fn against(
        &self,
        reading: &Reading,
        elsewhere: Option<(usize, f64)>,
        usual: &Likelihoods,
    ) -> f64 {
        let weights = &self.lexicon.weights;
        let threshold = judge::threshold(reading, &self.lexicon);
        let usual = self
            .likelihood("none", usual)
            .map_or(0.0, |usual| weights.caution + weights.usual * usual.max(-weights.unusual));
        elsewhere.map_or(threshold, |(_, worth)| worth.max(threshold)) + usual
    }

    /// What is not offered here and is spoken for most strongly.
    pub(crate) fn elsewhere(&self, reading: &Reading, cases: &[Case]) -> Option<(usize, f64)> {
        let elsewhere = cases.iter().enumerate().filter(|(number, case)| {
            case.worth > 0.0
                && self.lexicon.things.get(*number).is_some_and(|thing| judge::is_elsewhere(&thing.about))
        });
        elsewhere
            .map(|(number, case)| {
                // What the office says is not offered here is not, whatever else has these words.
                (number, if case.is_asked_whole(reading) { f64::INFINITY } else { case.worth })
            })
            .max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0)))
    }
}
