//! The things as cards, in the order of a life and of a business; shared by home and the two doors.

use catalog::{
    Catalog, Theme,
    model::{Division, Place, Subject},
};

use crate::url;

/// A thing as a card.
#[derive(Debug, Clone)]
pub(super) struct Card {
    /// Where it leads.
    pub(super) href: String,
    /// Its name, without the part that tells a pair apart.
    pub(super) name: String,
    /// One sentence.
    pub(super) summary: String,
    /// Its picture.
    pub(super) icon: &'static str,
    /// How many items it makes one of.
    pub(super) items: usize,
}

/// Cards that belong together.
#[derive(Debug, Clone)]
pub(super) struct Group {
    /// Heading.
    pub(super) title: String,
    /// A word on it.
    pub(super) text: String,
    /// The cards.
    pub(super) cards: Vec<Card>,
}

/// Whom a theme is for, as the two doors ask.
pub(super) fn is_for_persons(theme: &Theme) -> bool {
    theme.subject == Subject::NaturalPerson
}

/// A person's things, by life's course.
pub(super) fn persons(catalog: &Catalog) -> Group {
    let mut themes: Vec<&Theme> = catalog.themes.iter().filter(|theme| is_for_persons(theme)).collect();
    themes.sort_by_key(|theme| LIFE.iter().position(|id| theme.id == **id).unwrap_or(LIFE.len()));
    Group {
        title: t!("portal.things.persons.title").into_owned(),
        text: t!("portal.things.persons.text").into_owned(),
        cards: themes.into_iter().map(card).collect(),
    }
}

/// A business's things: its own course first, then shops by kind. Of a pair of themes one card
/// stands for both; the thing's page asks which of them is meant.
pub(super) fn businesses(catalog: &Catalog) -> Vec<Group> {
    let own = |theme: &&Theme| theme.family.as_deref() == Some("enterprise_lifecycle");
    let themes = || catalog.themes.iter().filter(|theme| !is_for_persons(theme));
    let second_of_pair = |theme: &Theme| {
        let place = |id: &str| catalog.themes.iter().position(|other| other.id == *id);
        theme.pair.as_ref().is_some_and(|pair| place(pair) < place(&theme.id))
    };
    let mut course: Vec<&Theme> = themes().filter(own).collect();
    course.sort_by_key(|theme| LIFE.iter().position(|id| theme.id == **id).unwrap_or(LIFE.len()));
    let mut shops: Vec<&Theme> = themes().filter(|theme| !own(theme) && !second_of_pair(theme)).collect();
    let first_of_family = |theme: &&Theme| {
        themes()
            .position(|other| other.family.is_some() && other.family == theme.family)
            .unwrap_or(usize::MAX)
    };
    shops.sort_by_key(first_of_family);
    vec![
        Group {
            title: t!("portal.things.course.title").into_owned(),
            text: t!("portal.things.course.text").into_owned(),
            cards: course.into_iter().map(card).collect(),
        },
        Group {
            title: t!("portal.things.shops.title").into_owned(),
            text: t!("portal.things.shops.text").into_owned(),
            cards: shops.into_iter().map(card).collect(),
        },
    ]
}

/// A theme as a card.
pub(super) fn card(theme: &Theme) -> Card {
    Card {
        href: url::Thing(&theme.id).to_string(),
        name: plain_name(&theme.name).to_owned(),
        summary: theme.summary.clone(),
        icon: icon(theme),
        items: theme.items.len(),
    }
}

/// The name without what tells a pair apart: 我要开面馆（个体户） is 我要开面馆.
pub(super) fn plain_name(name: &str) -> &str {
    name.split('（').next().unwrap_or(name)
}

/// The order of a life and of a business, for the cards; a theme that is not named stands behind.
const LIFE: [&str; 10] = [
    "birth",
    "school_enrollment",
    "employment",
    "marriage",
    "car_purchase",
    "retirement",
    "after_death",
    "company_setup",
    "staff_recruitment",
    "company_exit",
];

