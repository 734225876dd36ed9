//! Segments: kept beside the journal, and left out as soon as anything does not fit.

use std::fs;
use std::path::PathBuf;

use takt_core::unit::Seq;
use takt_store::{Form, Head, SEGMENT_FOLDER, Segment, SqliteStore, Store, StoreError};

use crate::Folder;
use crate::contract::Home;
use crate::house::{House, settle};

const FORM: Form = Form { name: "moves", version: 3 };

fn read(store: &mut dyn Store, form: Form) -> Vec<Segment> {
    let mut found = Vec::new();
    store
        .segments(form, &mut |segment| {
            found.push(segment);
            Ok(())
        })
        .unwrap();
    found
}

/// What is kept, by the first fact each speaks of.
fn kept(store: &mut dyn Store) -> Vec<(u64, Vec<u8>)> {
    read(store, FORM).into_iter().map(|segment| (segment.from.0, segment.bytes)).collect()
}

/// A journal with two segments of its first and its other half: the folder, and both ends.
fn halves() -> (Folder, Head, Head) {
    let home = Folder::new();
    let mut store = home.writer();
    settle(store.as_mut());
    let first = store.head().unwrap();
    store.keep_segment(FORM, Seq(1), &first, &[b"one", b" and", b" two"]).unwrap();
    let mut house = House::default();
    // Of an account that nobody spoke of before, so that it needs no back pointer.
    let commit = house.commit(&first, &[900]);
    store.append(&commit).unwrap();
    let second = store.head().unwrap();
    store.keep_segment(FORM, first.next, &second, &[b"three"]).unwrap();
    drop(store);
    (home, first, second)
}

fn files(home: &Folder) -> Vec<PathBuf> {
    let entries = fs::read_dir(home.path().join(SEGMENT_FOLDER)).unwrap();
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files
}

#[test]
fn what_was_kept_is_read_in_order() {
    let (home, first, second) = halves();
    let found = read(home.reader().as_mut(), FORM);
    let bytes: Vec<&[u8]> = found.iter().map(|segment| segment.bytes.as_slice()).collect();
    assert_eq!(bytes, [b"one and two".as_slice(), b"three"]);
    assert_eq!(found.iter().map(|segment| segment.head).collect::<Vec<_>>(), [first, second]);
    assert_eq!(found.iter().map(|segment| segment.from).collect::<Vec<_>>(), [Seq(1), first.next]);
}

#[test]
fn reading_stops_when_told() {
    let (home, ..) = halves();
    let mut count = 0;
    let mut each = |_| {
        count += 1;
        Err(takt_store::Stop)
    };
    home.reader().segments(FORM, &mut each).unwrap();
    assert_eq!(count, 1);
}

#[test]
fn the_whole_takes_the_place_of_its_parts() {
    let (home, _, second) = halves();
    let mut store = home.writer();
    store.keep_segment(FORM, Seq(1), &second, &[b"all"]).unwrap();
    assert_eq!(kept(store.as_mut()), [(1, b"all".to_vec())]);
    assert_eq!(files(&home).len(), 1, "nothing is left of them");
}

#[test]
fn another_form_is_another_content() {
    let (home, first, _) = halves();
    let mut store = home.writer();
    assert!(read(store.as_mut(), Form { version: 4, ..FORM }).is_empty());
    assert!(read(store.as_mut(), Form { name: "move", ..FORM }).is_empty());
    store.keep_segment(Form { name: "seen", version: 1 }, Seq(1), &first, &[b"other"]).unwrap();
    assert_eq!(kept(store.as_mut()).len(), 2, "nobody takes the place of another");
}

#[test]
fn a_reader_keeps_nothing() {
    let (home, first, _) = halves();
    let mut reader = SqliteStore::open_reader(&home.path()).unwrap();
    let refused = reader.keep_segment(FORM, Seq(1), &first, &[b"mine"]);
    assert!(matches!(refused, Err(StoreError::ReadOnly)), "{refused:?}");
    assert_eq!(kept(&mut reader).len(), 2);
}

