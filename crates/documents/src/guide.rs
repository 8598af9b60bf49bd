//! 办事指南: the whole theme, with every situation, for those who want to read it all.

use catalog::{
    Catalog, MaterialId, Theme,
    model::{Item, Limit, NoticeKind, SituationType, Subject},
    outline::{Outline, OutlinedItem, OutlinedMaterial, OutlinedNotice, OutlinedStop, OutlinedUse, outline},
};
use jiff::civil::Date;

use crate::{
    notice::places,
    paper::{Body, Code, Entry, Fact, Figure, Key, Kind, Paper, Part, Row, Seal, Table},
    poster::departments,
    process::Process,
    words::{
        carriers, cited, joined, joint_word, money_word, obstacle_words, office_of, part_taken,
        presence_words, resting_on, rules, working_days,
    },
};

/// What a guide is made from.
#[derive(Debug, Clone)]
pub struct GuideFacts<'a> {
    /// The catalogue, for names and counters.
    pub catalog: &'a Catalog,
    /// The theme.
    pub theme: &'a Theme,
    /// The day on which it is given.
    pub on: Date,
    /// The address of the thing's page.
    pub link: String,
}

/// The guide.
pub fn guide(facts: &GuideFacts<'_>) -> Paper {
    let GuideFacts { catalog, theme, on, link } = facts;
    let outline = outline(catalog, theme);
    let parts = [
        Some(questions(&outline)),
        Some(items(catalog, &outline)),
        Some(order(catalog, theme, &outline)),
        prerequisites(catalog, &outline),
        materials(catalog, &outline),
        form(catalog, &outline),
        Some(money(catalog, &outline)),
        figures_worked_out(&outline),
        obstacles(catalog, &outline),
        together(catalog, theme),
        of_kind(&outline, NoticeKind::NotNeeded, "哪些不用办"),
        of_kind(&outline, NoticeKind::Opening, "开业前还要备齐的"),
        obligations(catalog, &outline),
        remarks(theme, &outline),
        Some(places(catalog, theme)),
        Some(afterwards()),
    ];
    let numbered = parts.into_iter().flatten().zip(NUMERALS).map(|(mut part, numeral)| {
        part.heading = format!("{numeral}、{}", part.heading);
        part
    });
    Paper {
        kind: Kind::Guide,
        subject: theme.name.clone(),
        opening: vec![theme.summary.clone(), opening(&outline)],
        facts: head(catalog, theme),
        figures: figures(catalog, theme, &outline),
        parts: numbered.collect(),
        closing: Some(
            "以上是这件事的全部情形、事项和材料。您自己要办哪几项、带哪几样，扫码答几个问题就知道。"
                .to_owned(),
        ),
        seal: Some(Seal { office: office_of(catalog), on: *on }),
        signed_by: Vec::new(),
        drawn: Vec::new(),
        code: Some(Code {
            address: link.clone(), label: "扫码答几个问题，就知道要带什么".to_owned()
        }),
        footer: vec![rules(catalog, &catalog.version, *on)],
    }
}

/// The numbers of the parts.
const NUMERALS: [&str; 20] = [
    "一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二", "十三", "十四", "十五",
    "十六", "十七", "十八", "十九", "二十",
];

fn opening(outline: &Outline) -> String {
    format!(
        "这份指南写明这件事的每一种情形。办的时候最多回答{}个问题，用不着的不会问您；填一张表，交一次材料，各部门同时办。",
        outline.questions.len()
    )
}

fn head(catalog: &Catalog, theme: &Theme) -> Vec<Fact> {
    let subjects = if theme.subjects.is_empty() { vec![theme.subject] } else { theme.subjects.clone() };
    let mut facts = vec![
        Fact::new("谁可以办", joined(subjects.into_iter().map(subject))),
        Fact::new("办完以后您手里有", theme.outcome.clone()),
        Fact::new("牵头部门", catalog.department_name(&theme.lead)),
    ];
    let others: Vec<&str> = departments(catalog, theme).into_iter().skip(1).collect();
    if !others.is_empty() {
        facts.push(Fact::new("一起办的部门", joined(others)));
    }
    facts.extend(theme.presence.as_ref().map(|presence| Fact::new("谁要到场", presence_words(presence))));
    facts.extend(
        theme.promised_working_days.map(|days| Fact::new("全部办完", format!("承诺{}", working_days(days)))),
    );
    if let Some(other) = theme.pair.as_ref().and_then(|id| catalog.theme(id)) {
        facts.push(Fact::new("另一种办法", format!("{}，见那份指南", other.name)));
    }
    facts
}

