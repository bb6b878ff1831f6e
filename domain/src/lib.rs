//! Gatebook itself: one file per capability, and the only crate that knows SQL and Redis.
//!
//! In reading order: an event comes in through [`intake`] (with [`redaction`], [`client_address`] and [`ignore`]),
//! becomes an [`entry::Entry`] and is appended and read back by [`log`]. What people look at is made of it by
//! [`access_log`] and [`traffic`], which [`stats`] are counted from; a user's [`timeline`] is the log again; [`labels`] are the words for devices and places, [`geoip`] finds the places. A user's
//! sign-in is one of the [`sessions`]. Whether a request is to be refused is one of the [`decisions`]. What takes long is
//! ordered through [`jobs`], such as [`exports`]. What must be kept secret is wrapped under the master key of the [`keyring`].

pub mod access_log;
pub mod access_tokens;
pub mod boot;
pub mod client_address;
pub mod console;
pub mod decisions;
pub mod entry;
pub mod error;
pub mod exports;
pub mod geoip;
pub mod guarded;
pub mod health;
pub mod idempotency;
pub mod ignore;
pub mod installation;
pub mod intake;
pub mod jobs;
pub mod json;
pub mod keyring;
pub mod keys;
pub mod labels;
pub mod last_known;
pub mod limits;
pub mod log;
pub mod members;
pub mod metrics;
pub mod passwords;
pub mod pause;
pub mod privacy;
pub mod redaction;
pub mod retention;
pub mod schedule;
pub mod scope;
pub mod secrets;
pub mod sessions;
pub mod settings;
pub mod sign_in;
mod sql;
pub mod stats;
mod tenant_removal;
pub mod tenants;
pub mod throttle;
pub mod timeline;
pub mod tokens;
pub mod traces;
pub mod traffic;
pub mod transaction;
pub mod uuids;

pub use entity::id;
/// A pool of connections of one role, for those who hand it on without knowing what is in it.
pub use sea_orm::DatabaseConnection as Database;
