//! The clients' own history: what each sent, when, and what it was answered, or that no answer came. All that the checker
//! believes.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Instant;

use chrono::{DateTime, Utc};
use uuid::Uuid;

/// Microseconds since the history began. One clock for all clients, so what ended before something else began was before it.
pub type Moment = u64;

/// A request and what came of it.
#[derive(Debug, Clone)]
pub struct Entry {
    /// Whose key it presented, by its number.
    pub tenant: usize,
    /// Which API it went to.
    pub api: usize,
    /// Before it was sent.
    pub begun: Moment,
    /// After its answer was read, or given up.
    pub ended: Moment,
    /// What was asked.
    pub asked: Asked,
    /// What was answered.
    pub answer: Answer,
    /// Tenants whose marker the answer had and that are somebody else's.
    pub foreign: Vec<usize>,
}

/// What a request asked for. A session is known by its number, and a token of it by how often it was rotated before.
#[derive(Debug, Clone)]
#[expect(missing_docs, reason = "the fields are said with their variants")]
pub enum Asked {
    /// To append an event.
    AppendOne(Posted),
    /// To append several together.
    AppendBatch(Vec<Posted>),
    /// Whether an event is found that was acknowledged before.
    Find(u64),
    /// To start the session with this number, for a user.
    SignIn { session: u64, user: String },
    /// Whether the token of a session after so many rotations opens it.
    Check { session: u64, rotation: u32 },
    /// To rotate the token of a session.
    Refresh { session: u64, rotation: u32 },
    /// To end a session.
    EndOne { session: u64 },
    /// To end all of a user.
    EndAll { user: String },
    /// Something that only shows: which.
    Look(&'static str),
    /// What only another tenant may have or do: which. Nothing may come of it.
    Trespass(&'static str),
}

/// An event as it was posted; the rest of it follows from its number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Posted {
    /// Of the event, unique in the whole run.
    pub number: u64,
    /// The client's id, if it gave one.
    pub id: Option<Uuid>,
    /// When it happened, if it was said.
    pub occurred_at: Option<DateTime<Utc>>,
}

/// What came of a request.
#[derive(Debug, Clone)]
pub enum Answer {
    /// No answer, or not a whole one.
    None,
    /// An answer.
    Told {
        /// Its status.
        status: u16,
        /// The code of a problem, empty for none.
        code: String,
        /// Whether it said when to come back.
        retry_after: bool,
        /// What of it matters.
        told: Told,
    },
}

/// What an answer said, as far as it matters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Told {
    /// What it said does not matter.
    Nothing,
    /// What became of each posted event, in their order.
    Settled(Vec<Settled>),
    /// Whether something is found, or a token opens something.
    Yes(bool),
    /// It could not be read as what it should be.
    Unreadable(String),
}

/// What became of a posted event.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields are said with their variants")]
pub enum Settled {
    /// It is in the log at this position, since now or before; with its id, if the answer had it.
    At { position: i64, id: Option<Uuid> },
    /// It was refused: the code says why.
    Refused(String),
}

impl Asked {
    /// The word for its kind.
    #[must_use]
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::AppendOne(_) => "append one",
            Self::AppendBatch(_) => "append a batch",
            Self::Find(_) => "find what was appended",
            Self::SignIn { .. } => "sign in",
            Self::Check { .. } => "check",
            Self::Refresh { .. } => "refresh",
            Self::EndOne { .. } => "end one",
            Self::EndAll { .. } => "end all of a user",
            Self::Look(what) | Self::Trespass(what) => what,
        }
    }

    /// The events that it posts.
    #[must_use]
    pub fn posted(&self) -> &[Posted] {
        match self {
            Self::AppendOne(event) => std::slice::from_ref(event),
            Self::AppendBatch(events) => events,
            _ => &[],
        }
    }
}

impl Answer {
    /// The status, if there was an answer.
    #[must_use]
    pub const fn status(&self) -> Option<u16> {
        match self {
            Self::None => None,
            Self::Told { status, .. } => Some(*status),
        }
    }

    /// What it said.
    #[must_use]
    pub const fn told(&self) -> &Told {
        match self {
            Self::None => &Told::Nothing,
            Self::Told { told, .. } => told,
        }
    }
}

impl Entry {
    /// Whether it was answered with this status.
    #[must_use]
    pub fn is(&self, status: u16) -> bool {
        self.answer.status() == Some(status)
    }
}

/// Gathers entries of all clients.
pub struct History {
    began: Instant,
    entries: Mutex<Vec<Entry>>,
}

impl Default for History {
    fn default() -> Self {
        Self { began: Instant::now(), entries: Mutex::default() }
    }
}

impl History {
    /// The time now.
    #[must_use]
    pub fn now(&self) -> Moment {
        u64::try_from(self.began.elapsed().as_micros()).unwrap_or(u64::MAX)
    }

    /// Notes what came of a request.
    pub fn note(&self, entry: Entry) {
        self.lock().push(entry);
    }

    /// How many requests are noted.
    #[must_use]
    pub fn len(&self) -> usize {
        self.lock().len()
    }

    /// Whether nothing is noted.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.lock().is_empty()
    }

    /// Everything so far, in the order in which it ended.
    #[must_use]
    pub fn entries(&self) -> Vec<Entry> {
        self.lock().clone()
    }

    fn lock(&self) -> MutexGuard<'_, Vec<Entry>> {
        // Every change is one push.
        self.entries.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
