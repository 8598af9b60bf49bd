//! The five outcomes of an application (行政许可法 第三十二条).
#![expect(non_snake_case, reason = "the id of the rule stands before the sentence")]

use casework::{Command, Event, Refusal, StageName, case::Form};

use crate::world::*;

fn corrected(value: &str, confirmed_by: &str) -> Command {
    let form = Form::from([("mother.name".into(), value.into())]);
    Command::CorrectOnSpot { form, confirmed_by: confirmed_by.into() }
}

#[test]
fn acceptance_five_outcomes__nothing_has_to_be_applied_for() {
    let not_required =
        |remedy: &str| Command::NotRequired { reason: "依法不需要许可".into(), remedy: remedy.into() };
    let mut world = World::submitted();
    assert_eq!(world.refuses(&clerk(), not_required("")), Refusal::RemedyMissing);
    assert_eq!(world.refuses(&li_na(), not_required("可申请行政复议")), Refusal::NotAllowed);
    world.does(&clerk(), not_required("可申请行政复议"));
    assert_eq!(world.case.stage.name(), StageName::NotAccepted);
}

#[test]
fn acceptance_five_outcomes__another_authority_is_named_and_handed_over_to() {
    let elsewhere = |authority: &str| Command::NotOurAuthority {
        authority: authority.into(),
        reason: "不属于本区职权范围".into(),
        handed_over: "已转重庆市卫生健康委员会窗口".into(),
        remedy: "可申请行政复议".into(),
    };
    let mut world = World::submitted();
    assert_eq!(world.refuses(&clerk(), elsewhere(" ")), Refusal::AuthorityMissing);
    world.does(&clerk(), elsewhere("重庆市卫生健康委员会"));
    assert_eq!(world.case.stage.name(), StageName::NotAccepted);
}

#[test]
fn acceptance_five_outcomes__a_slip_is_corrected_on_the_spot_and_confirmed_by_name() {
    let mut world = World::submitted();
    assert_eq!(world.refuses(&clerk(), corrected("李娜娜", "王芳")), Refusal::SignatureDiffers);
    assert_eq!(world.refuses(&clerk(), corrected("李娜", "李娜")), Refusal::NothingCorrected);
    assert_eq!(world.refuses(&lead(), corrected("李娜娜", "李娜")), Refusal::NotAllowed);
    let events = world.does(&clerk(), corrected("李娜娜", "李娜"));
    let Event::CorrectedOnSpot { changes, .. } = &events[0] else { panic!("{events:?}") };
    assert_eq!((&changes[0].was, &changes[0].now), (&"李娜".into(), &"李娜娜".into()));
    assert_eq!(world.case.form["mother.name"], "李娜娜");
    assert_eq!(world.case.stage.name(), StageName::Submitted, "and the case goes on");
    world.does(&clerk(), Command::Accept);
}
