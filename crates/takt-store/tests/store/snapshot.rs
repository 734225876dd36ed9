//! The file of a snapshot: what comes back is what was written, or nothing does.

use std::fs;
use std::path::Path;

use takt_core::unit::{Micros, Seq};
use takt_store::{SNAPSHOT_FILE, SnapshotHead, SnapshotReader, SnapshotWriter, Unusable};

const HEAD: SnapshotHead = SnapshotHead { program: 77, next: Seq(4_242), chain: [9; 32], recorded_at: Micros(-5) };

fn write(folder: &Path, blocks: &[&[u8]]) -> u64 {
    let mut file = SnapshotWriter::create(folder, &HEAD).unwrap();
    blocks.iter().for_each(|block| file.block(block).unwrap());
    file.finish().unwrap()
}

fn read(folder: &Path) -> Result<(SnapshotHead, Vec<Vec<u8>>), Unusable> {
    let mut file = SnapshotReader::open(folder)?;
    let mut blocks = Vec::new();
    while let Some(block) = file.next_block()? {
        blocks.push(block.to_vec());
    }
    Ok((*file.head(), blocks))
}

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap();
    entries.map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned()).collect()
}

#[test]
fn blocks_come_back_in_order_under_their_head() {
    let dir = tempfile::tempdir().unwrap();
    assert_eq!(read(dir.path()), Err(Unusable), "there is none yet");
    let long = vec![3; 100_000];
    let bytes = write(dir.path(), &[b"house", b"", &long, b"last"]);
    assert_eq!(fs::metadata(dir.path().join(SNAPSHOT_FILE)).unwrap().len(), bytes);
    let (head, blocks) = read(dir.path()).unwrap();
    assert_eq!(head, HEAD);
    assert_eq!(blocks, [b"house".to_vec(), long, b"last".to_vec()], "a block without bytes is none");
    assert_eq!(names(dir.path()), [SNAPSHOT_FILE], "nothing else is left");
}

#[test]
fn every_flipped_bit_every_cut_and_every_byte_too_many_is_refused() {
    let dir = tempfile::tempdir().unwrap();
    write(dir.path(), &[b"the house", b"one account", b"another one"]);
    let path = dir.path().join(SNAPSHOT_FILE);
    let sound = fs::read(&path).unwrap();
    for place in 0..sound.len() {
        for bit in 0..8 {
            let mut flipped = sound.clone();
            flipped[place] ^= 1 << bit;
            fs::write(&path, &flipped).unwrap();
            assert_eq!(read(dir.path()), Err(Unusable), "byte {place}, bit {bit}");
        }
        fs::write(&path, &sound[..place]).unwrap();
        assert_eq!(read(dir.path()), Err(Unusable), "cut at {place}");
    }
    fs::write(&path, [sound.as_slice(), b"!"].concat()).unwrap();
    assert_eq!(read(dir.path()), Err(Unusable), "something behind the end");
    // The twin: the file as it was is read.
    fs::write(&path, &sound).unwrap();
    assert!(read(dir.path()).is_ok());
}

#[test]
fn a_block_that_is_missing_doubled_or_out_of_place_is_refused() {
    let dir = tempfile::tempdir().unwrap();
    // Blocks of one length and each sound by itself: only that each goes on from the one before tells.
    write(dir.path(), &[b"house", b"aaaaa", b"bbbbb"]);
    let path = dir.path().join(SNAPSHOT_FILE);
    let sound = fs::read(&path).unwrap();
    let block = 4 + 5 + 4;
    let end = sound.len() - 8;
    let (head, blocks, last) = (&sound[..end - 3 * block], &sound[end - 3 * block..end], &sound[end..]);
    let of = |order: &[usize]| {
        let parts: Vec<&[u8]> = order.iter().map(|place| &blocks[place * block..(place + 1) * block]).collect();
        [head, &parts.concat(), last].concat()
    };
    for order in [&[0, 1][..], &[0, 2], &[0, 2, 1], &[0, 1, 1, 2], &[1, 2]] {
        fs::write(&path, of(order)).unwrap();
        assert_eq!(read(dir.path()), Err(Unusable), "{order:?}");
    }
    fs::write(&path, of(&[0, 1, 2])).unwrap();
    assert!(read(dir.path()).is_ok(), "the twin");
}

#[test]
fn one_that_is_not_finished_leaves_the_one_before_and_nothing_else() {
    let dir = tempfile::tempdir().unwrap();
    write(dir.path(), &[b"before"]);
    let mut file = SnapshotWriter::create(dir.path(), &SnapshotHead { next: Seq(9_999), ..HEAD }).unwrap();
    file.block(b"half").unwrap();
    drop(file);
    assert_eq!(read(dir.path()).unwrap(), (HEAD, vec![b"before".to_vec()]));
    assert_eq!(names(dir.path()), [SNAPSHOT_FILE]);
    // One that was killed leaves its file: the next one writes over it.
    fs::write(dir.path().join("snapshot.new"), vec![1; 5_000]).unwrap();
    assert_eq!(read(dir.path()).unwrap().0, HEAD, "nobody reads it");
    write(dir.path(), &[b"after"]);
    assert_eq!(read(dir.path()).unwrap(), (HEAD, vec![b"after".to_vec()]));
    assert_eq!(names(dir.path()), [SNAPSHOT_FILE]);
}
