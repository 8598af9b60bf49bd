//! From text to parts: a lexer and a precedence-climbing (Pratt) parser.

use std::ops::Range;

use super::{
    Problem,
    syntax::{Kind, Macro, Operator, Part},
};

/// How deep parts may be nested: a guard for the stack, far above any honest condition.
const MAX_DEPTH: usize = 64;

/// Longest condition in bytes.
const MAX_LENGTH: usize = 8192;

/// Reads a whole condition.
pub(super) fn parse(text: &str) -> Result<Part, Vec<Problem>> {
    if text.len() > MAX_LENGTH {
        return Err(vec![
            Problem::new(0..text.len(), "条件太长").hint("请拆成几个自动计算的情形（derived）"),
        ]);
    }
    let tokens = lex(text)?;
    let mut parser = Parser { tokens: &tokens, at: 0, depth: 0 };
    let part = parser.expression(0).map_err(|problem| vec![problem])?;
    match parser.peek() {
        None => Ok(part),
        Some(token) => Err(vec![
            Problem::new(token.span.clone(), format!("这里多出了 {}", token.shown(text)))
                .hint("两个条件之间要写 && 或 ||"),
        ]),
    }
}

#[derive(Debug, Clone, PartialEq)]
enum Sign {
    Number(f64),
    Text(String),
    Name(String),
    Punctuation(&'static str),
}

#[derive(Debug, Clone)]
struct Token {
    sign: Sign,
    span: Range<usize>,
}

impl Token {
    fn shown<'a>(&self, text: &'a str) -> &'a str {
        &text[self.span.clone()]
    }

    fn is(&self, punctuation: &str) -> bool {
        matches!(&self.sign, Sign::Punctuation(sign) if *sign == punctuation)
    }

    fn is_word(&self, word: &str) -> bool {
        matches!(&self.sign, Sign::Name(name) if name == word)
    }
}

/// Signs of the language, longer ones first.
const PUNCTUATION: [&str; 21] = [
    "&&", "||", "==", "!=", "<=", ">=", "<", ">", "!", "?", ":", "(", ")", "[", "]", ",", ".", "+", "-", "*",
    "/",
];

/// What people write by mistake, and what they should have written.
const MISTAKES: [(&str, &str); 12] = [
    ("（", "("),
    ("）", ")"),
    ("，", ","),
    ("‘", "'"),
    ("’", "'"),
    ("“", "'"),
    ("”", "'"),
    ("！", "!"),
    ("=", "=="),
    ("&", "&&"),
    ("|", "||"),
    ("：", ":"),
];

fn lex(text: &str) -> Result<Vec<Token>, Vec<Problem>> {
    let mut tokens = Vec::new();
    let mut problems = Vec::new();
    let mut at = 0;
    while let Some(first) = text[at..].chars().next() {
        let rest = &text[at..];
        if first.is_whitespace() {
            at += first.len_utf8();
            continue;
        }
        let start = at;
        let sign = if first.is_ascii_digit() {
            let length = number_length(rest);
            at += length;
            rest[..length].parse().ok().map(Sign::Number)
        } else if first == '\'' || first == '"' {
            match quoted(rest, first) {
                Ok((value, length)) => {
                    at += length;
                    Some(Sign::Text(value))
                }
                Err(problem) => {
                    problems.push(Problem {
                        span: start + problem.span.start..start + problem.span.end,
                        ..problem
                    });
                    break;
                }
            }
        } else if first.is_alphabetic() || first == '_' {
            let length = rest.find(|c: char| !(c.is_alphanumeric() || c == '_')).unwrap_or(rest.len());
            at += length;
            Some(Sign::Name(rest[..length].to_owned()))
        } else if let Some(sign) = PUNCTUATION.iter().find(|sign| rest.starts_with(**sign)) {
            at += sign.len();
            Some(Sign::Punctuation(sign))
        } else {
            at += first.len_utf8();
            None
        };
        match sign {
            Some(sign) => tokens.push(Token { sign, span: start..at }),
            None => {
                let problem = Problem::new(start..at, format!("条件里不能用 {}", &text[start..at]));
                let meant = MISTAKES.iter().find(|(wrong, _)| rest.starts_with(wrong));
                problems.push(match meant {
                    Some((_, right)) => problem.hint(format!("是否想写 {right}？")),
                    None => problem,
                });
            }
        }
    }
    if problems.is_empty() { Ok(tokens) } else { Err(problems) }
}