/// A picture for each thing, by the beginning of its id; others get their subject's.
const ICONS: [(&str, &str); 24] = [
    ("birth", "baby"),
    ("school", "school"),
    ("employment", "work"),
    ("marriage", "heart"),
    ("car_", "car"),
    ("retirement", "sunset"),
    ("after_death", "leaf"),
    ("company_setup", "building"),
    ("staff", "people"),
    ("company_exit", "door"),
    ("barber", "scissors"),
    ("clothing", "shirt"),
    ("convenience", "shop"),
    ("drink", "cup"),
    ("flower", "flower"),
    ("food_workshop", "jar"),
    ("gym", "dumbbell"),
    ("hotpot", "pot"),
    ("job_agency", "people"),
    ("medical", "medkit"),
    ("noodle", "bowl"),
    ("pharmacy", "pill"),
    ("supermarket", "basket"),
    ("travel", "suitcase"),
];

/// The picture of a theme.
pub(super) fn icon(theme: &Theme) -> &'static str {
    let known = ICONS.iter().find(|(beginning, _)| theme.id.starts_with(beginning)).map(|(_, icon)| *icon);
    known.unwrap_or(match theme.subject {
        Subject::NaturalPerson => "person",
        Subject::LegalPerson => "building",
        Subject::SelfEmployed => "shop",
    })
}

/// A counter, in words.
#[derive(Debug, Clone)]
pub(super) struct Counter {
    /// Its name.
    pub(super) name: String,
    /// What kind it is, in words.
    pub(super) kind: String,
    /// Street address, telephone, hours, as far as the district has filled them in.
    pub(super) lines: Vec<String>,
    /// What it handles most, for those that do not take everything.
    pub(super) takes: String,
}

/// Counters that take the theme, or all of them; comprehensive ones first.
pub(super) fn counters(catalog: &Catalog, theme: Option<&str>) -> Vec<Counter> {
    let takes = |place: &&Place| match (&place.themes, theme) {
        (Some(themes), Some(theme)) => themes.iter().any(|id| *id == *theme),
        _ => true,
    };
    let mut places: Vec<&Place> = catalog.places.iter().filter(takes).collect();
    places.sort_by_key(|place| place.themes.is_some());
    places.into_iter().map(|place| counter(catalog, place)).collect()
}

/// Streets and towns of the district: id and name.
pub(super) fn divisions(catalog: &Catalog) -> Vec<(String, String)> {
    catalog.divisions.iter().map(|division| (division.id.clone(), division.name.clone())).collect()
}

/// The counters for somebody who is in that street or town: its own first, then those that take everything.
pub(super) fn counters_near(catalog: &Catalog, division: &Division) -> Vec<Counter> {
    let own = catalog.places.iter().filter(|place| place.each_division).map(|place| {
        let name = place.name.trim_start_matches("镇街");
        Counter { name: format!("{}{name}", division.name), ..counter(catalog, place) }
    });
    let all = catalog.places.iter().filter(|place| place.themes.is_none());
    own.chain(all.map(|place| counter(catalog, place))).collect()
}

fn counter(catalog: &Catalog, place: &Place) -> Counter {
    let kind = match place.kind.as_str() {
        "comprehensive" => t!("portal.counter.comprehensive"),
        "special" => t!("portal.counter.special"),
        "hospital" => t!("portal.counter.hospital"),
        "town" => t!("portal.counter.town"),
        _ => t!("portal.counter.other"),
    };
    let takes = match &place.themes {
        None => t!("portal.counter.takes_all").into_owned(),
        Some(themes) => {
            let names: Vec<&str> = themes
                .iter()
                .filter_map(|id| catalog.theme(id))
                .map(|theme| plain_name(&theme.name))
                .collect();
            names.join("、")
        }
    };
    let lines = [&place.address, &place.phone, &place.hours].into_iter().flatten().cloned().collect();
    Counter { name: place.name.clone(), kind: kind.into_owned(), lines, takes }
}
