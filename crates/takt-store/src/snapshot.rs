//! The file of a snapshot: what a journal folded into up to one of its frames, so that nobody has to fold it again.
//!
//! ```text
//! head    "takt snapshot" ‖ format ‖ program ‖ next ‖ chain ‖ recorded_at            crc
//! block   length (4 bytes, little-endian) ‖ bytes                                    crc
//! …
//! end     length 0                                                                   crc
//! ```
//!
//! Each CRC-32C goes on from the one before it, so a block that is missing, doubled or in another's place does not fit
//! either. What the blocks hold is the caller's business, and whether the journal has that frame must be asked of the
//! journal ([`Store::passed`](crate::Store::passed)): the file alone proves nothing but that it is what was written.
//!
//! It is disposable. Whatever is wrong with it has one answer, [`Unusable`], and the journal is folded instead.

use std::fs::{self, File};
use std::io::{self, BufRead, BufReader, BufWriter, Read, Write};
use std::path::{Path, PathBuf};

use takt_core::unit::{Micros, Seq};

use crate::store::Head;

/// The snapshot in a folder.
pub const SNAPSHOT_FILE: &str = "snapshot";
/// The snapshot while it is written: it gets its name when it is whole.
const NEW_FILE: &str = "snapshot.new";

/// What the file begins with: its name and the version of this form.
const MAGIC: [u8; 16] = *b"takt snapshot  1";

/// The bytes in front of the first block, without their CRC.
const HEAD: usize = MAGIC.len() + 8 + 8 + 32 + 8;

/// What a snapshot is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SnapshotHead {
    /// Which program wrote it: another one may fold the same facts otherwise.
    pub program: u64,
    /// The sequence behind the last fact in it.
    pub next: Seq,
    /// The hash of the frame that ends there.
    pub chain: [u8; 32],
    /// When that fact was recorded.
    pub recorded_at: Micros,
}

impl SnapshotHead {
    /// Of a journal that ends here; `None` of an empty one, which there is nothing to keep of.
    #[must_use]
    pub const fn of(program: u64, head: &Head) -> Option<Self> {
        match head.recorded_at {
            Some(recorded_at) => Some(Self { program, next: head.next, chain: head.chain, recorded_at }),
            None => None,
        }
    }

    /// Where the journal ended.
    #[must_use]
    pub const fn end(&self) -> Head {
        Head { next: self.next, chain: self.chain, recorded_at: Some(self.recorded_at) }
    }

    fn bytes(&self) -> [u8; HEAD] {
        let mut bytes = [0; HEAD];
        let mut rest = bytes.as_mut_slice();
        let parts: [&[u8]; 5] = [
            &MAGIC,
            &self.program.to_le_bytes(),
            &self.next.0.to_le_bytes(),
            &self.chain,
            &self.recorded_at.0.to_le_bytes(),
        ];
        for part in parts {
            // The parts fill the head exactly: writing to it cannot fail.
            let _ = rest.write_all(part);
        }
        bytes
    }
}

/// Writes a snapshot beside the one that is there; it takes its place when it is whole and on the disk.
#[derive(Debug)]
pub struct SnapshotWriter {
    folder: PathBuf,
    out: BufWriter<File>,
    crc: u32,
    bytes: u64,
    done: bool,
}

impl SnapshotWriter {
    /// Begins a snapshot in a folder. Only the folder's one writer may.
    ///
    /// # Errors
    /// Those of the operating system.
    pub fn create(folder: &Path, head: &SnapshotHead) -> io::Result<Self> {
        let file = File::create(folder.join(NEW_FILE))?;
        let out = BufWriter::with_capacity(1 << 16, file);
        let mut writer = Self { folder: folder.into(), out, crc: 0, bytes: 0, done: false };
        writer.put(&head.bytes())?;
        writer.seal()?;
        Ok(writer)
    }

    /// Writes a block; one without bytes is none, and is left out.
    ///
    /// # Errors
    /// Those of the operating system; a block of 4 GiB or more is too long.
    pub fn block(&mut self, bytes: &[u8]) -> io::Result<()> {
        if bytes.is_empty() {
            return Ok(());
        }
        let length = u32::try_from(bytes.len()).map_err(|_| io::ErrorKind::FileTooLarge)?;
        self.put(&length.to_le_bytes())?;
        self.put(bytes)?;
        self.seal()
    }

