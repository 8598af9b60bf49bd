//! What is known of each theme, as text.

use catalog::{Catalog, ThemeId, model::Subject};

/// A theme as words: what the index is made from.
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
    /// Names of its items.
    pub items: Vec<String>,
    /// Names of the materials that its items ask for.
    pub materials: Vec<String>,
    /// Labels of what can be answered to its questions.
    pub situations: Vec<String>,
    /// The sister theme (个体户 / 企业).
    pub pair: Option<ThemeId>,
    /// Of a pair, the one for the self-employed (个体户).
    pub self_employed: bool,
}

impl ThemeText {
    /// The words of every theme of a catalogue.
    pub fn all(catalog: &Catalog) -> Vec<Self> {
        catalog
            .themes
            .iter()
            .map(|theme| {
                let items = || theme.items.iter().filter_map(|used| catalog.items.get(&used.item));
                Self {
                    id: theme.id.clone(),
                    name: theme.name.clone(),
                    summary: theme.summary.clone(),
                    aliases: theme.aliases.clone(),
                    items: items().map(|item| item.name.clone()).collect(),
                    materials: items()
                        .flat_map(|item| &item.materials)
                        .map(|used| catalog.material_name(&used.material).to_owned())
                        .collect(),
                    situations: theme
                        .situations
                        .iter()
                        .flat_map(|situation| &situation.options)
                        .map(|option| option.label.clone())
                        .collect(),
                    pair: theme.pair.clone(),
                    self_employed: theme.subject == Subject::SelfEmployed,
                }
            })
            .collect()
    }
}
