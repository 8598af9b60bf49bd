//! A condition in plain words (条件的白话), for people who read no formulas:
//! `birth_place == 'hospital' || by_agent` becomes
//! “孩子在哪里出生”选“医院”，或者“是请别人代办吗”答“是”.
//!
//! Knows the parts of a condition. What questions, options and elements are
//! called comes in.

use super::{
    Expression,
    syntax::{Kind, Macro, Operator, Part},
};

/// What the names in a condition are called.
pub trait Names {
    /// The question, or the label of the field; none for an unknown name.
    fn label(&self, name: &str) -> Option<&str>;

    /// Whether it is a question, not a field of the form.
    fn is_asked(&self, name: &str) -> bool;

    /// The label of an option of a question.
    fn option(&self, name: &str, option: &str) -> Option<&str>;

    /// The unit of its number.
    fn unit(&self, name: &str) -> Option<&str>;
}

impl Expression {
    /// The condition in plain words.
    pub fn words(&self, names: &impl Names) -> String {
        Speaker { names }.say(self.root(), true).text
    }
}

/// A clause and how loosely its parts hang together.
struct Clause {
    text: String,
    joined: Joined,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Joined {
    /// One statement.
    Single,
    And,
    Or,
}

fn single(text: String) -> Clause {
    Clause { text, joined: Joined::Single }
}

struct Speaker<'n, N> {
    names: &'n N,
}

