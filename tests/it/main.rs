//! Whole-system tests: one file per capability.

mod append;
mod crash;
mod faults;
mod harness;
mod keys;
mod reading;
mod redaction;
mod schema;
mod tenants;
