//! The store that fails on purpose does it as the real one does.

use takt_core::unit::Seq;
use takt_store::fault::{Fault, Faulty};
use takt_store::{Store, StoreError};

use crate::Folder;
use crate::contract::Home;
use crate::house::{House, key_of};

#[test]
fn a_failed_disk_leaves_the_store_usable() {
    let home = Folder::new();
    let mut store = Faulty::new(home.writer()).at(2, Fault::Disk);
    let mut house = House::default();
    let empty = store.head().unwrap();
    let head = store.append(&house.commit(&empty, &[1])).unwrap();
    let second = house.commit(&head, &[2]);
    assert!(matches!(store.append(&second), Err(StoreError::Disk { .. })));
    assert_eq!(store.head().unwrap(), head);
    store.append(&second).unwrap();
    assert_eq!(store.appends(), 3);
}

#[test]
fn an_unknown_outcome_breaks_the_store_and_its_keys_tell() {
    for (fault, landed) in [(Fault::LostAnswer, Some(Seq(1))), (Fault::LostCommit, None)] {
        let home = Folder::new();
        let mut store = Faulty::new(home.writer()).at(1, fault);
        let commit = House::default().commit(&store.head().unwrap(), &[1]);
        assert!(matches!(store.append(&commit), Err(StoreError::Unknown { .. })));
        assert!(matches!(store.append(&commit), Err(StoreError::Broken)));
        assert!(matches!(store.head(), Err(StoreError::Broken)));
        assert!(matches!(store.scan(Seq(1), &mut |_| Ok(())), Err(StoreError::Broken)));
        assert!(matches!(store.known(&[]), Err(StoreError::Broken)));
        let mut again = store.into_inner();
        assert_eq!(again.known(&[key_of(Seq(1))]).unwrap(), [landed]);
    }
}

#[test]
fn a_full_disk_still_reads() {
    let home = Folder::new();
    let mut store = Faulty::new(home.writer()).at(1, Fault::Full);
    let commit = House::default().commit(&store.head().unwrap(), &[1]);
    assert!(matches!(store.append(&commit), Err(StoreError::Full)));
    assert!(matches!(store.append(&commit), Err(StoreError::Full)));
    assert_eq!(store.head().unwrap().next, Seq(1));
    assert!(store.into_inner().append(&commit).is_ok());
}