fn subject(subject: Subject) -> &'static str {
    match subject {
        Subject::NaturalPerson => "个人",
        Subject::LegalPerson => "企业和其他法人",
        Subject::SelfEmployed => "个体工商户",
    }
}

fn figures(catalog: &Catalog, theme: &Theme, outline: &Outline) -> Vec<Figure> {
    let figure = |value: usize, unit: &str, label: &str| Figure {
        value: value.to_string(),
        unit: unit.to_owned(),
        label: label.to_owned(),
        before: None,
    };
    let brought = outline.materials.iter().filter(|material| !material.spared_everywhere).count();
    vec![
        figure(outline.items.len(), "项", "最多涉及的事项"),
        figure(departments(catalog, theme).len(), "个", "一起办的部门"),
        figure(brought, "份", "各种情形的材料"),
        figure(1, "张", "要填的表"),
    ]
}

fn table(columns: &[&str], rows: Vec<Row>) -> Body {
    Body::Table(Table { columns: columns.iter().map(|column| (*column).to_owned()).collect(), rows })
}

fn questions(outline: &Outline) -> Part {
    let rows = (1..).zip(&outline.questions).map(|(number, question): (u32, _)| {
        let answers = match question.kind {
            SituationType::Multi => format!("可以选几样：{}", question.answers.join("；")),
            _ => question.answers.join("；"),
        };
        Row {
            key: None,
            cells: vec![
                format!("{number}. {}\n{}", question.question, question.why),
                answers,
                question.when.clone().unwrap_or_else(|| "都要问".to_owned()),
            ],
        }
    });
    let rows = rows.collect();
    Part::new("先看您是哪种情形", vec![table(&["问题", "可以怎么回答", "什么时候问"], rows)])
}

fn items(catalog: &Catalog, outline: &Outline) -> Part {
    let entries = (1..).zip(&outline.items).filter_map(|(number, outlined): (u32, _)| {
        let item = catalog.items.get(&outlined.id)?;
        Some(Entry {
            key: Some(Key::Item(item.id.clone())),
            title: format!("{number}. {}", item.name),
            facts: particulars(catalog, item, outlined),
        })
    });
    Part::new("要办哪些事项", vec![Body::Entries(entries.collect())])
}

fn particulars(catalog: &Catalog, item: &Item, outlined: &OutlinedItem) -> Vec<Fact> {
    let names = |ids: &[MaterialId]| joined(ids.iter().map(|id| catalog.material_name(id)));
    let after = joined(outlined.after.iter().map(|id| catalog.item_name(id)));
    let mut facts = vec![
        Fact::new("什么时候办", outlined.when.clone().unwrap_or_else(|| "每种情形都要办".to_owned())),
        Fact::new("办理部门", format!("{}（{}）", catalog.department_name(&item.department), item.kind)),
        Fact::new("谁来申请", applied_by(outlined)),
        Fact::new("几种办法", paths(item, outlined)),
        Fact::new("谁要一起来", parties(item, outlined)),
        Fact::new("为什么要办", outlined.beyond_reason.clone().unwrap_or_default()),
        Fact::new("办几次", times(outlined)),
        Fact::new("先要办好", after),
        Fact::new("条件", numbered(&item.conditions)),
        Fact::new("材料", names(&outlined.materials)),
        Fact::new("怎么办", steps(catalog, item, outlined)),
        Fact::new("时限", limits(item, outlined)),
        Fact::new("不计入时限", joined(item.special_procedures.iter().map(String::as_str))),
        Fact::new("收费", fee(item)),
        Fact::new("结果", results(item)),
        Fact::new("怎么领", delivery(item)),
        Fact::new("要到场一次", item.on_site.clone().unwrap_or_default()),
        Fact::new("告知承诺", commitment(item)),
        Fact::new("容缺受理", deferral(item)),
        Fact::new("依据", basis(item)),
    ];
    facts.retain(|fact| !fact.value.trim().is_empty());
    facts
}

