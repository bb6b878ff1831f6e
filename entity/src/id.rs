//! Identifiers as types of their own, so that two of them cannot be swapped.
//!
//! Outside the program an id is written `prefix_` followed by the 32 lower-case hexadecimal digits of its UUID
//! (`evt_0198f3c2a4b07c3e9d5f1a2b3c4d5e6f`). Reading accepts that form and the plain UUID in any of its usual forms.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use uuid::Uuid;

/// Why a text is not an id of the kind that was asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InvalidId {
    /// The prefix that the id should have had, without the underscore.
    pub prefix: &'static str,
}

impl fmt::Display for InvalidId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "not an id of the form {}_ and 32 hexadecimal digits, nor a UUID", self.prefix)
    }
}

impl std::error::Error for InvalidId {}

macro_rules! prefixed_id {
    ($(#[$doc:meta])* $name:ident, $prefix:literal) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $name(pub Uuid);

        impl $name {
            /// What the written form begins with, before the underscore.
            pub const PREFIX: &'static str = $prefix;

            /// The id as the database keeps it.
            #[must_use]
            pub const fn uuid(self) -> Uuid {
                self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, concat!($prefix, "_{}"), self.0.simple())
            }
        }

        impl FromStr for $name {
            type Err = InvalidId;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                let digits = text.strip_prefix(concat!($prefix, "_")).unwrap_or(text);
                Uuid::try_parse(digits).map(Self).map_err(|_| InvalidId { prefix: $prefix })
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
                text.parse().map_err(serde::de::Error::custom)
            }
        }
    };
}

prefixed_id!(
    /// A customer of the installation; owns one log.
    TenantId, "ten"
);
prefixed_id!(
    /// An API key of a tenant. The id is public, the secret is not.
    KeyId, "key"
);
prefixed_id!(
    /// An event; unique within its tenant together with `occurred_at`.
    EventId, "evt"
);
prefixed_id!(
    /// One sign-in of one user.
    SessionId, "ses"
);
prefixed_id!(
    /// A job: work that was ordered and is done in the background.
    JobId, "job"
);
prefixed_id!(
    /// A member: a person who signs in to the console.
    MemberId, "mem"
);

impl TenantId {
    /// The installation itself, as a tenant: console members are its users and their sessions are in its log. It has no
    /// keys.
    pub const INSTALLATION: Self = Self(Uuid::from_u128(0x0000_0000_0000_7000_8000_0000_0000_0001));
}

/// The place of an event in its tenant's log: gapless, the first is 1, an empty log has 0.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Position(pub i64);

impl Position {
    /// The position of an empty log, before its first event.
    pub const ZERO: Self = Self(0);
}

impl fmt::Display for Position {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_written_with_its_prefix_and_read_in_both_forms() {
        let id = EventId(Uuid::from_u128(0x0198_f3c2_a4b0_7c3e_9d5f_1a2b_3c4d_5e6f));

        assert_eq!(id.to_string(), "evt_0198f3c2a4b07c3e9d5f1a2b3c4d5e6f");
        assert_eq!(id.to_string().parse(), Ok(id));
        assert_eq!("0198f3c2-a4b0-7c3e-9d5f-1a2b3c4d5e6f".parse(), Ok(id));
    }

    #[test]
    fn another_prefix_is_refused() {
        assert_eq!("key_0198f3c2a4b07c3e9d5f1a2b3c4d5e6f".parse::<EventId>(), Err(InvalidId { prefix: "evt" }));
    }
}
