//! Figures: what is worked out for the applicant, in words.

use std::sync::Arc;

use jiff::civil::Date;
use serde_json::Value as Json;

use super::View;
use crate::{
    assessment::{AssessedFigure, FigureFacts},
    condition::node::{Node, Value},
    ids::ElementId,
    model::{Figure, FigureKind},
};

/// The figures that apply. One whose dates or numbers are not known yet comes without a value and
/// says what it needs.
pub(super) fn figures(view: &View<'_>) -> Vec<AssessedFigure> {
    let figures = view.sheet.figures.iter().zip(&view.theme.figures).zip(&view.plan.figures);
    let told = figures.filter(|(_, (when, _))| when.evaluate(&view.outcome.values).is_true());
    told.map(|((facts, figure), (_, node))| assessed(view, facts, figure, node)).collect()
}

fn assessed(view: &View<'_>, facts: &Arc<FigureFacts>, figure: &Figure, node: &Node) -> AssessedFigure {
    let value = node.evaluate(&view.outcome.values);
    AssessedFigure {
        facts: Arc::clone(facts),
        value: match value {
            Value::Date(date) if figure.kind == FigureKind::Month => {
                Json::from(date.strftime("%Y-%m").to_string())
            }
            Value::Date(date) => Json::from(date.to_string()),
            Value::Number(number) => super::questions::written_json(number),
            _ => Json::Null,
        },
        text: text(figure, value),
        needs: if value.is_known() { Vec::new() } else { needs(view, node) },
    }
}

fn text(figure: &Figure, value: Value) -> Option<String> {
    let unit = figure.unit.as_deref().unwrap_or_default();
    match (value, figure.kind) {
        (Value::Date(date), FigureKind::Month) => Some(month(date)),
        (Value::Date(date), _) => Some(day(date)),
        (Value::Number(sum), FigureKind::Money) if sum.fract() != 0.0 => Some(format!("{sum:.2} 元")),
        (Value::Number(sum), FigureKind::Money) => Some(format!("{sum} 元")),
        (Value::Number(number), _) => Some(format!("{number}{unit}")),
        _ => None,
    }
}

/// A day in words.
pub(super) fn day(date: Date) -> String {
    format!("{}年{}月{}日", date.year(), date.month(), date.day())
}

fn month(date: Date) -> String {
    format!("{}年{}月", date.year(), date.month())
}

/// Elements whose values are still wanted.
fn needs(view: &View<'_>, node: &Node) -> Vec<ElementId> {
    let mut needs: Vec<ElementId> = Vec::new();
    node.residual(&view.outcome.values, &mut |slot| {
        let element = usize::from(slot).checked_sub(view.plan.situations.len());
        if let Some(element) = element.and_then(|index| view.plan.elements.get(index))
            && view.catalog.elements.contains_key(&element.id)
            && !needs.contains(&element.id)
        {
            needs.push(element.id.clone());
        }
    });
    needs
}
