//! As much of the compound files of old Office programs as it takes to see what they are, and how far apart the cells of
//! an XLS lie: its reader makes a rectangle of them, which two cells in opposite corners would make 4 billion cells large.

use std::io::{self, Read};

/// An XLS of 65,536 rows and 256 columns full of texts is smaller than this.
pub(super) const FILE_BYTES_MAX: u64 = 256 << 20;

/// The streams of a compound file.
pub(super) struct Compound {
    bytes: Vec<u8>,
    sector: usize,
    fat: Vec<u32>,
    mini_fat: Vec<u32>,
    mini: Vec<u8>,
    cutoff: usize,
    /// Name, first sector, length.
    entries: Vec<(String, u32, usize)>,
}

fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(bytes.get(at..at + 2)?.try_into().ok()?))
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(bytes.get(at..at + 4)?.try_into().ok()?))
}

fn numbers(bytes: &[u8]) -> Vec<u32> {
    bytes.chunks_exact(4).filter_map(|four| u32_at(four, 0)).collect()
}

/// Whether any chain of sectors comes back to where it was. Each entry says which one follows it.
fn goes_round(fat: &[u32]) -> bool {
    // In which walk a sector was passed; 0 for none.
    let mut passed = vec![0_u32; fat.len()];
    for (walk, first) in (1..).zip(0..fat.len()) {
        let mut place = first;
        while let Some(mark) = passed.get_mut(place)
            && *mark == 0
        {
            *mark = walk;
            place = fat.get(place).map_or(usize::MAX, |next| *next as usize);
        }
        // It ended, or came into an earlier walk, which ended, or into its own.
        if passed.get(place) == Some(&walk) {
            return true;
        }
    }
    false
}

impl Compound {
    /// Reads a file whole; `None` where it is none of these.
    pub(super) fn read(input: &mut dyn Read) -> io::Result<Option<Self>> {
        let mut bytes = Vec::new();
        input.take(FILE_BYTES_MAX + 1).read_to_end(&mut bytes)?;
        Ok(Self::of(bytes))
    }

    pub(super) fn is_too_large(&self) -> bool {
        self.bytes.len() as u64 > FILE_BYTES_MAX
    }

    fn of(bytes: Vec<u8>) -> Option<Self> {
        let shift = u16_at(&bytes, 30).filter(|shift| matches!(shift, 9 | 12))?;
        let mut file = Self {
            sector: 1 << shift,
            fat: Vec::new(),
            mini_fat: Vec::new(),
            mini: Vec::new(),
            cutoff: u32_at(&bytes, 56)? as usize,
            entries: Vec::new(),
            bytes,
        };
        let mut places: Vec<u32> = numbers(file.bytes.get(76..512)?);
        let mut more = u32_at(&file.bytes, 68)?;
        for _ in 0..file.bytes.len() / file.sector {
            let Some(sector) = file.sector_at(more) else { break };
            let mut list = numbers(sector);
            more = list.pop()?;
            places.extend(list);
        }
        for place in places {
            if let Some(sector) = file.sector_at(place) {
                let list = numbers(sector);
                file.fat.extend(list);
            }
        }
        // The reader would follow it for ever.
        if goes_round(&file.fat) {
            return None;
        }
        let directory = file.chain(u32_at(&file.bytes, 48)?);
        for entry in directory.chunks_exact(128) {
            let length = usize::from(u16_at(entry, 64)?).min(64).saturating_sub(2);
            let units: Vec<u16> = entry[..length].chunks_exact(2).filter_map(|two| u16_at(two, 0)).collect();
            let name = String::from_utf16_lossy(&units);
            file.entries.push((name, u32_at(entry, 116)?, u32_at(entry, 120)? as usize));
        }
        file.mini_fat = numbers(&file.chain(u32_at(&file.bytes, 60)?));
        file.mini = file.chain(file.entries.first()?.1);
        if goes_round(&file.mini_fat) { None } else { Some(file) }
    }

    fn sector_at(&self, place: u32) -> Option<&[u8]> {
        let start = (place as usize).checked_add(1)?.checked_mul(self.sector)?;
        self.bytes.get(start..start.checked_add(self.sector)?.min(self.bytes.len()))
    }

