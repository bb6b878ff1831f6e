//! A clock that another process steps, for tests over real processes: `GATEBOOK_CLOCK_FILE` names a file that says by how
//! many microseconds this process is ahead of the system. Builds with debug assertions alone know it; to any other it is
//! a variable that does not exist, and they do not start with it.

use std::path::PathBuf;
use std::time::Duration;

use super::{Clock, environment};

/// The variable.
pub(super) const VARIABLE: &str = "GATEBOOK_CLOCK_FILE";
/// How often the file is looked at.
const LOOK_EVERY: Duration = Duration::from_millis(20);

/// Has the clock follow the file that the environment names, if it names one. Must be called inside a runtime.
pub(super) fn follow(clock: &Clock) {
    let Some((_, path)) = environment().into_iter().find(|(name, _)| name == VARIABLE) else { return };
    let (path, clock) = (PathBuf::from(path), clock.clone());
    tokio::spawn(async move {
        loop {
            // A file that is being written has no number yet: the next look finds it.
            let text = tokio::fs::read_to_string(&path).await.unwrap_or_default();
            if let Ok(ahead_us) = text.trim().parse() {
                clock.set_ahead_us(ahead_us);
            }
            tokio::time::sleep(LOOK_EVERY).await;
        }
    });
}
