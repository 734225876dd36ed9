//! JSON objects that are no facts, one a line: a list of people or companies as a program exports it. The columns are the
//! keys of all objects in the order they first come; an object within an object adds its keys behind a point
//! (`properties.email`), a list of plain values is one cell.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{BufRead, BufReader, Read};
use std::ops::ControlFlow;

use serde_json::Value;

use crate::csv::{CELL_BYTES_MAX, ROW_BYTES_MAX};
use crate::encoding::{BOM, Encoding, seems};
use crate::given::{Given, Taking};
use crate::json::Object;
use crate::problem::{Fault, Finding, code, shown};
use crate::record::{BadRow, Record};

/// More keys than a sheet has columns are no list of anything.
const COLUMNS_MAX: usize = 16_384;

/// Whether a line is one whole object.
pub(crate) fn is_object(line: &[u8]) -> bool {
    std::str::from_utf8(line).is_ok_and(|line| Object::parse(line).is_ok())
}

type Cells = Vec<(String, String)>;

/// The keys of all objects, in the order they first come.
pub(crate) fn columns(given: &Given) -> Result<Vec<String>, Finding> {
    let mut columns: Vec<String> = Vec::new();
    let mut known = BTreeMap::new();
    each_object(given, &mut |_, object| {
        for (key, _) in object.unwrap_or_default() {
            if columns.len() <= COLUMNS_MAX && known.insert(key.clone(), columns.len()).is_none() {
                columns.push(key);
            }
        }
        if columns.len() <= COLUMNS_MAX { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    })?;
    if columns.len() > COLUMNS_MAX {
        return Err(given.finding(code::COLUMNS_TOO_MANY, vec![("limit", COLUMNS_MAX.to_string())]));
    }
    if columns.is_empty() {
        return Err(given.finding(code::FILE_NO_HEADER, vec![]));
    }
    Ok(columns)
}

/// Hands on the objects as rows under these columns.
pub(crate) fn each_row(given: &Given, columns: &[String], take: &mut Taking<'_>) -> Result<(), Finding> {
    let places: BTreeMap<&str, usize> = columns.iter().enumerate().map(|(place, key)| (key.as_str(), place)).collect();
    let mut record = Record::default();
    let mut row: Vec<String> = vec![String::new(); columns.len()];
    each_object(given, &mut |line, object| match object {
        Ok(cells) => {
            row.iter_mut().for_each(String::clear);
            for (key, value) in cells {
                if let Some(cell) = places.get(key.as_str()).and_then(|place| row.get_mut(*place)) {
                    *cell = value;
                }
            }
            record.begin(line);
            row.iter().for_each(|cell| record.push(cell));
            take(Ok(&mut record))
        }
        Err(fault) => take(Err(BadRow { line, cell: None, fault })),
    })
}

fn each_object(
    given: &Given,
    take: &mut dyn FnMut(u32, Result<Cells, Box<Fault>>) -> ControlFlow<()>,
) -> Result<(), Finding> {
    let unreadable = |error: std::io::Error| given.unreadable(&error);
    let mut input = BufReader::with_capacity(1 << 16, given.open().map_err(unreadable)?);
    let mut line = Vec::new();
    let mut number = 0_u32;
    loop {
        line.clear();
        if (&mut input).take(ROW_BYTES_MAX as u64 + 1).read_until(b'\n', &mut line).map_err(unreadable)? == 0 {
            return Ok(());
        }
        number = number.saturating_add(1);
        let object = if line.len() > ROW_BYTES_MAX {
            input.skip_until(b'\n').map_err(unreadable)?;
            Err(Fault::new(code::ROW_TOO_LONG, vec![("limit", ROW_BYTES_MAX.to_string())]))
        } else {
            let bytes = if number == 1 { line.strip_prefix(BOM).unwrap_or(&line) } else { &line };
            if bytes.trim_ascii().is_empty() {
                continue;
            }
            cells(bytes.trim_ascii())
        };
        if take(number, object).is_break() {
            return Ok(());
        }
    }
}

fn cells(line: &[u8]) -> Result<Cells, Box<Fault>> {
    let text = std::str::from_utf8(line).map_err(|error| {
        let at = error.valid_up_to();
        let byte = line.get(at).copied().unwrap_or(0);
        let args = vec![
            ("byte", format!("0x{byte:02X}")),
            ("at", (at + 1).to_string()),
            ("encoding", Encoding::Utf8.name().into()),
            ("seems", seems(line).into()),
        ];
        Fault::new(code::ROW_ENCODING, args)
    })?;
    let mut cells = Cells::new();
    for (key, value) in Object::parse(text)?.0 {
        add(&mut cells, key.trim().to_string(), value)?;
    }
    let mut known = BTreeSet::new();
    if let Some((key, _)) = cells.iter().find(|(key, _)| !known.insert(key.as_str())) {
        return Err(Fault::new(code::KEY_REPEATS, vec![("key", shown(key))]).of(key));
    }
    Ok(cells)
}

fn add(cells: &mut Cells, key: String, value: Value) -> Result<(), Box<Fault>> {
    if cells.len() > COLUMNS_MAX {
        return Err(Fault::new(code::ROW_TOO_LONG, vec![("limit", ROW_BYTES_MAX.to_string())]));
    }
    let text = match value {
        Value::Object(object) => {
            for (inner, value) in object {
                add(cells, format!("{key}.{}", inner.trim()), value)?;
            }
            return Ok(());
        }
        Value::Array(list) => {
            let plain = |value: &Value| !value.is_object() && !value.is_array();
            if list.iter().all(plain) {
                list.into_iter().map(plain_text).collect::<Vec<_>>().join("; ")
            } else {
                Value::Array(list).to_string()
            }
        }
        other => plain_text(other),
    };
    if text.len() > CELL_BYTES_MAX {
        return Err(Fault::new(code::CELL_TOO_LONG, vec![("limit", CELL_BYTES_MAX.to_string())]).of(&key));
    }
    cells.push((key, text));
    Ok(())
}

fn plain_text(value: Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text,
        other => other.to_string(),
    }
}
