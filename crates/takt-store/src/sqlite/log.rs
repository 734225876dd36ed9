//! SQLite's log, read as bytes: what SQLite itself does not ask of it.
//!
//! ```text
//! header   magic (4), format (4), page size (4), times begun (4), salt (8), checksum (8), big-endian
//! frame    page (4), pages of the database if it ends a commit, else 0 (4), salt (8), checksum (8), the page
//! ```
//!
//! A checksum goes over everything from the header on, so a frame that is not what was written ends the log for SQLite,
//! and all commits behind it are gone without a word. After a power cut that is right: what was not flushed was not
//! acknowledged. But a commit begins only when the one before it was flushed, so one unfinished commit is all that a
//! power cut leaves; more of them behind the break were acknowledged once, and something else broke the log.

use std::fs::{File, OpenOptions};
use std::io::{ErrorKind, Read, Result, Seek, SeekFrom, Write};
use std::path::Path;

const HEADER: usize = 32;
const FRAME_HEADER: usize = 24;
/// The magic says in which order of bytes the words of a checksum are read.
const MAGIC: u32 = 0x377f_0682;
/// The largest page SQLite knows, in bytes.
const PAGE_MAX: usize = 65_536;

/// Writes the log again as it reads, and flushes it.
///
/// A process that died behind a failed flush leaves a log that may read well from the system's memory and yet not be on
/// the disk: the system takes the pages of a failed flush for written. What is built on such a log would be lost with
/// it. A folder that was closed has no log, so this mostly finds nothing to do.
pub(super) fn rewrite(path: &Path) -> Result<()> {
    let mut log = match OpenOptions::new().read(true).write(true).open(path) {
        Ok(log) => log,
        Err(cause) if cause.kind() == ErrorKind::NotFound => return Ok(()),
        Err(cause) => return Err(cause),
    };
    let mut part = vec![0; 1 << 20];
    let mut place = 0;
    loop {
        let read = log.read(&mut part)?;
        let Some(bytes) = part.get(..read).filter(|bytes| !bytes.is_empty()) else { break };
        log.seek(SeekFrom::Start(place))?;
        log.write_all(bytes)?;
        place += bytes.len() as u64;
    }
    if place > 0 { log.sync_all() } else { Ok(()) }
}

/// How many commits lie behind a break of the log, where a power cut cannot have made it.
///
/// `None` where the log is whole, is not there, or ends as after a power cut. The last commit of a log is not told from
/// one that was being written.
pub(super) fn lost_commits(path: &Path) -> Result<Option<u64>> {
    let mut log = match File::open(path) {
        Ok(log) => log,
        Err(cause) if cause.kind() == ErrorKind::NotFound => return Ok(None),
        Err(cause) => return Err(cause),
    };
    // Read beside a writer, the log may begin anew meanwhile; what is broken stays broken.
    for _ in 0..2 {
        let lost = lost_in(&mut log)?;
        if lost.is_none() {
            return Ok(None);
        }
        log.rewind()?;
        if lost == lost_in(&mut log)? {
            return Ok(lost);
        }
        log.rewind()?;
    }
    Ok(None)
}

fn lost_in(log: &mut File) -> Result<Option<u64>> {
    let mut header = [0; HEADER];
    if !fill(log, &mut header)? {
        return Ok(None);
    }
    let (big, page) = (word(&header, 0) == MAGIC | 1, word(&header, 8) as usize);
    let mut sum = checksum(big, (0, 0), header.get(..24).unwrap_or_default());
    let is_header = matches!(word(&header, 0) ^ MAGIC, 0 | 1) && sum == (word(&header, 24), word(&header, 28));
    let page = if (512..=PAGE_MAX).contains(&page) && page.is_power_of_two() { page } else { 4096 };
    let mut frame = vec![0; FRAME_HEADER + page];
    let mut salt = (word(&header, 16), word(&header, 20));
    let (mut is_whole, mut lost) = (is_header, 0);
    let mut is_first = true;
    while fill(log, &mut frame)? {
        let own = (word(&frame, 8), word(&frame, 12));
        if is_first && !is_header {
            // The header is flushed before anything follows it: the frames say to which log they belong.
            salt = own;
        }
        is_first = false;
        if is_whole {
            sum = checksum(big, sum, frame.get(..8).unwrap_or_default());
            sum = checksum(big, sum, frame.get(FRAME_HEADER..).unwrap_or_default());
            is_whole = own == salt && sum == (word(&frame, 16), word(&frame, 20));
        }
        // What has another salt is left from before the log began anew.
        lost += u64::from(!is_whole && own == salt && word(&frame, 0) > 0 && word(&frame, 4) > 0);
    }
    let by_a_cut = u64::from(is_header);
    Ok((lost > by_a_cut).then_some(lost))
}

/// Fills all of it, or says that the file ends.
fn fill(log: &mut File, into: &mut [u8]) -> Result<bool> {
    match log.read_exact(into) {
        Ok(()) => Ok(true),
        Err(cause) if cause.kind() == ErrorKind::UnexpectedEof => Ok(false),
        Err(cause) => Err(cause),
    }
}

fn word(bytes: &[u8], at: usize) -> u32 {
    bytes.get(at..at + 4).and_then(|word| word.try_into().ok()).map_or(0, u32::from_be_bytes)
}

/// SQLite's running checksum over pairs of words.
fn checksum(big: bool, (mut a, mut b): (u32, u32), bytes: &[u8]) -> (u32, u32) {
    let word = |word: &[u8]| {
        word.try_into().map_or(0, |word| if big { u32::from_be_bytes(word) } else { u32::from_le_bytes(word) })
    };
    for pair in bytes.chunks_exact(8) {
        let (first, second) = pair.split_at(4);
        a = a.wrapping_add(word(first)).wrapping_add(b);
        b = b.wrapping_add(word(second)).wrapping_add(a);
    }
    (a, b)
}
