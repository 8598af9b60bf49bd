//! 一次告知书: everything that follows from the answers, told once and completely.

use catalog::{
    Assessment, Catalog, Theme,
    assessment::{AssessedItem, AssessedMaterial, Figures, SparedBy, State},
    model::{FeeKind, NoticeKind},
};
use jiff::civil::Date;

use crate::{
    afterwards::{self, Duty},
    paper::{Body, Code, Entry, Fact, Figure, Key, Kind, Paper, Part, Row, Seal, Table},
    process::Process,
    words::{
        carriers, cited, counted_days, joined, joint_word, money_word, obstacle_words, office_of, part_taken,
        presence_words, resting_on, rules, working_days,
    },
};

/// What a notice is made from.
#[derive(Debug, Clone)]
pub struct NoticeFacts<'a> {
    /// The catalogue, for names and counters.
    pub catalog: &'a Catalog,
    /// The theme.
    pub theme: &'a Theme,
    /// What follows from the answers.
    pub assessment: &'a Assessment,
    /// The day on which it is given.
    pub on: Date,
    /// The address of the same notice on the web, with the answers in it.
    pub link: String,
}

/// The notice.
pub fn notice(facts: &NoticeFacts<'_>) -> Paper {
    let NoticeFacts { catalog, theme, assessment, .. } = facts;
    // What one has to take along comes first; the answers that led to it are looked up last.
    let mut parts = Vec::new();
    if assessment.nothing_needed.is_some() {
        parts.extend(not_needed(assessment));
        parts.extend(remarks(theme, assessment));
        parts.push(places(catalog, theme));
        parts.extend(situation(assessment));
        return around(facts, parts, Some("照上面的回答，什么都不用办，也不用带材料来。".to_owned()));
    }
    parts.extend(obstacles(catalog, assessment));
    parts.extend(prerequisites(catalog, assessment));
    parts.extend(choices(catalog, assessment));
    parts.extend(materials(catalog, assessment));
    parts.extend(items(assessment));
    parts.extend(together(catalog, assessment));
    parts.push(time_and_visits(catalog, assessment));
    parts.push(money(assessment));
    parts.extend(worked_out(assessment));
    parts.push(places(catalog, theme));
    parts.extend(opening(assessment));
    parts.extend(obligations(assessment));
    parts.extend(remarks(theme, assessment));
    parts.push(savings(assessment));
    parts.extend(situation(assessment));
    let closing = assessment.complete.then(|| "以上是全部材料，没有写到的一样都不用带。".to_owned());
    around(facts, parts, closing)
}

/// The paper around its parts.
fn around(facts: &NoticeFacts<'_>, parts: Vec<Part>, closing: Option<String>) -> Paper {
    let NoticeFacts { catalog, theme, assessment, on, link } = facts;
    Paper {
        kind: Kind::Notice,
        subject: theme.name.clone(),
        opening: first_words(theme, assessment),
        facts: head(catalog, theme, assessment),
        figures: figures(assessment),
        parts,
        closing,
        seal: Some(Seal { office: office_of(catalog), on: *on }),
        code: Some(Code {
            address: link.clone(), label: "扫码看这份告知书，接着就能在网上办".to_owned()
        }),
        signed_by: Vec::new(),
        drawn: Vec::new(),
        footer: vec![rules(catalog, &assessment.version, assessment.on)],
    }
}

/// What there would be to do, and why each of it need not be done.
fn not_needed(assessment: &Assessment) -> Option<Part> {
    let rows = assessment.items.iter().map(|item| Row {
        key: Some(Key::Item(item.id.clone())),
        cells: vec![item.name.clone(), item.why.lines().join("；")],
    });
    part_of_rows("为什么不用办", &["事项", "原因"], rows.collect())
}

