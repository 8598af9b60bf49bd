//! What packages can say beyond questions, items and papers: each by the real things that need it.

mod sample;

use catalog::{
    Answers, Assessment,
    assess::{assess, check_answers},
    assessment::{AssessedMaterial, SparedBy, State},
    model::StopKind,
};
use sample::jiangjin;

fn told_of(theme: &str, answers: &Answers) -> Assessment {
    let theme = jiangjin().theme(theme).unwrap();
    assert_eq!(check_answers(jiangjin(), theme, answers), []);
    assess(jiangjin(), theme, answers)
}

fn answers(theme: &str, given: &[(&str, &str)]) -> Answers {
    let mut answers = sample::answers(jiangjin().theme(theme).unwrap(), given);
    answers.today = Some(jiff::civil::date(2026, 11, 2));
    answers
}

fn told(theme: &str, given: &[(&str, &str)]) -> Assessment {
    told_of(theme, &answers(theme, given))
}

fn state(told: &Assessment, item: &str) -> State {
    told.items.iter().find(|one| one.id == *item).unwrap().state
}

#[test]
fn a_restaurant_without_a_flue_is_told_the_law_and_can_go_on_once_that_is_taken_note_of() {
    let given = [
        ("shop_origin", "new"),
        ("enterprise_type", "sole"),
        ("investor_kinds", "person"),
        ("legal_rep_barred", "否"),
        ("food_items", "hot"),
        ("site_type", "residential"),
        ("makes_smoke", "是"),
    ];
    let before = told("hotpot_restaurant_enterprise", &given);
    let stop = before.stops.iter().find(|stop| stop.kind == StopKind::Acknowledge).unwrap();
    assert_eq!((stop.id.as_deref(), stop.acknowledged), (Some("flue"), false));
    assert_eq!(state(&before, "food_business_licence"), State::Blocked);
    // A way out is another answer, which the page leads back to.
    assert_eq!(stop.ways[0].change.as_deref(), Some("site_type"));

    let mut noted = answers("hotpot_restaurant_enterprise", &given);
    noted.acknowledged.insert("flue".into());
    let after = told_of("hotpot_restaurant_enterprise", &noted);
    assert_eq!(state(&after, "food_business_licence"), State::In);
    let stop = after.stops.iter().find(|stop| stop.kind == StopKind::Acknowledge).unwrap();
    assert!(stop.acknowledged, "it is still told");
}

#[test]
fn taking_note_lifts_nothing_but_what_asks_for_it() {
    let given = [("both_come", "否")];
    let mut noted = answers("marriage", &given);
    noted.acknowledged.extend(["flue".to_owned(), String::new()]);
    assert_eq!(state(&told_of("marriage", &noted), "marriage_registration"), State::Blocked);
}

#[test]
fn who_comes_late_is_warned_and_served_all_the_same() {
    let wanted = [("household_wanted", "true"), ("household_place", "jiangjin")];
    let late = [("over_one_month", "true")];
    let told = told("birth", &[&wanted[..], &late[..]].concat());
    let warned: Vec<_> = told.stops.iter().filter(|stop| stop.kind == StopKind::Warn).collect();
    assert_eq!(warned.len(), 1, "{:?}", told.stops);
    assert!(warned[0].blocks.is_empty() && warned[0].law.is_some());
    assert_ne!(state(&told, "birth_household_registration"), State::Blocked);
}

#[test]
fn what_is_done_elsewhere_says_where() {
    let to = |theme: &str, given: &[(&str, &str)]| {
        let told = told(theme, given);
        let stop = told.stops.into_iter().find(|stop| stop.kind == StopKind::HandOver).unwrap();
        stop.to.clone().unwrap()
    };
    assert_eq!(to("birth", &[("birth_place", "hospital_elsewhere")]), "接生的医院");
    assert_eq!(to("birth", &[("parents_nationality", "both_not_mainland")]), "出入境窗口");
    assert_eq!(to("car_purchase", &[("is_new", "否")]), "区车管所");
    assert_eq!(
        to("company_setup", &[("enterprise_type", "llc"), ("investor_kinds", "foreign")]),
        "重庆市市场监督管理局或其授权的登记机关"
    );
}

