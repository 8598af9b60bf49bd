//! What if (换个答案会怎样): what would change if one question were answered otherwise.
//!
//! Each other answer is assessed in earnest and compared with the present one.
//! Only what is certain on both sides is compared; where another answer opens
//! further questions, their number is told instead of guessing at them.

use serde::Serialize;

use super::assess;
use crate::{
    answers::{Answer, Answers, Number},
    assessment::{Assessment, State},
    condition::node::Slot,
    ids::{ItemId, MaterialId, SituationId},
    model::{Catalog, Situation, SituationType, Theme},
    plan::Plan,
};

/// Other numbers that are tried for one question, at most.
const MOST_NUMBERS: usize = 4;
/// Names that a sentence still bears.
const MOST_NAMES: usize = 2;

/// A question with what its other answers would change.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Alternatives {
    /// The question.
    pub id: SituationId,
    /// In words.
    pub question: String,
    /// The present answer, in words.
    pub label: String,
    /// The other answers.
    pub others: Vec<Alternative>,
}

/// Another answer, and what it would change.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Alternative {
    /// The answer.
    pub answer: Answer,
    /// The answer in words.
    pub label: String,
    /// What would change, in one sentence.
    pub text: String,
    /// The same for programs.
    pub changes: Changes,
}

/// The difference between two assessments.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Changes {
    /// Items that would be to be done as well.
    pub items_added: Vec<ItemId>,
    /// Items that would not be needed.
    pub items_dropped: Vec<ItemId>,
    /// Items that could not be done here or now.
    pub items_blocked: Vec<ItemId>,
    /// Items that would be done another number of times, with that number.
    pub items_repeated: Vec<(ItemId, u32)>,
    /// Materials that would be to be brought as well.
    pub materials_added: Vec<MaterialId>,
    /// Materials that would not be to be brought.
    pub materials_dropped: Vec<MaterialId>,
    /// Fields more or less.
    pub fields: i64,
    /// Working days more or less.
    pub working_days: i64,
    /// Visits more or less.
    pub visits: i64,
    /// Yuan more or less, as far as sums are fixed.
    pub yuan: f64,
    /// Items with a sum that is not fixed, in one of the two.
    pub fees: Vec<ItemId>,
    /// Further questions that would be to be answered.
    pub questions: i64,
    /// Remarks and obstacles that would be told as well.
    pub told: Vec<String>,
    /// Nothing would be left to be done.
    pub nothing_left: bool,
}

/// For each question that is answered and applies, what its other answers would change; `now` is
/// what the answers come to.
pub fn what_if(catalog: &Catalog, theme: &Theme, answers: &Answers, now: &Assessment) -> Vec<Alternatives> {
    let answered = theme.situations.iter().enumerate().filter_map(|(index, situation)| {
        let said = now.answered.iter().find(|said| said.id == situation.id && !said.assumed)?;
        (situation.derived.is_none()).then_some((index, situation, said))
    });
    let alternatives = answered.map(|(index, situation, said)| {
        let others = others(&theme.plan, index, situation, &said.answer);
        let others = others.into_iter().map(|(answer, label)| {
            let mut changed = answers.clone();
            changed.situations.insert(situation.id.clone(), answer.clone());
            let then = assess(catalog, theme, &changed);
            let changes = changes(now, &then);
            Alternative { answer, label, text: text(catalog, &changes), changes }
        });
        Alternatives {
            id: situation.id.clone(),
            question: situation.question.clone(),
            label: said.label.clone(),
            others: others.collect(),
        }
    });
    alternatives.collect()
}

