//! What an error of SQLite means to us.

use rusqlite::{Error, ErrorCode, ffi};

use crate::error::{Finding, Step, StoreError};

/// Says what was being done when the error came.
pub(super) fn explain(what: Step, error: Error) -> StoreError {
    // The index of the log could not be made, or not as large as it must be, which on a disk with room does not happen.
    let index = [ffi::SQLITE_IOERR_SHMOPEN, ffi::SQLITE_IOERR_SHMSIZE];
    if error.sqlite_error().is_some_and(|error| index.contains(&error.extended_code)) {
        return StoreError::Full;
    }
    match error.sqlite_error_code() {
        Some(ErrorCode::DiskFull) => StoreError::Full,
        // Only another program at the same file: ours respect the lock of the folder.
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => StoreError::InUse { holder: None },
        Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => {
            StoreError::Corrupt(Finding::File { says: error.to_string() })
        }
        // Our questions are always the same, so a table that does not understand one is not the table that was made.
        _ if what == Step::Read && is_question(&error) => {
            StoreError::Corrupt(Finding::File { says: error.to_string() })
        }
        _ => StoreError::Disk { what, cause: error.into() },
    }
}

/// [`explain`] for `map_err`.
pub(super) fn at(what: Step) -> impl Fn(Error) -> StoreError {
    move |error| explain(what, error)
}

/// [`explain`] for reading a table: a value of another type than it was written with is damage.
pub(super) fn in_table(table: &'static str) -> impl Fn(Error) -> StoreError {
    move |error| {
        if is_row(&error) { StoreError::Corrupt(Finding::Row { table }) } else { explain(Step::Read, error) }
    }
}

/// Whether the error is about what stands in one row.
pub(super) fn is_row(error: &Error) -> bool {
    matches!(
        error,
        Error::InvalidColumnType(..)
            | Error::IntegralValueOutOfRange(..)
            | Error::FromSqlConversionFailure(..)
            | Error::Utf8Error(..)
            | Error::QueryReturnedNoRows
    )
}

/// Whether a question was not understood.
fn is_question(error: &Error) -> bool {
    matches!(error, Error::SqlInputError { .. })
}

/// Whether the error says that the file is damaged.
pub(super) fn is_damage(error: &Error) -> bool {
    is_row(error)
        || is_question(error)
        || matches!(error.sqlite_error_code(), Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase))
}

/// Whether a row with that key is there already.
pub(super) fn is_taken(error: &Error) -> bool {
    error.sqlite_error_code() == Some(ErrorCode::ConstraintViolation)
}
