//! Showing how far it is: a bar on a terminal, a line now and then elsewhere. All of it on stderr.

use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use indicatif::{HumanDuration, ProgressBar, ProgressStyle};

use super::tally::{Counts, thousands};

/// How often a line is written where there is no terminal.
const LINE_EVERY: Duration = Duration::from_secs(10);

/// How far it is.
pub struct Progress {
    bar: ProgressBar,
    started: Instant,
    state: Mutex<State>,
}

struct State {
    bytes_settled: u64,
    said_at: Instant,
    /// Why we wait, if we do: said once until something goes on.
    waits: bool,
    /// When that was said last.
    waits_said_at: Option<Instant>,
}

impl Progress {
    /// For so many bytes in all, if that is known.
    pub fn new(bytes: Option<u64>) -> Self {
        let bar = match bytes {
            Some(bytes) => ProgressBar::new(bytes),
            None => ProgressBar::no_length(),
        };
        let template = match bytes {
            Some(_) => "{bar:30} {percent:>3} %  {msg}  {eta} left",
            None => "{spinner} {bytes}  {msg}",
        };
        if let Ok(style) = ProgressStyle::with_template(template) {
            bar.set_style(style);
        }
        let now = Instant::now();
        let state = Mutex::new(State { bytes_settled: 0, said_at: now, waits: false, waits_said_at: None });
        Self { bar, started: now, state }
    }

    /// Notes that so many more bytes are done with.
    pub fn settled(&self, bytes: u64, counts: &Counts) {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        state.bytes_settled += bytes;
        state.waits = false;
        self.bar.set_position(state.bytes_settled);
        let lines = counts.settled();
        let rate = lines as f64 / self.started.elapsed().as_secs_f64().max(1e-3);
        let text = format!("{} lines, {} lines/s", thousands(lines), thousands(rate as u64));
        if self.bar.is_hidden() && state.said_at.elapsed() >= LINE_EVERY {
            state.said_at = Instant::now();
            eprintln!("{text}{}", self.left(state.bytes_settled));
        }
        self.bar.set_message(text);
    }

    /// Notes that the API is waited for.
    pub fn waits(&self, reason: &str) {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        let said_lately = state.waits_said_at.is_some_and(|said| self.bar.is_hidden() && said.elapsed() < LINE_EVERY);
        if !state.waits && !said_lately {
            state.waits = true;
            state.waits_said_at = Some(Instant::now());
            self.say(&format!("waiting: {reason}"));
        }
    }

    /// Writes a line above the bar.
    pub fn say(&self, text: &str) {
        if self.bar.is_hidden() {
            eprintln!("{text}");
        } else {
            self.bar.println(text);
        }
    }

    /// How long it has taken.
    pub fn elapsed(&self) -> Duration {
        self.started.elapsed()
    }

    /// Takes the bar away.
    pub fn finish(&self) {
        self.bar.finish_and_clear();
    }

    fn left(&self, settled: u64) -> String {
        let Some(all) = self.bar.length().filter(|all| *all > 0 && settled > 0) else { return String::new() };
        let part = (settled as f64 / all as f64).min(1.0);
        let left = self.started.elapsed().mul_f64(1.0 / part - 1.0);
        format!(", {:.0} %, {} left", part * 100.0, HumanDuration(left))
    }
}
