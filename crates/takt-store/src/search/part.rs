//! The forms of up to 65,536 owners in one file, and which of its blocks a fragment can lie in.
//!
//! ```text
//! header   magic (8) ‖ layout (4) ‖ version of the folding (4) ‖ space (4) ‖ part (4) ‖ blocks (4) ‖ grams (4)
//! blocks   for each: offset (8) ‖ length of its forms (4) ‖ length of the rest (4) ‖ characters of its first form (2)
//!          ‖ low 16 bits of its owner (2) ‖ CRC-32C (4)
//! grams    for each, rising: gram (8) ‖ offset (8) ‖ length (4) ‖ CRC-32C (4)
//! CRC-32C of all of that (4)
//! then what the two tables point at:
//! block    forms, each behind a line feed, and one behind the last; then for each form its owner's low 16 bits (2),
//!          how many words begin in it (1), and where (2 each)
//! gram     the blocks in which it is, as differences, in groups of 7 bits
//! ```
//!
//! All numbers are little-endian. Forms lie by length, the shortest first: that is the order of what is found, so a
//! search for something common ends after a few blocks. One for something rare reads the few blocks that have all of the
//! fragment's grams. A gram is a pair of characters that follow each other, a single one, or up to three with which a form
//! begins, a word begins or a word ends: what is in nearly every block, but never in front, is then not looked for there.
//! The same forms give the same bytes.

use std::collections::HashMap;
use std::fs::File;
use std::hash::{BuildHasherDefault, Hasher};
use std::io::{self, Read, Write};
use std::path::Path;

use memchr::{memchr_iter, memmem};
use sha2::{Digest, Sha256};

use super::{Grade, Line, SEPARATOR, STARTS, graded, length};

/// Owners of a part.
pub(crate) const OWNERS: u32 = 1 << 16;

const MAGIC: &[u8; 8] = b"TAKTFIND";
/// The version of the form of the file.
const LAYOUT: u32 = 2;
const HEADER: usize = 32;
const BLOCK_ENTRY: usize = 24;
const GRAM_ENTRY: usize = 24;
/// From so many bytes of forms on the next form begins a new block.
const BLOCK: usize = 2_048;
/// Most bytes that are read in one go where one block after the other is wanted.
const READ: usize = 1 << 16;

/// By what a part is known again: the beginning of the SHA-256 of its tables, which have the checksums of all else.
pub(crate) type Stamp = [u8; 16];

/// Which owners a part holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Which {
    pub(crate) folding: u32,
    pub(crate) space: u8,
    pub(crate) part: u32,
}

/// Characters of a form, and what they are of it, as a number.
type Gram = u64;

/// What characters are of a form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Of {
    /// Somewhere in it.
    Within = 0,
    /// Its beginning.
    Front = 1,
    /// All from the beginning of a word, but not of the form, to the end of one.
    Words = 2,
    /// The beginning of a word, but not of the form.
    WordFront = 3,
    /// The end of a word.
    WordEnd = 4,
}

/// The gram of up to three characters. Three are so many that some share one: what lies in such a block is looked at.
fn gram(of: Of, chars: &[char]) -> Gram {
    let number = chars.iter().fold(0_u64, |number, c| number << 21 | u64::from(*c));
    let number = if chars.len() < 3 { number } else { number.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> (64 - THREE_BITS) };
    (of as u64) << 44 | (chars.len() as u64) << 42 | number
}

/// Grams of three characters are told apart by so many bits, so that the table of grams stays short.
const THREE_BITS: u32 = 14;

/// One multiplication: the grams are numbers of our own making, which nobody chooses against us but by typing names.
#[derive(Default)]
struct GramHasher(u64);

impl Hasher for GramHasher {
    fn finish(&self) -> u64 {
        self.0
    }
    fn write(&mut self, bytes: &[u8]) {
        bytes.iter().for_each(|byte| self.write_u64(self.0 ^ u64::from(*byte)));
    }
    fn write_u64(&mut self, number: u64) {
        let mixed = number.wrapping_mul(0x9e37_79b9_7f4a_7c15);
        self.0 = mixed ^ mixed >> 32;
    }
}

/// The blocks in which a gram is, while they are written.
#[derive(Default)]
struct Blocks {
    /// The last one, counted from 1; 0 for none.
    last: u32,
    bytes: Vec<u8>,
}

