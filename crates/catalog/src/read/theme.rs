//! Themes (一件事): one file each.

use super::{
    acts,
    draft::ThemeDraft,
    record::{Record, as_flag, as_json, plain},
    screens,
    tree::{Node, Value},
};
use crate::{
    answers::{Answer, Number},
    ids::{DepartmentId, ElementId, ItemId, MaterialId, SituationId, ThemeId},
    model::{
        Baseline, Extension, Figure, FigureKind, KnownBy, Need, Notice, NoticeKind, Situation,
        SituationOption, SituationType, Stop, StopKind, Subject, ThemeItem, Way,
    },
};

const SUBJECTS: [(&str, Subject); 3] = [
    ("natural_person", Subject::NaturalPerson),
    ("legal_person", Subject::LegalPerson),
    ("self_employed", Subject::SelfEmployed),
];
const SITUATION_TYPES: [(&str, SituationType); 4] = [
    ("single", SituationType::Single),
    ("multi", SituationType::Multi),
    ("boolean", SituationType::Boolean),
    ("number", SituationType::Number),
];

const STOP_KINDS: [(&str, StopKind); 4] = [
    ("block", StopKind::Block),
    ("warn", StopKind::Warn),
    ("acknowledge", StopKind::Acknowledge),
    ("hand_over", StopKind::HandOver),
];
const NOTICE_KINDS: [(&str, NoticeKind); 3] =
    [("remark", NoticeKind::Remark), ("opening", NoticeKind::Opening), ("not_needed", NoticeKind::NotNeeded)];
const FIGURE_KINDS: [(&str, FigureKind); 4] = [
    ("date", FigureKind::Date),
    ("month", FigureKind::Month),
    ("number", FigureKind::Number),
    ("money", FigureKind::Money),
];

pub(super) fn theme(r: &mut Record<'_, '_>) -> ThemeDraft {
    let situations = r.list("situations", "情形", situation);
    ThemeDraft {
        id: r.text("id"),
        number: r.whole("number"),
        number_annex2: r.whole_or_none("number_annex2"),
        annex: r.wholes("annex"),
        name: r.text("name"),
        subject: r.one_of("subject", &SUBJECTS).unwrap_or(Subject::NaturalPerson),
        subjects: r.each_of("subjects", &SUBJECTS),
        subject_note: r.text_or_none("subject_note"),
        lead: DepartmentId::from(r.text("lead")),
        cooperating: r.texts("cooperating").into_iter().map(DepartmentId::from).collect(),
        summary: r.text("summary"),
        aliases: r.texts("aliases"),
        family: r.text_or_none("family"),
        screens: screens::screens(r, &situations),
        situations,
        items: r.list("items", "主题的事项", theme_item),
        stops: r.list("stops", "障碍", stop),
        notices: r.list("notices", "提示", notice),
        figures: r.list("figures", "算给您看", figure),
        obligations: r.list("obligations", "办完以后的事", acts::obligation),
        prerequisites: r.list("prerequisites", "要先在别处办好的", acts::prerequisite),
        exclusive: r.list("exclusive", "只能选一样的", acts::exclusive),
        joint: r.list("joint", "合起来办的", acts::joint),
        rows: r.list("rows", "分行填的", acts::rows),
        presence: r.inner("presence", "谁要到场", acts::presence),
        baseline: r.required_inner("baseline", "分开办的基数", baseline).unwrap_or(NO_BASELINE),
        promised_working_days: r.whole_or_none("promised_working_days"),
        tips: r.sentences("tips"),
        outcome: r.text("outcome"),
        extensions: r.list("extensions", "扩展", extension),
        constants: r
            .values("constants")
            .into_iter()
            .map(|(id, value)| (ElementId::from(id), value))
            .collect(),
        pair: r.text_or_none("pair"),
        pair_question: r.text_or_none("pair_question"),
        changes: r.changes(),
    }
}

const NO_BASELINE: Baseline =
    Baseline { visits: 0, departments: 0, materials: 0, forms: 0, steps: 0, working_days: 0, certain: true };

fn situation(r: &mut Record<'_, '_>) -> Situation {
    r.period();
    let kind = r.one_of("type", &SITUATION_TYPES).unwrap_or(SituationType::Boolean);
    Situation {
        id: SituationId::from(r.text("id")),
        question: r.text("question"),
        why: r.text("why"),
        kind,
        options: r.list("options", "选项", option),
        ask_when: r.text_or_none("ask_when"),
        default: default_answer(r, kind),
        derived: r.text_or_none("derived"),
        computed: r.text_or_none("computed"),
        computed_when: r.text_or_none("computed_when"),
        known_by: r.list("known_by", "已知答案的证照", |r| known_by(r, kind)).into_iter().flatten().collect(),
        lasting: r.flag("lasting", false),
        element: r.text_or_none("element").map(ElementId::from),
        element_values: r
            .inner("element_values", "是和否对应的值", |r| {
                Some((r.text_or_none("true")?, r.text_or_none("false")?))
            })
            .flatten(),
        unit: r.text_or_none("unit"),
        min: r.number_or_none("min"),
        max: r.number_or_none("max"),
        informative: r.flag("informative", false),
        certain: r.flag("certain", true),
    }
}

