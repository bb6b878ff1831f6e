//! Whole-system tests: one file per capability.

mod append;
mod authorization;
mod bad_input;
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
mod sessions_rebuild;
mod sessions_upkeep;
mod tenants;