/// Other answers to a question, with their words.
fn others(plan: &Plan, index: usize, situation: &Situation, now: &Answer) -> Vec<(Answer, String)> {
    match (situation.kind, now) {
        (SituationType::Boolean, Answer::Bool(yes)) => {
            vec![(Answer::Bool(!yes), if *yes { "否" } else { "是" }.to_owned())]
        }
        (SituationType::Single, Answer::One(id)) => {
            let others = situation.options.iter().filter(|option| option.id != *id);
            others.map(|option| (Answer::One(option.id.clone()), option.label.clone())).collect()
        }
        (SituationType::Multi, Answer::Many(ids)) => situation
            .options
            .iter()
            .map(|option| {
                let chosen = |id: &String| (*id == option.id) != ids.contains(id);
                let toggled = situation.options.iter().map(|other| &other.id).filter(|id| chosen(id));
                let word = if ids.contains(&option.id) { "不选" } else { "加上" };
                (Answer::Many(toggled.cloned().collect()), format!("{word}{}", option.label))
            })
            .collect(),
        (SituationType::Number, Answer::Number(number)) => {
            let unit = situation.unit.as_deref().unwrap_or_default();
            let others = numbers(plan, index, situation, number.value()).into_iter();
            others.map(|number| (Answer::Number(Number::Whole(number)), format!("{number}{unit}"))).collect()
        }
        _ => Vec::new(),
    }
}

/// Numbers on the other side of what the number is compared with, and one more of what is counted.
fn numbers(plan: &Plan, index: usize, situation: &Situation, now: f64) -> Vec<i64> {
    let slot = Slot::try_from(index).unwrap_or(Slot::MAX);
    let mut bounds: Vec<f64> = Vec::new();
    let asked = plan.situations.iter().flat_map(|one| std::iter::once(&one.ask_when).chain(&one.derived));
    let conditions = asked
        .chain(plan.items.iter().map(|item| &item.when))
        .chain(plan.stops.iter().map(|(node, _)| node))
        .chain(&plan.notices)
        .chain(&plan.uses);
    conditions.for_each(|node| node.bounds(slot, &mut |bound| bounds.push(bound)));
    let counts = plan.items.iter().any(|item| item.repeat == Some(slot));
    let mut numbers: Vec<i64> = Vec::new();
    let candidates = bounds.iter().flat_map(|bound| [bound.floor(), bound.floor() + 1.0, bound.ceil() - 1.0]);
    let candidates = counts.then_some(now + 1.0).into_iter().chain(candidates);
    for candidate in candidates {
        let least = situation.min.unwrap_or(0.0);
        let fits = candidate >= least && situation.max.is_none_or(|most| candidate <= most);
        #[expect(clippy::cast_possible_truncation, reason = "bounds of the catalogue are small")]
        let whole = candidate as i64;
        // Of two on the same side of every bound, one is enough.
        let side = |number: f64| bounds.iter().map(|bound| number.total_cmp(bound)).collect::<Vec<_>>();
        let known = numbers.iter().any(|known| side(*known as f64) == side(candidate));
        let same = side(candidate) == side(now) && !(counts && candidate == now + 1.0);
        if fits && !same && !known && candidate != now {
            numbers.push(whole);
        }
    }
    numbers.sort_unstable();
    numbers.truncate(MOST_NUMBERS);
    numbers
}

