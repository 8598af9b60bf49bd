//! Posters for the hall: one thing, what it spares, and the code to begin.

use catalog::{Catalog, Theme};

use crate::{
    paper::{Body, Code, Fact, Kind, Paper, Part},
    words::joined,
};

/// The poster of a theme. `link` is where the code leads: the thing's page.
pub fn poster(catalog: &Catalog, theme: &Theme, link: String) -> Paper {
    let items = theme.items.iter().map(|used| catalog.item_name(&used.item).to_owned());
    let departments = std::iter::once(&theme.lead).chain(&theme.cooperating);
    let departments = joined(departments.map(|department| catalog.department_name(department)));
    Paper {
        kind: Kind::Poster,
        subject: theme.name.clone(),
        opening: vec![theme.summary.clone()],
        facts: vec![
            Fact::new("办完以后您手里有", theme.outcome.clone()),
            Fact::new("这些部门一起办", departments),
        ],
        parts: vec![Part::new("一次能办好", vec![Body::List(items.collect())])],
        closing: Some("一次告知、一表申报、一窗受理、一次办成".to_owned()),
        seal: None,
        code: Some(Code { address: link, label: "扫码答几个问题，就知道要带什么".to_owned() }),
        footer: vec![format!("{}一件事一次办", catalog.district.name)],
    }
}
