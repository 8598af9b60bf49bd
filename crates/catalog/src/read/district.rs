//! The district, its places, its calendar and the rules of law.

use super::record::Record;
use crate::{
    ids::{DepartmentId, PlaceId, ThemeId},
    model::{Channel, District, Division, Place, Rule},
};

const DIVISION_KINDS: [(&str, &str); 2] = [("street", "street"), ("town", "town")];
const PLACE_KINDS: [(&str, &str); 4] =
    [("comprehensive", "comprehensive"), ("special", "special"), ("hospital", "hospital"), ("town", "town")];
const LEVELS: [(&str, &str); 4] =
    [("law", "law"), ("regulation", "regulation"), ("policy", "policy"), ("plan", "plan")];
const SCOPES: [(&str, &str); 4] =
    [("licence", "licence"), ("all", "all"), ("commitment", "commitment"), ("data", "data")];
const VIOLATIONS: [(&str, &str); 3] = [("block", "block"), ("auto", "auto"), ("warn", "warn")];

pub(super) fn district(r: &mut Record<'_, '_>) -> District {
    District {
        id: r.text("id"),
        name: r.text("name"),
        short_name: r.text("short_name"),
        code: r.text("code"),
        code12: r.text("code12"),
        old_codes: r.texts("old_codes"),
        area_code: r.text("area_code"),
        plate_prefix: r.text("plate_prefix"),
        streets: r.whole("streets"),
        towns: r.whole("towns"),
        case_prefix: r.text("case_prefix"),
        document_prefix: r.text("document_prefix"),
        effective: r.date("effective"),
    }
}

pub(super) fn division(r: &mut Record<'_, '_>) -> Division {
    Division {
        id: r.text("id"),
        name: r.text("name"),
        kind: r.one_of("kind", &DIVISION_KINDS).unwrap_or_default().to_owned(),
        code9: r.text("code9"),
        code12: r.text("code12"),
        aliases: r.texts("aliases"),
    }
}

fn themes(r: &mut Record<'_, '_>) -> Option<Vec<ThemeId>> {
    r.texts_or_all("themes").map(|ids| ids.into_iter().map(ThemeId::from).collect())
}

pub(super) fn place(r: &mut Record<'_, '_>) -> Place {
    Place {
        id: PlaceId::from(r.text("id")),
        name: r.text("name"),
        department: DepartmentId::from(r.text("department")),
        kind: r.one_of("kind", &PLACE_KINDS).unwrap_or_default().to_owned(),
        plan_name: r.text_or_none("plan_name"),
        named_in_plan: r.flag("named_in_plan", false),
        each_division: r.flag("each_division", false),
        themes: themes(r),
        main_themes: r.texts("main_themes").into_iter().map(ThemeId::from).collect(),
        address: r.text_or_none("address"),
        phone: r.text_or_none("phone"),
        hours: r.text_or_none("hours"),
        note: r.text_or_none("note"),
        certain: r.flag("certain", true),
    }
}

pub(super) fn channel(r: &mut Record<'_, '_>) -> Channel {
    Channel {
        id: r.text("id"),
        name: r.text("name"),
        plan_name: r.text_or_none("plan_name"),
        themes: themes(r),
        note: r.text_or_none("note"),
    }
}

pub(super) fn year(year: &str, r: &mut Record<'_, '_>) -> workdays::Year {
    // The notice's number, amendments and remarks are kept with the background.
    for key in ["notice", "amendments", "note", "certain"] {
        r.anything(key);
    }
    workdays::Year {
        year: year.parse().unwrap_or_default(),
        off: r.list("off", "放假", |r| workdays::Holiday {
            name: r.text("name"),
            from: r.date("from"),
            to: r.date("to"),
            statutory: r.dates("statutory"),
        }),
        make_up: r.dates("make_up"),
        working_days_in_year: r.whole_or_none("working_days_in_year"),
        statutory_by_law: r.list("statutory_by_law", "法定节日", |r| workdays::StatutoryHoliday {
            name: r.text("name"),
            days: r.dates("days"),
        }),
        adjusted: r.list("adjusted", "单日调整", |r| workdays::Adjusted {
            on: r.date("on"),
            working: r.flag("working", false),
            reason: r.text("reason"),
            document: r.text("document"),
        }),
    }
}

pub(super) fn rule(r: &mut Record<'_, '_>) -> Rule {
    r.period();
    let details = ["outcomes", "suggestion", "levels", "limits_note", "states", "independent"];
    Rule {
        id: r.text("id"),
        title: r.text("title"),
        gist: r.text("gist"),
        law: r.list("law", "依据", law),
        level: r.one_of("level", &LEVELS).unwrap_or_default().to_owned(),
        applies: r.one_of("applies", &SCOPES).unwrap_or_default().to_owned(),
        check: r.text("check"),
        on_violation: r.one_of("on_violation", &VIOLATIONS).unwrap_or_default().to_owned(),
        exception: r.text_or_none("exception"),
        note: r.text_or_none("note"),
        details: details
            .into_iter()
            .filter_map(|key| r.anything(key).map(|value| (key.to_owned(), value)))
            .collect(),
        certain: r.flag("certain", true),
    }
}

/// Law, article and remark in one line.
fn law(r: &mut Record<'_, '_>) -> String {
    let mut line = r.text("law");
    if let Some(article) = r.text_or_none("article") {
        line.push(' ');
        line.push_str(&article);
    }
    if let Some(note) = r.text_or_none("note") {
        line.push_str(&format!("（{note}）"));
    }
    line
}