/// What one wants to know before reading on. What is still open is not counted.
fn figures(assessment: &Assessment) -> Vec<Figure> {
    if !assessment.items.iter().any(|item| item.state == State::In) {
        return Vec::new();
    }
    let before = |before: u32, after: u32, unit: &str| (before > after).then(|| format!("{before}{unit}"));
    let Figures { visits, materials, working_days, .. } = assessment.savings.after;
    let old = assessment.savings.before;
    let figure = |value: String, unit: &str, label: &str, before: Option<String>| Figure {
        value,
        unit: unit.to_owned(),
        label: label.to_owned(),
        before,
    };
    let days = match working_days {
        0 => figure("当场".to_owned(), "办结", "最长要等", before(old.working_days, 0, "个工作日")),
        days => figure(days.to_string(), "个工作日", "最长要等", before(old.working_days, days, "个工作日")),
    };
    let charged = assessment.fees.iter().filter(|fee| fee.kind == FeeKind::Fee);
    let sum = charged.map(|fee| fee.yuan).try_fold(0.0, |sum, yuan| Some(sum + yuan?));
    let fee = match sum {
        Some(yuan) => figure(format!("{yuan}"), "元", "收费", None),
        None => figure("要交".to_owned(), "", "收费，看“要交的钱”", None),
    };
    vec![
        figure(materials.to_string(), "份", "要带的材料", before(old.materials, materials, "份")),
        figure(visits.to_string(), "次", "最多跑", before(old.visits, visits, "次")),
        days,
        fee,
    ]
}

fn head(catalog: &Catalog, theme: &Theme, assessment: &Assessment) -> Vec<Fact> {
    let mut facts = vec![Fact::new("牵头部门", catalog.department_name(&theme.lead))];
    if assessment.nothing_needed.is_some() {
        return facts;
    }
    facts.push(Fact::new("办完以后您手里有", theme.outcome.clone()));
    facts
        .extend(assessment.presence.as_ref().map(|presence| Fact::new("谁要到场", presence_words(presence))));
    facts
}

fn first_words(theme: &Theme, assessment: &Assessment) -> Vec<String> {
    if let Some(why) = &assessment.nothing_needed {
        return vec!["照您的回答，这件事不用办。".to_owned(), why.clone()];
    }
    let mut lines = vec![theme.summary.clone()];
    if !assessment.complete {
        lines.push("还有问题没有回答，下面标明“要看回答”的，答完才能定下来。".to_owned());
    }
    lines
}

fn situation(assessment: &Assessment) -> Option<Part> {
    let rows = assessment.answered.iter().filter(|answered| !answered.assumed).map(|answered| Row {
        key: None,
        cells: vec![answered.question.to_string(), answered.label.clone()],
    });
    part_of_rows("您的情况", &["问题", "您的回答"], rows.collect())
}

fn part_of_rows(heading: &str, columns: &[&str], rows: Vec<Row>) -> Option<Part> {
    let columns = columns.iter().map(|column| (*column).to_owned()).collect();
    (!rows.is_empty()).then(|| Part::new(heading, vec![Body::Table(Table { columns, rows })]))
}

fn obstacles(catalog: &Catalog, assessment: &Assessment) -> Option<Part> {
    let lines = assessment.stops.iter().map(|stop| {
        let law = stop.law.as_ref().map_or_else(String::new, |law| format!("依据：{law}。"));
        let more = obstacle_words(stop.kind, stop.to.as_deref()).unwrap_or_default();
        let ways: String = stop.ways.iter().map(|way| format!("可以：{}。", way.text)).collect();
        let blocked = joined(stop.blocks.iter().map(|item| catalog.item_name(item)));
        let blocked = if blocked.is_empty() { blocked } else { format!("暂时不能办：{blocked}。") };
        let message = stop.message.trim_end_matches('。');
        format!("{message}。{more}{ways}{blocked}{law}")
    });
    let lines: Vec<_> = lines.map(|line| line.trim().to_owned()).collect();
    (!lines.is_empty()).then(|| Part::new("先要知道的", vec![Body::Warnings(lines)]))
}

/// A part that is a list; none where nothing is on it.
fn part_of_lines(heading: &str, lines: Vec<String>) -> Option<Part> {
    (!lines.is_empty()).then(|| Part::new(heading, vec![Body::List(lines)]))
}

fn prerequisites(catalog: &Catalog, assessment: &Assessment) -> Option<Part> {
    let rows = assessment.prerequisites.iter().map(|one| {
        let note = one.note.as_ref().map_or_else(String::new, |note| format!("\n{note}"));
        Row {
            key: None,
            cells: vec![
                format!("{}{note}{}", one.name, resting_on(one.law.as_deref())),
                one.actor.clone(),
                joined(one.items.iter().map(|item| catalog.item_name(item))),
            ],
        }
    });
    part_of_rows("要先在别处办好的", &["先办什么", "到哪里办", "为了办"], rows.collect())
}

