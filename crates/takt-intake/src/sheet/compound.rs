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
        let directory = file.chain(u32_at(&file.bytes, 48)?);
        for entry in directory.chunks_exact(128) {
            let length = usize::from(u16_at(entry, 64)?).min(64).saturating_sub(2);
            let units: Vec<u16> = entry[..length].chunks_exact(2).filter_map(|two| u16_at(two, 0)).collect();
            let name = String::from_utf16_lossy(&units);
            file.entries.push((name, u32_at(entry, 116)?, u32_at(entry, 120)? as usize));
        }
        file.mini_fat = numbers(&file.chain(u32_at(&file.bytes, 60)?));
        file.mini = file.chain(file.entries.first()?.1);
        Some(file)
    }

    fn sector_at(&self, place: u32) -> Option<&[u8]> {
        let start = (place as usize).checked_add(1)?.checked_mul(self.sector)?;
        self.bytes.get(start..start.checked_add(self.sector)?.min(self.bytes.len()))
    }

    /// The sectors from one on, put together. A chain that goes round ends where it has been as long as the file.
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

/// The cells of the largest rectangle that a sheet of this stream of records would make.
pub(super) fn cells(stream: &[u8]) -> u64 {
    let mut largest = 0_u64;
    let mut bounds: Option<(u64, u64, u64, u64)> = None;
    let mut at = 0;
    while let (Some(kind), Some(length)) = (u16_at(stream, at), u16_at(stream, at + 2)) {
        let end = (at + 4 + usize::from(length)).min(stream.len());
        let data = stream.get(at + 4..end).unwrap_or(&[]);
        at += 4 + usize::from(length);
        match kind {
            // A sheet begins.
            0x0809 | 0x0009 | 0x0209 | 0x0409 => bounds = None,
            // Numbers, texts, flags, formulas and rows of numbers: all begin with row and column.
            0x0002..=0x0006 | 0x00bd | 0x00d6 | 0x00fd | 0x0203..=0x0206 | 0x027e | 0x0406 => {
                let (Some(row), Some(first)) = (u16_at(data, 0), u16_at(data, 2)) else { continue };
                let last =
                    if kind == 0x00bd { data.len().checked_sub(2).and_then(|end| u16_at(data, end)) } else { None };
                let (row, first, last) = (u64::from(row), u64::from(first), u64::from(last.unwrap_or(first)));
                let (top, bottom, left, right) = bounds.unwrap_or((row, row, first, first));
                let bound = (top.min(row), bottom.max(row), left.min(first).min(last), right.max(first).max(last));
                largest = largest.max((bound.1 - bound.0 + 1) * (bound.3 - bound.2 + 1));
                bounds = Some(bound);
            }
            _ => {}
        }
    }
    largest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_cells_in_opposite_corners_are_many_cells() {
        let number = |row: u16, column: u16| {
            let mut record = vec![0x03, 0x02, 14, 0];
            record.extend(row.to_le_bytes());
            record.extend(column.to_le_bytes());
            record.extend([0; 10]);
            record
        };
        assert_eq!(cells(&[number(0, 0), number(1, 2)].concat()), 6);
        assert_eq!(cells(&[number(0, 0), number(u16::MAX, u16::MAX)].concat()), 1 << 32);
        assert_eq!(cells(b"\x03\x02"), 0);
    }
}
