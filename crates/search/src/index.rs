//! The index, and what it answers.

use std::collections::{BTreeSet, HashMap};

use catalog::{Catalog, ThemeId};

use crate::{
    Found, Hit, Near, Suggestion, ThemeText,
    latin::{initials, spelled},
    lexicon::{Elsewhere, Lexicon},
    phrase::Vocabulary,
    text::{Canonical, canonical, fold},
};

/// Below this nothing is claimed.
const CERTAIN: f64 = 0.5;
/// A hit that is so much weaker than the best is not shown.
const FAR_BEHIND: f64 = 0.6;
/// Below this a theme is not even similar.
const SIMILAR: f64 = 0.12;
/// A sister theme that is the other kind of body than the one said.
const OTHER_BODY: f64 = 0.6;
/// How many similar themes are named.
const MOST_NEAR: usize = 3;
/// Where to go when nothing else is known.
const ANYWHERE: &str = "这里还没有这件事，可以打12345，或者到政务服务中心综合窗口问。";

/// Where in a theme a phrase stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Place {
    Name,
    Alias,
    Summary,
    Item,
    Material,
    Situation,
}

impl Place {
    /// How much it counts that a phrase of this place fits.
    fn worth(self) -> f64 {
        match self {
            Place::Name | Place::Alias => 1.0,
            Place::Summary => 0.85,
            Place::Item => 0.8,
            Place::Material => 0.52,
            Place::Situation => 0.45,
        }
    }

    fn why(self, text: &str) -> String {
        match self {
            Place::Name => "名称相符".to_owned(),
            Place::Alias => format!("相近的说法：{text}"),
            Place::Summary => format!("这件事包括：{text}"),
            Place::Item => format!("包含事项：{text}"),
            Place::Material => format!("用到材料：{text}"),
            Place::Situation => format!("问到情形：{text}"),
        }
    }
}

/// A phrase of one or several themes.
#[derive(Debug)]
struct Phrase {
    text: String,
    whole: String,
    joined: String,
    features: Vec<u32>,
    /// How much it tells altogether.
    mass: f64,
    /// Themes that have it, by number, and where.
    places: Vec<(usize, Place)>,
}

/// An entry of the suggestions.
#[derive(Debug)]
struct Entry {
    text: String,
    folded: String,
    spelled: String,
    initials: String,
    theme: usize,
    is_name: bool,
}

/// What the words of a theme say for a query.
#[derive(Debug, Clone, Default)]
struct Evidence {
    /// How much of the query the theme knows, from 0 to 1.
    known: f64,
    /// How well its best phrase fits, from 0 to 1.
    fit: f64,
    /// The phrase and its place.
    best: Option<(usize, Place)>,
}

impl Evidence {
    fn score(&self) -> f64 {
        (0.5 * self.known + 0.5 * self.fit).clamp(0.0, 1.0)
    }
}

/// Everything that can be found, in memory.
#[derive(Debug, Default)]
pub struct Index {
    themes: Vec<ThemeText>,
    phrases: Vec<Phrase>,
    /// Phrases by feature.
    postings: Vec<Vec<u32>>,
    vocabulary: Vocabulary,
    entries: Vec<Entry>,
}

impl Index {
    /// An index of the catalogue.
    pub fn build(catalog: &Catalog) -> Self {
        Self::of(ThemeText::all(catalog))
    }

    /// An index of these themes.
    pub fn of(themes: Vec<ThemeText>) -> Self {
        let mut index = Self { entries: entries(&themes), themes, ..Self::default() };
        let mut numbers: HashMap<String, usize> = HashMap::new();
        let mut texts = Vec::new();
        for theme in 0..index.themes.len() {
            for (place, text) in phrases_of(&index.themes[theme]) {
                let number = *numbers.entry(text.clone()).or_insert_with(|| {
                    texts.push((text, Vec::new()));
                    texts.len() - 1
                });
                let places: &mut Vec<(usize, Place)> = &mut texts[number].1;
                if !places.iter().any(|(other, _)| *other == theme) {
                    places.push((theme, place));
                }
            }
        }
        let canonicals: Vec<Canonical> = texts.iter().map(|(text, _)| canonical(text)).collect();
        let learn =
            |((text, _), canonical): (&(String, _), &Canonical)| index.vocabulary.learn(canonical, text);
        let features: Vec<Vec<u32>> = texts.iter().zip(&canonicals).map(learn).collect();
        index.weigh(&features, &texts);
        for (((text, places), canonical), features) in texts.into_iter().zip(&canonicals).zip(features) {
            let mass = index.vocabulary.mass(canonical);
            let (whole, joined) = (canonical.whole.clone(), canonical.parts.concat());
            index.phrases.push(Phrase { text, whole, joined, features, mass, places });
        }
        for (number, phrase) in index.phrases.iter().enumerate() {
            for feature in &phrase.features {
                index.postings[*feature as usize].push(number as u32);
            }
        }
        index
    }