impl Blocks {
    fn note(&mut self, block: u32) {
        if self.last == block {
            return;
        }
        let mut step = block - self.last;
        self.last = block;
        while step >= 0x80 {
            self.bytes.push((step & 0x7f) as u8 | 0x80);
            step >>= 7;
        }
        self.bytes.push(step as u8);
    }
}

/// A part while its texts are read.
#[derive(Debug, Default)]
pub(crate) struct Draft {
    forms: String,
    starts: Vec<u16>,
    lines: Vec<DraftLine>,
    of_owner: usize,
    owner: u16,
}

#[derive(Clone, Copy, Debug)]
struct DraftLine {
    length: u16,
    owner: u16,
    form: (u32, u32),
    starts: (u32, u8),
}

impl Draft {
    /// Takes a text of an owner in. Where those of one owner come one after the other, each form is kept once.
    pub(crate) fn take(&mut self, owner: u32, line: &Line) {
        let owner = (owner % OWNERS) as u16;
        if owner != self.owner {
            (self.owner, self.of_owner) = (owner, self.lines.len());
        }
        self.take_form(&line.form, &line.starts);
        if let Some(also) = &line.also {
            self.take_form(also, &[]);
        }
    }

    fn take_form(&mut self, form: &str, starts: &[u16]) {
        if form.is_empty() {
            return;
        }
        let said = self.lines.get(self.of_owner..).unwrap_or_default().iter();
        if said.clone().any(|line| self.form(line) == form && self.starts(line) == starts) {
            return;
        }
        // Texts of 4 GiB in one part have no place: whoever they are of is then read from the texts.
        let (Ok(from), Ok(long)) = (u32::try_from(self.forms.len()), u32::try_from(form.len())) else { return };
        let Ok(begins) = u32::try_from(self.starts.len()) else { return };
        let starts = starts.get(..starts.len().min(STARTS)).unwrap_or_default();
        self.forms.push_str(form);
        self.starts.extend(starts);
        self.lines.push(DraftLine {
            length: length(form),
            owner: self.owner,
            form: (from, long),
            starts: (begins, starts.len() as u8),
        });
    }

    /// Whether there was more than a part can hold.
    pub(crate) fn is_over_full(&self) -> bool {
        self.forms.len() > u32::MAX as usize / 2
    }

    fn form(&self, line: &DraftLine) -> &str {
        let (from, long) = (line.form.0 as usize, line.form.1 as usize);
        self.forms.get(from..from + long).unwrap_or_default()
    }

    fn starts(&self, line: &DraftLine) -> &[u16] {
        let (from, many) = (line.starts.0 as usize, usize::from(line.starts.1));
        self.starts.get(from..from + many).unwrap_or_default()
    }

    /// Writes the part, and gives its stamp.
    ///
    /// # Errors
    /// Where it could not be written.
    pub(crate) fn write(mut self, path: &Path, which: Which) -> io::Result<Stamp> {
        let mut lines = std::mem::take(&mut self.lines);
        lines.sort_unstable_by_key(|line| (line.length, line.owner, line.form.0));
        let mut grams: HashMap<Gram, Blocks, BuildHasherDefault<GramHasher>> = HashMap::default();
        let mut blocks: Vec<BlockEntry> = Vec::new();
        let mut body: Vec<u8> = Vec::with_capacity(self.forms.len() + lines.len() * 8);
        let mut rest = lines.as_slice();
        while let Some(first) = rest.first() {
            let (block, behind) = rest.split_at(self.block(rest));
            rest = behind;
            let number = blocks.len() as u32 + 1;
            let offset = body.len();
            for line in block {
                body.push(SEPARATOR as u8);
                body.extend(self.form(line).as_bytes());
                self.note(line, &mut |gram| grams.entry(gram).or_default().note(number));
            }
            body.push(SEPARATOR as u8);
            let forms = body.len() - offset;
            for line in block {
                body.extend(line.owner.to_le_bytes());
                body.push(line.starts.1);
                self.starts(line).iter().for_each(|start| body.extend(start.to_le_bytes()));
            }
            let bytes = body.get(offset..).unwrap_or_default();
            let (offset, forms, rest) = (offset as u64, forms as u32, (bytes.len() - forms) as u32);
            blocks.push(BlockEntry {
                offset,
                forms,
                rest,
                length: first.length,
                owner: first.owner,
                crc: crc32c::crc32c(bytes),
            });
        }
        let mut grams: Vec<(Gram, Vec<u8>)> = grams.into_iter().map(|(gram, blocks)| (gram, blocks.bytes)).collect();
        grams.sort_unstable_by_key(|(gram, _)| *gram);
        let tables = tables(which, &blocks, &grams, body.len() as u64);
        let mut file = io::BufWriter::with_capacity(1 << 18, File::create(path)?);
        file.write_all(&tables)?;
        file.write_all(&body)?;
        grams.iter().try_for_each(|(_, bytes)| file.write_all(bytes))?;
        file.flush()?;
        Ok(stamp(&tables))
    }