/// What is said behind a condition; alone where it holds always.
fn under(when: Option<&String>, text: &str) -> String {
    when.map_or_else(|| text.to_owned(), |when| format!("{when}的：{text}"))
}

fn applied_by(outlined: &OutlinedItem) -> String {
    outlined.applied_by.as_ref().map_or_else(String::new, |(note, when)| under(when.as_ref(), note))
}

fn paths(item: &Item, outlined: &OutlinedItem) -> String {
    let paths = outlined.paths.iter().filter_map(|(index, when)| {
        let path = item.paths.get(*index)?;
        let when = when.as_deref().unwrap_or("其余情形");
        let note = path.note.as_ref().map_or_else(String::new, |note| format!("：{note}"));
        Some(format!("{}（{when}）{note}{}", path.name, resting_on(path.law.as_deref())))
    });
    let paths: Vec<String> = paths.collect();
    if paths.len() > 1 { paths.join("\n") } else { String::new() }
}

fn parties(item: &Item, outlined: &OutlinedItem) -> String {
    let parties = outlined.parties.iter().filter_map(|(index, when)| {
        let party = item.parties.get(*index)?;
        let words = part_taken(&party.role, &party.act, party.present, party.sign);
        Some(under(when.as_ref(), &format!("{words}{}", resting_on(party.law.as_deref()))))
    });
    let mut lines: Vec<String> = parties.collect();
    lines.extend((item.together && lines.len() > 1).then(|| "几个人要同时办".to_owned()));
    lines.join("\n")
}

fn times(outlined: &OutlinedItem) -> String {
    outlined.times.as_ref().map_or_else(String::new, |question| {
        format!("按“{}”的回答，有几个办几次，表只填一张", question.trim_end_matches(['?', '？']))
    })
}

fn numbered(lines: &[String]) -> String {
    match lines {
        [] => String::new(),
        [line] => line.clone(),
        lines => {
            let lines = (1..).zip(lines).map(|(number, line): (u32, _)| format!("（{number}）{line}"));
            lines.collect::<Vec<_>>().join("\n")
        }
    }
}

fn steps(catalog: &Catalog, item: &Item, outlined: &OutlinedItem) -> String {
    let steps = outlined.steps.iter().filter_map(|(index, when)| {
        let step = item.steps.get(*index)?;
        let mut particulars = vec![catalog.department_name(&step.actor).to_owned()];
        if step.working_days > 0 {
            particulars.push(working_days(step.working_days));
        }
        particulars.extend(when.as_ref().map(|when| format!("只在{when}时")));
        Some(format!("{}（{}）", step.name, particulars.join("，")))
    });
    steps.collect::<Vec<_>>().join(" → ")
}

fn limits(item: &Item, outlined: &OutlinedItem) -> String {
    let mut lines =
        vec![format!("承诺{}，法定{}", limit(&item.promised_limit), limit(&item.statutory_limit))];
    lines.extend(outlined.limits.iter().map(|(when, days)| format!("{when}：{}", working_days(*days))));
    lines.extend(item.special_limits.clone());
    lines.join("\n")
}

fn limit(limit: &Limit) -> String {
    let mut text = working_days(limit.working_days);
    if let Some(days) = limit.calendar_days {
        text.push_str(&format!("（{days}个自然日）"));
    }
    if let Some(note) = &limit.note {
        text.push_str(&format!("（{note}）"));
    }
    text
}

fn fee(item: &Item) -> String {
    if item.fee.amount.is_empty() {
        "不收费".to_owned()
    } else {
        format!("{}：{}（{}）", money_word(item.fee.kind), item.fee.amount, item.fee.basis)
    }
}

fn results(item: &Item) -> String {
    let results = item.results.iter().map(|result| match &result.validity {
        Some(validity) => format!("{}（有效期：{validity}）", result.name),
        None => result.name.clone(),
    });
    results.collect::<Vec<_>>().join("、")
}

fn delivery(item: &Item) -> String {
    let ways = item.delivery.iter().map(|way| match way.as_str() {
        "window" => "窗口领取",
        "post" => "邮寄",
        "online" => "网上看电子证照",
        other => other,
    });
    joined(ways)
}