    /// A pair of sister themes says a thing once.
    fn weigh(&mut self, features: &[Vec<u32>], texts: &[(String, Vec<(usize, Place)>)]) {
        let count = features.iter().flatten().max().map_or(0, |most| *most as usize + 1);
        let mut groups: Vec<BTreeSet<&str>> = vec![BTreeSet::new(); count];
        let mut all = BTreeSet::new();
        for (features, (_, places)) in features.iter().zip(texts) {
            for (theme, _) in places {
                let theme = &self.themes[*theme];
                let group = theme
                    .pair
                    .as_ref()
                    .map_or(theme.id.as_str(), |pair| pair.as_str().min(theme.id.as_str()));
                all.insert(group);
                for feature in features {
                    groups[*feature as usize].insert(group);
                }
            }
        }
        let counts: Vec<usize> = groups.iter().map(BTreeSet::len).collect();
        self.vocabulary.weigh(&counts, all.len());
        self.postings = vec![Vec::new(); count];
    }

    /// Finds what is meant, at most `limit` hits.
    pub fn search(&self, query: &str, limit: usize) -> Found {
        let folded = fold(query);
        if folded.is_empty() {
            return Found { hits: Vec::new(), near: Vec::new(), none: true, advice: None };
        }
        let text = canonical(query);
        let body = Body::said(&folded);
        let mut ranked = self.ranked(&folded, &text, body);
        ranked.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        let best = ranked.first().map_or(0.0, |hit| hit.1);

        let elsewhere = elsewhere(&folded, &text).filter(|_| best < 0.97);
        if best < CERTAIN || elsewhere.is_some() {
            return self.nothing(&ranked, elsewhere);
        }
        let hits = ranked
            .into_iter()
            .take_while(|(_, score, _)| *score >= (best * FAR_BEHIND).max(CERTAIN * OTHER_BODY))
            .take(limit)
            .map(|(theme, score, why)| Hit {
                theme: self.themes[theme].id.clone(),
                name: self.themes[theme].name.clone(),
                score: (score * 1000.0).round() / 1000.0,
                why,
            })
            .collect();
        Found { hits, near: Vec::new(), none: false, advice: None }
    }

    /// Ways to go on from what is typed so far; for names, pinyin and initials alike.
    pub fn suggest(&self, prefix: &str, limit: usize) -> Vec<Suggestion> {
        let folded: String = fold(prefix).split_whitespace().collect();
        if folded.is_empty() {
            return Vec::new();
        }
        let latin = folded.chars().all(|c| c.is_ascii_alphanumeric());
        let mut found: Vec<(usize, usize, usize, &Entry)> = Vec::new();
        for (number, entry) in self.entries.iter().enumerate() {
            let rank = match entry.folded.find(&folded) {
                Some(0) => 0,
                Some(_) => 2,
                None if latin && entry.initials.starts_with(&folded) => 1,
                None if latin && entry.spelled.starts_with(&folded) => 1,
                None if latin && entry.spelled.contains(&folded) && folded.len() > 2 => 3,
                None => continue,
            };
            found.push((rank + usize::from(!entry.is_name), entry.folded.chars().count(), number, entry));
        }
        found.sort_by_key(|(rank, length, number, _)| (*rank, *length, *number));
        let mut seen = BTreeSet::new();
        found
            .into_iter()
            .filter(|(.., entry)| seen.insert(&entry.text))
            .take(limit)
            .map(|(.., entry)| Suggestion {
                text: entry.text.clone(),
                theme: self.themes[entry.theme].id.clone(),
                name: self.themes[entry.theme].name.clone(),
            })
            .collect()
    }

