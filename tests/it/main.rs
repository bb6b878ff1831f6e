//! Whole-system tests: one file per capability.

mod harness;
