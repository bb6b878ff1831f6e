//! Whole-system tests: one file per capability.

mod append;
mod harness;
mod openapi;