#[test]
fn an_obstacle_offers_every_way_out_that_the_law_leaves() {
    let told = told("retirement", &[("insurance_kind", "individual"), ("contribution_enough", "short")]);
    let ways: Vec<&str> = told.stops[0].ways.iter().map(|way| way.text.as_str()).collect();
    assert_eq!(ways, ["继续缴到够", "按规定一次性补缴", "转到城乡居民养老"]);
    let told = self::told("barber_shop_self_employed", &[("outside_partner", "是")]);
    let other = told.stops[0].ways[0].theme.as_deref();
    assert_eq!(other, Some("barber_shop_enterprise"));
}

fn paper<'a>(told: &'a Assessment, id: &str) -> Option<&'a AssessedMaterial> {
    told.materials.iter().find(|material| material.id == *id)
}

/// State and whether it is one of several, of the papers that are listed.
fn papers(told: &Assessment, ids: &[&str]) -> Vec<String> {
    let line = |material: &AssessedMaterial| {
        let way = material.any_of.as_ref().map_or("", |way| way.way.as_str());
        format!("{} {:?} {way}", material.id, material.state)
    };
    ids.iter().filter_map(|id| paper(told, id)).map(line).collect()
}

#[test]
fn premises_are_proved_by_a_commitment_or_by_papers_as_the_applicant_likes() {
    const PAPERS: [&str; 3] = ["premises_commitment", "property_title", "lease_contract"];
    let mut given = answers(
        "company_setup",
        &[
            ("enterprise_type", "llc"),
            ("investor_kinds", "person"),
            ("capital_over_5y", "否"),
            ("legal_rep_barred", "否"),
            ("licensed_business", "none"),
            ("premises_kind", "rented"),
        ],
    );
    let open = told_of("company_setup", &given);
    insta::assert_debug_snapshot!(papers(&open, &PAPERS), @r#"
    [
        "premises_commitment Open commitment",
        "property_title Open papers",
        "lease_contract Open papers",
    ]
    "#);
    let group = &open.any_of[0];
    assert_eq!(
        (group.name.as_str(), group.choice.as_str()),
        ("经营场所怎么证明", "shop.premises_by_commitment")
    );
    assert_eq!(group.ways[1].to_bring, ["lease_contract"]);
    assert_eq!(group.ways[1].spared, ["property_title"]);

    given.elements.insert("shop.premises_by_commitment".into(), false.into());
    let chosen = told_of("company_setup", &given);
    insta::assert_debug_snapshot!(papers(&chosen, &PAPERS), @r#"
    [
        "property_title In ",
        "lease_contract In ",
    ]
    "#);
    given.elements.insert("shop.premises_by_commitment".into(), true.into());
    assert_eq!(papers(&told_of("company_setup", &given), &PAPERS), ["premises_commitment In "]);
}

#[test]
fn heirs_who_agree_sign_a_commitment_or_bring_a_notarial_deed() {
    const PAPERS: [&str; 2] = ["kinship_commitment", "inheritance_notarial"];
    let given = |heirs: &str| {
        let given = [
            ("deceased_insurance", "employee_retired"),
            ("medical_kind", "none"),
            ("veteran_kind", "none"),
            ("has_fund", "是"),
            ("heirs", heirs),
            ("dispute_resolved", "是"),
        ];
        answers("after_death", &given)
    };
    let agreed = told_of("after_death", &given("single_heir"));
    assert_eq!(
        papers(&agreed, &PAPERS),
        ["kinship_commitment In commitment", "inheritance_notarial Open notarial"]
    );
    let mut notarial = given("single_heir");
    notarial.elements.insert("any_of.kinship".into(), "notarial".into());
    assert_eq!(papers(&told_of("after_death", &notarial), &PAPERS), ["inheritance_notarial In "]);
    // Who disputed has nothing to choose: the deed or the judgment, as before.
    assert_eq!(papers(&told_of("after_death", &given("dispute")), &PAPERS), ["inheritance_notarial In "]);

    let mut wrong = given("single_heir");
    wrong.elements.insert("any_of.kinship".into(), "oath".into());
    let theme = jiangjin().theme("after_death").unwrap();
    assert_eq!(check_answers(jiangjin(), theme, &wrong)[0].code, "unknown_option");
}

#[test]
fn a_way_that_costs_nothing_is_taken_by_itself() {
    let given = [
        ("hukou_place", "other_province"),
        ("guardian_residence", "registered_half_year"),
        ("work_kind", "employed"),
        ("housing", "rent"),
    ];
    let told = told("school_enrollment", &given);
    assert_eq!(papers(&told, &["address_proof_letter"]), ["address_proof_letter In "]);
    assert!(told.any_of.is_empty(), "nothing is left to choose");
}

#[test]
fn what_spares_a_paper_says_what_happens_when_it_fails() {
    let told = told(
        "birth",
        &[("birth_registered", "否"), ("parents_marriage", "married"), ("household_wanted", "否")],
    );
    let spared = paper(&told, "marriage_certificate").unwrap().spared.as_ref().unwrap();
    assert_eq!(spared.by, SparedBy::Sharing);
    assert_eq!(&*spared.fallback, "查不到时上传照片");
}

fn item<'a>(told: &'a Assessment, id: &str) -> &'a catalog::assessment::AssessedItem {
    told.items.iter().find(|one| one.id == *id).unwrap()
}

