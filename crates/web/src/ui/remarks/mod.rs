//! What is wrong with an application, field by field and material by material, each with why and how:
//! the same rows for a department that assesses and for whoever sends the notice.

use askama::Template;
use casework::case::{CorrectionNotice, FieldRemark, MaterialRemark};
use service::{CaseView, Complaint, CorrectionView, Failure, MaterialView};

use crate::csrf::{Pairs, value, values};

/// A field or material that can be remarked on.
#[derive(Debug)]
pub(crate) struct Remarkable {
    id: String,
    label: String,
    shown: String,
    /// Departments that remarked it already.
    from: String,
    ticked: bool,
    remark: String,
    how: String,
}

/// The rows of a form that says what is wrong.
#[derive(Debug, Template)]
#[template(path = "ui/remarks/remarks.html")]
pub(crate) struct Remarks {
    /// Fields of the form.
    pub(crate) fields: Vec<Remarkable>,
    /// Materials.
    pub(crate) materials: Vec<Remarkable>,
}

component!(Remarks);

impl Remarks {
    /// What of a case can be remarked on, with what was typed, or what was remarked before.
    pub(crate) fn of(case: &CaseView, before: Option<&CorrectionView>, typed: &Pairs) -> Self {
        let mut all = Self { fields: fields(case, typed), materials: materials(case, typed) };
        if let Some(before) = before {
            all.fields
                .iter_mut()
                .for_each(|one| one.take(before.fields.iter().find(|mend| *mend.id == *one.id)));
            let of = |id: &str| before.materials.iter().find(|mend| *mend.id == *id);
            all.materials.iter_mut().for_each(|one| {
                let mend = of(&one.id);
                one.take(mend);
            });
        }
        all
    }

    /// Only what was named or changed before can be remarked on again.
    pub(crate) fn of_the_return(case: &CaseView, typed: &Pairs) -> Self {
        let mut all = Self::of(case, None, typed);
        let Some(correction) = &case.correction else { return all };
        let changed_fields = case.sections.iter().flat_map(|section| &section.values);
        let changed: Vec<_> =
            changed_fields.filter(|value| value.changed).map(|value| &value.element).collect();
        all.fields.retain(|one| {
            correction.fields.iter().any(|mend| *mend.id == *one.id)
                || changed.iter().any(|element| ***element == *one.id)
        });
        let changed: Vec<_> = case.materials.iter().filter(|one| one.changed).map(|one| &one.id).collect();
        all.materials.retain(|one| {
            correction.materials.iter().any(|mend| *mend.id == *one.id)
                || changed.iter().any(|material| ***material == *one.id)
        });
        all
    }
}

impl Remarkable {
    /// Takes over what was remarked, unless something was typed.
    fn take<Id>(&mut self, mend: Option<&service::MendView<Id>>) {
        let Some(mend) = mend else { return };
        self.from = mend.from.join("、");
        if self.remark.is_empty() && self.how.is_empty() {
            self.ticked = true;
            self.remark.clone_from(&mend.remark);
            self.how.clone_from(&mend.how);
        }
    }
}

fn fields(case: &CaseView, typed: &Pairs) -> Vec<Remarkable> {
    let mut fields: Vec<Remarkable> = Vec::new();
    for shown in case.sections.iter().flat_map(|section| &section.values) {
        // A field that repeats is named once, with all its values.
        match fields.iter_mut().find(|known| *shown.element == *known.id) {
            Some(known) => known.shown = format!("{}、{}", known.shown, shown.value),
            None => {
                let id = shown.element.to_string();
                fields.push(remarkable("field", id, &shown.label, &shown.value, typed));
            }
        }
    }
    fields
}

