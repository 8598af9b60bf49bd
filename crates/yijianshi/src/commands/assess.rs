//! `assess`: what follows from answers, on the command line.

use std::{path::PathBuf, process::ExitCode};

use anyhow::{Context, bail};
use catalog::{
    Answers, Assessment, Catalog, SituationId,
    assess::{
        self, Explained,
        grounds::{Ground, Grounds, grounds},
        ledger::{Ledger, ledger},
        what_if::what_if,
    },
    assessment::State,
    days::in_words,
};
use clap::Args;
use jiff::civil::Date;

use crate::files;

#[derive(Args)]
pub struct AssessArguments {
    /// The theme, such as birth
    theme: String,
    /// An answer, such as birth_place=hospital; several options as a,b
    #[arg(long = "answer", value_name = "ID=VALUE")]
    answers: Vec<String>,
    /// The same JSON as the API gives
    #[arg(long)]
    json: bool,
    /// Say of everything which answer, clause and law put it there
    #[arg(long)]
    why: bool,
    /// Say what other answers would change
    #[arg(long)]
    what_if: bool,
    /// The day whose rules hold, such as 2021-06-30; otherwise today
    #[arg(long, value_name = "DAY", value_parser = files::day)]
    on: Option<Date>,
    /// Folder of a catalogue in place of the built-in one; may be given several times
    #[arg(long = "catalog", value_name = "DIR")]
    folders: Vec<PathBuf>,
}

/// Prints the assessment; the exit status is 1 where an answer cannot be taken.
pub fn run(arguments: AssessArguments) -> anyhow::Result<ExitCode> {
    let day = arguments.on.unwrap_or_else(files::today);
    let catalog = files::read_on(&arguments.folders, day)?;
    let Some(theme) = catalog.theme(&arguments.theme) else {
        let ids: Vec<&str> = catalog.themes.iter().map(|theme| theme.id.as_str()).collect();
        bail!("没有主题 {}；现有：{}", arguments.theme, ids.join(" "));
    };
    let mut answers = Answers::default();
    let mut problems = Vec::new();
    for text in &arguments.answers {
        let (id, value) = text.split_once('=').with_context(|| format!("{text} 要写成 情形=回答"))?;
        match assess::parse_answer(theme, id, value) {
            Ok(answer) => {
                answers.situations.insert(SituationId::from(id), answer);
            }
            Err(problem) => problems.push(problem),
        }
    }
    problems.extend(assess::check_answers(&catalog, theme, &answers));
    if !problems.is_empty() {
        for problem in problems {
            eprintln!("{}：{}", problem.id, problem.message);
        }
        return Ok(ExitCode::FAILURE);
    }
    let assessment = assess::assess_on(&catalog, theme, &answers, day);
    if arguments.json {
        let explained = Explained::of(&catalog, theme, assessment);
        say!("{}", serde_json::to_string_pretty(&explained)?);
        return Ok(ExitCode::SUCCESS);
    }
    print(&catalog, &theme.name, &assessment);
    print_ledger(&ledger(&assessment));
    if arguments.why {
        print_grounds(&catalog, &grounds(&catalog, theme, &assessment));
    }
    if arguments.what_if {
        for question in what_if(&catalog, theme, &answers, &assessment) {
            say!("  {}（现在：{}）", question.question, question.label);
            for other in question.others {
                say!("      换成{}：{}", other.label, other.text);
            }
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn print_ledger(ledger: &Ledger) {
    ledger.text.iter().for_each(|line| say!("  {line}"));
    let lines = ledger.fields.lines.iter().map(|line| &line.text);
    lines.chain(ledger.materials.lines.iter().map(|line| &line.text)).for_each(|line| say!("      {line}"));
}

fn print_grounds(catalog: &Catalog, why: &Grounds) {
    let items = why.items.iter().map(|(id, why)| ("事项", catalog.item_name(id), why));
    let materials = why.materials.iter().map(|(id, why)| ("材料", catalog.material_name(id), why));
    let fields = why.fields.iter().map(|(id, why)| ("表上", catalog.element_label(id), why));
    let of_item = |what: &'static str| {
        move |(id, why): (&'_ catalog::ItemId, &'_ Vec<Ground>)| {
            (what, catalog.item_name(id).to_owned(), why.clone())
        }
    };
    let others = why.steps.iter().map(of_item("步骤")).chain(why.days.iter().map(of_item("时限")));
    let others =
        others.chain(why.fees.iter().map(of_item("费用"))).chain(why.visits.iter().map(of_item("到场")));
    let named = items.chain(materials).chain(fields);
    let named = named.map(|(what, name, why)| (what, name.to_owned(), why.clone()));
    for (what, name, grounds) in named.chain(others) {
        say!("  {what} {name}");
        for ground in grounds {
            let origin = &ground.clause.origin;
            say!("      {}（{}:{}）", ground.clause.text, origin.file, origin.line);
            for given in &ground.answers {
                say!("        {}——{}", given.question, given.label.as_deref().unwrap_or("还没有定"));
            }
            if let Some(law) = &ground.law {
                say!("        依据 {}{}", law.law, law.article.as_deref().unwrap_or_default());
            }
        }
    }
}

fn print(catalog: &Catalog, name: &str, assessment: &Assessment) {
    say!("{name}（按{}的规定，版本 {}）", in_words(assessment.on), assessment.version);
    if assessment.on < catalog.district.effective {
        let first = in_words(catalog.district.effective);
        say!("  这套事项库自{first}起施行，更早的规定只算进了有记载的变化");
    }
    for question in &assessment.next {
        let options: Vec<String> =
            question.options.iter().map(|option| format!("{}（{}）", option.id, option.label)).collect();
        say!("  还要问 {}：{} {}", question.id, question.question, options.join(" "));
    }
    for item in assessment.items.iter().filter(|item| item.state != State::Out) {
        let state = match item.state {
            State::In => "要办",
            State::Blocked => "受阻",
            _ => "待定",
        };
        say!("  {state} {}（{}，{}个工作日）", item.name, item.department_name, item.working_days);
        for why in item.why.lines().iter().chain(&item.blocked_by) {
            say!("      {why}");
        }
    }
    for material in assessment.materials.iter().filter(|material| material.state == State::In) {
        match &material.spared {
            Some(spared) => say!("  免交 {}：{}", material.name, spared.text),
            None => say!("  要交 {}", material.name),
        }
    }
    for stop in &assessment.stops {
        say!("  注意 {}", stop.message);
    }
    let (before, after) = (assessment.savings.before, assessment.savings.after);
    say!(
        "  跑动 {} → {} 次，材料 {} → {} 份，表格 {} → {} 张，{} → {} 个工作日",
        before.visits,
        after.visits,
        before.materials,
        after.materials,
        before.forms,
        after.forms,
        before.working_days,
        after.working_days
    );
}