#[test]
fn eight_employees_are_eight_rows_and_their_kind_of_contract_is_asked_once() {
    let given = [("unit_registered", "是"), ("employee_kinds", "general"), ("employee_count", "8")];
    let told = told("staff_recruitment", &given);
    let field = |id: &str| told.fields.iter().find(|field| field.id == *id).unwrap();
    assert_eq!((field("participant.name").repeat, field("participant.name").open_rows), (Some(8), false));
    assert_eq!(field("participant.contract_kind").repeat, None);
    assert_eq!(&*told.rows[0].row, "员工");
}

#[test]
fn one_employee_who_waits_for_a_permit_goes_apart_from_the_others() {
    let answers = answers(
        "staff_recruitment",
        &[("employee_kinds", "general,foreign"), ("foreign_work_permit", "否"), ("employee_count", "2")],
    );
    let theme = jiangjin().theme("staff_recruitment").unwrap();
    let row = |kind: &str| [("participant.id_type".into(), kind.into())].into();
    let rows = [row("居民身份证"), row("护照")];
    let apart = catalog::assess::rows_apart(theme, &answers, "participant", &rows);
    assert_eq!(apart.iter().map(|(index, _)| *index).collect::<Vec<_>>(), [1]);
    assert!(apart[0].1.reason.starts_with("等工作许可"));
    assert!(told_of("staff_recruitment", &answers).prerequisites.iter().any(|one| one.id == "work_permit"));
}

#[test]
fn several_shareholders_and_heirs_are_two_rows_at_least_and_one_alone_is_one() {
    let rows = |theme: &str, given: &[(&str, &str)], section: &str| {
        let told = told(theme, given);
        let rows = told.rows.iter().find(|rows| rows.section == section).unwrap().clone();
        (rows.least, rows.most)
    };
    assert_eq!(rows("company_setup", &[("enterprise_type", "llc")], "shareholder"), (2, 50));
    assert_eq!(rows("company_setup", &[("enterprise_type", "llc_single")], "shareholder"), (1, 1));
    assert_eq!(rows("after_death", &[("heirs", "several_agree")], "heir"), (2, 20));
    assert_eq!(rows("after_death", &[("heirs", "single_heir")], "heir"), (1, 1));
}

#[test]
fn two_people_marry_together_by_hand_and_nobody_stands_in_for_them() {
    let told = told("marriage", &[]);
    let presence = told.presence.clone().unwrap();
    assert!(presence.together && !presence.agent);
    let wedding = item(&told, "marriage_registration");
    assert!(wedding.together && wedding.parties.len() == 2);
    assert!(wedding.parties.iter().all(|party| party.present && party.sign.is_some()));
}

#[test]
fn who_else_applies_is_said_where_it_is_so() {
    let employed = told("employment", &[("work_kind", "employed"), ("worker_age", "adult")]);
    assert_eq!(item(&employed, "employment_registration").applied_by.as_ref().unwrap().who, "employer");
    let by_unit = told("retirement", &[("insurance_kind", "employee_unit")]);
    assert!(item(&by_unit, "retirement_approval").applied_by.is_some());
    let by_oneself = told("retirement", &[("insurance_kind", "individual")]);
    assert!(item(&by_oneself, "retirement_approval").applied_by.is_none());
}

