//! A file that is in use and may be replaced at any time.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::FileStatus;
use super::file::{Mark, Opened, Problem};

/// One of the files, and what became of it so far.
pub(super) struct Watched {
    path: PathBuf,
    /// What is in use.
    opened: Option<Arc<Opened>>,
    /// How the file was at the last look, if it was neither in use nor refused.
    arrived: Option<Mark>,
    /// The file that was refused, by its mark; one that was not there has none.
    refused: Option<Option<Mark>>,
    problem: Option<Problem>,
}

impl Watched {
    /// Opens a file for the first time. One that cannot be used is reported.
    pub(super) fn open(path: &Path) -> Self {
        let mut this = Self { path: path.to_owned(), opened: None, arrived: None, refused: None, problem: None };
        match Opened::open(path) {
            Ok(opened) => this.take(opened),
            Err(problem) => this.refuse(Mark::of(path).ok(), problem),
        }
        this
    }

    /// Looks at the file; whether another one is in use from now on.
    pub(super) fn look(&mut self) -> bool {
        let arrived = self.arrived.take();
        let mark = match Mark::of(&self.path) {
            Ok(mark) => mark,
            Err(problem) => {
                self.refuse(None, problem);
                return false;
            }
        };
        if self.opened.as_ref().is_some_and(|opened| opened.mark == mark) {
            (self.refused, self.problem) = (None, None);
            return false;
        }
        if self.refused == Some(Some(mark)) {
            return false;
        }
        if arrived != Some(mark) {
            // Somebody may still be writing it.
            self.arrived = Some(mark);
            return false;
        }
        match Opened::open(&self.path) {
            Ok(opened) if opened.mark == mark && Mark::of(&self.path).is_ok_and(|now| now == mark) => {
                self.take(opened);
                true
            }
            // It changed while it was read.
            Ok(_) => false,
            Err(problem) => {
                self.refuse(Some(mark), problem);
                false
            }
        }
    }

    /// What is in use.
    pub(super) fn opened(&self) -> Option<Arc<Opened>> {
        self.opened.clone()
    }

    pub(super) fn status(&self) -> FileStatus {
        FileStatus {
            path: self.path.clone(),
            in_use: self.opened.as_ref().map(|opened| opened.facts.clone()),
            problem: self.problem.as_ref().map(ToString::to_string),
        }
    }

    fn take(&mut self, opened: Opened) {
        let facts = &opened.facts;
        tracing::info!(
            path = %self.path.display(),
            database_type = facts.database_type,
            built_at = %facts.built_at,
            "a location database is in use"
        );
        self.opened = Some(Arc::new(opened));
        (self.refused, self.problem) = (None, None);
    }

    /// Reports a file that cannot be used, once.
    fn refuse(&mut self, mark: Option<Mark>, problem: Problem) {
        if self.refused != Some(mark) {
            let (path, stays) = (self.path.display(), if self.opened.is_some() { "the old one stays" } else { "none" });
            tracing::warn!(%path, %problem, in_use = stays, "a location database cannot be used");
        }
        self.refused = Some(mark);
        self.problem = Some(problem);
    }
}