impl<N: Names> Speaker<'_, N> {
    /// That the part holds, or that it does not.
    fn say(&self, part: &Part, holds: bool) -> Clause {
        match &part.kind {
            Kind::Bool(value) => single(if *value == holds { "任何情况" } else { "没有这种情况" }.into()),
            Kind::Not(inner) => self.say(inner, !holds),
            Kind::Name(name) => single(self.whether(name, holds)),
            Kind::Binary(Operator::And, left, right) => self.join(left, right, holds, holds),
            Kind::Binary(Operator::Or, left, right) => self.join(left, right, holds, !holds),
            Kind::Binary(operator, left, right) => single(self.compare(*operator, left, right, holds)),
            Kind::Choose(condition, then, otherwise) => {
                let [condition, then, otherwise] =
                    [self.say(condition, true), self.say(then, holds), self.say(otherwise, holds)];
                single(format!("如果{}，就要{}，否则要{}", condition.text, then.text, otherwise.text))
            }
            Kind::Macro { name, list, variable, body } => {
                single(self.of_list(*name, list, variable, body, holds))
            }
            Kind::Call(..) => single(format!("{}{}", if holds { "" } else { "不是：" }, self.value(part))),
            _ => single(format!("{}{}", self.value(part), if holds { "成立" } else { "不成立" })),
        }
    }

    fn join(&self, left: &Part, right: &Part, holds: bool, and: bool) -> Clause {
        let (joined, word) = if and { (Joined::And, "，并且") } else { (Joined::Or, "，或者") };
        let within = |part: &Part| {
            let clause = self.say(part, holds);
            if clause.joined == Joined::Single || clause.joined == joined {
                clause.text
            } else {
                format!("（{}）", clause.text)
            }
        };
        Clause { text: format!("{}{word}{}", within(left), within(right)), joined }
    }

    /// A yes or no.
    fn whether(&self, name: &str, holds: bool) -> String {
        let answer = if holds { "是" } else { "否" };
        format!("{}{}“{answer}”", self.called(name), self.verb(name, "答"))
    }

    /// 答 or 选 for a question, 填 for a field.
    fn verb(&self, name: &str, asked: &'static str) -> &'static str {
        if self.names.is_asked(name) { asked } else { "填" }
    }

    fn called(&self, name: &str) -> String {
        if name == "today" {
            return "办理那天".to_owned();
        }
        let label = self.names.label(name).unwrap_or(name);
        format!("“{}”", label.trim_end_matches(['?', '？']))
    }

    /// An option's label; an element's choice as it is.
    fn option<'s>(&'s self, name: &str, option: &'s str) -> &'s str {
        self.names.option(name, option).unwrap_or(option)
    }

    fn compare(&self, operator: Operator, left: &Part, right: &Part, holds: bool) -> String {
        use Operator::{Equal, In, Unequal};
        let equal = (operator == Unequal) != holds;
        match (operator, &left.kind, &right.kind) {
            (Equal | Unequal, Kind::Name(name), Kind::Text(option))
            | (Equal | Unequal, Kind::Text(option), Kind::Name(name)) => self.chosen(name, option, equal),
            (Equal | Unequal, Kind::Name(name), Kind::Bool(value))
            | (Equal | Unequal, Kind::Bool(value), Kind::Name(name)) => self.whether(name, *value == equal),
            (In, Kind::Name(name), Kind::List(options)) => {
                let options: Vec<&Part> = options.iter().collect();
                let options = self.options(name, &options, "或");
                let verb = self.verb(name, "选");
                let verb = if holds { verb.to_owned() } else { format!("{verb}的不是") };
                format!("{}{verb}{options}", self.called(name))
            }
            (In, Kind::Text(option), Kind::Name(name)) => {
                let verb = self.verb(name, "选");
                let verb = if holds { format!("{verb}了") } else { format!("没有{verb}") };
                format!("{}{verb}“{}”", self.called(name), self.option(name, option))
            }
            (In, _, _) => {
                let word = if holds { "包含" } else { "不包含" };
                format!("{}{word}{}", self.value(right), self.value(left))
            }
            _ => {
                let word = comparison(operator, holds);
                format!("{}{word}{}{}", self.value(left), self.value(right), self.unit(left, right))
            }
        }
    }

    fn chosen(&self, name: &str, option: &str, equal: bool) -> String {
        let verb = self.verb(name, "选");
        if option.is_empty() {
            return format!("{}{}", self.called(name), if equal { "没有选" } else { "选了一项" });
        }
        let verb = if equal { verb.to_owned() } else { format!("{verb}的不是") };
        format!("{}{verb}“{}”", self.called(name), self.option(name, option))
    }

    fn options(&self, name: &str, options: &[&Part], or: &str) -> String {
        let said = options.iter().map(|option| match &option.kind {
            Kind::Text(option) => format!("“{}”", self.option(name, option)),
            _ => self.value(option),
        });
        said.collect::<Vec<_>>().join(or)
    }

    fn unit(&self, left: &Part, right: &Part) -> String {
        let unit = self.unit_of(left).or_else(|| self.unit_of(right));
        unit.map_or_else(String::new, |unit| format!(" {unit}"))
    }

    fn unit_of(&self, part: &Part) -> Option<&str> {
        match &part.kind {
            Kind::Name(name) => self.names.unit(name),
            _ => None,
        }
    }

    /// What is said of a multiple choice.
    fn of_list(&self, name: Macro, list: &Part, variable: &str, body: &Part, holds: bool) -> String {
        let of = self.value(list);
        let source = match &list.kind {
            Kind::Name(source) => source.as_str(),
            _ => "",
        };
        let mut wanted = Vec::new();
        let named = if any_of(body, variable, &mut wanted) {
            Some((true, self.options(source, &wanted, "或")))
        } else {
            wanted.clear();
            none_of(body, variable, &mut wanted).then(|| (false, self.options(source, &wanted, "、")))
        };
        match (name, named) {
            (Macro::Exists, Some((true, options))) if holds => format!("{of}选了{options}"),
            (Macro::Exists, Some((true, options))) => format!("{of}没有选{options}"),
            (Macro::Exists, Some((false, options))) if holds => format!("{of}选了{options}以外的"),
            (Macro::Exists, Some((false, options))) => format!("{of}没有选{options}以外的"),
            (Macro::All, Some((true, options))) if holds => format!("{of}只选了{options}"),
            (Macro::All, Some((true, options))) => format!("{of}选了{options}以外的"),
            (Macro::All, Some((false, options))) if holds => format!("{of}没有选{options}"),
            (Macro::All, Some((false, options))) => format!("{of}选了{options}"),
            (Macro::Filter, Some((true, options))) => format!("{of}里的{options}"),
            (Macro::Filter, Some((false, options))) => format!("{of}里{options}以外的"),
            (_, None) => {
                let clause = self.say(body, true).text.replace(&format!("“{variable}”"), "其中一项");
                match (name, holds) {
                    (Macro::Exists, true) => format!("{of}里有一项，{clause}"),
                    (Macro::Exists, false) => format!("{of}里没有一项，{clause}"),
                    (Macro::All, true) => format!("{of}里每一项，{clause}"),
                    (Macro::All, false) => format!("{of}里不是每一项，{clause}"),
                    (Macro::Filter, _) => format!("{of}里的一部分，{clause}"),
                }
            }
        }
    }

    /// A value: a number, a text, a list, what something holds.
    fn value(&self, part: &Part) -> String {
        match &part.kind {
            Kind::Bool(value) => if *value { "是" } else { "否" }.to_owned(),
            Kind::Number(number) => number.to_string(),
            Kind::Text(text) if text.is_empty() => "空".to_owned(),
            Kind::Text(text) => format!("“{text}”"),
            Kind::Name(name) => self.called(name),
            Kind::List(parts) if parts.is_empty() => "一项也没有".to_owned(),
            Kind::List(parts) => parts.iter().map(|part| self.value(part)).collect::<Vec<_>>().join("、"),
            Kind::Negate(part) => format!("负的{}", self.value(part)),
            Kind::Size(part) => format!("{}选的项数", self.value(part)),
            Kind::Binary(
                operator @ (Operator::Plus | Operator::Minus | Operator::Times | Operator::Over),
                left,
                right,
            ) => {
                let word = match operator {
                    Operator::Plus => "加",
                    Operator::Minus => "减",
                    Operator::Over => "除以",
                    _ => "乘以",
                };
                format!("{}{word}{}", self.value(left), self.value(right))
            }
            Kind::Choose(condition, then, otherwise) => format!(
                "{}（{}时）或{}",
                self.value(then),
                self.say(condition, true).text,
                self.value(otherwise)
            ),
            Kind::Macro { name, list, variable, body } => self.of_list(*name, list, variable, body, true),
            Kind::Call(function, given) => {
                let given: Vec<String> = given.iter().map(|part| self.value(part)).collect();
                called(function, &given)
            }
            Kind::Not(_) | Kind::Binary(..) => self.say(part, true).text,
        }
    }
}

