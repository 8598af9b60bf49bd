//! The index, and what it answers.

use std::{
    collections::{BTreeMap, HashMap},
    sync::LazyLock,
};

use catalog::Catalog;

use crate::{
    Ask, Found, Hit, Near, Suggestion,
    associations::{Associations, Likelihoods},
    guess::Guesses,
    judge::{self, Case},
    lexicon::{About, Lexicon, LexiconFiles, Sense, Strength},
    reading::Reading,
    resemblance::Resemblance,
    suggest::Suggestions,
    text::fold,
    themes::{Texts, ThemeText},
    vocabulary::Way,
};

/// A group that is so much weaker than the best is not shown.
const FAR_BEHIND: f64 = 0.4;
/// Below this a theme is not even similar.
const SIMILAR: f64 = 0.3;
/// A sister theme that is the other kind of body than the one said.
const OTHER_BODY: f64 = 0.55;
/// Most shops are opened by the self-employed: where nothing is said, the company stands second.
const SECOND_BODY: f64 = 0.99;
/// Of themes that have the item asked for, a later one counts a little less.
const LATER: f64 = 0.004;
/// What it adds that the whole of what was typed is a way of asking given by the catalogue.
const WHOLE_ALIAS: f64 = 1.0;
/// How unusual a name or a way of asking at the most is that the catalogue or the office gives.
const GIVEN: f64 = 1.0;
/// How unusual an item or material that several things have is at the most.
const SHARED: f64 = 2.0;
/// Parts of an item's or material's name that are shorter say too little by themselves.
const SHORTEST_PART: usize = 5;
/// How many similar themes are named.
const MOST_NEAR: usize = 3;
/// Where to go when nothing else is known.
const ANYWHERE: &str = "可以打12345，或者到政务服务中心综合窗口问。";

/// Sister themes, or one theme by itself.
#[derive(Debug, Default)]
pub(crate) struct Group {
    /// Numbers of its themes; of a pair, the one for the self-employed first.
    pub themes: Vec<usize>,
}

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

    fn something(&self, reading: &Reading, standings: Vec<Standing>, against: f64, limit: usize) -> Found {
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
    fn nothing(&self, standings: &[Standing], elsewhere: Option<usize>, reading: &Reading) -> Found {
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
    fn why(&self, reading: &Reading, case: &Case) -> String {
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

fn groups(themes: &[ThemeText]) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    for (number, theme) in themes.iter().enumerate() {
        let sister = |group: &&mut Group| {
            group.themes.iter().any(|it| theme.pair.as_ref().is_some_and(|pair| *pair == themes[*it].id))
        };
        match groups.iter_mut().find(sister) {
            Some(group) => group.themes.push(number),
            None => groups.push(Group { themes: vec![number] }),
        }
    }
    for group in &mut groups {
        group.themes.sort_by_key(|theme| !themes[*theme].self_employed);
    }
    groups
}

/// The groups that a thing of the lexicon is about.
fn meant(about: &About, themes: &[ThemeText], groups: &[Group]) -> Vec<usize> {
    let those = |is_meant: &dyn Fn(&ThemeText) -> bool| -> Vec<usize> {
        (0..groups.len())
            .filter(|group| groups[*group].themes.iter().any(|theme| is_meant(&themes[*theme])))
            .collect()
    };
    match about {
        About::Themes(ids) => those(&|theme| ids.iter().any(|id| theme.id == **id)),
        About::Items { ids, first } => {
            let mut groups_with =
                those(&|theme| theme.items.iter().any(|(item, _)| ids.iter().any(|id| *item == **id)));
            let rank = |group: &usize| {
                let is_first =
                    |id: &String| groups[*group].themes.iter().any(|theme| themes[*theme].id == **id);
                first.iter().position(is_first).unwrap_or(first.len())
            };
            groups_with.sort_by_key(rank);
            groups_with
        }
        About::AnyShop => those(&|theme| theme.pair.is_some() && theme.self_employed),
        About::Elsewhere { .. } => Vec::new(),
    }
}

/// Names and ways of asking, each for the first group that has it.
fn named(themes: &[ThemeText], groups: &[Group]) -> Vec<(String, usize)> {
    let mut texts = Vec::new();
    let mut seen: HashMap<&str, usize> = HashMap::new();
    for (number, group) in groups.iter().enumerate() {
        for theme in group.themes.iter().map(|theme| &themes[*theme]) {
            for text in std::iter::once(&theme.name).chain(&theme.aliases) {
                if seen.insert(text, number).is_none() {
                    texts.push((text.clone(), number));
                }
            }
        }
    }
    texts
}

/// Names of items and materials and long parts of them, with the groups that have them.
fn items_and_materials(themes: &[ThemeText], groups: &[Group]) -> Vec<(String, Vec<usize>)> {
    let mut texts: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (number, group) in groups.iter().enumerate() {
        for theme in group.themes.iter().map(|theme| &themes[*theme]) {
            for name in theme.items.iter().map(|(_, name)| name).chain(&theme.materials) {
                let parts = name.split(['（', '(', '）', ')', '或', '和', '、', '“', '”', '，']);
                let parts = parts.filter(|part| part.chars().count() >= SHORTEST_PART);
                for text in parts.chain([name.as_str()]) {
                    let groups = texts.entry(text.to_owned()).or_default();
                    if groups.last() != Some(&number) {
                        groups.push(number);
                    }
                }
            }
        }
    }
    texts.into_iter().collect()
}