/// What is left to choose: of several papers one is enough.
fn choices(catalog: &Catalog, assessment: &Assessment) -> Option<Part> {
    let open = assessment.any_of.iter().filter(|group| group.chosen.is_none() && group.ways.len() > 1);
    let rows = open.map(|group| {
        let ways = group.ways.iter().map(|way| {
            let usual = if way.usual { "（多数人选这种）" } else { "" };
            let bring = joined(way.to_bring.iter().map(|id| catalog.material_name(id)));
            let bring = if bring.is_empty() { "不用带材料".to_owned() } else { format!("带{bring}") };
            format!("{}{usual}：{bring}", way.label)
        });
        Row {
            key: None,
            cells: vec![
                format!("{}\n{}", group.name, group.law.as_deref().unwrap_or_default()),
                ways.collect::<Vec<_>>().join("\n"),
                joined(group.items.iter().map(|item| catalog.item_name(item))),
            ],
        }
    });
    part_of_rows("任选一种就够的", &["证明什么", "任选一种", "用在哪里"], rows.collect())
}

/// What is done at once for several items, and of which items only one is granted.
fn together(catalog: &Catalog, assessment: &Assessment) -> Option<Part> {
    let joint = assessment.joint.iter().map(|joint| {
        let items = joined(joint.items.iter().map(|id| catalog.item_name(id)));
        let papers = joined(joint.materials.iter().map(|id| catalog.material_name(id)));
        let what = if items.is_empty() { papers } else { items };
        format!("{}（{what}）：{}{}", joint_word(joint.kind), joint.text, resting_on(joint.law.as_deref()))
    });
    let exclusive = assessment.exclusive.iter().map(|one| {
        let items = joined(one.items.iter().map(|id| catalog.item_name(id)));
        format!("只能选一项（{items}）：{}{}", one.message, resting_on(one.law.as_deref()))
    });
    part_of_lines("合在一起办的和只能选一项的", joint.chain(exclusive).collect())
}

fn opening(assessment: &Assessment) -> Option<Part> {
    let lines = assessment.opening.iter();
    afterwards::opening(lines.map(|one| format!("{}{}", one.text, resting_on(one.law.as_deref()))).collect())
}

fn obligations(assessment: &Assessment) -> Option<Part> {
    let duties = assessment.obligations.iter().map(|one| Duty {
        text: one.text.clone(),
        limit: one.limit.clone(),
        by: one.due_text.clone(),
        consequence: one.consequence.clone(),
        law: one.law.clone(),
    });
    afterwards::duties(duties)
}

fn items(assessment: &Assessment) -> Vec<Part> {
    let of = |state: State| assessment.items.iter().filter(move |item| item.state == state);
    let entry = |item: &AssessedItem| Entry {
        key: Some(Key::Item(item.id.clone())),
        title: titled(item),
        facts: particulars(item),
    };
    let todo: Vec<_> = of(State::In).map(entry).collect();
    let open: Vec<_> = of(State::Open).map(entry).collect();
    let blocked: Vec<_> = of(State::Blocked).map(entry).collect();
    let part = |heading: &str, entries: Vec<Entry>| {
        (!entries.is_empty()).then(|| Part::new(heading, vec![Body::Entries(entries)]))
    };
    let parts = [part("要办的事项", todo), part("要看回答的事项", open), part("暂时不能办的事项", blocked)];
    parts.into_iter().flatten().collect()
}

fn titled(item: &AssessedItem) -> String {
    match item.repeat {
        Some(times) if times > 1 => format!("{}（办{times}次，只填一张表）", item.name),
        _ => item.name.clone(),
    }
}