    /// Makes the snapshot last and puts it in its place; gives its bytes.
    ///
    /// # Errors
    /// Those of the operating system; the snapshot that was there before is still there then.
    pub fn finish(mut self) -> io::Result<u64> {
        self.put(&0_u32.to_le_bytes())?;
        self.seal()?;
        self.out.flush()?;
        // Its name must never be on the disk before its bytes.
        self.out.get_ref().sync_all()?;
        fs::rename(self.folder.join(NEW_FILE), self.folder.join(SNAPSHOT_FILE))?;
        self.done = true;
        crate::folder::flush_folder(&self.folder)?;
        Ok(self.bytes)
    }

    fn put(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.crc = crc32c::crc32c_append(self.crc, bytes);
        self.bytes += bytes.len() as u64;
        self.out.write_all(bytes)
    }

    fn seal(&mut self) -> io::Result<()> {
        self.bytes += 4;
        self.out.write_all(&self.crc.to_le_bytes())
    }
}

impl Drop for SnapshotWriter {
    /// What was not finished takes up no room: it may be the disk that is full.
    fn drop(&mut self) {
        if !self.done {
            // What cannot be removed is written over by the next one.
            let _ = fs::remove_file(self.folder.join(NEW_FILE));
        }
    }
}

/// There is no snapshot, or it is not what was written, or of another form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no snapshot that can be used")]
pub struct Unusable;

/// Reads a snapshot, block after block.
#[derive(Debug)]
pub struct SnapshotReader {
    file: BufReader<File>,
    crc: u32,
    head: SnapshotHead,
    block: Vec<u8>,
    bytes: u64,
}

impl SnapshotReader {
    /// Opens the snapshot of a folder, of whatever program and journal.
    ///
    /// # Errors
    /// [`Unusable`].
    pub fn open(folder: &Path) -> Result<Self, Unusable> {
        let file = File::open(folder.join(SNAPSHOT_FILE)).map_err(|_| Unusable)?;
        let bytes = file.metadata().map_err(|_| Unusable)?.len();
        let mut file = BufReader::with_capacity(1 << 16, file);
        let mut head = [0; HEAD];
        file.read_exact(&mut head).map_err(|_| Unusable)?;
        let crc = demand(&mut file, crc32c::crc32c(&head))?;
        let (magic, rest) = head.split_at(MAGIC.len());
        if magic != MAGIC {
            return Err(Unusable);
        }
        let mut rest = rest;
        let head = SnapshotHead {
            program: u64::from_le_bytes(part(&mut rest)?),
            next: Seq(u64::from_le_bytes(part(&mut rest)?)),
            chain: part(&mut rest)?,
            recorded_at: Micros(i64::from_le_bytes(part(&mut rest)?)),
        };
        Ok(Self { file, crc, head, block: Vec::new(), bytes })
    }

    /// What it is of.
    #[must_use]
    pub const fn head(&self) -> &SnapshotHead {
        &self.head
    }

    /// The bytes of the whole file.
    #[must_use]
    pub const fn bytes(&self) -> u64 {
        self.bytes
    }

    /// The next block; `None` at the end of the file, where the end was meant to be.
    ///
    /// # Errors
    /// [`Unusable`].
    pub fn next_block(&mut self) -> Result<Option<&[u8]>, Unusable> {
        let mut length = [0; 4];
        self.file.read_exact(&mut length).map_err(|_| Unusable)?;
        let wanted = u32::from_le_bytes(length);
        self.block.clear();
        // The length may be a flipped bit: no more is reserved than the file has.
        let read = (&mut self.file).take(u64::from(wanted)).read_to_end(&mut self.block).map_err(|_| Unusable)?;
        if u32::try_from(read) != Ok(wanted) {
            return Err(Unusable);
        }
        let crc = crc32c::crc32c_append(crc32c::crc32c_append(self.crc, &length), &self.block);
        self.crc = demand(&mut self.file, crc)?;
        if wanted > 0 {
            return Ok(Some(&self.block));
        }
        match self.file.fill_buf() {
            Ok([]) => Ok(None),
            _ => Err(Unusable),
        }
    }
}

/// Reads a CRC that must be this one, and gives it on.
fn demand(file: &mut impl Read, crc: u32) -> Result<u32, Unusable> {
    let mut stored = [0; 4];
    file.read_exact(&mut stored).map_err(|_| Unusable)?;
    if u32::from_le_bytes(stored) == crc { Ok(crc) } else { Err(Unusable) }
}

fn part<const N: usize>(rest: &mut &[u8]) -> Result<[u8; N], Unusable> {
    let (part, behind) = rest.split_first_chunk().ok_or(Unusable)?;
    *rest = behind;
    Ok(*part)
}
