//! What rests on law: bases, fees, commitments, deferrals, steps.

use crate::{
    level,
    read_support::{ENTER_HOUSEHOLD, assert_complaints, edited, in_item, in_theme, message, small},
};
use catalog::Level;

#[test]
fn p050_an_item_and_an_obstacle_rest_on_law() {
    in_item(
        "id: enter_household
name: 出生登记
department: police
type: 行政确认
basis: [{law: 中华人民共和国户口登记条例, article: 第七条, gist: 婴儿出生后一个月以内申报出生登记}]
",
        "id: enter_household
   #^^^^^^^^^^^^^^^ P050
name: 出生登记
department: police
type: 行政确认
",
    );
    let found = in_theme(
        "    message: 先做亲子鉴定
    law: 中华人民共和国母婴保健法
",
        "    message: 先做亲子鉴定
            #^^^^^^^^^^^^ P050
",
    );
    assert_eq!(level(&found), Level::Warning);
}

#[test]
fn p051_a_fee_rests_on_a_document() {
    in_item(
        "fee: {basis: 不收费}",
        "fee: {amount: 1元, basis: 工本费每张5元}
                         #^^^^^^^^^^^^^ P051",
    );
    in_item(
        "fee: {basis: 不收费}",
        "fee: {amount: 1元, basis: 不收费}
                         #^^^^^^ P051",
    );
}

#[test]
fn p052_a_commitment_tells_what_follows_from_a_false_one() {
    in_item(
        "steps:
",
        "commitment: true
^^^^^^^^^^ P052 P052
steps:
",
    );
    in_item(
        "steps:
",
        "commitment: true
commitment_basis: 国办发〔2020〕42号
after_approval_check: 一个月内现场核查
                     #^^^^^^^^^^^^^^^^ P052
steps:
",
    );
    in_item(
        "steps:
",
        "commitment: true
commitment_basis: 国办发〔2020〕42号
after_approval_check: 一个月内现场核查，承诺不实的撤销登记
steps:
",
    );
}

#[test]
fn p052_one_time_alone_is_written_for_the_check() {
    in_item(
        "steps:
",
        "commitment: true
commitment_basis: 国办发〔2020〕42号
after_approval_check: 一个月内现场核查，承诺不实的撤销登记
commitment_check: {working_days: 20, months: 1}
                 #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ P052
steps:
",
    );
}

#[test]
fn p053_a_key_material_is_never_deferred() {
    in_item(
        "steps:
",
        "materials:
  - {material: birth_paper, key: true, instead_of: 电子证照调取, spared_by: sharing, note: 可以后补}
                                                                                              #^^^^ P053
steps:
",
    );
    in_item(
        "steps:
",
        "materials:
  - {material: birth_paper, key: true, instead_of: 电子证照调取, spared_by: sharing, note: 当场签名，不能容缺}
deferral: true
^^^^^^^^ P053
steps:
",
    );
}

#[test]
fn p054_steps_fit_into_the_promised_days() {
    let item = edited(
        ENTER_HOUSEHOLD,
        "  - {name: 受理, actor: police, working_days: 0}
",
        "  - {name: 审查, actor: police, working_days: 2}
  - {name: 送达, actor: police, working_days: 5}
",
    );
    let item = edited(
        &item,
        "promised_limit: {working_days: 0}",
        "promised_limit: {working_days: 1}
                              #^ P054",
    );
    let found = assert_complaints(&[("items/enter_household.yaml", &item)]);
    assert_eq!(message(&found), "承诺 1 个工作日，各环节加起来却要 2 个");
}

#[test]
fn p055_what_a_department_can_share_is_not_asked_for() {
    let papers = |carrier: &str| {
        let file = small().into_iter().find(|file| file.name == "materials/papers.yaml").unwrap();
        edited(&file.text, "carrier: [original]", carrier)
    };
    let item = |used: &str| edited(ENTER_HOUSEHOLD, "steps:\n", &format!("materials:\n  - {used}\nsteps:\n"));
    let bare = "{material: birth_paper, key: true}";
    let blamed = item(&format!("{bare}\n              #^^^^^^^^^^^ P055"));
    let electronic = papers("carrier: [original, electronic]");
    let found =
        assert_complaints(&[("materials/papers.yaml", &electronic), ("items/enter_household.yaml", &blamed)]);
    assert_eq!(message(&found), "“出生医学证明”区卫健委能共享，却还要群众交");
    // The paper itself is wanted back; paper alone cannot be sent as data.
    let returned = item("{material: birth_paper, key: true, note: 旧证收回}");
    assert_complaints(&[("materials/papers.yaml", &electronic), ("items/enter_household.yaml", &returned)]);
    assert_complaints(&[("items/enter_household.yaml", &item(bare))]);
}

#[test]
#[expect(non_snake_case, reason = "the id of the rule stands before the sentence")]
fn p056_commitment_scope__nothing_is_promised_where_much_is_at_stake() {
    in_item(
        "steps:
",
        "risk_class: public_safety
commitment: true
^^^^^^^^^^ P056
commitment_basis: 国办发〔2020〕42号
after_approval_check: 一个月内现场核查，承诺不实的撤销登记
steps:
",
    );
    in_item(
        "steps:
",
        "risk_class: life_health
commitment: true
commitment_by_law: true
commitment_basis: 消防法第十五条
after_approval_check: 一个月内现场核查，承诺不实的撤销登记
commitment_check: {exempt: 风险低}
                  #^^^^^^ P056
steps:
",
    );
    in_item(
        "steps:
",
        "risk_class: life_health
commitment: true
commitment_by_law: true
commitment_basis: 消防法第十五条
after_approval_check: 一个月内现场核查，承诺不实的撤销登记
commitment_check: {months: 1}
steps:
",
    );
}
