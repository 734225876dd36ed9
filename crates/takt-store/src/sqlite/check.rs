//! Checking all of it.

use std::collections::BTreeSet;

use takt_core::unit::Seq;

use super::read::{FRAMES_FROM, frame};
use super::{SqliteStore, log, log_of, trouble};
use crate::chain::{Chain, ChainReport};
use crate::commit::{ModelText, bare};
use crate::error::{Finding, Step, StoreError};

/// How many of its own complaints the database is asked for: one is enough to know, some help to see where.
const COMPLAINTS: u8 = 20;

impl SqliteStore {
    pub(super) fn check_all(&mut self) -> Result<ChainReport, StoreError> {
        // All of it at one moment. A reader stays at its moment anyway.
        let begun = self.connection.is_autocommit();
        if begun {
            self.connection.execute_batch("BEGIN").map_err(trouble::at(Step::Read))?;
        }
        let report = self.check_at_one_moment();
        if begun {
            self.connection.execute_batch("COMMIT").map_err(trouble::at(Step::Read))?;
        }
        report
    }

    fn check_at_one_moment(&self) -> Result<ChainReport, StoreError> {
        let mut chain = Chain::new();
        self.check_frames(&mut chain)?;
        let mut beside = Vec::new();
        let stored = noted(&mut beside, self.read_head())?;
        let (mut report, adopted) = chain.end(stored);
        report.findings.append(&mut beside);
        let findings = &mut report.findings;
        let words = noted(findings, self.read_words())?;
        report.words = words.map_or(0, |words| words.iter().count() as u64);
        let models = noted(findings, self.read_models())?.unwrap_or_default();
        report.models = models.len() as u64;
        check_models(&models, &adopted, findings);
        // Facts that were cut off are missed once, by their frame, and not again by each of their keys.
        let end = stored.map_or(report.head.next, |head| head.next.max(report.head.next));
        let (mut keys, mut outside) = (0, 0);
        let mut stray = Vec::new();
        let read = self.read_keys(&mut |(key, seq)| {
            keys += 1;
            if seq.0 == 0 || seq >= end {
                stray.push(Finding::Key { key, seq });
            }
            Ok(())
        });
        noted(findings, read)?;
        let read = self.each_outside(&mut |known, filed| {
            outside += 1;
            if bare(&known.key) != filed {
                stray.push(Finding::Outside { space: known.space, id: known.id });
            }
        });
        noted(findings, read)?;
        (report.keys, report.outside) = (keys, outside);
        findings.append(&mut stray);
        noted(findings, self.read_all_texts(&mut |_| Ok(())))?;
        if let Some(result) = noted(findings, self.complaints())? {
            findings.extend(result);
        }
        let lost = log::lost_commits(&log_of(&self.folder));
        let lost = lost.map_err(|cause| StoreError::of_system(Step::Read, cause))?;
        findings.extend(lost.map(|commits| Finding::Log { commits }));
        Ok(report)
    }

    fn check_frames(&self, chain: &mut Chain) -> Result<(), StoreError> {
        let result = self.connection.prepare_cached(FRAMES_FROM).and_then(|mut query| {
            let mut rows = query.query([i64::MIN])?;
            while let Some(row) = rows.next()? {
                match frame(row) {
                    Ok(frame) => chain.frame(&frame),
                    Err(error) if trouble::is_row(&error) => chain.unreadable(error.to_string()),
                    Err(error) => return Err(error),
                }
            }
            Ok(())
        });
        match result {
            Err(error) if trouble::is_damage(&error) => {
                chain.unreadable(error.to_string());
                Ok(())
            }
            other => other.map_err(trouble::at(Step::Read)),
        }
    }

    /// What the database itself finds wrong with its file.
    fn complaints(&self) -> Result<Vec<Finding>, StoreError> {
        let mut findings = Vec::new();
        let result = self.connection.pragma(None, "integrity_check", COMPLAINTS, |row| {
            let says: String = row.get(0)?;
            if says != "ok" {
                findings.push(Finding::File { says });
            }
            Ok(())
        });
        match result {
            Err(error) if trouble::is_damage(&error) => findings.push(Finding::File { says: error.to_string() }),
            other => other.map_err(trouble::at(Step::Read))?,
        }
        Ok(findings)
    }
}

fn check_models(models: &[ModelText], adopted: &[(Seq, [u8; 32])], findings: &mut Vec<Finding>) {
    for model in models.iter().filter(|model| !model.is_itself()) {
        findings.push(Finding::ModelChanged { sha256: model.sha256 });
    }
    let there: BTreeSet<[u8; 32]> = models.iter().map(|model| model.sha256).collect();
    for (seq, sha256) in adopted.iter().filter(|(_, sha256)| !there.contains(sha256)) {
        findings.push(Finding::ModelMissing { seq: *seq, sha256: *sha256 });
    }
}

/// Turns "it is corrupt" into a finding, so that the check goes on and the report has all of it.
fn noted<T>(findings: &mut Vec<Finding>, result: Result<T, StoreError>) -> Result<Option<T>, StoreError> {
    match result {
        Ok(value) => Ok(Some(value)),
        Err(StoreError::Corrupt(finding)) => {
            findings.push(finding);
            Ok(None)
        }
        Err(other) => Err(other),
    }
}
