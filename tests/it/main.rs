//! Whole-system tests: one file per capability.

mod access_tokens;
mod append;
mod authorization;
mod bad_input;
mod cors;
mod crash;
mod faults;
mod harness;
mod import;
mod jobs;
mod keys;
mod openapi;
mod reading;
mod readme;
mod redaction;
mod retention;
mod schema;
mod session_door;
mod sessions;
mod sessions_cli;
mod sessions_faults;
mod sessions_races;
mod sessions_rebuild;
mod sessions_upkeep;
mod tenants;