fn option(r: &mut Record<'_, '_>) -> SituationOption {
    r.period();
    SituationOption { id: r.text("id"), label: r.text("label"), value: r.text_or_none("value") }
}

fn known_by(r: &mut Record<'_, '_>, kind: SituationType) -> Option<KnownBy> {
    let material = MaterialId::from(r.text("material"));
    let node = r.required_raw("answer")?;
    let answer = answer(node, kind);
    if answer.is_none() {
        r.complain(node, "answer 要写这一问能答的：是否写 true、false，选择题写选项的编号");
    }
    answer.map(|answer| KnownBy { material, answer })
}

fn default_answer(r: &mut Record<'_, '_>, kind: SituationType) -> Option<Answer> {
    let node = r.raw("default")?;
    let answer = answer(node, kind);
    if answer.is_none() {
        let expected = match kind {
            SituationType::Boolean => "default 要写 true（是）或 false（否），因为这一问答是或否",
            SituationType::Number => "default 要写一个数，因为这一问答一个数",
            SituationType::Single => "default 要写一个选项的编号，因为这一问只选一项",
            SituationType::Multi => "default 要写选项编号的列表，例如 [a, b]，因为这一问可选多项",
        };
        r.complain(node, expected);
    }
    answer
}

pub(super) fn answer(node: &Node<'_>, kind: SituationType) -> Option<Answer> {
    match (kind, &node.value) {
        (SituationType::Boolean, _) => as_flag(node).map(Answer::Bool),
        (SituationType::Number, _) => {
            let text = plain(node)?;
            let whole = text.parse().map(Number::Whole);
            let number = whole.or_else(|_| text.parse().map(Number::Fraction)).ok()?;
            number.value().is_finite().then_some(Answer::Number(number))
        }
        (SituationType::Single, Value::Scalar(scalar)) => Some(Answer::One(scalar.text.to_string())),
        (SituationType::Multi, Value::Sequence(nodes)) => nodes
            .iter()
            .map(|node| as_json(node).as_str().map(str::to_owned))
            .collect::<Option<_>>()
            .map(Answer::Many),
        _ => None,
    }
}

fn theme_item(r: &mut Record<'_, '_>) -> ThemeItem {
    let (item, when) = (ItemId::from(r.text("item")), r.text_or_none("when"));
    let needs = r.texts_or("needs", "等待的事项", |id| (ItemId::from(id), Need::default()), acts::need);
    let (needs, need_details) = needs.into_iter().unzip();
    ThemeItem {
        item,
        when,
        needs,
        need_details,
        applied_by: r.inner("applied_by", "由别人申请", acts::applied_by),
        repeat_by: r.text_or_none("repeat_by").map(SituationId::from),
        beyond_annex: r.flag("beyond_annex", false),
        beyond_reason: r.text_or_none("beyond_reason"),
        note: r.text_or_none("note"),
        in_force: r.period(),
        certain: r.flag("certain", true),
    }
}

fn stop(r: &mut Record<'_, '_>) -> Stop {
    Stop {
        id: r.text_or_none("id"),
        kind: r.one_of_or_none("kind", &STOP_KINDS).unwrap_or_default(),
        to: r.text_or_none("to"),
        ways: r.list("ways", "出路", way),
        when: r.text("when"),
        message: r.text("message"),
        law: r.text_or_none("law"),
        blocks: r.texts("blocks").into_iter().map(ItemId::from).collect(),
        note: r.text_or_none("note"),
        in_force: r.period(),
        certain: r.flag("certain", true),
    }
}

fn way(r: &mut Record<'_, '_>) -> Way {
    Way {
        text: r.text("text"),
        change: r.text_or_none("change").map(SituationId::from),
        theme: r.text_or_none("theme").map(ThemeId::from),
    }
}

fn notice(r: &mut Record<'_, '_>) -> Notice {
    Notice {
        kind: r.one_of_or_none("kind", &NOTICE_KINDS).unwrap_or_default(),
        items: r.texts("items").into_iter().map(ItemId::from).collect(),
        when: r.text_or_none("when"),
        message: r.text("message"),
        law: r.text_or_none("law"),
        in_force: r.period(),
        certain: r.flag("certain", true),
    }
}

fn figure(r: &mut Record<'_, '_>) -> Figure {
    r.period();
    Figure {
        id: r.text("id"),
        label: r.text("label"),
        kind: r.one_of("kind", &FIGURE_KINDS).unwrap_or(FigureKind::Number),
        value: r.text("value"),
        when: r.text_or_none("when"),
        unit: r.text_or_none("unit"),
        formula: r.text("formula"),
        law: r.text("law"),
        certain: r.flag("certain", true),
    }
}

fn baseline(r: &mut Record<'_, '_>) -> Baseline {
    Baseline {
        visits: r.whole("visits"),
        departments: r.whole("departments"),
        materials: r.whole("materials"),
        forms: r.whole("forms"),
        steps: r.whole("steps"),
        working_days: r.whole("working_days"),
        certain: r.flag("certain", true),
    }
}

fn extension(r: &mut Record<'_, '_>) -> Extension {
    r.period();
    Extension {
        id: r.text_or_none("id").map(ItemId::from),
        text: r.text("text"),
        department: r.text_or_none("department").map(DepartmentId::from),
        when: r.text_or_none("when"),
        source: r.text_or_none("source"),
        note: r.text_or_none("note"),
    }
}