#[test]
fn what_the_citizen_has_to_do_afterwards_comes_with_its_last_day() {
    let mut given = answers("after_death", &[("deceased_insurance", "employee_retired")]);
    given.elements.insert("deceased.death_date".into(), "2026-11-02".into());
    let told = told_of("after_death", &given);
    let tell = told.obligations.iter().find(|one| one.id == "tell_20_days").unwrap();
    assert_eq!(tell.limit, "从死亡日期起20个工作日内");
    let by_law =
        catalog::reckon::notify_stop_20_days(jiff::civil::date(2026, 11, 2), 20, &jiangjin().calendar);
    assert_eq!(tell.due, Some(by_law.date));
    let birth = self::told("birth", &[("insurance_wanted", "是"), ("parents_nationality", "both_mainland")]);
    let insure = birth.obligations.iter().find(|one| one.id == "insure_90_days").unwrap();
    assert_eq!((insure.limit.as_str(), insure.due), ("从出生日期和时间起90天内", None));
}

#[test]
fn of_three_funeral_grants_one_alone_is_paid() {
    let several = [
        ("deceased_insurance", "employee_retired,unemployment"),
        ("funeral_choice", "one_kind"),
        ("heirs", "single_heir"),
    ];
    let both = told("after_death", &several);
    assert_eq!(both.exclusive[0].items, ["employee_death_benefit", "unemployment_death_benefit"]);
    let one = told("after_death", &[several[0], ("funeral_choice", "pension"), several[2]]);
    assert!(one.exclusive.is_empty());
}

#[test]
fn what_is_blocked_stops_those_after_it_unless_it_is_done_elsewhere() {
    let base = [
        ("enterprise_type", "llc"),
        ("licensed_business", "none"),
        ("legal_rep_barred", "否"),
        ("capital_over_5y", "否"),
        ("investor_kinds", "foreign"),
    ];
    let elsewhere = told("company_setup", &base);
    let held = &item(&elsewhere, "tax_information_confirmation").held_by;
    assert_eq!((held.len(), held[0].stops), (1, false));
    let mut late = base;
    (late[3], late[4]) = (("capital_over_5y", "是"), ("investor_kinds", "person"));
    let stopped = told("company_setup", &late);
    assert!(item(&stopped, "tax_information_confirmation").held_by[0].stops);
    // Two steps behind, it is held as well; what can be handed in now leaves both out.
    let now = stopped.without_held();
    assert_eq!(item(&now, "tax_information_confirmation").state, State::Blocked);
    assert!(now.materials.iter().all(|material| !material.needed_by.is_empty()));
}

#[test]
fn clocks_that_are_not_the_governments_are_told_apart() {
    let birth = told("birth", &[("birth_place", "hospital"), ("parents_nationality", "both_mainland")]);
    assert!(!item(&birth, "birth_medical_certificate").supervised);
    assert!(item(&birth, "birth_household_registration").supervised);
    let permit = told("employment", &[]);
    assert_eq!(item(&permit, "residence_permit_issue").calendar_days, Some(15));
}

#[test]
fn a_shop_is_taken_over_by_a_change_or_set_up_anew() {
    let mut given = answers(
        "barber_shop_self_employed",
        &[
            ("shop_origin", "takeover"),
            ("operator_barred", "否"),
            ("operator_age_ok", "是"),
            ("outside_partner", "否"),
            ("operator_identity", "mainland"),
            ("fixed_place", "是"),
        ],
    );
    let path = |given: &Answers| {
        let told = told_of("barber_shop_self_employed", given);
        item(&told, "self_employed_registration").path.as_ref().map(|path| path.id.clone())
    };
    assert_eq!(path(&given), None);
    given.elements.insert("operator.takeover_way".into(), "变更经营者".into());
    assert_eq!(path(&given).as_deref(), Some("change"));
    given.elements.insert("operator.takeover_way".into(), "重新设立".into());
    assert_eq!(path(&given).as_deref(), Some("new"));
}

#[test]
fn exclusive_items_that_are_said_never_to_meet_never_do() {
    for theme in &jiangjin().themes {
        let strict = theme.exclusive.iter().filter(|one| one.strict).collect::<Vec<_>>();
        for seed in 0..200_u16 {
            let data: Vec<u16> = (0..80_u16).map(|at| at.wrapping_mul(31).wrapping_add(seed * 97)).collect();
            let given = sample::answers_to_all(&theme.situations, &mut sample::Choices::new(&data));
            let told = assess(jiangjin(), theme, &given);
            for one in &strict {
                assert!(told.exclusive.iter().all(|met| met.id != one.id), "{} {}", theme.id, one.id);
            }
        }
    }
}
