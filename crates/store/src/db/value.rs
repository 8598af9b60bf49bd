//! What goes into a statement and what comes out of it.

use std::{borrow::Cow, fmt::Write};

use casework::{AccountId, TaskId};
use catalog::{DepartmentId, ItemId, PlaceId, ThemeId};
use identifiers::CaseNumber;
use jiff::{Timestamp, civil::Date};

use crate::StoreError;

/// An argument of a statement. Its type is known even where it is null, as
/// PostgreSQL wants. Instants are microseconds since 1970, days ISO text.
#[derive(Debug, Clone)]
pub(crate) enum Arg<'a> {
    /// A bigint.
    Int(Option<i64>),
    /// A text.
    Text(Option<Cow<'a, str>>),
    /// Bytes.
    Bytes(Option<Cow<'a, [u8]>>),
}

impl Arg<'_> {
    /// The same argument, owning its data.
    pub(crate) fn into_owned(self) -> Arg<'static> {
        match self {
            Arg::Int(value) => Arg::Int(value),
            Arg::Text(value) => Arg::Text(value.map(|text| Cow::Owned(text.into_owned()))),
            Arg::Bytes(value) => Arg::Bytes(value.map(|bytes| Cow::Owned(bytes.into_owned()))),
        }
    }
}

macro_rules! arg_from {
    ($($type:ty, $value:ident => $variant:ident($some:expr);)*) => { $(
        impl<'a> From<$type> for Arg<'a> {
            fn from($value: $type) -> Self {
                Arg::$variant(Some($some))
            }
        }
        impl<'a> From<Option<$type>> for Arg<'a> {
            fn from(value: Option<$type>) -> Self {
                Arg::$variant(value.map(|$value| $some))
            }
        }
    )* };
}

arg_from! {
    i64, value => Int(value);
    u64, value => Int(value.cast_signed());
    u32, value => Int(value.into());
    u8, value => Int(value.into());
    bool, value => Int(value.into());
    Timestamp, value => Int(value.as_microsecond());
    Date, value => Text(Cow::Owned(value.to_string()));
    &'a str, value => Text(Cow::Borrowed(value));
    &'a String, value => Text(Cow::Borrowed(value.as_str()));
    String, value => Text(Cow::Owned(value));
    &'a AccountId, value => Text(Cow::Borrowed(value.as_str()));
    &'a CaseNumber, value => Text(Cow::Borrowed(value.as_str()));
    &'a TaskId, value => Text(Cow::Borrowed(value.0.as_str()));
    &'a ThemeId, value => Text(Cow::Borrowed(value.as_str()));
    &'a ItemId, value => Text(Cow::Borrowed(value.as_str()));
    &'a DepartmentId, value => Text(Cow::Borrowed(value.as_str()));
    &'a PlaceId, value => Text(Cow::Borrowed(value.as_str()));
    &'a [u8], value => Bytes(Cow::Borrowed(value));
    Vec<u8>, value => Bytes(Cow::Owned(value));
}

/// Arguments of a statement, in the order of their numbers.
macro_rules! args {
    ($($value:expr),* $(,)?) => { [$(crate::db::Arg::from($value)),*] };
}
/// Arguments that own their data, for a statement that is handed to the writer.
macro_rules! owned {
    ($($value:expr),* $(,)?) => { vec![$(crate::db::Arg::from($value).into_owned()),*] };
}
pub(crate) use {args, owned};

/// A value that came out.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Cell {
    /// Nothing.
    Null,
    /// A bigint.
    Int(i64),
    /// A text.
    Text(String),
    /// Bytes.
    Bytes(Vec<u8>),
}

/// A row, read from left to right in the order of the statement's columns.
#[derive(Debug)]
pub(crate) struct Row(std::vec::IntoIter<Cell>);

impl Row {
    /// A row of these cells.
    pub(crate) fn new(cells: Vec<Cell>) -> Self {
        Self(cells.into_iter())
    }

    /// The next column's value.
    pub(crate) fn next<T: FromCell>(&mut self) -> Result<T, StoreError> {
        self.0.next().and_then(T::from_cell).ok_or(StoreError::Corrupt("a table"))
    }

    /// All columns that are left, as they are.
    pub(crate) fn into_cells(self) -> Vec<Cell> {
        self.0.collect()
    }
}

/// What a cell can be read as.
pub(crate) trait FromCell: Sized {
    /// None where the cell holds something else.
    fn from_cell(cell: Cell) -> Option<Self>;
}

impl<T: FromCell> FromCell for Option<T> {
    fn from_cell(cell: Cell) -> Option<Self> {
        if cell == Cell::Null { Some(None) } else { T::from_cell(cell).map(Some) }
    }
}

macro_rules! from_cell {
    ($($variant:ident($value:ident) => $type:ty: $read:expr;)*) => { $(
        impl FromCell for $type {
            fn from_cell(cell: Cell) -> Option<Self> {
                match cell {
                    Cell::$variant($value) => $read,
                    _ => None,
                }
            }
        }
    )* };
}

from_cell! {
    Int(value) => i64: Some(value);
    Int(value) => u64: u64::try_from(value).ok();
    Int(value) => u32: u32::try_from(value).ok();
    Int(value) => u8: u8::try_from(value).ok();
    Int(value) => bool: Some(value != 0);
    Int(value) => Timestamp: Timestamp::from_microsecond(value).ok();
    Text(value) => String: Some(value);
    Text(value) => Date: value.parse().ok();
    Text(value) => AccountId: Some(AccountId::from(value.as_str()));
    Text(value) => CaseNumber: value.parse().ok();
    Text(value) => TaskId: Some(TaskId(value));
    Text(value) => ThemeId: Some(value.into());
    Text(value) => ItemId: Some(value.into());
    Text(value) => DepartmentId: Some(value.into());
    Text(value) => PlaceId: Some(value.into());
    Bytes(value) => Vec<u8>: Some(value);
    Bytes(value) => [u8; 32]: value.try_into().ok();
}

/// A statement that is put together at run time, with its arguments: lists with
/// scopes and filters, and inserts of several rows.
#[derive(Default)]
pub(crate) struct Sql<'a> {
    /// The text so far.
    pub text: String,
    /// The arguments so far.
    pub args: Vec<Arg<'a>>,
}

impl<'a> Sql<'a> {
    /// Begins with this text.
    pub(crate) fn new(text: &str) -> Self {
        Self { text: text.to_owned(), args: Vec::new() }
    }

    /// Adds text.
    pub(crate) fn push(&mut self, text: &str) -> &mut Self {
        self.text.push_str(text);
        self
    }

    /// Adds an argument: `$n`.
    pub(crate) fn arg(&mut self, value: impl Into<Arg<'a>>) -> &mut Self {
        self.args.push(value.into());
        write!(self.text, "${}", self.args.len()).expect("writing to a string cannot fail");
        self
    }

    /// Adds arguments in brackets: `($n, $m)`.
    pub(crate) fn tuple(&mut self, values: impl IntoIterator<Item = Arg<'a>>) -> &mut Self {
        self.push("(");
        for (nth, value) in values.into_iter().enumerate() {
            if nth > 0 {
                self.push(", ");
            }
            self.arg(value);
        }
        self.push(")")
    }

    /// Adds several rows: `($1, $2), ($3, $4)`.
    pub(crate) fn rows<const N: usize>(&mut self, rows: impl IntoIterator<Item = [Arg<'a>; N]>) -> &mut Self {
        for (nth, row) in rows.into_iter().enumerate() {
            if nth > 0 {
                self.push(", ");
            }
            self.tuple(row);
        }
        self
    }
}
