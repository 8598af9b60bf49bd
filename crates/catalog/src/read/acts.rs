//! Acts, obligations and what stands around the decision, for themes and items alike.

use super::record::Record;
use crate::{
    ids::{ElementId, ItemId, MaterialId, SituationId},
    model::{
        Apart, AppliedBy, Base, Exclusive, IfBlocked, Joint, JointKind, Need, Obligation, Party, Path,
        Period, Prerequisite, Presence, RowCount, Rows, Signature, Unit,
    },
};

const SIGNATURES: [(&str, Signature); 2] = [("hand", Signature::Hand), ("any", Signature::Any)];
const IF_BLOCKED: [(&str, IfBlocked); 2] = [("go_on", IfBlocked::GoOn), ("stop", IfBlocked::Stop)];
const JOINT_KINDS: [(&str, JointKind); 2] =
    [("inspection", JointKind::Inspection), ("drawing", JointKind::Drawing)];
const APPLICANTS: [(&str, &str); 4] =
    [("employer", "employer"), ("bank", "bank"), ("spouse", "spouse"), ("department", "department")];

fn items(r: &mut Record<'_, '_>, key: &'static str) -> Vec<ItemId> {
    r.texts(key).into_iter().map(ItemId::from).collect()
}

pub(super) fn party(r: &mut Record<'_, '_>) -> Party {
    r.period();
    Party {
        role: r.text("role"),
        section: r.text_or_none("section"),
        present: r.flag("present", false),
        sign: r.one_of_or_none("sign", &SIGNATURES),
        act: r.text("act"),
        when: r.text_or_none("when"),
        law: r.text_or_none("law"),
        certain: r.flag("certain", true),
    }
}

pub(super) fn path(r: &mut Record<'_, '_>) -> Path {
    r.period();
    Path {
        id: r.text("id"),
        name: r.text("name"),
        when: r.text_or_none("when"),
        note: r.text_or_none("note"),
        law: r.text_or_none("law"),
        certain: r.flag("certain", true),
    }
}

pub(super) fn applied_by(r: &mut Record<'_, '_>) -> AppliedBy {
    AppliedBy {
        who: r.one_of("who", &APPLICANTS).unwrap_or_default().to_owned(),
        note: r.text("note"),
        when: r.text_or_none("when"),
    }
}

/// What an item waits for: an id, or an id with more.
pub(super) fn need(r: &mut Record<'_, '_>) -> (ItemId, Need) {
    let need = Need { when: r.text_or_none("when"), if_blocked: r.one_of_or_none("if_blocked", &IF_BLOCKED) };
    (ItemId::from(r.text("item")), need)
}

pub(super) fn presence(r: &mut Record<'_, '_>) -> Presence {
    Presence {
        together: r.flag("together", false),
        agent: r.flag("agent", true),
        why: r.text("why"),
        law: r.text_or_none("law"),
    }
}

pub(super) fn rows(r: &mut Record<'_, '_>) -> Rows {
    Rows {
        section: r.text("section"),
        row: r.text_or_none("row"),
        by: r.text_or_none("by").map(SituationId::from),
        common: r.texts("common").into_iter().map(ElementId::from).collect(),
        counts: r.list("counts", "行数", |r| RowCount {
            when: r.text_or_none("when"),
            least: r.whole_or_none("least").unwrap_or(1),
            most: r.whole_or_none("most"),
        }),
        apart: r.list("apart", "单独办的行", |r| {
            r.period();
            Apart {
                when: r.text("when"),
                reason: r.text("reason"),
                items: items(r, "items"),
                waits_for: r.text_or_none("waits_for"),
                law: r.text_or_none("law"),
            }
        }),
    }
}

fn period(r: &mut Record<'_, '_>) -> Option<Period> {
    let units = [
        ("calendar_days", Unit::CalendarDays),
        ("working_days", Unit::WorkingDays),
        ("months", Unit::Months),
        ("years", Unit::Years),
    ];
    // All keys are asked for, so that each is known.
    let given: Vec<Period> = units
        .into_iter()
        .filter_map(|(key, unit)| r.whole_or_none(key).map(|count| Period { count, unit }))
        .collect();
    given.first().copied()
}

pub(super) fn obligation(r: &mut Record<'_, '_>) -> Obligation {
    r.period();
    let after = r.text("after");
    Obligation {
        id: r.text("id"),
        text: r.text("text"),
        within: r.inner("within", "期限", period).flatten(),
        every: r.inner("every", "期限", period).flatten(),
        after: match after.as_str() {
            "result" => Base::Result,
            id if id.is_ascii() && id.contains('.') => Base::Element { element: id.into() },
            text => Base::Event { text: text.to_owned() },
        },
        met_by_item: r.flag("met_by_item", false),
        when: r.text_or_none("when"),
        consequence: r.text_or_none("consequence"),
        law: r.text_or_none("law"),
        certain: r.flag("certain", true),
    }
}

pub(super) fn prerequisite(r: &mut Record<'_, '_>) -> Prerequisite {
    r.period();
    Prerequisite {
        id: r.text("id"),
        name: r.text("name"),
        actor: r.text("actor"),
        when: r.text_or_none("when"),
        items: items(r, "items"),
        material: r.text_or_none("material").map(MaterialId::from),
        before_handing_in: r.flag("before_handing_in", false),
        note: r.text_or_none("note"),
        law: r.text_or_none("law"),
        certain: r.flag("certain", true),
    }
}

pub(super) fn exclusive(r: &mut Record<'_, '_>) -> Exclusive {
    r.period();
    Exclusive {
        id: r.text("id"),
        items: items(r, "items"),
        message: r.text("message"),
        law: r.text_or_none("law"),
        strict: r.flag("strict", false),
        certain: r.flag("certain", true),
    }
}

pub(super) fn joint(r: &mut Record<'_, '_>) -> Joint {
    r.period();
    Joint {
        id: r.text("id"),
        kind: r.one_of("kind", &JOINT_KINDS).unwrap_or(JointKind::Inspection),
        text: r.text("text"),
        items: items(r, "items"),
        materials: r.texts("materials").into_iter().map(MaterialId::from).collect(),
        law: r.text_or_none("law"),
        certain: r.flag("certain", true),
    }
}