fn particulars(item: &AssessedItem) -> Vec<Fact> {
    let mut facts = vec![
        Fact::new("办理部门", item.department_name.clone()),
        Fact::new("时限", limits(item)),
        Fact::new("结果", item.results.join("、")),
        Fact::new("依据", basis(item)),
    ];
    if !item.conditions.is_empty() {
        facts.push(Fact::new("条件", item.conditions.join("；")));
    }
    if item.commitment {
        facts.push(Fact::new("告知承诺", "可以签承诺书代替部分材料"));
    }
    if let Some(reason) = &item.on_site {
        facts.push(Fact::new("要到场一次", reason.clone()));
    }
    if let Some(path) = &item.path {
        let note = path.note.as_ref().map_or_else(String::new, |note| format!("：{note}"));
        facts.push(Fact::new("办法", format!("{}{note}", path.name)));
    }
    if let Some(by) = &item.applied_by {
        facts.push(Fact::new("谁来申请", by.note.clone()));
    }
    if !item.parties.is_empty() {
        let parties = item.parties.iter();
        let parties = parties.map(|party| part_taken(&party.role, &party.act, party.present, party.sign));
        let mut lines: Vec<String> = parties.collect();
        lines.extend((item.together && lines.len() > 1).then(|| "几个人要同时办".to_owned()));
        facts.push(Fact::new("谁要一起来", lines.join("\n")));
    }
    facts.extend(item.held_by.iter().map(|held| Fact::new("要先等", held.text.clone())));
    if let Some(reason) = &item.beyond_reason {
        facts.push(Fact::new("为什么要办", reason.clone()));
    }
    if !item.blocked_by.is_empty() {
        facts.push(Fact::new("为什么不能办", item.blocked_by.join("；")));
    }
    facts.retain(|fact| !fact.value.is_empty());
    facts
}

fn limits(item: &AssessedItem) -> String {
    let promised = working_days(item.working_days);
    if item.statutory_days > item.working_days {
        format!("承诺{promised}（法定{}）", working_days(item.statutory_days))
    } else {
        promised
    }
}

fn basis(item: &AssessedItem) -> String {
    item.basis.iter().map(cited).collect::<Vec<_>>().join("；")
}

fn materials(catalog: &Catalog, assessment: &Assessment) -> Vec<Part> {
    let (spared, needed): (Vec<_>, Vec<_>) =
        assessment.materials.iter().partition(|material| material.spared.is_some());
    let (bring, open): (Vec<_>, Vec<_>) =
        needed.into_iter().partition(|material| material.state == State::In);
    let row = |material: &AssessedMaterial| Row {
        key: Some(Key::Material(material.id.clone())),
        cells: vec![
            material.name.clone(),
            how_many(material),
            remarks_on(material),
            joined(material.needed_by.iter().map(|item| catalog.item_name(item))),
        ],
    };
    let free = |material: &AssessedMaterial| Row {
        key: Some(Key::Material(material.id.clone())),
        cells: vec![material.name.clone(), spared_by(material)],
    };
    let columns = ["材料", "形式和份数", "说明", "用在哪里"];
    let parts = [
        part_of_rows("您要带的材料", &columns, bring.into_iter().map(row).collect()),
        part_of_rows("要看表上怎么填的材料", &columns, open.into_iter().map(row).collect()),
        part_of_rows("不用您带的材料", &["材料", "为什么不用带"], spared.into_iter().map(free).collect()),
    ];
    parts.into_iter().flatten().collect()
}

fn how_many(material: &AssessedMaterial) -> String {
    let mut text = carriers(&material.carrier);
    if let Some(copies) = material.copies {
        text.push_str(&format!(" {copies}份"));
    }
    if let Some(sets) = material.repeat.filter(|sets| *sets > 1) {
        text.push_str(&format!("，共{sets}套"));
    }
    text.trim().to_owned()
}

fn remarks_on(material: &AssessedMaterial) -> String {
    let mut lines = Vec::new();
    if material.key {
        lines.push("核心要件，不能后补".to_owned());
    } else if material.deferrable {
        lines.push("可以容缺，先受理后补".to_owned());
    }
    lines.extend([material.sample_note.clone()]);
    lines.extend(material.notes.iter().map(ToString::to_string));
    lines.retain(|line| !line.trim().is_empty());
    lines.join("；")
}

fn spared_by(material: &AssessedMaterial) -> String {
    let Some(spared) = &material.spared else { return String::new() };
    let by = match spared.by {
        SparedBy::Sharing => "部门共享",
        SparedBy::Commitment => "告知承诺",
        SparedBy::EarlierResult => "用前面办好的结果",
        SparedBy::Generated => "系统生成",
    };
    let fallback = if spared.fallback.is_empty() { String::new() } else { format!("。{}", spared.fallback) };
    if spared.text.is_empty() {
        format!("{by}{fallback}")
    } else {
        format!("{by}：{}{fallback}", spared.text)
    }
}

fn worked_out(assessment: &Assessment) -> Option<Part> {
    let rows = assessment.figures.iter().filter_map(|figure| {
        let text = figure.text.clone()?;
        Some(Row {
            key: None,
            cells: vec![figure.label.clone(), text, figure.formula.clone(), figure.law.clone()],
        })
    });
    part_of_rows("算给您看", &["是什么", "算出来", "怎么算", "依据"], rows.collect())
}