fn commitment(item: &Item) -> String {
    if !item.commitment {
        return String::new();
    }
    let mut text = "签了承诺书，部分材料不用交，先办后查".to_owned();
    if let Some(check) = &item.after_approval_check {
        text.push_str(&format!("；{check}"));
    }
    if let Some(basis) = &item.commitment_basis {
        text.push_str(&format!("（{basis}）"));
    }
    text
}

fn deferral(item: &Item) -> String {
    if item.deferral {
        "核心要件齐了就先受理，其余材料可以后补".to_owned()
    } else {
        String::new()
    }
}

fn basis(item: &Item) -> String {
    let lines = item.basis.iter().map(|basis| format!("{}：{}", cited(basis), basis.gist));
    lines.collect::<Vec<_>>().join("\n")
}

fn order(catalog: &Catalog, theme: &Theme, outline: &Outline) -> Part {
    let text = "箭头从先办的指向后办的，没有箭头相连的同时办，您用不着的会跳过。";
    let process = Process::of_theme(catalog, theme, outline.graph.clone());
    Part::new("先后顺序", vec![Body::Text(text.to_owned()), Body::Process(process)])
}

fn materials(catalog: &Catalog, outline: &Outline) -> Option<Part> {
    let (spared, brought): (Vec<_>, Vec<_>) =
        outline.materials.iter().partition(|material| material.spared_everywhere);
    let rows = |materials: Vec<&OutlinedMaterial>| -> Vec<Row> {
        materials.into_iter().filter_map(|material| material_row(catalog, material)).collect()
    };
    let mut body = Vec::new();
    let columns = ["材料", "形式和份数", "什么时候要", "能不能不带"];
    if !outline.groups.is_empty() {
        body.push(Body::Text("下面每一样，几种材料里任选一种就够：".to_owned()));
        body.push(groups(catalog, outline));
    }
    if !brought.is_empty() {
        body.push(Body::Text("要交的，一样只交一次，各事项都用：".to_owned()));
        body.push(table(&columns, rows(brought)));
    }
    if !spared.is_empty() {
        body.push(Body::Text("一般不用您带的，系统和部门自己解决；调不到的，窗口会说明：".to_owned()));
        body.push(table(&columns, rows(spared)));
    }
    (!body.is_empty()).then(|| Part::new("材料", body))
}

fn groups(catalog: &Catalog, outline: &Outline) -> Body {
    let rows = outline.groups.iter().map(|group| {
        let ways = group.ways.iter().map(|(label, usual, materials)| {
            let usual = if *usual { "（多数人选这种）" } else { "" };
            format!("{label}{usual}：{}", joined(materials.iter().map(|id| catalog.material_name(id))))
        });
        Row {
            key: None,
            cells: vec![
                format!("{}\n{}", group.name, group.law.as_deref().unwrap_or_default()),
                ways.collect::<Vec<_>>().join("\n"),
                joined(group.items.iter().map(|id| catalog.item_name(id))),
            ],
        }
    });
    table(&["证明什么", "任选一种", "用在哪里"], rows.collect())
}

fn material_row(catalog: &Catalog, outlined: &OutlinedMaterial) -> Option<Row> {
    let material = catalog.materials.get(&outlined.id)?;
    let mut remarks = vec![format!("{}出具", catalog.department_name(&material.issuer))];
    remarks.extend([material.sample_note.clone()]);
    remarks.extend(outlined.notes.iter().cloned());
    remarks.retain(|remark| !remark.trim().is_empty());
    let mut form = carriers(&material.carrier);
    if let Some(copies) = outlined.copies {
        form.push_str(&format!(" {copies}份"));
    }
    let importance = if outlined.key {
        "核心要件，不能后补"
    } else if outlined.deferrable {
        "可以容缺后补"
    } else {
        ""
    };
    let mut spared = vec![if outlined.spared.is_empty() {
        "要带".to_owned()
    } else if outlined.spared_everywhere {
        format!("不用带：{}", outlined.spared.join("；"))
    } else {
        format!("有的事项不用带：{}", outlined.spared.join("；"))
    }];
    spared.extend((!importance.is_empty()).then(|| importance.to_owned()));
    spared.extend(outlined.one_way.as_ref().map(|(group, way)| format!("“{group}”任选一种：{way}")));
    Some(Row {
        key: Some(Key::Material(material.id.clone())),
        cells: vec![
            format!("{}\n{}", material.name, remarks.join("；")),
            form,
            outlined.uses.iter().map(|used| use_of(catalog, used)).collect::<Vec<_>>().join("\n"),
            spared.join("\n"),
        ],
    })
}

