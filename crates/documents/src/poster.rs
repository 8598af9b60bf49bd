//! Posters for the hall: one thing, what it spares, and the code to begin.

use std::collections::BTreeSet;

use catalog::{Catalog, Theme};

use crate::{
    paper::{Body, Code, Fact, Figure, Kind, Paper, Part},
    words::joined,
};

/// The poster of a theme. `link` is where the code leads: the thing's page.
pub fn poster(catalog: &Catalog, theme: &Theme, link: String) -> Paper {
    let items = theme.items.iter().map(|used| catalog.item_name(&used.item).to_owned());
    Paper {
        kind: Kind::Poster,
        subject: theme.name.clone(),
        opening: vec![theme.summary.clone()],
        facts: vec![
            Fact::new("办完以后您手里有", theme.outcome.clone()),
            Fact::new("这些部门一起办", joined(departments(catalog, theme).into_iter())),
        ],
        figures: figures(catalog, theme),
        parts: vec![Part::new("一次能办好", vec![Body::List(items.collect())])],
        closing: Some("一次告知、一表申报、一窗受理、一次办成".to_owned()),
        seal: None,
        signed_by: Vec::new(),
        drawn: Vec::new(),
        code: Some(Code { address: link, label: "扫码答几个问题，就知道要带什么".to_owned() }),
        footer: vec![format!("{}一件事一次办", catalog.district.name)],
    }
}

/// The lead department first, then those that cooperate or decide an item of it.
pub(crate) fn departments<'a>(catalog: &'a Catalog, theme: &'a Theme) -> Vec<&'a str> {
    let mut seen = BTreeSet::new();
    let deciding = theme.items.iter().filter_map(|used| Some(&catalog.items.get(&used.item)?.department));
    let all = std::iter::once(&theme.lead).chain(&theme.cooperating).chain(deciding);
    all.filter(|id| seen.insert(*id)).map(|id| catalog.department_name(id)).collect()
}

fn figures(catalog: &Catalog, theme: &Theme) -> Vec<Figure> {
    let figure = |value: usize, unit: &str, label: &str| Figure {
        value: value.to_string(),
        unit: unit.to_owned(),
        label: label.to_owned(),
        before: None,
    };
    vec![
        figure(theme.items.len(), "项", "事项一次办"),
        figure(departments(catalog, theme).len(), "个", "部门一起办"),
        figure(1, "张", "表格填一次"),
        figure(1, "个", "窗口，网上也行"),
    ]
}
