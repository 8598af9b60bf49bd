//! 同上: what stands on the form of one person is taken over for another who is the same one.

use jiff::civil::date;
use service::{Application, CopyOffer, FormField};
use testkit::{Person, Town, journey};

/// The draft of a company that three partners set up.
async fn company(town: &Town, who: &Person) -> String {
    let answers = journey("company_setup", "three_partners_with_staff");
    town.app().start(who.visitor(), "company_setup", answers, None).await.unwrap()
}

async fn types(town: &Town, who: &Person, draft: &str, values: &[(&str, &str)]) -> Application {
    let pairs = values.iter().map(|(id, value)| ((*id).to_owned(), (*value).to_owned())).collect();
    town.app().save_form(who.visitor(), draft, None, pairs).await.unwrap()
}

fn field<'a>(application: &'a Application, control: &str) -> &'a FormField {
    let rows = application.sections.iter().flat_map(|section| &section.rows);
    let mut fields = rows.flat_map(|row| &row.fields);
    fields.find(|field| field.name == control).unwrap_or_else(|| panic!("no field {control}"))
}

/// What is offered for the first row of a section and is there.
fn offered<'a>(application: &'a Application, section: &str) -> Vec<&'a CopyOffer> {
    let section = application.sections.iter().find(|known| known.id == section).expect("is on the form");
    section.rows[0].offers.iter().filter(|offer| offer.is_there()).collect()
}

const LEGAL_REP: &[(&str, &str)] = &[
    ("legal_rep.name", "唐海"),
    ("legal_rep.id_type", "居民身份证"),
    ("legal_rep.id_number", "500116199001011239"),
    ("legal_rep.mobile", "13912345678"),
];

#[tokio::test]
async fn a_person_who_stands_on_the_form_already_is_taken_over_with_one_press() {
    let town = Town::open(date(2026, 3, 2)).await;
    let tang_hai = town.applicant("唐海").await;
    let draft = company(&town, &tang_hai).await;
    let application = types(&town, &tang_hai, &draft, LEGAL_REP).await;
    let offers = offered(&application, "finance_person");
    let offer = offers.iter().find(|offer| offer.id == "finance_person=legal_rep").expect("is offered");
    assert_eq!((offer.label.as_str(), offer.name.as_deref()), ("法定代表人或负责人", Some("唐海")));

    let taken = town.app().copy(tang_hai.visitor(), &draft, "finance_person=legal_rep").await.unwrap();
    let name = field(&taken, "finance_person.name");
    assert_eq!(name.value, "唐海");
    assert_eq!(name.from.as_deref(), Some("照“法定代表人或负责人”填的"));
    assert!(!name.differs);
    assert!(
        !offered(&taken, "finance_person").iter().any(|offer| offer.id == "finance_person=legal_rep"),
        "what stands there already is not offered again"
    );
}

#[tokio::test]
async fn a_copy_stays_as_it_was_taken_and_says_that_its_source_has_changed() {
    let town = Town::open(date(2026, 3, 2)).await;
    let tang_hai = town.applicant("唐海").await;
    let draft = company(&town, &tang_hai).await;
    types(&town, &tang_hai, &draft, LEGAL_REP).await;
    town.app().copy(tang_hai.visitor(), &draft, "finance_person=legal_rep").await.unwrap();

    let changed = types(&town, &tang_hai, &draft, &[("legal_rep.mobile", "13887654321")]).await;
    let mobile = field(&changed, "finance_person.mobile");
    assert_eq!(mobile.value, "13912345678", "nobody's form changes behind their back");
    assert!(mobile.differs && mobile.from.as_ref().unwrap().contains("那边后来改了"), "{:?}", mobile.from);
    assert!(!field(&changed, "finance_person.name").differs, "the name is still the same");

    let again = town.app().copy(tang_hai.visitor(), &draft, "finance_person=legal_rep").await.unwrap();
    assert_eq!(field(&again, "finance_person.mobile").value, "13887654321");
    assert!(!field(&again, "finance_person.mobile").differs);

    let typed = types(&town, &tang_hai, &draft, &[("finance_person.mobile", "13700000001")]).await;
    assert_eq!(field(&typed, "finance_person.mobile").from, None, "what is typed is the person's own");
}

