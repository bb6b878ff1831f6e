//! What ends the program: a sentence for the person at the terminal, and an exit code.

use std::fmt;

use domain::boot::SettingFault;
use domain::error::{Error, Fault};

/// Something could not be done.
pub const FAILED: u8 = 1;
/// The program was called or configured wrongly.
pub const USAGE: u8 = 2;

/// Why the program ends before its work is done.
#[derive(Debug)]
pub struct Failure {
    /// The exit code.
    pub code: u8,
    text: String,
}

impl Failure {
    /// Something could not be done.
    pub fn new(text: impl Into<String>) -> Self {
        Self { code: FAILED, text: text.into() }
    }

    /// The program was called or configured wrongly.
    pub fn usage(text: impl Into<String>) -> Self {
        Self { code: USAGE, text: text.into() }
    }

    /// `what` could not be done because of `cause`.
    pub fn of(what: impl fmt::Display, cause: &dyn std::error::Error) -> Self {
        Self::new(format!("{what}: {}", chain(cause)))
    }

    /// All settings that do not fit, one per line.
    pub fn of_settings(faults: &[SettingFault]) -> Self {
        let lines: Vec<String> = faults.iter().map(|fault| format!("  {fault}")).collect();
        Self::usage(format!("these settings do not fit:\n{}", lines.join("\n")))
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        match &error {
            Error::Invalid(faults) => {
                let line = |fault: &Fault| match fault.detail.starts_with(&fault.pointer) {
                    true => fault.detail.clone(),
                    false => format!("{}: {}", fault.pointer, fault.detail),
                };
                Self::usage(faults.iter().map(line).collect::<Vec<_>>().join("\n"))
            }
            _ => Self::new(chain(&error)),
        }
    }
}

/// An error with its causes, outermost first.
fn chain(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut deeper = error.source();
    while let Some(cause) = deeper {
        text.push_str(&format!(": {cause}"));
        deeper = cause.source();
    }
    text
}
