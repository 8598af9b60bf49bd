//! What authors are told about a condition that cannot be read or does not fit.

mod sample;

use catalog::{
    Answers,
    condition::Expression,
    model::{Situation, SituationType},
};
use sample::{Package, situation};

fn world() -> Vec<Situation> {
    vec![
        situation("married", SituationType::Boolean, 0),
        situation("place", SituationType::Single, 0),
        situation("goods", SituationType::Multi, 0),
        situation("area", SituationType::Number, 0),
    ]
}

/// Every message about the condition, under a mark of what it points at.
fn told(text: &str) -> String {
    let package = Package::with_condition(world(), text);
    let Err(problems) = package.compile() else { return "没有问题".to_owned() };
    let lines = problems.iter().map(|found| {
        let problem = &found.problem;
        let hint = problem.hint.as_ref().map(|hint| format!("（{hint}）")).unwrap_or_default();
        format!("{}: {}{hint}", &text[problem.span.clone()], problem.message)
    });
    lines.collect::<Vec<_>>().join("\n")
}

#[test]
fn a_slip_is_shown_with_what_was_meant() {
    insta::assert_snapshot!(told("maried && plase == 'a'"), @r"
    maried: 没有叫 maried 的情形、数据项或参数（是否想写 married？）
    plase: 没有叫 plase 的情形、数据项或参数（是否想写 place？）
    ");
    insta::assert_snapshot!(told("place == 'x'"), @"'x': 情形 place（place？） 没有选项 x（可以写：a、b、c）");
    insta::assert_snapshot!(told("'z' in goods && goods.exists(g, g == 'y')"), @r"
    'z': 情形 goods（goods？） 没有选项 z（可以写：a、b、c）
    'y': 情形 goods（goods？） 没有选项 y（可以写：a、b、c）
    ");
    insta::assert_snapshot!(told("form.way == '邮递'"), @"'邮递': 数据项 form.way（form.way） 没有选项 邮递（是否想写 邮寄？）");
}

#[test]
fn operands_that_do_not_fit_are_named() {
    insta::assert_snapshot!(told("place"), @"place: 整个条件要的是是或否，这里却是一个选项（要和某个选项比较，例如 … == '选项'）");
    insta::assert_snapshot!(told("goods && area"), @r"
    goods: && 要的是是或否，这里却是几个选项的清单（要问清单里有没有，例如 '选项' in …）
    area: && 要的是是或否，这里却是数（要和某个数比较，例如 … > 0）
    ");
    insta::assert_snapshot!(told("goods == ['a']"), @"goods == ['a']: 清单不能用 == 或 != 来比（请写 '选项' in 清单，或者用 size() 比个数）");
    insta::assert_snapshot!(told("area > 'a'"), @"'a': > 要的是数，这里却是一个选项");
    insta::assert_snapshot!(told("married ? 'a' : 1"), @"'a' : 1: 两边的结果要是同一类：这边是一个选项，那边是数");
}

#[test]
fn broken_syntax_is_pointed_at() {
    insta::assert_snapshot!(told("place = 'a'"), @"=: 条件里不能用 =（是否想写 ==？）");
    insta::assert_snapshot!(told("married && （place == 'a'）"), @r"
    （: 条件里不能用 （（是否想写 (？）
    ）: 条件里不能用 ）（是否想写 )？）
    ");
    insta::assert_snapshot!(told("(married || place == 'a'"), @"'a': 括号里的条件后面缺少 )");
    insta::assert_snapshot!(told("place == 'a"), @"'a: 引号没有配对（在词的后面补上 '）");
    insta::assert_snapshot!(told("married place"), @"place: 这里多出了 place（两个条件之间要写 && 或 ||）");
    insta::assert_snapshot!(told("married &&"), @"&&: 条件没有写完");
    insta::assert_snapshot!(told("goods.any(x, true)"), @"any: 没有 any 这个算法（可以用 size()、exists(x, …)、all(x, …)、filter(x, …)）");
}

#[test]
fn questions_that_depend_on_each_other_are_found() {
    let mut situations = world();
    situations[0].ask_when = Some("place == 'a'".into());
    situations[1].ask_when = Some("married".into());
    let problems = Package::with_condition(situations, "married").compile().unwrap_err();
    insta::assert_snapshot!(problems[0].problem.message, @"情形 married 的条件绕了一圈又回到自己");
}

#[test]
fn one_false_clause_decides_while_the_other_is_not_known() {
    let package = Package::with_condition(world(), "married && place == 'a' && area > 300.0");
    let plan = package.compile().unwrap();
    let mut answers = Answers::default();
    assert_eq!(plan.evaluate(&answers).items[0].wanted, None);
    assert_eq!(plan.evaluate(&answers).next.len(), 3);
    answers.situations.insert("area".into(), catalog::Answer::Number(catalog::Number::Whole(300)));
    let outcome = plan.evaluate(&answers);
    assert_eq!(outcome.items[0].wanted, Some(false));
    assert!(outcome.next.is_empty(), "nothing more can turn it");
}

#[test]
fn names_in_a_condition_are_listed_without_the_variables_of_macros() {
    let expression = Expression::parse("goods.exists(g, g == place) && form.flag").unwrap();
    let names: Vec<String> = expression.names().into_iter().map(|(name, _)| name).collect();
    assert_eq!(names, ["goods", "place", "form.flag"]);
}

#[test]
fn deep_and_endless_conditions_are_refused_without_harm() {
    assert!(Expression::parse(&"(".repeat(5000)).is_err());
    assert!(Expression::parse(&"!".repeat(5000)).is_err());
    assert!(Expression::parse(&"a || ".repeat(5000)).is_err());
    let long = vec!["married"; 700].join(" || ");
    assert!(Package::with_condition(world(), &long).compile().is_ok());
}