fn money(assessment: &Assessment) -> Part {
    let rows = assessment.fees.iter().map(|fee| {
        let kind = money_word(fee.kind);
        Row {
            key: None,
            cells: vec![fee.name.clone(), kind.to_owned(), fee.amount.clone(), fee.basis.clone()],
        }
    });
    part_of_rows("要交的钱", &["事项", "种类", "金额", "依据"], rows.collect())
        .unwrap_or_else(|| Part::new("要交的钱", vec![Body::Text("不收费。".to_owned())]))
}

fn time_and_visits(catalog: &Catalog, assessment: &Assessment) -> Part {
    let days = counted_days(assessment.graph.working_days);
    let visits = match assessment.visits {
        0 => "网上就能办完，一次也不用跑。".to_owned(),
        visits => format!("最多跑{visits}次。"),
    };
    let mut body = vec![Body::Text(days), Body::Text(visits)];
    let reasons = assessment.visit_reasons.iter();
    let reasons: Vec<_> =
        reasons.map(|visit| format!("{}：{}", catalog.item_name(&visit.item), visit.reason)).collect();
    if !reasons.is_empty() {
        body.push(Body::List(reasons));
    }
    if !assessment.graph.nodes.is_empty() {
        body.push(Body::Process(Process::of(assessment)));
    }
    Part::new("时间和跑动", body)
}

/// A line of the comparison: its name, the figure, the unit.
type Compared = (&'static str, fn(Figures) -> u32, &'static str);

fn savings(assessment: &Assessment) -> Part {
    let (before, after) = (assessment.savings.before, assessment.savings.after);
    let lines: [Compared; 6] = [
        ("跑动", |figures| figures.visits, "次"),
        ("部门", |figures| figures.departments, "个"),
        ("材料", |figures| figures.materials, "份"),
        ("表格", |figures| figures.forms, "张"),
        ("环节", |figures| figures.steps, "个"),
        ("时间", |figures| figures.working_days, "个工作日"),
    ];
    let row = |(name, of, unit): Compared| Row {
        key: None,
        cells: vec![name.to_owned(), format!("{}{unit}", of(before)), format!("{}{unit}", of(after))],
    };
    let columns = vec!["四减".to_owned(), "原来分头办".to_owned(), "现在一次办".to_owned()];
    let mut body = vec![Body::Table(Table { columns, rows: lines.into_iter().map(row).collect() })];
    if !before.certain {
        body.push(Body::Text("原来的数字是估算。".to_owned()));
    }
    Part::new("省了多少", body)
}

fn remarks(theme: &Theme, assessment: &Assessment) -> Option<Part> {
    // What has to be in place before opening has a part of its own.
    let notices = assessment.notices.iter().filter(|notice| notice.kind != NoticeKind::Opening);
    let notices = notices.map(|notice| format!("{}{}", notice.message, resting_on(notice.law.as_deref())));
    let lines: Vec<_> = notices.chain(theme.tips.iter().cloned()).collect();
    (!lines.is_empty()).then(|| Part::new("请留意", vec![Body::List(lines)]))
}

/// Where the thing can be handed in: by network and at counters.
pub(crate) fn places(catalog: &Catalog, theme: &Theme) -> Part {
    let takes = |themes: &Option<Vec<catalog::ThemeId>>| {
        themes.as_ref().is_none_or(|themes| themes.contains(&theme.id))
    };
    let channels = catalog.channels.iter().filter(|channel| takes(&channel.themes));
    let channels = joined(channels.map(|channel| channel.name.as_str()));
    let lines = catalog.places.iter().filter(|place| takes(&place.themes)).map(|place| {
        let particulars = [&place.address, &place.phone, &place.hours];
        let particulars = joined(particulars.into_iter().flatten().map(String::as_str));
        if particulars.is_empty() { place.name.clone() } else { format!("{}（{particulars}）", place.name) }
    });
    let online = if channels.is_empty() { "网上".to_owned() } else { format!("网上（{channels}）") };
    let body = vec![
        Body::Text(format!(
            "{online}，或者到下面任何一个综合窗口，标准一样。不会办的，窗口有帮代办，不收费。"
        )),
        Body::List(lines.collect()),
    ];
    Part::new("到哪里办", body)
}