fn use_of(catalog: &Catalog, used: &OutlinedUse) -> String {
    let items = joined(used.items.iter().map(|id| catalog.item_name(id)));
    match &used.when {
        Some(when) => format!("办{items}，{when}"),
        None => format!("办{items}都要"),
    }
}

fn form(catalog: &Catalog, outline: &Outline) -> Option<Part> {
    let rows = outline.sections.iter().map(|section| Row {
        key: None,
        cells: vec![
            section.title.clone(),
            joined(section.elements.iter().map(|id| catalog.element_label(id))),
        ],
    });
    let rows: Vec<Row> = rows.collect();
    let text = "各部门的表合成一张，同一样内容只填一次；系统已经知道的自动填好，您核对就行。按您的情形，用不着的不会出现。";
    (!rows.is_empty()).then(|| {
        Part::new("一张表上填什么", vec![Body::Text(text.to_owned()), table(&["分段", "内容"], rows)])
    })
}

fn money(catalog: &Catalog, outline: &Outline) -> Part {
    let items = outline.items.iter().filter_map(|outlined| catalog.items.get(&outlined.id));
    let rows = items.filter(|item| !item.fee.amount.is_empty()).map(|item| Row {
        key: None,
        cells: vec![
            item.name.clone(),
            money_word(item.fee.kind).to_owned(),
            item.fee.amount.clone(),
            item.fee.basis.clone(),
        ],
    });
    let rows: Vec<Row> = rows.collect();
    let body = if rows.is_empty() {
        Body::Text("不收费。".to_owned())
    } else {
        table(&["事项", "种类", "金额", "依据"], rows)
    };
    Part::new("要交的钱", vec![body])
}

fn obstacles(catalog: &Catalog, outline: &Outline) -> Option<Part> {
    let rows = outline.stops.iter().map(|stop| {
        let what = way_out(stop);
        let blocked = joined(stop.blocks.iter().map(|id| catalog.item_name(id)));
        let whole = stop.blocks.len() == outline.items.len() || blocked.is_empty();
        Row {
            key: None,
            cells: vec![
                if whole { "整件事".to_owned() } else { blocked },
                stop.when.clone().unwrap_or_else(|| "任何情形".to_owned()),
                what,
            ],
        }
    });
    let rows: Vec<Row> = rows.collect();
    (!rows.is_empty()).then(|| {
        let columns = ["现在办不了的", "什么情形", "怎么办"];
        Part::new("办不了或者要到别处办的情形", vec![table(&columns, rows)])
    })
}

/// What is told of an obstacle, and where it leads.
fn way_out(stop: &OutlinedStop) -> String {
    let mut lines = vec![stop.message.clone()];
    lines.extend(obstacle_words(stop.kind, stop.to.as_deref()));
    lines.extend(stop.ways.iter().map(|way| format!("可以：{way}")));
    lines.extend(stop.law.iter().map(|law| format!("依据：{law}")));
    lines.join("\n")
}

fn prerequisites(catalog: &Catalog, outline: &Outline) -> Option<Part> {
    let rows = outline.prerequisites.iter().map(|one| {
        let mut what = vec![one.name.clone()];
        what.extend(one.note.clone());
        Row {
            key: None,
            cells: vec![
                format!("{}{}", what.join("\n"), resting_on(one.law.as_deref())),
                one.actor.clone(),
                one.when.clone().unwrap_or_else(|| "每种情形".to_owned()),
                joined(one.items.iter().map(|id| catalog.item_name(id))),
            ],
        }
    });
    let rows: Vec<Row> = rows.collect();
    let columns = ["先办什么", "到哪里办", "什么情形", "为了办"];
    (!rows.is_empty()).then(|| Part::new("要先在别处办好的", vec![table(&columns, rows)]))
}

