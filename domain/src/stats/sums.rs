//! What is added up.

use crate::error::Error;
use crate::traffic::durations::Durations;
use crate::traffic::visitors::Visitors;

/// How much of it is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Detail {
    /// Hits, errors and bytes.
    Hits,
    /// Visitors too.
    Series,
    /// Durations, users and sessions too.
    Everything,
}

/// Page views, added up.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Sum {
    pub hits: i64,
    pub errors: i64,
    pub bytes: i64,
    pub durations: Durations,
    pub visitors: Distinct,
    pub users: Distinct,
    pub sessions: Distinct,
}

impl Sum {
    /// Adds page views, but not who they were.
    pub fn add(&mut self, hits: i64, errors: i64, bytes: i64) {
        self.hits += hits;
        self.errors += errors;
        self.bytes = self.bytes.saturating_add(bytes);
    }

    /// Whether it holds an estimate.
    pub const fn is_estimated(&self) -> bool {
        self.visitors.is_estimated() || self.users.is_estimated() || self.sessions.is_estimated()
    }
}

/// How many different ones there are.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Distinct {
    /// So many.
    Counted(i64),
    /// As many as a row of the roll-ups says, which is all there is.
    Stored(i64),
    /// As many as a sketch says.
    Estimated(Visitors),
}

impl Default for Distinct {
    fn default() -> Self {
        Self::Counted(0)
    }
}

impl Distinct {
    /// The sketch, to add to.
    pub fn sketch(&mut self) -> &mut Visitors {
        if let Self::Counted(_) | Self::Stored(_) = self {
            *self = Self::Estimated(Visitors::default());
        }
        match self {
            Self::Estimated(sketch) => sketch,
            Self::Counted(_) | Self::Stored(_) => unreachable!("it was made a sketch"),
        }
    }

    /// Adds what a row of the roll-ups has; none when it was written before there was any.
    pub fn merge_stored(&mut self, stored: Option<Vec<u8>>, column: &str) -> Result<(), Error> {
        let merged = stored.map_or(Some(()), |stored| self.sketch().merge_bytes(&stored));
        merged.ok_or_else(|| Error::corrupt("traffic", "a row", format!("{column} does not read")))
    }

    pub fn count(&self) -> i64 {
        match self {
            Self::Counted(count) | Self::Stored(count) => *count,
            Self::Estimated(sketch) => sketch.rounded(),
        }
    }

    const fn is_estimated(&self) -> bool {
        matches!(self, Self::Stored(_) | Self::Estimated(_))
    }
}