#[tokio::test]
async fn a_copied_row_goes_along_when_a_row_above_it_is_taken_away() {
    let town = Town::open(date(2026, 3, 2)).await;
    let tang_hai = town.applicant("唐海").await;
    let draft = company(&town, &tang_hai).await;
    types(&town, &tang_hai, &draft, LEGAL_REP).await;
    let app = town.app();
    app.add_row(tang_hai.visitor(), &draft, "officer").await.unwrap();
    types(&town, &tang_hai, &draft, &[("officer.name.0", "王强")]).await;
    app.copy(tang_hai.visitor(), &draft, "officer.1=legal_rep").await.unwrap();
    let shorter = app.remove_row(tang_hai.visitor(), &draft, "officer", 0).await.unwrap();
    let name = field(&shorter, "officer.name.0");
    assert_eq!((name.value.as_str(), name.from.as_deref()), ("唐海", Some("照“法定代表人或负责人”填的")));
}

#[tokio::test]
async fn a_single_value_is_offered_from_where_it_may_well_be_the_same() {
    let town = Town::open(date(2026, 3, 2)).await;
    let zhou = town.applicant("周燕").await;
    let answers = journey("noodle_shop_self_employed", "no_flue_building");
    let draft = town.app().start(zhou.visitor(), "noodle_shop_self_employed", answers, None).await.unwrap();
    let typed = types(&town, &zhou, &draft, &[("operator.name", "周小燕")]).await;
    let offers = &field(&typed, "food.safety_manager_name").offers;
    let offer = offers.iter().find(|offer| offer.is_there()).expect("the operator may be it");
    assert_eq!((offer.label.as_str(), offer.name.as_deref()), ("经营者姓名", Some("周小燕")));
    let taken = town.app().copy(zhou.visitor(), &draft, &offer.id).await.unwrap();
    let manager = field(&taken, "food.safety_manager_name");
    assert_eq!(manager.value, "周小燕");
    assert_eq!(manager.from.as_deref(), Some("照“经营者姓名”填的"));
}

#[tokio::test]
async fn where_nothing_stands_yet_it_is_said_so_and_what_is_not_offered_changes_nothing() {
    let town = Town::open(date(2026, 3, 2)).await;
    let tang_hai = town.applicant("唐海").await;
    let draft = company(&town, &tang_hai).await;
    let empty = town.app().copy(tang_hai.visitor(), &draft, "finance_person=legal_rep").await;
    let Err(service::Failure::Invalid(complaints)) = empty else { panic!("{empty:?}") };
    assert_eq!(complaints[0].code, "nothing_to_copy");
    assert!(complaints[0].message.contains("法定代表人或负责人"), "{}", complaints[0].message);

    types(&town, &tang_hai, &draft, LEGAL_REP).await;
    let before = town.app().application(tang_hai.visitor(), &draft).await.unwrap();
    let after = town.app().copy(tang_hai.visitor(), &draft, "enterprise=legal_rep").await.unwrap();
    assert_eq!(before.input, after.input);
}

#[tokio::test]
async fn an_agent_takes_over_of_the_client_no_more_than_they_were_told() {
    let town = Town::open(date(2026, 3, 2)).await;
    let agent = town.agent("帮代办员小何").await;
    let clerk = town.clerk("三号窗口").await;
    let shown = ("唐海", town.new_id_number());
    let (agent, account) = clerk.records_mandate((shown.0, &shown.1), &agent, &["company_setup"]).await;
    let answers = journey("company_setup", "three_partners_with_staff");
    let draft = town.app().start(agent.visitor(), "company_setup", answers, Some(account)).await.unwrap();
    let taken = town.app().copy(agent.visitor(), &draft, "legal_rep=applicant").await.unwrap();
    assert_eq!(field(&taken, "legal_rep.name").value, "唐海");
    assert_eq!(field(&taken, "legal_rep.mobile").value, "", "the client's number is the client's to give");
}