fn figures_worked_out(outline: &Outline) -> Option<Part> {
    let rows = outline.figures.iter().map(|figure| Row {
        key: None,
        cells: vec![
            figure.label.clone(),
            figure.when.clone().unwrap_or_else(|| "每种情形".to_owned()),
            figure.formula.clone(),
            figure.law.clone(),
        ],
    });
    let rows: Vec<Row> = rows.collect();
    (!rows.is_empty())
        .then(|| Part::new("能给您算清楚的", vec![table(&["是什么", "什么情形", "怎么算", "依据"], rows)]))
}

/// What is done at once for several items, and of which items only one is granted.
fn together(catalog: &Catalog, theme: &Theme) -> Option<Part> {
    let joint = theme.joint.iter().map(|joint| {
        let items = joined(joint.items.iter().map(|id| catalog.item_name(id)));
        let papers = joined(joint.materials.iter().map(|id| catalog.material_name(id)));
        let what = if items.is_empty() { papers } else { items };
        format!("{}（{what}）：{}{}", joint_word(joint.kind), joint.text, resting_on(joint.law.as_deref()))
    });
    let exclusive = theme.exclusive.iter().map(|one| {
        let items = joined(one.items.iter().map(|id| catalog.item_name(id)));
        format!("只能选一项（{items}）：{}{}", one.message, resting_on(one.law.as_deref()))
    });
    let lines: Vec<String> = joint.chain(exclusive).collect();
    (!lines.is_empty()).then(|| Part::new("合在一起办的和只能选一项的", vec![Body::List(lines)]))
}

fn said(notice: &OutlinedNotice) -> String {
    let text = format!("{}{}", notice.message, resting_on(notice.law.as_deref()));
    under(notice.when.as_ref(), &text)
}

/// Remarks of one kind, which stand in a part of their own.
fn of_kind(outline: &Outline, kind: NoticeKind, heading: &str) -> Option<Part> {
    let lines: Vec<String> = outline.notices.iter().filter(|notice| notice.kind == kind).map(said).collect();
    (!lines.is_empty()).then(|| Part::new(heading, vec![Body::List(lines)]))
}

fn obligations(catalog: &Catalog, outline: &Outline) -> Option<Part> {
    let rows = outline.obligations.iter().map(|one| {
        let mut remark: Vec<String> = one.consequence.iter().map(|then| format!("不办的：{then}")).collect();
        remark.extend(one.law.iter().map(|law| format!("依据：{law}")));
        let item = one.item.as_ref().map(|id| format!("办了{}的", catalog.item_name(id)));
        let when = [item, one.when.clone()].into_iter().flatten().collect::<Vec<_>>().join("，");
        Row {
            key: None,
            cells: vec![
                one.text.clone(),
                one.limit.clone(),
                if when.is_empty() { "每种情形".to_owned() } else { when },
                remark.join("\n"),
            ],
        }
    });
    let rows: Vec<Row> = rows.collect();
    (!rows.is_empty()).then(|| {
        let text = "这是提醒您的期限，不是部门的办理时限。";
        let columns = ["要做什么", "什么时候以前", "什么情形", "依据和后果"];
        Part::new("办好以后您还要做的", vec![Body::Text(text.to_owned()), table(&columns, rows)])
    })
}

fn remarks(theme: &Theme, outline: &Outline) -> Option<Part> {
    let notices = outline.notices.iter().filter(|notice| notice.kind == NoticeKind::Remark).map(said);
    let lines: Vec<String> = theme.tips.iter().cloned().chain(notices).collect();
    (!lines.is_empty()).then(|| Part::new("请留意", vec![Body::List(lines)]))
}

fn afterwards() -> Part {
    let lines = [
        "问进度：扫码、到任一综合窗口，或者拨打 12345，报办件编号。",
        "缺材料的，只会一次告诉您全部要补的内容，写明怎么补、补到哪一天；收到申请五个工作日内没有答复的，从收到之日起就算受理（《行政许可法》第三十二条）。",
        "对结果不服的，可以在收到决定之日起六十日内申请行政复议，或者在六个月内提起行政诉讼（《行政复议法》第二十条、《行政诉讼法》第四十六条）。",
        "办完请您评价，只有您自己能评；不满意的，会核实、整改并给您回音。",
    ];
    let lines = lines.map(str::to_owned).to_vec();
    Part::new("进度、补正、救济和评价", vec![Body::List(lines)])
}