    /// The sectors from one on, put together.
    fn chain(&self, first: u32) -> Vec<u8> {
        let mut out = Vec::new();
        let mut place = first;
        while let Some(sector) = self.sector_at(place)
            && out.len() <= self.bytes.len()
        {
            out.extend_from_slice(sector);
            place = self.fat.get(place as usize).copied().unwrap_or(u32::MAX);
        }
        out
    }

    pub(super) fn has(&self, name: &str) -> bool {
        self.entries.iter().any(|(known, ..)| known.eq_ignore_ascii_case(name))
    }

    /// The bytes of a stream.
    pub(super) fn stream(&self, name: &str) -> Option<Vec<u8>> {
        let (_, first, length) = self.entries.iter().find(|(known, ..)| known.eq_ignore_ascii_case(name))?;
        if *length >= self.cutoff {
            return Some(self.chain(*first));
        }
        let mut out = Vec::new();
        let mut place = *first as usize;
        while let Some(sector) = self.mini.get(place.saturating_mul(64)..place.saturating_mul(64).saturating_add(64))
            && out.len() <= self.mini.len()
        {
            out.extend_from_slice(sector);
            place = self.mini_fat.get(place).map_or(usize::MAX, |next| *next as usize);
        }
        Some(out)
    }
}

/// How often a stream is read at most for all of its sheets: each begins where the directory says, wherever that is.
const READ_AT_MOST: usize = 64;

/// The cells of the rectangles that the sheets of this stream of records would make, of all of them together, as their
/// reader makes them: each sheet from where the directory says that it begins to its end, what is nested in it left out.
pub(super) fn cells(stream: &[u8]) -> u64 {
    let mut total = 0_u64;
    let mut read = 0_usize;
    for (kind, data, _) in records(stream, 0) {
        // A sheet of the directory (BoundSheet8).
        let begin = if kind == 0x0085 { u16_at(data, 0).zip(u16_at(data, 2)) } else { None };
        let Some((low, high)) = begin else { continue };
        let (sheet, bytes) = rectangle(stream, usize::from(low) | usize::from(high) << 16);
        total = total.saturating_add(sheet);
        read = read.saturating_add(bytes);
        if read > stream.len().saturating_mul(READ_AT_MOST) {
            return u64::MAX;
        }
    }
    total
}

/// Records from a place on: kind, content, and where the next begins.
fn records(stream: &[u8], from: usize) -> impl Iterator<Item = (u16, &[u8], usize)> {
    let mut at = from;
    std::iter::from_fn(move || {
        let (kind, length) = (u16_at(stream, at)?, u16_at(stream, at.checked_add(2)?)?);
        let end = (at + 4 + usize::from(length)).min(stream.len());
        let data = stream.get(at + 4..end).unwrap_or(&[]);
        at += 4 + usize::from(length);
        Some((kind, data, at))
    })
}

/// The cells of the rectangle of one sheet, and how many bytes of it were read.
fn rectangle(stream: &[u8], from: usize) -> (u64, usize) {
    let mut bounds: Option<(u64, u64, u64, u64)> = None;
    let (mut begun, mut depth, mut end) = (false, 0_usize, from);
    for (kind, data, next) in records(stream, from) {
        end = next;
        match kind {
            // The sheet begins, or what is nested in it, as a chart.
            0x0809 if begun => depth += 1,
            0x0809 => begun = true,
            0x000a if depth == 0 => break,
            0x000a => depth -= 1,
            _ if depth > 0 => {}
            // Numbers, texts, flags, formulas and rows of numbers: all begin with row and column.
            0x0006 | 0x00bd | 0x00d6 | 0x00fd | 0x0203..=0x0205 | 0x027e => {
                let (Some(row), Some(first)) = (u16_at(data, 0), u16_at(data, 2)) else { continue };
                let last =
                    if kind == 0x00bd { data.len().checked_sub(2).and_then(|end| u16_at(data, end)) } else { None };
                let (row, first, last) = (u64::from(row), u64::from(first), u64::from(last.unwrap_or(first)));
                let (top, bottom, left, right) = bounds.unwrap_or((row, row, first, first));
                bounds = Some((top.min(row), bottom.max(row), left.min(first).min(last), right.max(first).max(last)));
            }
            // Where a formula's text belongs is known of the formula; without one it is the first cell.
            0x0207 => {
                let (_, bottom, _, right) = bounds.unwrap_or_default();
                bounds = Some((0, bottom, 0, right));
            }
            // The size that the sheet says it has: so much room is made at once, whatever there is.
            0x0200 => {
                let wide = |at| Some(u64::from(u16_at(data, at)?) | u64::from(u16_at(data, at + 2)?) << 16);
                let narrow = |at| u16_at(data, at).map(u64::from);
                let (rows, columns) = match data.len() {
                    10 => (narrow(0).zip(narrow(2)), narrow(4).zip(narrow(6))),
                    _ => (wide(0).zip(wide(4)), narrow(8).zip(narrow(10))),
                };
                if let (Some((top, bottom)), Some((left, right))) = (rows, columns)
                    && bottom > 0
                    && right > 0
                {
                    let left = if left > 0xff || right < left { 0 } else { left };
                    let room = bottom.checked_sub(top).filter(|rows| *rows > 0).zip(right.checked_sub(left));
                    if room.is_none_or(|(rows, columns)| rows.saturating_mul(columns) > ROOM_MAX) {
                        return (u64::MAX, end.saturating_sub(from));
                    }
                }
            }
            _ => {}
        }
    }
    let count = bounds.map_or(0, |(top, bottom, left, right)| (bottom - top + 1) * (right - left + 1));
    (count, end.saturating_sub(from))
}