    /// How many of these forms go into one block.
    fn block(&self, lines: &[DraftLine]) -> usize {
        let mut bytes = 0;
        let full = lines.iter().position(|line| {
            bytes += line.form.1 as usize + 1;
            bytes > BLOCK
        });
        full.map_or(lines.len(), |many| many.max(1))
    }

    /// Tells all grams of a form.
    fn note(&self, line: &DraftLine, note: &mut impl FnMut(Gram)) {
        let (form, starts) = (self.form(line), self.starts(line));
        let mut before = None;
        for c in form.chars() {
            note(gram(Of::Within, &[c]));
            if let Some(before) = before {
                note(gram(Of::Within, &[before, c]));
            }
            before = Some(c);
        }
        let (front, long) = first_three(form);
        (1..=long).for_each(|long| note(gram(Of::Front, front.get(..long).unwrap_or_default())));
        if starts.is_empty() {
            return;
        }
        for (place, start) in starts.iter().enumerate() {
            let start = usize::from(*start);
            let behind = form.get(start..).unwrap_or_default();
            let (front, long) = first_three(behind);
            if long == 3 {
                note(gram(Of::WordFront, &front));
            }
            let mut end = start;
            for long in 1..=long.min(2) {
                let chars = front.get(..long).unwrap_or_default();
                end += chars.last().map_or(0, |c| c.len_utf8());
                let ends_word =
                    starts.get(place + 1..).is_some_and(|later| later.iter().any(|l| usize::from(*l) == end));
                if end == form.len() || ends_word {
                    note(gram(Of::Words, chars));
                }
            }
            note_end(form.get(..start).unwrap_or_default(), note);
        }
        note_end(form, note);
    }
}

/// The first three characters of a text, and how many there are.
fn first_three(text: &str) -> ([char; 3], usize) {
    let (mut three, mut long) = (['\0'; 3], 0);
    for (place, c) in three.iter_mut().zip(text.chars()) {
        *place = c;
        long += 1;
    }
    (three, long)
}

/// Tells the gram of the end of a word, where it has three characters in front of it.
fn note_end(until: &str, note: &mut impl FnMut(Gram)) {
    let mut chars = until.chars().rev();
    if let (Some(c), Some(b), Some(a)) = (chars.next(), chars.next(), chars.next()) {
        note(gram(Of::WordEnd, &[a, b, c]));
    }
}

/// Where a block lies.
#[derive(Clone, Copy, Debug)]
struct BlockEntry {
    /// Behind the tables.
    offset: u64,
    forms: u32,
    rest: u32,
    /// Characters of its first form, and its owner within the part: no later one comes before.
    length: u16,
    owner: u16,
    crc: u32,
}

impl BlockEntry {
    const fn bytes(&self) -> usize {
        self.forms as usize + self.rest as usize
    }
}

fn tables(which: Which, blocks: &[BlockEntry], grams: &[(Gram, Vec<u8>)], body: u64) -> Vec<u8> {
    let mut tables = Vec::with_capacity(HEADER + blocks.len() * BLOCK_ENTRY + grams.len() * GRAM_ENTRY + 4);
    tables.extend(MAGIC);
    for number in [LAYOUT, which.folding, u32::from(which.space), which.part, blocks.len() as u32, grams.len() as u32] {
        tables.extend(number.to_le_bytes());
    }
    for block in blocks {
        tables.extend(block.offset.to_le_bytes());
        tables.extend(block.forms.to_le_bytes());
        tables.extend(block.rest.to_le_bytes());
        tables.extend(block.length.to_le_bytes());
        tables.extend(block.owner.to_le_bytes());
        tables.extend(block.crc.to_le_bytes());
    }
    let mut offset = body;
    for (gram, bytes) in grams {
        tables.extend(gram.to_le_bytes());
        tables.extend(offset.to_le_bytes());
        tables.extend((bytes.len() as u32).to_le_bytes());
        tables.extend(crc32c::crc32c(bytes).to_le_bytes());
        offset += bytes.len() as u64;
    }
    let crc = crc32c::crc32c(&tables);
    tables.extend(crc.to_le_bytes());
    tables
}