    /// Every theme that has anything to do with the query: number, score and why.
    fn ranked(&self, folded: &str, text: &Canonical, body: Option<Body>) -> Vec<(usize, f64, String)> {
        let evidence = self.evidence(text);
        // Where a company or a self-employed person was named, that says which sister, not which thing.
        let without_body = body.map(|_| canonical(&Body::without(folded)));
        let bare = without_body.filter(|text| !text.parts.is_empty()).map(|text| self.evidence(&text));
        let mut ranked = Vec::new();
        for (number, theme) in self.themes.iter().enumerate() {
            let mut evidence = &evidence[number];
            if theme.pair.is_some()
                && let Some(bare) = bare.as_ref().map(|bare| &bare[number])
                && bare.score() > evidence.score()
            {
                evidence = bare;
            }
            let mut score = evidence.score();
            let mut why = evidence
                .best
                .map_or_else(String::new, |(phrase, place)| place.why(&self.phrases[phrase].text));
            if let Some(fit) = self.fits_initials(number, folded)
                && fit > score
            {
                (score, why) = (fit, "拼音首字母相符".to_owned());
            }
            if theme.pair.is_some() {
                score *= match body {
                    Some(Body::Enterprise) if theme.self_employed => OTHER_BODY,
                    Some(Body::SelfEmployed) if !theme.self_employed => OTHER_BODY,
                    // Most shops here are opened by the self-employed.
                    None if !theme.self_employed => 0.995,
                    _ => 1.0,
                };
            }
            if score >= SIMILAR {
                ranked.push((number, score, why));
            }
        }
        ranked
    }

    /// What each theme's words say for the text.
    fn evidence(&self, text: &Canonical) -> Vec<Evidence> {
        let wanted = self.vocabulary.wanted(text);
        let mass: f64 = wanted.iter().map(|wanted| wanted.weight).sum();
        let mut evidence = vec![Evidence::default(); self.themes.len()];
        if mass <= 0.0 {
            return evidence;
        }
        let mut shared = vec![0.0; self.phrases.len()];
        for wanted in &wanted {
            let Some(feature) = wanted.feature else { continue };
            let mut worth = vec![0.0_f64; self.themes.len()];
            for phrase in &self.postings[feature as usize] {
                shared[*phrase as usize] += wanted.weight * wanted.gain;
                for (theme, place) in &self.phrases[*phrase as usize].places {
                    worth[*theme] = worth[*theme].max(place.worth());
                }
            }
            for (evidence, worth) in evidence.iter_mut().zip(worth) {
                evidence.known += wanted.weight * wanted.gain * worth / mass;
            }
        }
        let joined = text.parts.concat();
        for (number, (phrase, shared)) in self.phrases.iter().zip(shared).enumerate() {
            if shared <= 0.0 {
                continue;
            }
            let alike = phrase.whole == text.whole || !joined.is_empty() && phrase.joined == joined;
            let fit = if alike { 1.0 } else { phrase.fit(shared, mass) };
            for (theme, place) in &phrase.places {
                let (fit, evidence) = (fit * place.worth(), &mut evidence[*theme]);
                if fit > evidence.fit {
                    evidence.fit = fit;
                    evidence.best = Some((number, *place));
                }
                // Word for word: nothing else needs to be weighed.
                if phrase.whole == text.whole && matches!(place, Place::Name | Place::Alias) {
                    evidence.known = 1.0;
                }
            }
        }
        evidence
    }

    /// hgd is 火锅店: how well the letters fit a name or a way of asking.
    fn fits_initials(&self, theme: usize, folded: &str) -> Option<f64> {
        let letters =
            folded.len() >= 3 && folded.len() <= 12 && folded.bytes().all(|b| b.is_ascii_lowercase());
        if !letters {
            return None;
        }
        self.entries
            .iter()
            .filter(|entry| entry.theme == theme && entry.initials.contains(folded))
            .map(|entry| 0.55 + 0.4 * folded.len() as f64 / entry.initials.len() as f64)
            .max_by(f64::total_cmp)
    }

