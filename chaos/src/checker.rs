//! What must hold, and what of it does not: decided by the clients' own history and by what is there afterwards.

mod answers;
mod events;
mod sessions;
mod tails;

use std::fmt;

use crate::evidence::Evidence;

pub use sessions::replaced_accepted;

/// What must hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Property {
    /// Every acknowledged write is there once, as it was sent; what was not acknowledged, at most once.
    WrittenOnce,
    /// Positions go from 1 to the head without gaps, and times of storing do not run backwards.
    PositionsWhole,
    /// No session that was ended is accepted by a check that began after that was acknowledged.
    EndedStaysEnded,
    /// Nobody whose session was not ended is signed out.
    NobodySignedOut,
    /// Who followed a log has all of it, once, in order.
    TailsWhole,
    /// Projections are what a rebuild makes of the log.
    ProjectionsTrue,
    /// Nothing of a tenant is seen by another.
    NothingForeign,
    /// Every answer is one that the contract allows.
    AnswersAllowed,
    /// No process ended by itself, and none panicked.
    NothingBrokeDown,
    /// After the faults everything came back by itself; and every fault could be carried out.
    CameBack,
}

impl Property {
    /// All of them, in the order of a report.
    pub const ALL: [Self; 10] = [
        Self::WrittenOnce,
        Self::PositionsWhole,
        Self::EndedStaysEnded,
        Self::NobodySignedOut,
        Self::TailsWhole,
        Self::ProjectionsTrue,
        Self::NothingForeign,
        Self::AnswersAllowed,
        Self::NothingBrokeDown,
        Self::CameBack,
    ];

    /// What it says, in a few words.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::WrittenOnce => "acknowledged writes are there once",
            Self::PositionsWhole => "positions have no gaps",
            Self::EndedStaysEnded => "no ended session is accepted",
            Self::NobodySignedOut => "nobody is signed out",
            Self::TailsWhole => "tails are the log",
            Self::ProjectionsTrue => "projections are as a rebuild",
            Self::NothingForeign => "nothing of another tenant is seen",
            Self::AnswersAllowed => "answers are those of the contract",
            Self::NothingBrokeDown => "no process broke down",
            Self::CameBack => "everything came back",
        }
    }
}

/// Something that does not hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// What should.
    pub property: Property,
    /// What was seen instead.
    pub text: String,
}

impl Finding {
    fn new(property: Property, text: impl Into<String>) -> Self {
        Self { property, text: text.into() }
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "not so: {}: {}", self.property.words(), self.text)
    }
}

/// Everything that does not hold.
#[must_use]
pub fn check(evidence: &Evidence) -> Vec<Finding> {
    let mut findings = Vec::new();
    events::check(evidence, &mut findings);
    sessions::check(evidence, &mut findings);
    tails::check(evidence, &mut findings);
    answers::check(evidence, &mut findings);
    let mut told = |property, texts: &[String]| {
        findings.extend(texts.iter().map(|text| Finding::new(property, text.as_str())));
    };
    told(Property::ProjectionsTrue, &evidence.untrue);
    told(Property::NothingBrokeDown, &evidence.broken_down);
    told(Property::CameBack, &evidence.not_back);
    for happened in &evidence.faults {
        if let Some(why) = &happened.failed {
            findings.push(Finding::new(Property::CameBack, format!("{:?}: {why}", happened.fault)));
        }
    }
    findings
}
