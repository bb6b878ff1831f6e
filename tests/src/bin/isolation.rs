//! `isolation FILE…`: fails, naming each, when a statement of the program's keeps to no tenant (`tests/src/isolation.rs`).
//!
//! The files are those of `gatebook with-servers --statements FILE`; several are the parts of one run.
#![expect(clippy::print_stdout, reason = "a command answers on stdout")]

use std::process::ExitCode;

use serde_json::Value;
use tests::isolation::{counts, faults};

/// The list of exceptions.
const EXCEPTIONS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/isolation.yaml");

fn main() -> ExitCode {
    let runs: Result<Vec<Value>, String> = std::env::args().skip(1).map(|file| read(&file)).collect();
    let runs = match runs {
        Ok(runs) if !runs.is_empty() => runs,
        Ok(_) => return failed("usage: isolation FILE…"),
        Err(sentence) => return failed(&sentence),
    };
    let exceptions = std::fs::read_to_string(EXCEPTIONS).map_err(|error| error.to_string());
    let exceptions = exceptions.and_then(|text| serde_yaml::from_str(&text).map_err(|error| error.to_string()));
    let exceptions: Value = match exceptions {
        Ok(exceptions) => exceptions,
        Err(error) => return failed(&format!("{EXCEPTIONS}: {error}")),
    };
    let faults = faults(&runs, &exceptions);
    for fault in &faults {
        eprintln!("isolation: {fault}");
    }
    if !faults.is_empty() {
        return failed("see tests/isolation.yaml");
    }
    let (all, touching) = counts(&runs);
    let lists = exceptions.as_array().into_iter().flatten();
    let excused: usize = lists.map(|exception| exception["statements"].as_array().map_or(0, Vec::len)).sum();
    println!("{all} statements, {touching} touch rows, {excused} of them beyond one tenant and for a reason");
    ExitCode::SUCCESS
}

fn read(file: &str) -> Result<Value, String> {
    let text = std::fs::read(file).map_err(|error| format!("{file}: {error}"))?;
    serde_json::from_slice(&text).map_err(|error| format!("{file}: {error}"))
}

fn failed(sentence: &str) -> ExitCode {
    eprintln!("isolation: {sentence}");
    ExitCode::FAILURE
}