fn materials(case: &CaseView, typed: &Pairs) -> Vec<Remarkable> {
    // What was to be spared comes last: it is named where data cannot be found after all.
    let (spared, brought): (Vec<_>, Vec<_>) = case.materials.iter().partition(|material| material.spared);
    let spared_text = |material: &MaterialView| match (&material.fallback, material.spared) {
        (Some(fallback), true) => t!("ui.remarks.spared_fallback", fallback = fallback).into_owned(),
        (None, true) => t!("ui.remarks.spared").into_owned(),
        (_, false) => String::new(),
    };
    let all = brought.into_iter().chain(spared);
    all.map(|one| remarkable("material", one.id.to_string(), &one.name, &spared_text(one), typed)).collect()
}

fn remarkable(kind: &str, id: String, label: &str, shown: &str, typed: &Pairs) -> Remarkable {
    Remarkable {
        ticked: values(typed, kind).contains(&id.as_str()),
        remark: value(typed, &format!("remark.{kind}.{id}")).to_owned(),
        how: value(typed, &format!("how.{kind}.{id}")).to_owned(),
        id,
        label: label.to_owned(),
        shown: shown.to_owned(),
        from: String::new(),
    }
}

/// The notice from what was ticked and remarked: each with a word on what is wrong.
///
/// # Errors
/// Where something was ticked without a word.
pub(crate) fn notice(pairs: &Pairs) -> Result<CorrectionNotice, Failure> {
    let fields = remarked(pairs, "field")?.into_iter().map(|(id, remark, how)| FieldRemark {
        element: id.as_str().into(),
        remark,
        how,
        ..FieldRemark::default()
    });
    let materials = remarked(pairs, "material")?.into_iter().map(|(id, remark, how)| MaterialRemark {
        material: id.as_str().into(),
        remark,
        how,
        ..MaterialRemark::default()
    });
    Ok(CorrectionNotice {
        fields: fields.collect(),
        materials: materials.collect(),
        message: value(pairs, "message").to_owned(),
    })
}

/// Everything of that kind that was ticked or remarked: its id, what is wrong, how to mend it.
fn remarked(pairs: &Pairs, kind: &str) -> Result<Vec<(String, String, String)>, Failure> {
    let start = format!("remark.{kind}.");
    let ticked = values(pairs, kind);
    let named = pairs.iter().filter(|(_, text)| !text.trim().is_empty());
    let named = named.filter_map(|(name, _)| name.strip_prefix(start.as_str()));
    let mut ids = ticked.clone();
    ids.extend(named.filter(|id| !ticked.contains(id)));
    let each = ids.into_iter().map(|id| {
        let remark = value(pairs, &format!("{start}{id}")).trim().to_owned();
        if remark.is_empty() {
            let complaint =
                Complaint::new(format!("/{kind}/{id}"), "remark_missing", t!("ui.remarks.remark_missing"));
            return Err(Failure::Invalid(vec![complaint]));
        }
        Ok((id.to_owned(), remark, value(pairs, &format!("how.{kind}.{id}")).trim().to_owned()))
    });
    each.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pairs(pairs: &[(&str, &str)]) -> Pairs {
        pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
    }

    #[test]
    fn one_notice_names_everything_ticked_or_remarked() {
        let given = pairs(&[
            ("field", "child.name"),
            ("remark.field.child.name", "与出生医学证明不一致"),
            ("how.field.child.name", "改成证明上的写法"),
            ("remark.field.child.sex", ""),
            ("remark.material.id_card", "照片看不清"),
            ("message", "请一起补"),
        ]);
        let notice = notice(&given).unwrap();
        assert_eq!(notice.fields.len(), 1, "a field neither ticked nor remarked is not named");
        assert_eq!(notice.fields[0].how, "改成证明上的写法");
        assert_eq!(notice.materials.len(), 1, "a remark alone names the material");
        assert_eq!(notice.message, "请一起补");
    }

    #[test]
    fn a_tick_without_a_word_on_what_is_wrong_is_sent_back() {
        let failure =
            notice(&pairs(&[("material", "id_card"), ("remark.material.id_card", " ")])).unwrap_err();
        assert_eq!(failure.code(), "invalid");
    }
}