    /// The honest answer that there is no such thing here, and what comes near.
    fn nothing(&self, ranked: &[(usize, f64, String)], elsewhere: Option<&Elsewhere>) -> Found {
        let named: Vec<usize> = match elsewhere {
            Some(elsewhere) => elsewhere
                .near
                .iter()
                .filter_map(|id| self.themes.iter().position(|theme| theme.id == **id))
                .collect(),
            None => Vec::new(),
        };
        let similar = ranked.iter().filter(|_| elsewhere.is_none()).map(|(theme, ..)| *theme);
        let mut seen: Vec<&ThemeId> = Vec::new();
        let mut near = Vec::new();
        for number in named.into_iter().chain(similar) {
            let theme = &self.themes[number];
            let sister_named = theme.pair.as_ref().is_some_and(|pair| seen.contains(&pair));
            if near.len() < MOST_NEAR && !sister_named && !seen.contains(&&theme.id) {
                seen.push(&theme.id);
                let note = format!("不是同一件事。它管的是：{}", theme.summary);
                near.push(Near { theme: theme.id.clone(), name: theme.name.clone(), note });
            }
        }
        let advice = elsewhere.map_or(ANYWHERE, |elsewhere| &elsewhere.advice);
        Found { hits: Vec::new(), near, none: true, advice: Some(advice.to_owned()) }
    }
}

impl Phrase {
    /// How well it fits a query, by what they share and what the query tells altogether:
    /// alike as a whole, or whole within a longer sentence.
    fn fit(&self, shared: f64, query_mass: f64) -> f64 {
        let alike = 2.0 * shared / (query_mass + self.mass);
        let within = (shared / self.mass).min(1.0);
        let enough = (self.mass / 5.0).min(1.0);
        alike.min(1.0).max(0.9 * within.powi(2) * enough)
    }
}

/// Which kind of body (经营主体) was named.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Body {
    Enterprise,
    SelfEmployed,
}

impl Body {
    fn said(folded: &str) -> Option<Self> {
        let lexicon = Lexicon::get();
        let names = |words: &[String]| words.iter().any(|word| folded.contains(word.as_str()));
        if names(&lexicon.self_employed) {
            Some(Body::SelfEmployed)
        } else if names(&lexicon.enterprise) {
            Some(Body::Enterprise)
        } else {
            None
        }
    }

    fn without(folded: &str) -> String {
        let lexicon = Lexicon::get();
        let mut text = folded.replace("个体工商户", " ").replace("个体户", " ").replace("有限公司", " ");
        for word in lexicon.self_employed.iter().chain(&lexicon.enterprise) {
            text = text.replace(word.as_str(), " ");
        }
        text
    }
}

/// The entry of what is not offered here that the query names.
fn elsewhere<'a>(folded: &str, text: &Canonical) -> Option<&'a Elsewhere> {
    let folded: String = folded.split_whitespace().collect();
    let says = |word: &String| folded.contains(word.as_str()) || text.whole.contains(word.as_str());
    Lexicon::get()
        .elsewhere
        .iter()
        .find(|entry| entry.words.iter().any(says) && !entry.unless.iter().any(says))
}

fn phrases_of(theme: &ThemeText) -> Vec<(Place, String)> {
    let mut phrases = vec![(Place::Name, theme.name.clone())];
    let clauses = theme.summary.split(['，', '、', '。', '；']).filter(|clause| !clause.is_empty());
    phrases.extend(theme.aliases.iter().map(|text| (Place::Alias, text.clone())));
    phrases.extend(clauses.map(|text| (Place::Summary, text.to_owned())));
    phrases.extend(theme.items.iter().map(|text| (Place::Item, text.clone())));
    phrases.extend(theme.materials.iter().map(|text| (Place::Material, text.clone())));
    phrases.extend(theme.situations.iter().map(|text| (Place::Situation, text.clone())));
    phrases
}

/// Names and ways of asking; of sister themes the self-employed one stands for both.
fn entries(themes: &[ThemeText]) -> Vec<Entry> {
    let mut order: Vec<usize> = (0..themes.len()).collect();
    order.sort_by_key(|theme| themes[*theme].pair.is_some() && !themes[*theme].self_employed);
    let mut entries = Vec::new();
    for number in order {
        let theme = &themes[number];
        for (is_name, text) in
            std::iter::once((true, &theme.name)).chain(theme.aliases.iter().map(|alias| (false, alias)))
        {
            let folded: String = fold(text).split_whitespace().collect();
            entries.push(Entry {
                text: text.clone(),
                spelled: spelled(&folded),
                initials: initials(&folded),
                folded,
                theme: number,
                is_name,
            });
        }
    }
    entries
}