fn stamp(tables: &[u8]) -> Stamp {
    let hash: [u8; 32] = Sha256::digest(tables).into();
    hash.first_chunk().copied().unwrap_or_default()
}

/// A part, opened.
#[derive(Debug)]
pub(crate) struct Part {
    file: File,
    /// Where the tables end.
    base: u64,
    blocks: Vec<BlockEntry>,
    /// The table of grams, as it lies in the file.
    grams: Vec<u8>,
}

/// A part is not what was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Damaged;

impl From<io::Error> for Damaged {
    fn from(_: io::Error) -> Self {
        Self
    }
}

/// Something in a block that has a fragment in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Match {
    pub(crate) grade: Grade,
    pub(crate) length: u16,
    /// The owner's number within the part.
    pub(crate) owner: u16,
}

impl Part {
    /// Opens a part.
    ///
    /// # Errors
    /// It is not there, or not the one of this stamp.
    pub(crate) fn open(path: &Path, which: Which, wanted: &Stamp) -> Result<Self, Damaged> {
        let mut file = File::open(path)?;
        let mut header = [0; HEADER];
        file.read_exact(&mut header)?;
        let number = |at: usize| number(&header, at) as usize;
        let known = header.starts_with(MAGIC)
            && number(8) == LAYOUT as usize
            && number(12) == which.folding as usize
            && number(16) == usize::from(which.space)
            && number(20) == which.part as usize;
        let (blocks, grams) = (number(24) * BLOCK_ENTRY, number(28) * GRAM_ENTRY);
        let base = (HEADER + blocks + grams + 4) as u64;
        // Its own length first, so that no header makes us ask for memory that the file cannot fill.
        if !known || base > file.metadata()?.len() {
            return Err(Damaged);
        }
        let mut tables = vec![0; HEADER + blocks + grams + 4];
        tables.get_mut(..HEADER).ok_or(Damaged)?.copy_from_slice(&header);
        file.read_exact(tables.get_mut(HEADER..).ok_or(Damaged)?)?;
        if stamp(&tables) != *wanted {
            return Err(Damaged);
        }
        let table = tables.get(HEADER..HEADER + blocks).ok_or(Damaged)?;
        let entry = |entry: &[u8]| BlockEntry {
            offset: long_number(entry, 0),
            forms: self::number(entry, 8),
            rest: self::number(entry, 12),
            length: (self::number(entry, 16) & 0xffff) as u16,
            owner: (self::number(entry, 16) >> 16) as u16,
            crc: self::number(entry, 20),
        };
        let blocks = table.chunks_exact(BLOCK_ENTRY).map(entry).collect();
        let grams = tables.get(tables.len() - 4 - grams..tables.len() - 4).ok_or(Damaged)?.to_vec();
        Ok(Self { file, base, blocks, grams })
    }

    /// Tells the matches of a fragment that have a grade or a worse one, by length, until `each` has enough. `is_beyond`
    /// says of a length and an owner whether they and all behind them are wanted no more.
    ///
    /// # Errors
    /// The file is not what was written.
    pub(crate) fn find(
        &self,
        needle: &str,
        grade: Grade,
        is_beyond: &dyn Fn(u16, u16) -> bool,
        each: &mut dyn FnMut(Match),
        scratch: &mut Scratch,
    ) -> Result<(), Damaged> {
        let Some(blocks) = self.candidates(needle, grade, scratch)? else { return Ok(()) };
        let sought = Sought::of(needle, grade);
        let mut place = 0;
        let mut at_once = BLOCK * 2;
        while let Some(first) = blocks.get(place) {
            let Some(entry) = self.blocks.get(*first as usize).copied() else { return Err(Damaged) };
            if is_beyond(entry.length, entry.owner) {
                break;
            }
            // Blocks that follow each other are read in one go.
            let mut long = entry.bytes();
            let mut many = 1;
            while let Some(next) = blocks.get(place + many).filter(|next| **next as usize == *first as usize + many)
                && let Some(next) = self.blocks.get(*next as usize)
                && long + next.bytes() <= at_once
            {
                long += next.bytes();
                many += 1;
            }
            at_once = READ.min(at_once * 2);
            self.read(entry.offset, long, &mut scratch.bytes)?;
            let mut bytes = scratch.bytes.as_slice();
            for number in 0..many {
                let entry = self.blocks.get(*first as usize + number).ok_or(Damaged)?;
                let (block, behind) = bytes.split_at_checked(entry.bytes()).ok_or(Damaged)?;
                bytes = behind;
                if crc32c::crc32c(block) != entry.crc {
                    return Err(Damaged);
                }
                sought.matches(block, entry.forms as usize, each)?;
            }
            place += many;
        }
        Ok(())
    }

