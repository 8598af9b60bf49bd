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
fn what_is_done_elsewhere_says_where() {
    let to = |theme: &str, given: &[(&str, &str)]| {
        let told = told(theme, given);
        let stop = told.stops.into_iter().find(|stop| stop.kind == StopKind::HandOver).unwrap();
        stop.to.unwrap()
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
    assert_eq!(spared.fallback, "查不到时上传照片");
}
