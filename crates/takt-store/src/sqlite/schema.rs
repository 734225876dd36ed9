//! The tables, and what makes a file one of ours.

use rusqlite::Connection;
use takt_core::dictionary::NewWord;

use crate::commit::{Outside, Text};
use crate::frame::crc_of_row;
use crate::store::Head;

/// SQLite's `application_id` of our journals: "TAKT".
pub(super) const APPLICATION: i32 = 0x5441_4b54;

/// The version of the tables (`user_version`). A later one is not opened; 1 and 2 lay in no release, and are not opened
/// either.
pub(super) const FORMAT: i32 = 3;

const TABLES: &str = "
    CREATE TABLE frame (
        first   INTEGER PRIMARY KEY,
        count   INTEGER NOT NULL,
        version INTEGER NOT NULL,
        crc     INTEGER NOT NULL,
        hash    BLOB    NOT NULL,
        bytes   BLOB    NOT NULL
    ) STRICT;
    CREATE TABLE head (
        one         INTEGER PRIMARY KEY CHECK (one = 1),
        next        INTEGER NOT NULL,
        chain       BLOB    NOT NULL,
        recorded_at INTEGER
    ) STRICT;
    CREATE TABLE idempotency (
        id    INTEGER PRIMARY KEY,
        crc   INTEGER NOT NULL,
        bytes BLOB    NOT NULL
    ) STRICT;
    CREATE TABLE word (
        kind INTEGER NOT NULL,
        id   INTEGER NOT NULL,
        text TEXT    NOT NULL,
        crc  INTEGER NOT NULL,
        PRIMARY KEY (kind, id),
        UNIQUE (kind, text)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE model (
        place  INTEGER PRIMARY KEY,
        sha256 BLOB NOT NULL UNIQUE,
        text   TEXT NOT NULL
    ) STRICT;
";

/// The tables in which persons can be told, each with its columns and the order of its rows: these are written anew
/// after an erasure.
pub(super) const PEOPLE: [(&str, &str, &str); 2] = [
    (
        "outside",
        "(
        space INTEGER NOT NULL,
        bare  TEXT    NOT NULL,
        key   TEXT    NOT NULL,
        id    INTEGER NOT NULL,
        crc   INTEGER NOT NULL,
        PRIMARY KEY (space, bare, key)
    ) STRICT, WITHOUT ROWID",
        "space, bare, key",
    ),
    (
        "text",
        "(
        space INTEGER NOT NULL,
        id    INTEGER NOT NULL,
        field TEXT    NOT NULL,
        said  INTEGER NOT NULL,
        by    INTEGER NOT NULL,
        value TEXT    NOT NULL,
        crc   INTEGER NOT NULL,
        PRIMARY KEY (space, id, field, said)
    ) STRICT, WITHOUT ROWID",
        "space, id, field, said",
    ),
];

/// What of the people store is filed for searching (no texts are here), and the way from an owner to its outside keys.
/// Laid when a folder is opened to write, so that one that was made before has them too.
pub(super) const FILED: &str = "
    CREATE TABLE IF NOT EXISTS filed (
        space   INTEGER NOT NULL,
        part    INTEGER NOT NULL,
        upto    INTEGER NOT NULL,
        folding INTEGER NOT NULL,
        stamp   BLOB    NOT NULL,
        PRIMARY KEY (space, part)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS changed (
        space INTEGER NOT NULL,
        id    INTEGER NOT NULL,
        PRIMARY KEY (space, id)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX IF NOT EXISTS outside_of ON outside (space, id);
    CREATE TABLE IF NOT EXISTS setting (
        kind  TEXT NOT NULL,
        id    TEXT NOT NULL,
        value TEXT NOT NULL,
        PRIMARY KEY (kind, id)
    ) STRICT, WITHOUT ROWID;
";

/// Makes an empty database a journal without facts, in one transaction.
pub(super) fn lay(connection: &mut Connection) -> rusqlite::Result<()> {
    let transaction = connection.transaction()?;
    transaction.pragma_update(None, "application_id", APPLICATION)?;
    transaction.pragma_update(None, "user_version", FORMAT)?;
    transaction.execute_batch(TABLES)?;
    for (name, columns, _) in PEOPLE {
        transaction.execute_batch(&format!("CREATE TABLE {name} {columns}"))?;
    }
    transaction.execute_batch(FILED)?;
    let Head { next, chain, .. } = Head::EMPTY;
    transaction.execute(
        "INSERT INTO head (one, next, chain, recorded_at) VALUES (1, ?1, ?2, NULL)",
        (next.0.cast_signed(), chain),
    )?;
    transaction.commit()
}

/// The `crc` of a row of `word`.
pub(super) fn crc_of_word(word: &NewWord) -> u32 {
    crc_of_row(&[&[word.kind.number()], &word.id.to_le_bytes(), word.text.as_bytes()])
}

/// The `crc` of a row of `outside`.
pub(super) fn crc_of_outside(outside: &Outside) -> u32 {
    crc_of_row(&[&[outside.space.number()], &outside.id.to_le_bytes(), outside.key.as_bytes()])
}

/// The `crc` of a row of `text`.
pub(super) fn crc_of_text(text: &Text) -> u32 {
    crc_of_row(&[
        &[text.space.number()],
        &text.id.to_le_bytes(),
        text.field.as_bytes(),
        &text.said.0.to_le_bytes(),
        &by(text).to_le_bytes(),
        text.value.as_bytes(),
    ])
}

/// The `by` of a row of `text`: the number of the import, 0 for none.
pub(super) fn by(text: &Text) -> u32 {
    text.by.map_or(0, |import| import.0)
}