/// A function in words, with what it is given.
fn called(name: &str, given: &[String]) -> String {
    let of = |at: usize| given.get(at).map_or("", String::as_str);
    match name {
        "age_on" => format!("{}时按{}算的周岁", of(0), of(1)),
        "years_between" => format!("从{}到{}的整年数", of(0), of(1)),
        "months_between" => format!("从{}到{}的整月数", of(0), of(1)),
        "days_between" => format!("从{}到{}的天数", of(0), of(1)),
        "add_days" => format!("{}之后 {} 天", of(0), of(1)),
        "add_months" => format!("{}之后 {} 个月", of(0), of(1)),
        "add_years" => format!("{}之后 {} 年", of(0), of(1)),
        "year_of" => format!("{}所在的年份", of(0)),
        "day" => format!("{}年{}月{}日", of(0), of(1), of(2)),
        "retirement_month" => format!("按{}和原定 {} 岁算的退休月份", of(0), of(1)),
        "retirement_earliest" => format!("按{}和原定 {} 岁算的最早退休月份", of(0), of(1)),
        "retirement_latest" => format!("按{}和原定 {} 岁算的最晚退休月份", of(0), of(1)),
        "retirement_delay" => format!("按{}和原定 {} 岁算的延迟月数", of(0), of(1)),
        "min_contribution_years" => format!("{}年退休的最低缴费年限", of(0)),
        "survivor_months_working" => format!("在职、缴费 {} 年的抚恤月数", of(0)),
        "survivor_months_retired" => format!("缴费 {} 年、领取 {} 年的抚恤月数", of(0), of(1)),
        "one_funeral_benefit" => format!("{} 种丧葬待遇只领一种", of(0)),
        "employer_30_days" => format!("{}用工的登记期限", of(0)),
        "is_child_labour" => format!("{}时不满16周岁（生于{}）", of(0), of(1)),
        "is_minor_worker" => format!("{}时满16不满18周岁（生于{}）", of(0), of(1)),
        "school_age" => format!("{}年到入学年龄（生于{}）", of(0), of(1)),
        "residence_half_year" => format!("{}登记后满半年的日子", of(0)),
        "simple_cancellation_from" => format!("{}公告后可以申请简易注销的第一天", of(0)),
        "simple_cancellation_until" => format!("{}公告后可以申请简易注销的最后一天", of(0)),
        "creditor_claim_window" => format!("{}公告后可以申请注销的第一天", of(0)),
        "strike_off_by_authority" => format!("{}吊销或关闭、到{}可以强制注销", of(0), of(1)),
        "capital_five_years" => format!("{}成立、{}前缴足没有超过五年", of(0), of(1)),
        "housing_fund_ratio" => format!("单位 {} 和个人 {} 的公积金比例合规", of(0), of(1)),
        "vehicle_purchase_tax" => format!("按{}算的车辆购置税", of(0)),
        _ => format!("按{}算出来的结果", given.join("、")),
    }
}

