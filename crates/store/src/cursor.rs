//! Cursors: where the next page of a list begins, opaque to whoever carries them.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};

use crate::{Page, StoreError};

/// No list of the store is longer in one answer.
pub(crate) const LONGEST_PAGE: u32 = 1000;

/// The two sort keys in a cursor.
pub(crate) fn read(cursor: &str) -> Result<(String, String), StoreError> {
    let bytes = URL_SAFE_NO_PAD.decode(cursor).map_err(|_| StoreError::BadCursor)?;
    let text = String::from_utf8(bytes).map_err(|_| StoreError::BadCursor)?;
    let (first, second) = text.split_once(' ').ok_or(StoreError::BadCursor)?;
    if text.contains('\0') {
        return Err(StoreError::BadCursor);
    }
    Ok((first.to_owned(), second.to_owned()))
}

/// A page from rows of which one more than wanted was asked for.
pub(crate) fn page<T>(mut rows: Vec<T>, limit: u32, keys: impl Fn(&T) -> (String, String)) -> Page<T> {
    let more = rows.len() > limit as usize;
    rows.truncate(limit as usize);
    let next = rows.last().filter(|_| more).map(|last| {
        let (first, second) = keys(last);
        URL_SAFE_NO_PAD.encode(format!("{first} {second}"))
    });
    Page { rows, next }
}
