//! Lists and figures as a spreadsheet (xlsx), for those who go on working with them.
//!
//! A sheet is first a value without markup, like a [`Paper`](crate::Paper). Days are days and numbers
//! are numbers in it; words stay words, whatever sign they begin with.

use jiff::civil::Date;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, XlsxError};

/// The most rows that a sheet takes beside its headings.
const MOST_ROWS: usize = 1_000_000;

/// A sheet of a workbook.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Sheet {
    /// Its name, at the tab.
    pub name: String,
    /// What it shows, of which days, made when: in the lines above the table.
    pub heads: Vec<String>,
    /// The columns.
    pub columns: Vec<Column>,
    /// Rows of as many cells.
    pub rows: Vec<Vec<SheetCell>>,
}

/// A column of a sheet.
#[derive(Debug, Clone, PartialEq)]
pub struct Column {
    /// Its heading.
    pub heading: String,
    /// Its width in characters; a Chinese one counts two.
    pub width: u8,
}

/// A cell of a sheet.
#[derive(Debug, Clone, PartialEq)]
pub enum SheetCell {
    /// Words.
    Text(String),
    /// A number.
    Number(u64),
    /// A share in percent.
    Percent(u32),
    /// A day.
    Day(Date),
    /// Nothing.
    Empty,
}

impl From<&str> for SheetCell {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for SheetCell {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<u64> for SheetCell {
    fn from(number: u64) -> Self {
        Self::Number(number)
    }
}

impl From<Date> for SheetCell {
    fn from(day: Date) -> Self {
        Self::Day(day)
    }
}

impl<T: Into<Self>> From<Option<T>> for SheetCell {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Empty, Into::into)
    }
}

/// The workbook of these sheets, as the bytes of an xlsx file. `on` is the day that it says it was made on.
///
/// # Errors
/// Where a sheet's name is empty, too long, or given twice.
pub fn spreadsheet(sheets: &[Sheet], on: Date) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    workbook.set_properties(&DocProperties::new().set_creation_datetime(&excel_day(on)?));
    let head = Format::new().set_bold().set_font_size(12);
    let heading = Format::new()
        .set_bold()
        .set_text_wrap()
        .set_align(FormatAlign::VerticalCenter)
        .set_background_color(0x00E2_F0F1)
        .set_border_bottom(FormatBorder::Thin);
    let (day, percent) = (Format::new().set_num_format("yyyy-mm-dd"), Format::new().set_num_format("0%"));
    for sheet in sheets {
        let page = workbook.add_worksheet();
        page.set_name(&sheet.name)?;
        let mut at = 0;
        for line in &sheet.heads {
            page.write_string_with_format(at, 0, line, &head)?;
            at += 1;
        }
        for (column, at_column) in sheet.columns.iter().zip(0_u16..) {
            page.set_column_width(at_column, f64::from(column.width))?;
            page.write_string_with_format(at, at_column, &column.heading, &heading)?;
        }
        at += 1;
        page.set_freeze_panes(at, 0)?;
        for row in sheet.rows.iter().take(MOST_ROWS) {
            for (cell, at_column) in row.iter().zip(0_u16..) {
                match cell {
                    SheetCell::Text(text) => page.write_string(at, at_column, text)?,
                    #[expect(clippy::cast_precision_loss, reason = "counts of a district are far below 2^53")]
                    SheetCell::Number(number) => page.write_number(at, at_column, *number as f64)?,
                    SheetCell::Percent(share) => {
                        page.write_number_with_format(at, at_column, f64::from(*share) / 100.0, &percent)?
                    }
                    SheetCell::Day(date) => {
                        page.write_datetime_with_format(at, at_column, excel_day(*date)?, &day)?
                    }
                    SheetCell::Empty => page,
                };
            }
            at += 1;
        }
    }
    workbook.save_to_buffer()
}

fn excel_day(date: Date) -> Result<ExcelDateTime, XlsxError> {
    let part = |part: i8| u8::try_from(part).unwrap_or(1);
    ExcelDateTime::from_ymd(u16::try_from(date.year()).unwrap_or(1900), part(date.month()), part(date.day()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sheet() -> Sheet {
        Sheet {
            name: "办件".into(),
            heads: vec!["2026年3月办结的".into()],
            columns: vec![
                Column { heading: "编号".into(), width: 20 },
                Column { heading: "办结日期".into(), width: 12 },
                Column { heading: "评价".into(), width: 6 },
            ],
            rows: vec![vec!["=1+1".into(), jiff::civil::date(2026, 3, 2).into(), SheetCell::Empty]],
        }
    }

    #[test]
    fn the_same_lists_give_the_same_file() {
        let on = jiff::civil::date(2026, 3, 31);
        let made = spreadsheet(&[sheet()], on).expect("is made");
        assert!(made.starts_with(b"PK"), "a zip");
        assert_eq!(made, spreadsheet(&[sheet()], on).expect("is made"));
    }

    #[test]
    fn a_name_given_twice_is_no_workbook() {
        assert!(spreadsheet(&[sheet(), sheet()], jiff::civil::date(2026, 3, 31)).is_err());
    }
}