    /// The blocks that have all grams of a fragment; `None` where there are none.
    fn candidates(&self, needle: &str, grade: Grade, scratch: &mut Scratch) -> Result<Option<Vec<u32>>, Damaged> {
        let chars: Vec<char> = needle.chars().collect();
        let mut wanted: Vec<Gram> = chars.windows(2).map(|pair| gram(Of::Within, pair)).collect();
        match (chars.as_slice(), grade) {
            ([], _) => return Ok(None),
            ([_], Grade::Within) => wanted.push(gram(Of::Within, &chars)),
            (_, Grade::Within) => {}
            (_, Grade::Exact | Grade::Prefix) => {
                wanted.push(gram(Of::Front, chars.get(..3).unwrap_or(&chars)));
            }
            ([_] | [_, _], Grade::Word) => wanted.push(gram(Of::Words, &chars)),
            ([a, b, c, ..], Grade::Word) => {
                let end = chars.last_chunk::<3>().unwrap_or(&['\0'; 3]);
                wanted.extend([gram(Of::WordFront, &[*a, *b, *c]), gram(Of::WordEnd, end)]);
            }
        }
        wanted.sort_unstable();
        wanted.dedup();
        let mut lists = Vec::with_capacity(wanted.len());
        for gram in wanted {
            let Some(list) = self.gram(gram) else { return Ok(None) };
            lists.push(list);
        }
        // The rarest first: it leaves the least to look through.
        lists.sort_unstable_by_key(|list| list.bytes);
        let mut left: Option<Vec<u32>> = None;
        for list in lists {
            self.read(list.offset, list.bytes as usize, &mut scratch.bytes)?;
            if crc32c::crc32c(&scratch.bytes) != list.crc {
                return Err(Damaged);
            }
            let mut blocks = unpacked(&scratch.bytes);
            left = Some(match left {
                None => blocks.collect(),
                Some(mut left) => {
                    let mut next = blocks.next();
                    left.retain(|block| {
                        while next.is_some_and(|next| next < *block) {
                            next = blocks.next();
                        }
                        next == Some(*block)
                    });
                    left
                }
            });
            if left.as_ref().is_some_and(Vec::is_empty) {
                return Ok(None);
            }
        }
        Ok(left)
    }

    fn gram(&self, wanted: Gram) -> Option<List> {
        let (mut low, mut high) = (0, self.grams.len() / GRAM_ENTRY);
        while low < high {
            let middle = low.midpoint(high);
            let entry = self.grams.get(middle * GRAM_ENTRY..(middle + 1) * GRAM_ENTRY)?;
            match long_number(entry, 0).cmp(&wanted) {
                std::cmp::Ordering::Less => low = middle + 1,
                std::cmp::Ordering::Greater => high = middle,
                std::cmp::Ordering::Equal => {
                    return Some(List {
                        offset: long_number(entry, 8),
                        bytes: number(entry, 16),
                        crc: number(entry, 20),
                    });
                }
            }
        }
        None
    }

    fn read(&self, offset: u64, long: usize, into: &mut Vec<u8>) -> Result<(), Damaged> {
        into.resize(long, 0);
        read_at(&self.file, self.base + offset, into)?;
        Ok(())
    }
}

/// Where the list of a gram lies.
#[derive(Clone, Copy, Debug)]
struct List {
    offset: u64,
    bytes: u32,
    crc: u32,
}

/// What is needed again and again while parts are searched.
#[derive(Debug, Default)]
pub(crate) struct Scratch {
    bytes: Vec<u8>,
}

#[cfg(unix)]
fn read_at(file: &File, offset: u64, into: &mut [u8]) -> io::Result<()> {
    std::os::unix::fs::FileExt::read_exact_at(file, into, offset)
}

#[cfg(not(unix))]
fn read_at(mut file: &File, offset: u64, into: &mut [u8]) -> io::Result<()> {
    io::Seek::seek(&mut file, io::SeekFrom::Start(offset))?;
    file.read_exact(into)
}

