//! Segments: what can be computed from the journal, kept in files so that it need not be computed again.
//!
//! ```text
//! folder/columns/NAME.FROM-NEXT      one segment: what the facts from FROM up to NEXT, which is not in it, gave
//!
//! header   magic (8 bytes) ‖ layout (4) ‖ version of the content (4) ‖ name (16) ‖ from (8) ‖ next (8) ‖ chain (32)
//!          ‖ recorded_at (8) ‖ length of the body (8) ‖ CRC-32C of the body (4) ‖ CRC-32C of the header (4)
//! body     whatever its owner wrote
//! ```
//!
//! All numbers are little-endian. A segment is disposable: nothing is lost with it, so it is not flushed to the disk, and
//! one that does not fit is left out as if it had never been there. It fits where its checksums do and the journal had,
//! where the segment ends, the hash that the segment names: then it says what these facts gave, however far the journal
//! has come since. Several of one name follow each other without a gap, so that a long one is not written anew for
//! every few facts; what follows a gap is left out too.
//!
//! Files are read, not mapped: a map of a file that another process may cut short is unsafe, and the checksum reads
//! every byte anyway. Only who holds the lock of the folder writes.

use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use takt_core::unit::{Micros, Seq};

use crate::store::{Head, Stop};

/// The folder in a data folder where segments lie.
pub const SEGMENT_FOLDER: &str = "columns";

const MAGIC: &[u8; 8] = b"TAKTSEG\0";
/// The version of the header.
const LAYOUT: u32 = 1;
const HEADER: usize = 104;
/// Longest name of a form.
const NAME: usize = 16;

/// What segments hold and how: another name or version is another content, and not read as this one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Form {
    /// Its name: up to 16 small letters of ASCII, digits and dashes; it names the files.
    pub name: &'static str,
    /// The version of the content's form. Files of another version are left out, and removed by the next writing.
    pub version: u32,
}

/// One segment as it was kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Segment {
    /// The first fact it speaks of.
    pub from: Seq,
    /// Where the journal ended when it was kept: `head.next` is the first fact it does not speak of.
    pub head: Head,
    /// The content, checked against its checksum.
    pub bytes: Vec<u8>,
}

/// The segments in a data folder.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Segments<'a> {
    folder: &'a Path,
}

impl<'a> Segments<'a> {
    /// Those of a data folder.
    pub(crate) const fn of(folder: &'a Path) -> Self {
        Self { folder }
    }

    fn path(self) -> PathBuf {
        self.folder.join(SEGMENT_FOLDER)
    }

    /// Reads the segments of a form that follow each other from the beginning of the journal on. `is_at` says whether
    /// the journal has a hash where a segment ends.
    ///
    /// # Errors
    /// Those of `is_at`. What cannot be read is left out.
    pub(crate) fn read<E>(
        self,
        form: Form,
        mut is_at: impl FnMut(&Head) -> Result<bool, E>,
        each: &mut dyn FnMut(Segment) -> Result<(), Stop>,
    ) -> Result<(), E> {
        let mut files = self.files(form);
        let mut next = Head::EMPTY.next;
        // Of those that begin alike the longest: the shorter ones were about to be removed.
        files.sort_by_key(|(from, end, _)| (*from, core::cmp::Reverse(*end)));
        for (from, _, path) in files {
            if from != next {
                continue;
            }
            let Some(segment) = open(&path, form).filter(|segment| segment.from == from) else { continue };
            if !is_at(&segment.head)? {
                continue;
            }
            next = segment.head.next;
            if each(segment) == Err(Stop) {
                break;
            }
        }
        Ok(())
    }

    /// Keeps a segment. Those of its form that begin at its first fact or behind it are removed: it takes their place.
    ///
    /// # Errors
    /// Where it could not be written; what was there before may be gone.
    pub(crate) fn write(self, form: Form, from: Seq, head: &Head, parts: &[&[u8]]) -> io::Result<()> {
        let folder = self.path();
        make(&folder)?;
        let path = folder.join(format!("{}.{}-{}", form.name, from.0, head.next.0));
        let new = folder.join(format!("{}.new", form.name));
        let written = write_file(&new, &header(form, from, head, parts), parts).and_then(|()| fs::rename(&new, &path));
        if let Err(cause) = written {
            // On a full disk the beginning of it would only be in the way.
            let _ = fs::remove_file(&new);
            return Err(cause);
        }
        self.remove(form, from, Some(&path))
    }

