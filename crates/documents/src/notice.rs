//! 一次告知书: everything that follows from the answers, told once and completely.

use catalog::{
    Assessment, Catalog, Theme,
    assessment::{AssessedItem, AssessedMaterial, Figures, SparedBy, State},
    model::FeeKind,
};
use jiff::civil::Date;

use crate::{
    paper::{Body, Code, Entry, Fact, Key, Kind, Paper, Part, Row, Seal, Table},
    words::{joined, office_of, working_days},
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
    let NoticeFacts { catalog, theme, assessment, on, link } = facts;
    let mut parts = Vec::new();
    parts.extend(situation(assessment));
    parts.extend(obstacles(catalog, assessment));
    parts.extend(items(assessment));
    parts.extend(materials(catalog, assessment));
    parts.extend(figures(assessment));
    parts.push(money(assessment));
    parts.push(time_and_visits(catalog, assessment));
    parts.push(savings(assessment));
    parts.extend(remarks(theme, assessment));
    parts.push(places(catalog, theme));
    Paper {
        kind: Kind::Notice,
        subject: theme.name.clone(),
        opening: opening(theme, assessment),
        facts: vec![
            Fact::new("牵头部门", catalog.department_name(&theme.lead)),
            Fact::new("办完以后您手里有", theme.outcome.clone()),
        ],
        parts,
        closing: assessment.complete.then(|| "以上是全部材料，没有写到的一样都不用带。".to_owned()),
        seal: Some(Seal { office: office_of(catalog), on: *on }),
        code: Some(Code {
            address: link.clone(), label: "扫码看这份告知书，接着就能在网上办".to_owned()
        }),
        footer: vec![format!("目录版本 {}", assessment.version)],
    }
}

fn opening(theme: &Theme, assessment: &Assessment) -> Vec<String> {
    let mut lines = vec![theme.summary.clone()];
    if !assessment.complete {
        lines.push("还有问题没有回答，下面标明“要看回答”的，答完才能定下来。".to_owned());
    }
    lines
}

fn situation(assessment: &Assessment) -> Option<Part> {
    let rows = assessment
        .answered
        .iter()
        .filter(|answered| !answered.assumed)
        .map(|answered| Row { key: None, cells: vec![answered.question.clone(), answered.label.clone()] });
    part_of_rows("您的情况", &["问题", "您的回答"], rows.collect())
}

fn part_of_rows(heading: &str, columns: &[&str], rows: Vec<Row>) -> Option<Part> {
    let columns = columns.iter().map(|column| (*column).to_owned()).collect();
    (!rows.is_empty()).then(|| Part::new(heading, vec![Body::Table(Table { columns, rows })]))
}

fn obstacles(catalog: &Catalog, assessment: &Assessment) -> Option<Part> {
    let lines = assessment.stops.iter().map(|stop| {
        let law = stop.law.as_ref().map_or_else(String::new, |law| format!("依据：{law}。"));
        let blocked = joined(stop.blocks.iter().map(|item| catalog.item_name(item)));
        let blocked = if blocked.is_empty() { blocked } else { format!("暂时不能办：{blocked}。") };
        format!("{} {blocked}{law}", stop.message)
    });
    let lines: Vec<_> = lines.map(|line| line.trim().to_owned()).collect();
    (!lines.is_empty()).then(|| Part::new("先要知道的", vec![Body::List(lines)]))
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
    let lines = item.basis.iter().map(|basis| match &basis.article {
        Some(article) => format!("{}{article}", marked(&basis.law)),
        None => marked(&basis.law),
    });
    lines.collect::<Vec<_>>().join("；")
}

/// A law's name in title marks, with what stands in brackets behind it outside of them.
fn marked(law: &str) -> String {
    let law = law.trim();
    if law.contains('《') {
        return law.to_owned();
    }
    match law.split_once('（') {
        Some((name, rest)) if !name.is_empty() => format!("《{name}》（{rest}"),
        _ => format!("《{law}》"),
    }
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
    let carriers = material.carrier.iter().map(|carrier| match carrier.as_str() {
        "original" => "原件",
        "copy" => "复印件",
        "electronic" => "电子件",
        other => other,
    });
    let mut text = carriers.collect::<Vec<_>>().join("或");
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
    lines.extend(material.notes.iter().cloned());
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
    if spared.text.is_empty() { by.to_owned() } else { format!("{by}：{}", spared.text) }
}

fn figures(assessment: &Assessment) -> Option<Part> {
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
        let kind = match fee.kind {
            FeeKind::Fee => "收费",
            FeeKind::Tax => "税款",
            FeeKind::Deposit => "保证金（仍是您的钱）",
        };
        Row {
            key: None,
            cells: vec![fee.name.clone(), kind.to_owned(), fee.amount.clone(), fee.basis.clone()],
        }
    });
    part_of_rows("要交的钱", &["事项", "种类", "金额", "依据"], rows.collect())
        .unwrap_or_else(|| Part::new("要交的钱", vec![Body::Text("不收费。".to_owned())]))
}

fn time_and_visits(catalog: &Catalog, assessment: &Assessment) -> Part {
    let days = match assessment.graph.working_days {
        0 => "全部当场办结。".to_owned(),
        days => format!("受理后{days}个工作日内全部办完，星期六、星期日和节假日不算。"),
    };
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
        body.push(Body::Process(assessment.graph.clone()));
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
    let notices = assessment.notices.iter().map(|notice| match &notice.law {
        Some(law) => format!("{}（{law}）", notice.message),
        None => notice.message.clone(),
    });
    let lines: Vec<_> = notices.chain(theme.tips.iter().cloned()).collect();
    (!lines.is_empty()).then(|| Part::new("请留意", vec![Body::List(lines)]))
}

fn places(catalog: &Catalog, theme: &Theme) -> Part {
    let takes = |themes: &Option<Vec<catalog::ThemeId>>| {
        themes.as_ref().is_none_or(|themes| themes.contains(&theme.id))
    };
    let lines = catalog.places.iter().filter(|place| takes(&place.themes)).map(|place| {
        let particulars = [&place.address, &place.phone, &place.hours];
        let particulars = joined(particulars.into_iter().flatten().map(String::as_str));
        if particulars.is_empty() { place.name.clone() } else { format!("{}（{particulars}）", place.name) }
    });
    let body = vec![
        Body::Text(
            "网上办，或者到下面任何一个综合窗口，标准一样。不会办的，窗口有帮代办，不收费。".to_owned(),
        ),
        Body::List(lines.collect()),
    ];
    Part::new("到哪里办", body)
}