/// A sheet says at most that it has 65,536 rows of 256 columns.
const ROOM_MAX: u64 = 1 << 24;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_chain_that_comes_back_is_found_wherever_it_begins() {
        const END: u32 = 0xffff_fffe;
        assert!(!goes_round(&[]));
        assert!(!goes_round(&[1, 2, END, 2, u32::MAX, 900]));
        for fat in [vec![0], vec![1, 0], vec![END, 2, 3, 1], vec![3, END, 1, 4, 3]] {
            assert!(goes_round(&fat), "{fat:?}");
        }
    }

    #[test]
    fn two_cells_in_opposite_corners_are_many_cells() {
        let number = |row: u16, column: u16| {
            let mut record = vec![0x03, 0x02, 14, 0];
            record.extend(row.to_le_bytes());
            record.extend(column.to_le_bytes());
            record.extend([0; 10]);
            record
        };
        let sheet = |rows: &[Vec<u8>]| {
            let begin = [0x09, 0x08, 0, 0].to_vec();
            let end = [0x0a, 0, 0, 0].to_vec();
            [&[begin], rows, &[end]].concat().concat()
        };
        // A directory of the places, then the sheets, the first of them behind a byte that is no record's.
        let book = |sheets: &[Vec<u8>]| {
            let mut at = u32::try_from(8 * sheets.len() + 4).unwrap() + 1;
            let mut stream = Vec::new();
            for sheet in sheets {
                stream.extend([0x85, 0, 4, 0]);
                stream.extend(at.to_le_bytes());
                at += u32::try_from(sheet.len()).unwrap();
            }
            stream.extend([0x0a, 0, 0, 0, 0xff]);
            stream.extend(sheets.concat());
            stream
        };
        let small = sheet(&[number(0, 0), number(1, 2)]);
        assert_eq!(cells(&book(std::slice::from_ref(&small))), 6);
        assert_eq!(cells(&book(&[small.clone(), small.clone()])), 12, "all sheets are held together");
        assert_eq!(cells(&book(&[sheet(&[number(0, 0), number(u16::MAX, u16::MAX)])])), 1 << 32);
        // What is nested between two cells neither counts nor parts them.
        let nested = sheet(&[number(9, 9)]);
        assert_eq!(cells(&book(&[sheet(&[number(0, 0), nested, number(1, 1)])])), 4);
        assert_eq!(cells(&book(&vec![small; 200])), 1_200);
        let size = |rows: u32| [&[0x00, 0x02, 14, 0], &[0; 4][..], &rows.to_le_bytes(), &[0, 0, 0, 1, 0, 0]].concat();
        assert_eq!(cells(&book(&[sheet(&[size(65_536), number(0, 0)])])), 1);
        assert_eq!(cells(&book(&[sheet(&[size(u32::MAX), number(0, 0)])])), u64::MAX);
        // Its last row before its first.
        let turned = [&[0x00, 0x02, 14, 0], &[9, 0, 0, 0][..], &[5, 0, 0, 0], &[0, 0, 0, 1, 0, 0]].concat();
        assert_eq!(cells(&book(&[sheet(&[turned, number(0, 0)])])), u64::MAX);
        assert_eq!(cells(b"\x03\x02"), 0);
    }
}