/// The blocks of a list, counted from 0.
fn unpacked(mut bytes: &[u8]) -> impl Iterator<Item = u32> + '_ {
    let mut last = 0_u32;
    std::iter::from_fn(move || {
        let (mut step, mut shift) = (0_u32, 0);
        loop {
            let (byte, rest) = bytes.split_first()?;
            bytes = rest;
            step |= u32::from(byte & 0x7f).checked_shl(shift).unwrap_or(0);
            shift += 7;
            if byte & 0x80 == 0 {
                break;
            }
        }
        last = last.wrapping_add(step);
        last.checked_sub(1)
    })
}

/// A fragment that is looked for in blocks.
struct Sought<'a> {
    needle: &'a str,
    finder: memmem::Finder<'a>,
    /// The fragment at the beginning of a form, where nothing else is wanted.
    front: Option<memmem::Finder<'static>>,
    grade: Grade,
}

impl<'a> Sought<'a> {
    fn of(needle: &'a str, grade: Grade) -> Self {
        let at_front = matches!(grade, Grade::Exact | Grade::Prefix);
        let front = at_front.then(|| memmem::Finder::new(&format!("{SEPARATOR}{needle}")).into_owned());
        Self { needle, finder: memmem::Finder::new(needle), front, grade }
    }

    /// Where the fragment is next, from a place on that is not before the line feed of the form that `begin` is in.
    fn next(&self, forms: &[u8], begin: usize) -> Option<usize> {
        match &self.front {
            None => forms.get(begin..).and_then(|rest| self.finder.find(rest)).map(|found| begin + found),
            Some(front) => {
                let feed = begin - 1;
                forms.get(feed..).and_then(|rest| front.find(rest)).map(|found| feed + found + 1)
            }
        }
    }

    /// Tells the matches in a block that have the grade or a better one; a worse one is told or not.
    fn matches(&self, block: &[u8], forms: usize, each: &mut dyn FnMut(Match)) -> Result<(), Damaged> {
        let (forms, mut rest) = block.split_at_checked(forms).ok_or(Damaged)?;
        // The number of the form we stand in, where it begins, and how many owners were passed.
        let (mut line, mut begin, mut passed) = (0_usize, 1_usize, 0_usize);
        while let Some(at) = self.next(forms, begin) {
            let feeds = memchr_iter(SEPARATOR as u8, forms.get(begin..at).ok_or(Damaged)?);
            let (many, last) = feeds.fold((0, None), |(many, _), feed| (many + 1, Some(feed)));
            line += many;
            begin = last.map_or(begin, |feed| begin + feed + 1);
            let end = begin + memchr::memchr(SEPARATOR as u8, forms.get(begin..).ok_or(Damaged)?).ok_or(Damaged)?;
            let form = forms.get(begin..end).ok_or(Damaged)?;
            let mut owner = 0;
            let mut starts: &[u8] = &[];
            while passed <= line {
                let (head, behind) = rest.split_first_chunk::<3>().ok_or(Damaged)?;
                let [low, high, many] = *head;
                owner = u16::from_le_bytes([low, high]);
                (starts, rest) = behind.split_at_checked(usize::from(many) * 2).ok_or(Damaged)?;
                passed += 1;
            }
            // Most of what a pass for words meets has none, or none that the fragment is.
            if self.grade != Grade::Word || !starts.is_empty() {
                let starts = || starts.as_chunks::<2>().0.iter().map(|two| u16::from_le_bytes(*two));
                let places = self.finder.find_iter(form);
                let graded = |at| graded(at, self.needle.len(), form.len(), &starts);
                let grade = places.map(graded).min().unwrap_or(Grade::Within);
                if grade <= self.grade {
                    let length = length(std::str::from_utf8(form).map_err(|_| Damaged)?);
                    each(Match { grade, length, owner });
                }
            }
            line += 1;
            begin = end + 1;
        }
        Ok(())
    }
}

fn number(bytes: &[u8], at: usize) -> u32 {
    bytes.get(at..at + 4).and_then(|four| four.first_chunk()).map_or(0, |four| u32::from_le_bytes(*four))
}

fn long_number(bytes: &[u8], at: usize) -> u64 {
    bytes.get(at..at + 8).and_then(|eight| eight.first_chunk()).map_or(0, |eight| u64::from_le_bytes(*eight))
}