    /// Removes the segments of a form that begin at a fact or behind it.
    ///
    /// # Errors
    /// Where one could not be removed.
    pub(crate) fn remove(self, form: Form, from: Seq, but: Option<&Path>) -> io::Result<()> {
        for (began, _, path) in self.files(form) {
            let goes = began >= from && Some(path.as_path()) != but;
            if goes && let Err(cause) = fs::remove_file(&path) {
                if cause.kind() == io::ErrorKind::NotFound {
                    continue;
                }
                return Err(cause);
            }
        }
        Ok(())
    }

    /// The files of a form, by the range in their names.
    fn files(self, form: Form) -> Vec<(Seq, Seq, PathBuf)> {
        let Ok(entries) = fs::read_dir(self.path()) else { return Vec::new() };
        let named = entries.flatten().filter_map(|entry| {
            let name = entry.file_name();
            let (from, end) = name.to_str()?.strip_prefix(form.name)?.strip_prefix('.')?.split_once('-')?;
            Some((Seq(from.parse().ok()?), Seq(end.parse().ok()?), entry.path()))
        });
        named.collect()
    }
}

/// The segment in a file; `None` where it is not whole, or of another form.
fn open(path: &Path, form: Form) -> Option<Segment> {
    let mut file = File::open(path).ok()?;
    let mut header = [0; HEADER];
    file.read_exact(&mut header).ok()?;
    let (before, crc) = header.split_at(HEADER - 4);
    if crc32c::crc32c(before).to_le_bytes() != crc {
        return None;
    }
    let mut rest: &[u8] = before;
    let known = &take::<8>(&mut rest)? == MAGIC
        && u32::from_le_bytes(take(&mut rest)?) == LAYOUT
        && u32::from_le_bytes(take(&mut rest)?) == form.version
        && take::<NAME>(&mut rest)? == padded(form.name);
    if !known {
        return None;
    }
    let from = Seq(u64::from_le_bytes(take(&mut rest)?));
    let next = Seq(u64::from_le_bytes(take(&mut rest)?));
    let chain = take::<32>(&mut rest)?;
    let recorded_at = i64::from_le_bytes(take(&mut rest)?);
    let length = u64::from_le_bytes(take(&mut rest)?);
    let crc = u32::from_le_bytes(take(&mut rest)?);
    // The file's own length first, so that no header makes us ask for memory that the file cannot fill.
    if file.metadata().ok()?.len() != length.checked_add(HEADER as u64)? || next < from {
        return None;
    }
    let mut bytes = Vec::with_capacity(usize::try_from(length).ok()?);
    file.take(length).read_to_end(&mut bytes).ok()?;
    if bytes.len() as u64 != length || crc32c::crc32c(&bytes) != crc {
        return None;
    }
    let recorded_at = (recorded_at != i64::MIN).then_some(Micros(recorded_at));
    Some(Segment { from, head: Head { next, chain, recorded_at }, bytes })
}

fn take<const N: usize>(rest: &mut &[u8]) -> Option<[u8; N]> {
    let (first, behind) = rest.split_first_chunk::<N>()?;
    *rest = behind;
    Some(*first)
}

fn padded(name: &str) -> [u8; NAME] {
    let mut padded = [0; NAME];
    padded.iter_mut().zip(name.bytes()).for_each(|(to, from)| *to = from);
    padded
}

fn header(form: Form, from: Seq, head: &Head, parts: &[&[u8]]) -> Vec<u8> {
    let length: u64 = parts.iter().map(|part| part.len() as u64).sum();
    let crc = parts.iter().fold(0, |crc, part| crc32c::crc32c_append(crc, part));
    let mut header = Vec::with_capacity(HEADER);
    header.extend(MAGIC);
    header.extend(LAYOUT.to_le_bytes());
    header.extend(form.version.to_le_bytes());
    header.extend(padded(form.name));
    header.extend(from.0.to_le_bytes());
    header.extend(head.next.0.to_le_bytes());
    header.extend(head.chain);
    header.extend(head.recorded_at.map_or(i64::MIN, |at| at.0).to_le_bytes());
    header.extend(length.to_le_bytes());
    header.extend(crc.to_le_bytes());
    let own = crc32c::crc32c(&header);
    header.extend(own.to_le_bytes());
    header
}

fn write_file(path: &Path, header: &[u8], parts: &[&[u8]]) -> io::Result<()> {
    let mut file = File::create(path)?;
    file.write_all(header)?;
    parts.iter().try_for_each(|part| file.write_all(part))
}

fn make(folder: &Path) -> io::Result<()> {
    match fs::create_dir(folder) {
        Err(cause) if cause.kind() != io::ErrorKind::AlreadyExists => Err(cause),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_header_is_as_long_as_it_says() {
        let form = Form { name: "moves", version: 1 };
        assert_eq!(header(form, Seq(1), &Head::EMPTY, &[]).len(), HEADER);
    }
}
