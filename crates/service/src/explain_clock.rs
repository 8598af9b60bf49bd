//! The account of a limit in words: which days count, which do not, and why.

use casework::{Task, TaskClock, TaskStage};
use jiff::civil::Date;
use workdays::{Stretch, StretchKind};

/// 3月2日收件，次日起算；3月3日计1天；3月4日至8日听证，不计；3月9日至10日计2天。承诺3个工作日，最晚3月10日。
pub(crate) fn explain(task: &Task, clock: &TaskClock) -> String {
    let told: Vec<String> =
        clock.stretches.iter().map(|stretch| explain_stretch(task, clock.since, stretch)).collect();
    let limit = match clock.promised_days {
        0 => "承诺当场办".to_owned(),
        days => format!("承诺{days}个工作日"),
    };
    let extended = match &task.extension {
        Some(extension) => {
            format!("（含批准延长的{}个工作日：{}）", extension.working_days, extension.reason)
        }
        None => String::new(),
    };
    let last = match task.stage {
        TaskStage::Suspended { .. } => "特别程序按告知的日子结束的话，最晚",
        _ => "最晚",
    };
    let unsure = if clock.due.estimated {
        "（那一年的放假安排还没有公布，公布后可能有变）"
    } else {
        ""
    };
    format!(
        "{}。{limit}{extended}，{last}{}{unsure}。",
        told.join("；"),
        short_day(clock.due.date, clock.since)
    )
}

fn explain_stretch(task: &Task, since: Date, stretch: &Stretch) -> String {
    let days = if stretch.from == stretch.to {
        short_day(stretch.from, since)
    } else {
        format!("{}至{}", short_day(stretch.from, since), short_day(stretch.to, since))
    };
    match stretch.kind {
        StretchKind::Receipt => format!("{days}收件，次日起算"),
        StretchKind::Counted { working_days } => format!("{days}计{working_days}个工作日"),
        StretchKind::Paused { pause } => match task.pauses.get(pause) {
            Some(pause) if pause.evidence.is_empty() => format!("{days}{}，不计", pause.procedure),
            Some(pause) => format!("{days}{}（{}），不计", pause.procedure, pause.evidence),
            None => format!("{days}不计"),
        },
    }
}

/// 3月2日; with the year where it is another one.
fn short_day(day: Date, since: Date) -> String {
    if day.year() == since.year() {
        format!("{}月{}日", day.month(), day.day())
    } else {
        documents::day(day)
    }
}
