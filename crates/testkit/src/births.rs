//! A birth in the words of the questions: the town's favourite example.

/// One child, born in hospital to married parents, with everything wanted.
pub fn one_child() -> Vec<(&'static str, &'static str)> {
    born("1")
}

/// The same with two children.
pub fn twins() -> Vec<(&'static str, &'static str)> {
    born("2")
}

fn born(children: &'static str) -> Vec<(&'static str, &'static str)> {
    vec![
        ("declarant", "mother"),
        ("by_agent", "false"),
        ("birth_place", "hospital"),
        ("children_count", children),
        ("parents_marriage", "married"),
        ("parents_nationality", "both_mainland"),
        ("birth_registered", "true"),
        ("household_wanted", "true"),
        ("household_follow", "mother"),
        ("household_place", "jiangjin"),
        ("household_type", "family"),
        ("over_one_month", "false"),
        ("insurance_wanted", "true"),
        ("maternity_insured", "mother_employee"),
        ("insured_in_chongqing", "true"),
        ("fee_settled", "true"),
        ("allowance_paid_by_hospital", "false"),
        ("delivery_mode", "cesarean"),
        ("vaccination_wanted", "true"),
        ("subsidy_wanted", "true"),
    ]
}