fn number_length(rest: &str) -> usize {
    let digits = |from: usize| {
        rest[from..].find(|c: char| !c.is_ascii_digit()).map_or(rest.len(), |length| from + length)
    };
    let whole = digits(0);
    match rest[whole..].strip_prefix('.') {
        Some(after) if after.starts_with(|c: char| c.is_ascii_digit()) => digits(whole + 1),
        _ => whole,
    }
}

/// The text between quotes, and the length with both quotes.
fn quoted(rest: &str, quote: char) -> Result<(String, usize), Problem> {
    let mut value = String::new();
    let mut chars = rest.char_indices().skip(1);
    while let Some((at, c)) = chars.next() {
        match c {
            c if c == quote => return Ok((value, at + 1)),
            '\\' => match chars.next() {
                Some((_, escaped @ ('\\' | '\'' | '"'))) => value.push(escaped),
                Some((_, 'n')) => value.push('\n'),
                _ => return Err(Problem::new(at..at + 1, "反斜杠后面只能是引号、n 或反斜杠")),
            },
            c => value.push(c),
        }
    }
    Err(Problem::new(0..rest.len(), "引号没有配对").hint(format!("在词的后面补上 {quote}")))
}

struct Parser<'a> {
    tokens: &'a [Token],
    at: usize,
    depth: usize,
}

/// Binding powers, as in CEL: `?:` 1, `||` 2, `&&` 3, relations 4, `+ -` 5, `* /` 6, `!` and `-` 7.
fn power(token: &Token) -> Option<(Operator, u8)> {
    if token.is_word("in") {
        return Some((Operator::In, 4));
    }
    let Sign::Punctuation(sign) = token.sign else { return None };
    Some(match sign {
        "||" => (Operator::Or, 2),
        "&&" => (Operator::And, 3),
        "==" => (Operator::Equal, 4),
        "!=" => (Operator::Unequal, 4),
        "<" => (Operator::Less, 4),
        "<=" => (Operator::LessOrEqual, 4),
        ">" => (Operator::Greater, 4),
        ">=" => (Operator::GreaterOrEqual, 4),
        "+" => (Operator::Plus, 5),
        "-" => (Operator::Minus, 5),
        "*" => (Operator::Times, 6),
        "/" => (Operator::Over, 6),
        _ => return None,
    })
}

