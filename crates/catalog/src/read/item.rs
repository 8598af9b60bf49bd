//! Items (政务服务事项): one file each.

use super::{
    acts,
    record::{Record, as_flag},
};
use crate::{
    ids::{DepartmentId, ElementId, ItemId, MaterialId},
    model::{
        AnyOf, Basis, CommitmentCheck, Fee, FeeKind, FieldUse, Item, ItemResult, Limit, MaterialUse,
        PaperWay, RiskClass, SparedBy, Step,
    },
};

const ITEM_TYPES: [(&str, &str); 9] = [
    ("行政许可", "行政许可"),
    ("行政确认", "行政确认"),
    ("行政给付", "行政给付"),
    ("行政裁决", "行政裁决"),
    ("行政奖励", "行政奖励"),
    ("公共服务", "公共服务"),
    ("其他行政权力", "其他行政权力"),
    ("备案登记", "备案登记"),
    ("行政检查", "行政检查"),
];
const RESULT_KINDS: [(&str, &str); 5] = [
    ("licence", "licence"),
    ("certificate", "certificate"),
    ("approval", "approval"),
    ("record", "record"),
    ("payment", "payment"),
];
const SPARED: [(&str, SparedBy); 4] = [
    ("sharing", SparedBy::Sharing),
    ("commitment", SparedBy::Commitment),
    ("earlier_result", SparedBy::EarlierResult),
    ("generated", SparedBy::Generated),
];
const FEE_KINDS: [(&str, FeeKind); 3] =
    [("fee", FeeKind::Fee), ("tax", FeeKind::Tax), ("deposit", FeeKind::Deposit)];

pub(super) fn item(r: &mut Record<'_, '_>) -> Item {
    let (promised_limit, limit_variants) =
        r.required_inner("promised_limit", "承诺时限", promised_limit).unwrap_or((NO_LIMIT, Vec::new()));
    Item {
        id: ItemId::from(r.text("id")),
        name: r.text("name"),
        department: DepartmentId::from(r.text("department")),
        kind: r.one_of("type", &ITEM_TYPES).unwrap_or_default().to_owned(),
        basis: r.list("basis", "依据", basis),
        conditions: r.sentences("conditions"),
        materials: r.list("materials", "材料", material_use),
        any_of: r.list("any_of", "任选的材料", any_of),
        fields: r.list("fields", "字段", field_use),
        parties: r.list("parties", "当事人", acts::party),
        together: r.flag("together", false),
        paths: r.list("paths", "办法", acts::path),
        steps: r.list("steps", "环节", step),
        statutory_limit: r.required_inner("statutory_limit", "法定时限", limit).unwrap_or(NO_LIMIT),
        promised_limit,
        limit_variants,
        special_procedures: r.sentences("special_procedures"),
        special_limits: r.text_or_none("special_limits"),
        fee: r.required_inner("fee", "收费", fee).unwrap_or_else(no_fee),
        results: r.list("result", "结果", result),
        commitment: r.flag("commitment", false),
        commitment_basis: r.text_or_none("commitment_basis"),
        commitment_certain: r.flag("commitment_certain", true),
        commitment_paper: r.text_or_none("commitment_paper").map(MaterialId::from),
        commitment_check: r.inner("commitment_check", "承诺核查", commitment_check),
        commitment_by_law: r.flag("commitment_by_law", false),
        risk_class: r.one_of_or_none("risk_class", &RiskClass::WORDS),
        revocation_bar_years: r.whole_or_none("revocation_bar_years"),
        third_party_interest: r.text_or_none("third_party_interest"),
        third_party_paper: r.text_or_none("third_party_paper").map(MaterialId::from),
        deferral: r.flag("deferral", false),
        counter_assesses: r.flag("counter_assesses", false),
        on_site: on_site(r),
        delivery: r.texts("delivery"),
        after_approval_check: r.text_or_none("after_approval_check"),
        obligations: r.list("obligations", "办完以后的事", acts::obligation),
        history: r.text_or_none("history"),
        note: r.text_or_none("note"),
        changes: r.changes(),
        in_force: r.period(),
        certain: r.flag("certain", true),
    }
}

const NO_LIMIT: Limit = Limit { working_days: 0, calendar_days: None, note: None, certain: true };

