//! P001 文件读不懂
//!
//! 事项库的文件是 YAML 文本：每行“键: 值”，下一层比上一层多空两格，列表每行以“- ”开头。
//! 常见的错误：用了制表符（Tab）缩进、同一层没有对齐、引号或括号没有配对、冒号后面没有空格、
//! 一句话里带着“: ”或“ #”却没有加引号。一个文件里只报第一处这样的错误，改好再查一遍。

use granit_parser::ErrorKind;

use crate::diagnostics::{Diagnostics, Spot};

/// Says in Chinese what the parser could not read.
pub(crate) fn complain(kind: &ErrorKind, mut spot: Spot<'_>, out: &mut Diagnostics) {
    let (message, hint) = words(kind);
    // The parser stops behind a tab: point at the tab itself.
    let at = spot.span.start;
    if at > 0 && spot.file.text.as_bytes().get(at - 1) == Some(&b'\t') {
        spot.span = at - 1..at;
    }
    out.error("P001", spot, message).hint(hint);
}

fn words(kind: &ErrorKind) -> (String, &'static str) {
    use ErrorKind as E;
    let (message, hint) = match kind {
        E::TabNotAllowed
        | E::TabInBlockIndentation
        | E::TabInIndentation
        | E::TabInPlainScalar
        | E::TabAtBlockScalarStart => ("这里有制表符（Tab）", "缩进请用空格，每层两格"),
        E::UnclosedQuotedScalar | E::DocumentIndicatorInQuotedScalar => {
            ("引号没有配对", "请在这段文字的末尾补上同样的引号")
        }
        E::InvalidTrailingSingleQuotedScalar | E::InvalidTrailingDoubleQuotedScalar => {
            ("引号后面还有文字", "引号要包住整段文字；文字里要用引号的，外面换另一种引号")
        }
        E::UnknownQuotedScalarEscape
        | E::InvalidQuotedScalarHexEscape
        | E::InvalidUnicodeEscape
        | E::InvalidLowSurrogate
        | E::InvalidLowSurrogateHexEscape
        | E::MissingLowSurrogate
        | E::UnpairedLowSurrogate => ("双引号里的反斜杠用法不对", "文字里有反斜杠的，请改用单引号"),
        E::UnclosedFlowCollection { open } => return unclosed(*open),
        E::UnexpectedEofFlowSequence | E::ExpectedFlowSequenceSeparator => {
            ("方括号里的列表没有写完", "各项用逗号分开，末尾要有 ]")
        }
        E::UnexpectedEofFlowMapping
        | E::UnexpectedEofImplicitFlowMapping
        | E::ExpectedFlowMappingSeparator => ("花括号里的内容没有写完", "各项用逗号分开，末尾要有 }"),
        E::MismatchedFlowCollectionEnd { .. } | E::MisplacedFlowCollectionEnd => {
            ("括号没有配对", "请核对方括号和花括号的开头和末尾")
        }
        E::MappingValueNotAllowed
        | E::InvalidColonPlacement
        | E::InvalidMappingValueWhitespace
        | E::MappingKeyNotAllowed => (
            "冒号放的地方不对",
            "一行只能有一个“键: 值”；文字里带冒号的，请用引号把整段文字包起来，并核对缩进",
        ),
        E::SimpleKeyExpected | E::InvalidSimpleKey | E::ExpectedBlockMappingKey => {
            ("这里应该是“键: 值”", "请核对冒号和缩进：同一层的键要对齐")
        }
        E::ExpectedBlockSequenceEntry
        | E::BlockSequenceEntryNotAllowed
        | E::InvalidBlockEntryWhitespace
        | E::BlockEntryInFlowCollection => ("列表写得不对", "列表每行以“- ”开头，各行对齐"),
        E::InvalidIndentation
        | E::InvalidQuotedScalarIndent
        | E::InvalidFlowScalarIndent
        | E::InvalidBlockScalarIndent
        | E::ZeroBlockScalarIndent => ("缩进不对", "每层比上一层多空两格，同一层要对齐"),
        E::UnknownAnchor | E::MissingAnchorOrAliasName => {
            ("以 * 或 & 开头的文字要加引号", "请用引号把整段文字包起来")
        }
        E::UnexpectedCharacter { character } => {
            let message = format!("这里不能以“{character}”开头");
            return (message, "请用引号把整段文字包起来");
        }
        E::ExpectedNodeContent => ("这里少了内容", "请补上值，或者用引号把文字包起来"),
        E::RecursionLimitExceeded => ("层次太深", "请核对括号和缩进"),
        _ => ("这里看不懂", "请核对这一行的缩进、冒号、引号和括号"),
    };
    (message.to_owned(), hint)
}

fn unclosed(open: char) -> (String, &'static str) {
    let hint = if open == '[' { "请在末尾补上 ]" } else { "请在末尾补上 }" };
    (format!("“{open}”没有配对"), hint)
}