#[test]
fn a_reader_reads_nothing_from_behind_its_moment() {
    let (home, ..) = halves();
    let mut reader = SqliteStore::open_reader(&home.path()).unwrap();
    let mut store = home.writer();
    let head = store.head().unwrap();
    store.append(&House::default().commit(&head, &[901])).unwrap();
    let later = store.head().unwrap();
    store.keep_segment(FORM, head.next, &later, &[b"four"]).unwrap();
    assert_eq!(kept(&mut reader).len(), 2);
    reader.refresh().unwrap();
    assert_eq!(kept(&mut reader).len(), 3);
}

#[test]
fn a_journal_passed_its_ends_and_no_others() {
    let (home, first, second) = halves();
    let mut store = home.reader();
    for head in [Head::EMPTY, first, second] {
        assert!(store.passed(&head).unwrap(), "{head:?}");
    }
    let mut chain = first.chain;
    chain[31] ^= 1;
    let inside = Head { next: Seq(first.next.0 - 1), ..first };
    let behind = Head { next: Seq(second.next.0 + 1), ..second };
    for head in [Head { chain, ..first }, inside, behind, Head { next: Seq(0), ..first }, Head { chain, ..Head::EMPTY }]
    {
        assert!(!store.passed(&head).unwrap(), "{head:?}");
    }
}

#[test]
fn segments_of_another_journal_are_none() {
    let (home, ..) = halves();
    let other = Folder::new();
    let mut store = other.writer();
    let commit = House::default().commit(&store.head().unwrap(), &[1, 2, 3]);
    store.append(&commit).unwrap();
    drop(store);
    fs::create_dir(other.path().join(SEGMENT_FOLDER)).unwrap();
    for file in files(&home) {
        fs::copy(&file, other.path().join(SEGMENT_FOLDER).join(file.file_name().unwrap())).unwrap();
    }
    assert!(kept(other.reader().as_mut()).is_empty());
}

#[test]
fn behind_a_gap_nothing_is_read() {
    let (home, first, _) = halves();
    let name = format!("moves.1-{}", first.next.0);
    fs::remove_file(home.path().join(SEGMENT_FOLDER).join(name)).unwrap();
    assert!(kept(home.reader().as_mut()).is_empty());
}

/// Every bit of a file counts: with any of them turned, the file is none. So is one that was cut or went on.
#[test]
fn a_file_that_is_not_what_was_written_is_none() {
    let (home, ..) = halves();
    let first = files(&home).swap_remove(0);
    let whole = fs::read(&first).unwrap();
    for place in 0..whole.len() {
        let mut turned = whole.clone();
        turned[place] ^= 1 << (place % 8);
        fs::write(&first, turned).unwrap();
        assert!(kept(home.reader().as_mut()).is_empty(), "byte {place}");
    }
    for length in [0, 1, 103, 104, whole.len() - 1] {
        fs::write(&first, &whole[..length]).unwrap();
        assert!(kept(home.reader().as_mut()).is_empty(), "cut to {length}");
    }
    let mut longer = whole.clone();
    longer.push(0);
    fs::write(&first, longer).unwrap();
    assert!(kept(home.reader().as_mut()).is_empty(), "gone on");
    // The twin: what was written is read.
    fs::write(&first, whole).unwrap();
    assert_eq!(kept(home.reader().as_mut()).len(), 2);
}

#[test]
fn a_renamed_file_is_none() {
    let (home, first, second) = halves();
    let folder = home.path().join(SEGMENT_FOLDER);
    fs::rename(folder.join(format!("moves.{}-{}", first.next.0, second.next.0)), folder.join("moves.1-9")).unwrap();
    fs::remove_file(folder.join(format!("moves.1-{}", first.next.0))).unwrap();
    assert!(kept(home.reader().as_mut()).is_empty());
}

#[test]
fn a_disk_that_refuses_a_segment_harms_nothing() {
    let (home, first, _) = halves();
    let folder = home.path().join(SEGMENT_FOLDER);
    fs::remove_dir_all(&folder).unwrap();
    // A file where the folder should be: nothing can be written into it.
    fs::write(&folder, "in the way").unwrap();
    let mut store = home.writer();
    let refused = store.keep_segment(FORM, Seq(1), &first, &[b"one"]);
    assert!(matches!(refused, Err(StoreError::Disk { .. })), "{refused:?}");
    assert!(kept(store.as_mut()).is_empty());
    let head = store.head().unwrap();
    store.append(&House::default().commit(&head, &[902])).unwrap();
}