fn comparison(operator: Operator, holds: bool) -> &'static str {
    use Operator::{Equal, Greater, GreaterOrEqual, Less, LessOrEqual, Unequal};
    match (operator, holds) {
        (Equal, true) | (Unequal, false) => "等于",
        (Unequal, true) | (Equal, false) => "不等于",
        (Less, true) | (GreaterOrEqual, false) => "小于",
        (LessOrEqual, true) | (Greater, false) => "不超过",
        (Greater, true) | (LessOrEqual, false) => "大于",
        _ => "不小于",
    }
}

/// Whether the body says no more than that the variable is one of some texts.
fn any_of<'p>(body: &'p Part, variable: &str, wanted: &mut Vec<&'p Part>) -> bool {
    match &body.kind {
        Kind::Binary(Operator::Or, left, right) => {
            any_of(left, variable, wanted) && any_of(right, variable, wanted)
        }
        Kind::Binary(Operator::Equal, left, right) => compared(left, right, variable, wanted),
        Kind::Binary(Operator::In, left, right) => match (&left.kind, &right.kind) {
            (Kind::Name(name), Kind::List(parts)) if name == variable => {
                wanted.extend(parts);
                true
            }
            _ => false,
        },
        _ => false,
    }
}

/// Whether the body says no more than that the variable is none of some texts.
fn none_of<'p>(body: &'p Part, variable: &str, unwanted: &mut Vec<&'p Part>) -> bool {
    match &body.kind {
        Kind::Binary(Operator::And, left, right) => {
            none_of(left, variable, unwanted) && none_of(right, variable, unwanted)
        }
        Kind::Binary(Operator::Unequal, left, right) => compared(left, right, variable, unwanted),
        Kind::Not(inner) => any_of(inner, variable, unwanted),
        _ => false,
    }
}

fn compared<'p>(left: &'p Part, right: &'p Part, variable: &str, found: &mut Vec<&'p Part>) -> bool {
    match (&left.kind, &right.kind) {
        (Kind::Name(name), Kind::Text(_)) if name == variable => found.push(right),
        (Kind::Text(_), Kind::Name(name)) if name == variable => found.push(left),
        _ => return false,
    }
    true
}