fn no_fee() -> Fee {
    Fee { kind: FeeKind::Fee, amount: String::new(), yuan: None, basis: String::new(), certain: true }
}

/// Why somebody must come; a bare yes or no would be shown to the public as it stands.
fn on_site(r: &mut Record<'_, '_>) -> Option<String> {
    let node = r.raw("on_site")?;
    if as_flag(node).is_some() {
        r.complain(node, "on_site 要写一句话，说明谁为什么要到场一次；不用到场的不写这一行");
        return None;
    }
    r.text_or_none("on_site")
}

fn basis(r: &mut Record<'_, '_>) -> Basis {
    Basis {
        law: r.text("law"),
        article: r.text_or_none("article"),
        gist: r.text("gist"),
        in_force: r.period(),
        certain: r.flag("certain", true),
    }
}

fn material_use(r: &mut Record<'_, '_>) -> MaterialUse {
    MaterialUse {
        material: MaterialId::from(r.text("material")),
        when: r.text_or_none("when"),
        key: r.flag("key", false),
        copies: r.whole_or_none("copies"),
        note: r.text_or_none("note"),
        instead_of: r.text_or_none("instead_of"),
        spared_by: r.one_of_or_none("spared_by", &SPARED),
        fallback: r.text_or_none("fallback"),
        in_force: r.period(),
        certain: r.flag("certain", true),
    }
}

fn any_of(r: &mut Record<'_, '_>) -> AnyOf {
    r.period();
    AnyOf {
        id: r.text("id"),
        name: r.text("name"),
        element: r.text_or_none("element").map(ElementId::from),
        law: r.text_or_none("law"),
        ways: r.list("ways", "任选的一条路", paper_way),
        certain: r.flag("certain", true),
    }
}

fn paper_way(r: &mut Record<'_, '_>) -> PaperWay {
    r.period();
    PaperWay {
        id: r.text("id"),
        label: r.text("label"),
        value: r.anything("value"),
        usual: r.flag("usual", false),
        materials: r.texts("materials").into_iter().map(MaterialId::from).collect(),
    }
}

fn field_use(r: &mut Record<'_, '_>) -> FieldUse {
    r.period();
    FieldUse {
        element: ElementId::from(r.text("element")),
        when: r.text_or_none("when"),
        required: r.flag("required", true),
    }
}

fn step(r: &mut Record<'_, '_>) -> Step {
    r.period();
    Step {
        name: r.text("name"),
        actor: DepartmentId::from(r.text("actor")),
        working_days: r.whole("working_days"),
        when: r.text_or_none("when"),
    }
}

fn commitment_check(r: &mut Record<'_, '_>) -> CommitmentCheck {
    CommitmentCheck {
        working_days: r.whole_or_none("working_days"),
        months: r.whole_or_none("months"),
        exempt: r.text_or_none("exempt"),
    }
}

fn limit(r: &mut Record<'_, '_>) -> Limit {
    Limit {
        working_days: r.whole("working_days"),
        calendar_days: r.whole_or_none("calendar_days"),
        note: r.text_or_none("note"),
        certain: r.flag("certain", true),
    }
}

fn promised_limit(r: &mut Record<'_, '_>) -> (Limit, Vec<(String, u32)>) {
    let variants = r.list("variants", "另一种时限", |r| (r.text("when"), r.whole("working_days")));
    (limit(r), variants)
}

fn fee(r: &mut Record<'_, '_>) -> Fee {
    Fee {
        kind: r.one_of_or_none("kind", &FEE_KINDS).unwrap_or_default(),
        amount: r.text_or_none("amount").unwrap_or_default(),
        yuan: r.number_or_none("yuan"),
        basis: r.text("basis"),
        certain: r.flag("certain", true),
    }
}

fn result(r: &mut Record<'_, '_>) -> ItemResult {
    r.period();
    ItemResult {
        name: r.text("name"),
        kind: r.one_of("kind", &RESULT_KINDS).unwrap_or_default().to_owned(),
        material: r.text_or_none("material").map(MaterialId::from),
        validity: r.text_or_none("validity"),
        valid_years: r.whole_or_none("valid_years"),
    }
}
