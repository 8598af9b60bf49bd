//! What the catalogue itself says of its themes, as words.

use catalog::{Catalog, ItemId, ThemeId, model::Subject};

/// A theme as words.
#[derive(Debug, Clone)]
pub struct ThemeText {
    /// The theme.
    pub id: ThemeId,
    /// Its name.
    pub name: String,
    /// One plain sentence.
    pub summary: String,
    /// Ways in which people ask for it.
    pub aliases: Vec<String>,
    /// Its items and their names.
    pub items: Vec<(ItemId, String)>,
    /// Names of the materials that its items ask for.
    pub materials: Vec<String>,
    /// The sister theme (个体户 / 企业).
    pub pair: Option<ThemeId>,
    /// The question that tells the two apart.
    pub pair_question: Option<String>,
    /// Of a pair, the one for the self-employed (个体户).
    pub self_employed: bool,
    /// Its questions with the ids of what can be answered.
    pub questions: Vec<QuestionText>,
    /// The fields of its form that take one of several words.
    pub fields: Vec<FieldText>,
}

/// A field of a theme's form that takes one of several words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldText {
    /// The data element.
    pub id: String,
    /// What stands beside it.
    pub label: String,
    /// The words.
    pub choices: Vec<String>,
}

/// A question of a theme, as far as words may answer it.
#[derive(Debug, Clone)]
pub struct QuestionText {
    /// The situation.
    pub id: String,
    /// The question in words.
    pub question: String,
    /// Several may be chosen.
    pub multi: bool,
    /// It is answered with yes or no.
    pub boolean: bool,
    /// It is answered with a number.
    pub number: bool,
    /// What can be chosen: id and label.
    pub options: Vec<(String, String)>,
}

/// A street or town, under all its names.
#[derive(Debug, Clone)]
pub struct DivisionText {
    /// Its full name, such as 双福街道.
    pub name: String,
    /// What else it is called.
    pub aliases: Vec<String>,
    /// A street (街道), not a town (镇).
    pub is_street: bool,
}

/// A further way of asking for a theme, added by the office without a release.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Alias {
    /// What people type.
    pub text: String,
    /// The theme that is meant.
    pub theme: ThemeId,
}

/// A way of asking for something that is not offered here, added by the office without a release.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Absent {
    /// What people type.
    pub text: String,
    /// Where to go instead.
    pub advice: String,
    /// The theme that comes near, if one does.
    pub near: Option<ThemeId>,
}

/// Everything that the index is made from, besides the lexicon.
#[derive(Debug, Clone, Default)]
pub struct Texts {
    /// The themes.
    pub themes: Vec<ThemeText>,
    /// The streets and towns.
    pub divisions: Vec<DivisionText>,
    /// Ways of asking that the office added.
    pub aliases: Vec<Alias>,
    /// What the office says is not offered here.
    pub absent: Vec<Absent>,
}

impl Texts {
    /// The words of a catalogue.
    pub fn of(catalog: &Catalog) -> Self {
        let divisions = catalog.divisions.iter().map(|division| DivisionText {
            name: division.name.clone(),
            aliases: division.aliases.clone(),
            is_street: division.kind == "street",
        });
        Self { themes: ThemeText::all(catalog), divisions: divisions.collect(), ..Self::default() }
    }
}

impl ThemeText {
    /// The words of every theme of a catalogue.
    pub fn all(catalog: &Catalog) -> Vec<Self> {
        catalog.themes.iter().map(|theme| Self::of(theme, catalog)).collect()
    }

    fn of(theme: &catalog::Theme, catalog: &Catalog) -> Self {
        let items = || theme.items.iter().filter_map(|used| catalog.items.get(&used.item));
        let mut materials: Vec<String> = items()
            .flat_map(|item| &item.materials)
            .map(|used| catalog.material_name(&used.material).to_owned())
            .collect();
        materials.sort_unstable();
        materials.dedup();
        let questions = theme.situations.iter().filter(|situation| situation.derived.is_none());
        let questions = questions.map(|situation| QuestionText {
            id: situation.id.to_string(),
            question: situation.question.clone(),
            multi: situation.kind == catalog::model::SituationType::Multi,
            boolean: situation.kind == catalog::model::SituationType::Boolean,
            number: situation.kind == catalog::model::SituationType::Number,
            options: situation
                .options
                .iter()
                .map(|option| (option.id.to_string(), option.label.clone()))
                .collect(),
        });
        let mut fields: Vec<FieldText> = Vec::new();
        for used in items().flat_map(|item| &item.fields) {
            let Some(element) = catalog.elements.get(&used.element) else { continue };
            if !element.choices.is_empty() && !fields.iter().any(|field| element.id == *field.id) {
                fields.push(FieldText {
                    id: element.id.to_string(),
                    label: element.label.clone(),
                    choices: element.choices.clone(),
                });
            }
        }
        Self {
            id: theme.id.clone(),
            name: theme.name.clone(),
            summary: theme.summary.clone(),
            aliases: theme.aliases.clone(),
            items: items().map(|item| (item.id.clone(), item.name.clone())).collect(),
            materials,
            pair: theme.pair.clone(),
            pair_question: theme.pair_question.clone(),
            self_employed: theme.subject == Subject::SelfEmployed,
            questions: questions.collect(),
            fields,
        }
    }
}
