//! Every target with what is in its corpus, as it is and damaged at random.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};
use std::{fs, panic};

use fuzz_targets::{TARGETS, Target};
use rand::rngs::SmallRng;
use rand::{RngExt as _, SeedableRng as _};

/// How often each file is damaged, unless the time is over before.
const DAMAGES: u64 = 2_000;
/// How long a target may take for that.
const TIME_MAX: Duration = Duration::from_secs(1);
/// Longest input that damage makes, in bytes.
const BYTES_MAX: usize = 8 * 1024;

fn corpus(target: &str) -> Vec<(PathBuf, Vec<u8>)> {
    let directory = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus").join(target);
    let files = fs::read_dir(&directory).unwrap_or_else(|error| panic!("{}: {error}", directory.display()));
    let mut files: Vec<_> = files.map(|file| file.unwrap().path()).collect();
    files.sort();
    files.into_iter().map(|path| (path.clone(), fs::read(path).unwrap())).collect()
}

fn replay(name: &str) {
    let (_, target) = TARGETS.iter().find(|(known, _)| *known == name).unwrap();
    let files = corpus(name);
    assert!(!files.is_empty(), "{name} has no corpus");
    for (path, input) in &files {
        run(*target, input, &format!("{}", path.display()));
    }
    let began = Instant::now();
    let inputs: Vec<&[u8]> = files.iter().map(|(_, input)| &input[..]).collect();
    'rounds: for round in 0..DAMAGES {
        for (at, input) in inputs.iter().enumerate() {
            let mut random = SmallRng::seed_from_u64(round << 16 | at as u64);
            let other = inputs[random.random_range(0..inputs.len())];
            run(*target, &damaged(input, other, &mut random), &format!("damage {round} to {}", files[at].0.display()));
            if began.elapsed() > TIME_MAX {
                break 'rounds;
            }
        }
    }
}

/// Runs a target, and says with which input it failed.
fn run(target: Target, input: &[u8], which: &str) {
    let outcome = panic::catch_unwind(|| target(input));
    assert!(outcome.is_ok(), "{which}: {}", input.escape_ascii());
}

/// One to four changes: a byte, a piece taken away, repeated, or taken from another input.
fn damaged(input: &[u8], other: &[u8], random: &mut SmallRng) -> Vec<u8> {
    let mut bytes = input.to_vec();
    for _ in 0..random.random_range(1..=4) {
        let at = random.random_range(0..=bytes.len());
        let end = (at + random.random_range(1..=16)).min(bytes.len());
        match random.random_range(0..5) {
            0 => bytes.insert(at, random.random()),
            1 => drop(bytes.drain(at..end)),
            2 if at < end => bytes[at] ^= 1 << random.random_range(0..8),
            3 => {
                let piece = bytes[at..end].to_vec();
                bytes.splice(at..at, piece);
            }
            _ => {
                let from = random.random_range(0..=other.len());
                let to = (from + random.random_range(1..=64)).min(other.len());
                bytes.splice(at..end, other[from..to].iter().copied());
            }
        }
    }
    bytes.truncate(BYTES_MAX);
    bytes
}

macro_rules! targets {
    ($($target:ident)+) => {
        $(
            #[test]
            fn $target() {
                replay(stringify!($target));
            }
        )+

        #[test]
        fn every_target_is_replayed() {
            assert_eq!([$(stringify!($target)),+], TARGETS.map(|(name, _)| name));
        }
    };
}

targets! {
    access_tokens addresses batches bodies cursors filters import_files import_lines locations redaction secrets tokens
    user_agents
}