impl Parser<'_> {
    fn peek(&self) -> Option<&Token> {
        self.tokens.get(self.at)
    }

    fn take(&mut self, punctuation: &str) -> bool {
        let found = self.peek().is_some_and(|token| token.is(punctuation));
        self.at += usize::from(found);
        found
    }

    /// Where the next token stands, or the last one when there is none.
    fn here(&self) -> Range<usize> {
        self.peek().or(self.tokens.last()).map_or(0..0, |token| token.span.clone())
    }

    fn expect(&mut self, punctuation: &str, after: &str) -> Result<usize, Problem> {
        let here = self.here();
        if self.take(punctuation) {
            Ok(here.end)
        } else {
            Err(Problem::new(here, format!("{after}后面缺少 {punctuation}")))
        }
    }

    fn expression(&mut self, least: u8) -> Result<Part, Problem> {
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            return Err(Problem::new(self.here(), "条件嵌套太深").hint("请拆成几个自动计算的情形（derived）"));
        }
        let mut left = self.prefix()?;
        while let Some(token) = self.peek() {
            if token.is("?") && least <= 1 {
                self.at += 1;
                let then = self.expression(2)?;
                self.expect(":", "? 的第一个结果")?;
                let otherwise = self.expression(1)?;
                let span = left.span.start..otherwise.span.end;
                left = Part { kind: Kind::Choose(Box::new(left), Box::new(then), Box::new(otherwise)), span };
                continue;
            }
            let Some((operator, binding)) = power(token) else { break };
            if binding < least.max(2) {
                break;
            }
            self.at += 1;
            let right = self.expression(binding + 1)?;
            let span = left.span.start..right.span.end;
            left = Part { kind: Kind::Binary(operator, Box::new(left), Box::new(right)), span };
        }
        self.depth -= 1;
        Ok(left)
    }

    fn prefix(&mut self) -> Result<Part, Problem> {
        let here = self.here();
        for (sign, wrap) in [("!", Kind::Not as fn(Box<Part>) -> Kind), ("-", Kind::Negate)] {
            if self.take(sign) {
                let part = self.expression(7)?;
                let span = here.start..part.span.end;
                return Ok(Part { kind: wrap(Box::new(part)), span });
            }
        }
        let mut part = self.primary()?;
        while self.take(".") {
            part = self.member(part)?;
        }
        Ok(part)
    }

    fn primary(&mut self) -> Result<Part, Problem> {
        let Some(token) = self.peek().cloned() else {
            return Err(Problem::new(self.here(), "条件没有写完"));
        };
        self.at += 1;
        let kind = match token.sign {
            Sign::Number(number) => Kind::Number(number),
            Sign::Text(text) => Kind::Text(text),
            Sign::Name(name) => match name.as_str() {
                "true" => Kind::Bool(true),
                "false" => Kind::Bool(false),
                "in" => return Err(Problem::new(token.span, "in 的前面缺少要找的词")),
                "size" if self.take("(") => {
                    let part = self.expression(0)?;
                    let end = self.expect(")", "size(…")?;
                    return Ok(Part { kind: Kind::Size(Box::new(part)), span: token.span.start..end });
                }
                _ if self.take("(") => {
                    let (parts, end) = self.list(")")?;
                    return Ok(Part { kind: Kind::Call(name, parts), span: token.span.start..end });
                }
                _ => Kind::Name(name),
            },
            Sign::Punctuation("(") => {
                let part = self.expression(0)?;
                let end = self.expect(")", "括号里的条件")?;
                return Ok(Part { kind: part.kind, span: token.span.start..end });
            }
            Sign::Punctuation("[") => {
                let (parts, end) = self.list("]")?;
                return Ok(Part { kind: Kind::List(parts), span: token.span.start..end });
            }
            Sign::Punctuation(sign) => {
                return Err(Problem::new(token.span, format!("{sign} 不该写在这里"))
                    .hint("这里应当是情形、数据项、带引号的词、数或者括号"));
            }
        };
        Ok(Part { kind, span: token.span })
    }

    /// Parts separated by commas, up to the closing sign.
    fn list(&mut self, close: &str) -> Result<(Vec<Part>, usize), Problem> {
        let mut parts = Vec::new();
        loop {
            let here = self.here();
            if self.take(close) {
                return Ok((parts, here.end));
            }
            parts.push(self.expression(0)?);
            if !self.take(",") {
                let what = if close == "]" { "清单" } else { "括号里的内容" };
                return Ok((parts, self.expect(close, what)?));
            }
        }
    }

    /// What stands after a dot: a part of an element's name, `size()` or a macro.
    fn member(&mut self, subject: Part) -> Result<Part, Problem> {
        let here = self.here();
        let Some(Token { sign: Sign::Name(name), .. }) = self.peek().cloned() else {
            return Err(Problem::new(here, "点号后面应当是名字"));
        };
        self.at += 1;
        if !self.take("(") {
            let Kind::Name(front) = subject.kind else {
                return Err(Problem::new(here, format!("这里没有 {name} 可取")));
            };
            let span = subject.span.start..here.end;
            return Ok(Part { kind: Kind::Name(format!("{front}.{name}")), span });
        }
        let start = subject.span.start;
        let list = Box::new(subject);
        let (kind, end) = match name.as_str() {
            "size" => (Kind::Size(list), self.expect(")", "size(")?),
            "exists" => self.over(Macro::Exists, list)?,
            "all" => self.over(Macro::All, list)?,
            "filter" => self.over(Macro::Filter, list)?,
            _ => {
                return Err(Problem::new(here, format!("没有 {name} 这个算法"))
                    .hint("可以用 size()、exists(x, …)、all(x, …)、filter(x, …)"));
            }
        };
        Ok(Part { kind, span: start..end })
    }

    fn over(&mut self, name: Macro, list: Box<Part>) -> Result<(Kind, usize), Problem> {
        let here = self.here();
        let Some(Token { sign: Sign::Name(variable), .. }) = self.peek().cloned() else {
            return Err(Problem::new(here, "这里应当先写一个变量名").hint("写成 x, 后面再写 x 要满足的条件"));
        };
        self.at += 1;
        self.expect(",", "变量名")?;
        let body = Box::new(self.expression(0)?);
        let end = self.expect(")", "条件")?;
        Ok((Kind::Macro { name, list, variable, body }, end))
    }
}
