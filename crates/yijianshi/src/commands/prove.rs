//! `catalog prove`: what is proven of a theme, for people and for programs.

use std::{path::PathBuf, process::ExitCode};

use anyhow::bail;
use catalog::{Answers, Catalog, Theme, assess, assessment::State, prove::Proof};
use clap::Args;
use serde_json::json;

use super::catalog::Format;
use crate::files;

#[derive(Args)]
pub struct ProveArguments {
    /// The theme, such as birth; otherwise every theme in one line
    theme: Option<String>,
    /// Folder of a catalogue in place of the built-in one
    #[arg(long)]
    catalog: Option<PathBuf>,
    /// How to print it
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

/// Prints how many ways there are to answer, what may follow, and the fewest answers that lead to each item.
pub fn run(arguments: &ProveArguments) -> anyhow::Result<ExitCode> {
    let catalog = files::read_first_day(arguments.catalog.as_deref())?;
    let themes: Vec<&Theme> = match &arguments.theme {
        Some(id) => vec![find(&catalog, id)?],
        None => catalog.themes.iter().collect(),
    };
    let mut proven = Vec::new();
    for theme in themes {
        let report = Report::of(&catalog, theme)?;
        match arguments.format {
            Format::Json => proven.push(report.json()),
            Format::Text => report.print(arguments.theme.is_some()),
        }
    }
    if arguments.format == Format::Json {
        say!("{}", serde_json::to_string_pretty(&proven)?);
    }
    Ok(ExitCode::SUCCESS)
}

fn find<'a>(catalog: &'a Catalog, id: &str) -> anyhow::Result<&'a Theme> {
    let Some(theme) = catalog.theme(id) else {
        let ids: Vec<&str> = catalog.themes.iter().map(|theme| theme.id.as_str()).collect();
        bail!("没有主题 {id}；现有：{}", ids.join(" "));
    };
    Ok(theme)
}

/// What is proven of one theme.
struct Report<'a> {
    catalog: &'a Catalog,
    theme: &'a Theme,
    counts: catalog::prove::Counts,
    longest: Option<catalog::prove::LongestPath>,
    /// Each item with the fewest answers that bring it in, each stop with those that meet it.
    items: Vec<Option<Answers>>,
    stops: Vec<Option<Answers>>,
}

impl<'a> Report<'a> {
    fn of(catalog: &'a Catalog, theme: &'a Theme) -> anyhow::Result<Self> {
        let proof = Proof::of(&theme.plan)?;
        let items = (0..theme.items.len()).map(|item| {
            proof.shortest(&proof.present(item), |outcome| outcome.items[item].state == State::In)
        });
        let stops = (0..theme.stops.len())
            .map(|stop| proof.shortest(&proof.stop(stop), |outcome| outcome.stops[stop].is_true()));
        Ok(Self {
            catalog,
            theme,
            counts: proof.counts(catalog, theme)?,
            longest: proof.longest_path(catalog, theme),
            items: items.collect(),
            stops: stops.collect(),
        })
    }

    fn longest_names(&self) -> Vec<&str> {
        let items = self.longest.iter().flat_map(|longest| &longest.items);
        items.map(|item| self.catalog.item_name(item)).collect()
    }

    fn days(&self) -> u32 {
        self.longest.as_ref().map_or(0, |longest| longest.working_days)
    }

    fn print(&self, in_full: bool) {
        let counts = &self.counts;
        say!(
            "{}：{} 种答法，{} 种不同的结果（{} 种事项组合）；最长 {} 个工作日",
            self.theme.name,
            counts.answers,
            counts.outcomes,
            counts.item_sets,
            self.days()
        );
        if !in_full {
            return;
        }
        say!("  最长的一串：{}", self.longest_names().join(" → "));
        for (entry, answers) in self.theme.items.iter().zip(&self.items) {
            say!("  办“{}”：{}", self.catalog.item_name(&entry.item), self.answers(answers.as_ref()));
        }
        for (stop, answers) in self.theme.stops.iter().zip(&self.stops) {
            say!("  碰到“{}”：{}", stop.message, self.answers(answers.as_ref()));
        }
    }

    /// Answers in words.
    fn answers(&self, answers: Option<&Answers>) -> String {
        let Some(answers) = answers else { return "不论怎么回答都到不了".to_owned() };
        let said: Vec<String> = self
            .theme
            .situations
            .iter()
            .filter_map(|situation| {
                let label = assess::answer_label(situation, answers.situations.get(&situation.id)?);
                Some(format!("{}——{label}", situation.question))
            })
            .collect();
        if said.is_empty() { "总要".to_owned() } else { said.join("；") }
    }

    fn json(&self) -> serde_json::Value {
        let theme = self.theme;
        let items: Vec<_> = theme
            .items
            .iter()
            .zip(&self.items)
            .map(|(entry, answers)| json!({"id": entry.item, "shortest": answers}))
            .collect();
        let stops: Vec<_> = theme
            .stops
            .iter()
            .zip(&self.stops)
            .map(|(stop, answers)| json!({"message": stop.message, "shortest": answers}))
            .collect();
        json!({
            "theme": theme.id,
            // Whole numbers beyond what JSON readers keep exact are text.
            "answers": self.counts.answers.to_string(),
            "outcomes": self.counts.outcomes.to_string(),
            "item_sets": self.counts.item_sets.to_string(),
            "longest_working_days": self.days(),
            "longest_path": self.longest.as_ref().map(|longest| &longest.items),
            "items": items,
            "stops": stops,
        })
    }
}