fn changes(now: &Assessment, then: &Assessment) -> Changes {
    let with = |told: &Assessment, state: State| -> Vec<ItemId> {
        told.items.iter().filter(|item| item.state == state).map(|item| item.id.clone()).collect()
    };
    let brought = |told: &Assessment| -> Vec<MaterialId> {
        let brought = told.materials.iter().filter(|one| one.state == State::In && one.spared.is_none());
        brought.map(|one| one.id.clone()).collect()
    };
    let fields =
        |told: &Assessment| signed(told.fields.iter().filter(|field| field.state == State::In).count());
    let yuan = |told: &Assessment| told.fees.iter().filter_map(|fee| fee.yuan).sum::<f64>();
    let unfixed = |told: &Assessment| -> Vec<ItemId> {
        told.fees.iter().filter(|fee| fee.yuan.is_none()).map(|fee| fee.item.clone()).collect()
    };
    let said = |told: &Assessment| -> Vec<String> {
        let stops = told.stops.iter().map(|stop| stop.message.clone());
        stops.chain(told.notices.iter().map(|notice| notice.message.clone())).collect()
    };
    let (items, items_then) = (with(now, State::In), with(then, State::In));
    let blocked = less(&with(then, State::Blocked), &with(now, State::Blocked));
    let (fees, fees_then) = (unfixed(now), unfixed(then));
    let repeated = now.items.iter().zip(&then.items).filter(|(one, other)| {
        one.state == State::In && other.state == State::In && one.repeat != other.repeat
    });
    let repeated = repeated.map(|(_, other)| (other.id.clone(), other.repeat.unwrap_or(1)));
    Changes {
        items_added: less(&items_then, &items),
        items_dropped: less(&less(&items, &items_then), &blocked),
        items_blocked: blocked,
        items_repeated: repeated.collect(),
        materials_added: less(&brought(then), &brought(now)),
        materials_dropped: less(&brought(now), &brought(then)),
        fields: fields(then) - fields(now),
        working_days: i64::from(then.graph.working_days) - i64::from(now.graph.working_days),
        visits: i64::from(then.visits) - i64::from(now.visits),
        yuan: yuan(then) - yuan(now),
        fees: less(&fees_then, &fees).into_iter().chain(less(&fees, &fees_then)).collect(),
        questions: signed(then.next.len()) - signed(now.next.len()),
        told: less(&said(then), &said(now)),
        nothing_left: items_then.is_empty() && !items.is_empty() && then.complete,
    }
}

fn signed(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

/// What is in the one list and not in the other.
fn less<T: PartialEq + Clone>(list: &[T], other: &[T]) -> Vec<T> {
    list.iter().filter(|one| !other.contains(one)).cloned().collect()
}

/// The changes in one short sentence.
fn text(catalog: &Catalog, changes: &Changes) -> String {
    let mut parts = Vec::new();
    if changes.nothing_left {
        parts.push("这件事就没有要办的了".to_owned());
    }
    let item = |id: &ItemId| catalog.item_name(id).to_owned();
    let paper = |id: &MaterialId| catalog.material_name(id).to_owned();
    parts.extend(named("多办", "项", &changes.items_added, item));
    parts.extend(named("少办", "项", &changes.items_dropped, item));
    parts.extend(named("办不了", "项", &changes.items_blocked, item));
    if let Some((_, times)) = changes.items_repeated.first() {
        parts.push(format!("{} 项各办 {times} 次", changes.items_repeated.len()));
    }
    parts.extend(named("多带", "份材料", &changes.materials_added, paper));
    parts.extend(named("少带", "份材料", &changes.materials_dropped, paper));
    parts.extend(counted("填", changes.fields, "项"));
    parts.extend(counted("", changes.working_days, "个工作日"));
    parts.extend(counted("跑", changes.visits, "次"));
    if changes.yuan != 0.0 {
        let word = if changes.yuan > 0.0 { "多" } else { "少" };
        parts.push(format!("{word}交 {} 元", changes.yuan.abs()));
    }
    if !changes.fees.is_empty() {
        parts.push("要交的钱不一样".to_owned());
    }
    if changes.questions > 0 {
        parts.push(format!("还要再答 {} 题", changes.questions));
    }
    if parts.is_empty() && !changes.told.is_empty() {
        parts.push(format!("会提醒您：{}", changes.told.join("；")));
    }
    if parts.is_empty() { "没有变化".to_owned() } else { parts.join("、") }
}

/// How many things, with their names where they are few.
fn named<T>(verb: &str, unit: &str, ids: &[T], name: impl Fn(&T) -> String) -> Option<String> {
    let names = ids.iter().map(name).collect::<Vec<_>>().join("、");
    match ids.len() {
        0 => None,
        count if count <= MOST_NAMES => Some(format!("{verb} {count} {unit}（{names}）")),
        count => Some(format!("{verb} {count} {unit}")),
    }
}

fn counted(verb: &str, difference: i64, unit: &str) -> Option<String> {
    let word = if difference > 0 { "多" } else { "少" };
    (difference != 0).then(|| format!("{word}{verb} {} {unit}", difference.abs()))
}
