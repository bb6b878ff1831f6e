//! FUZZ TARGETS: what must hold whatever bytes come from outside.
//!
//! A target is a function of any bytes. It takes them for an input of the product, and panics when something does not hold
//! that its documentation names. `targets/` hands each to libFuzzer; `tests/replay.rs` calls it with what is in `corpus/`.
//! `docs/fuzzing.md` says how to run them, and what was run.

pub mod access_tokens;
pub mod addresses;
pub mod batches;
pub mod bodies;
pub mod cursors;
pub mod filters;
pub mod import_files;
pub mod import_lines;
pub mod locations;
pub mod redaction;
pub mod secrets;
pub mod tokens;
pub mod user_agents;

/// The reading of log files. It belongs to the program, which is no library.
#[expect(dead_code, reason = "the targets use a part of it")]
#[path = "../../cli/src/import"]
mod import {
    pub mod event;
    pub mod fields;
    pub mod format;
    mod json;
    pub mod lines;
    mod text;
    mod time;
}

/// A function of any bytes, which panics when something does not hold.
pub type Target = fn(&[u8]);

/// All of them, by name.
pub const TARGETS: [(&str, Target); 13] = [
    ("access_tokens", access_tokens::check),
    ("addresses", addresses::check),
    ("batches", batches::check),
    ("bodies", bodies::check),
    ("cursors", cursors::check),
    ("filters", filters::check),
    ("import_files", import_files::check),
    ("import_lines", import_lines::check),
    ("locations", locations::check),
    ("redaction", redaction::check),
    ("secrets", secrets::check),
    ("tokens", tokens::check),
    ("user_agents", user_agents::check),
];
