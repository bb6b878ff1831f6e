//! What has become of the lines so far.

use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// How many bad lines are shown.
const SHOWN: usize = 10;

/// Counts that reading and posting share. Cheap to clone.
#[derive(Clone, Default)]
pub struct Tally(Arc<Mutex<Counts>>);

/// How many lines became what.
#[derive(Debug, Default, Clone)]
pub struct Counts {
    /// Lines that were read; blank ones do not count.
    pub lines: u64,
    /// Events that are stored now, or would be.
    pub stored: u64,
    /// Events that were there before.
    pub duplicates: u64,
    /// Events that an ignore rule dropped.
    pub ignored: u64,
    /// Lines that are no events.
    pub bad: u64,
    /// Last lines that are not whole yet.
    pub unfinished: u64,
    /// The first bad lines of all.
    first_bad: Vec<BadLine>,
}

/// A line that is no event.
#[derive(Debug, Clone)]
struct BadLine {
    /// The file's place among the files, and its name.
    file: (usize, Arc<str>),
    line: u64,
    reason: String,
}

impl Tally {
    /// Changes the counts.
    pub fn change(&self, change: impl FnOnce(&mut Counts)) {
        change(&mut self.counts());
    }

    /// The counts as they are now.
    pub fn now(&self) -> Counts {
        self.counts().clone()
    }

    fn counts(&self) -> MutexGuard<'_, Counts> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Counts {
    /// Counts a bad line, and remembers why when it is among the first.
    pub fn bad(&mut self, file: &(usize, Arc<str>), line: u64, reason: impl fmt::Display) {
        self.bad += 1;
        let place = self.first_bad.partition_point(|other| (other.file.0, other.line) <= (file.0, line));
        if place < SHOWN {
            self.first_bad.insert(place, BadLine { file: file.clone(), line, reason: reason.to_string() });
            self.first_bad.truncate(SHOWN);
        }
    }

    /// Lines whose fate is known.
    pub fn settled(&self) -> u64 {
        self.stored + self.duplicates + self.ignored + self.bad
    }

    /// The first bad lines, one on each line, and how many more there are.
    pub fn first_bad(&self) -> String {
        let mut text = String::new();
        for BadLine { file, line, reason } in &self.first_bad {
            text.push_str(&format!("{}:{line}: {reason}\n", file.1));
        }
        let more = self.bad - self.first_bad.len() as u64;
        if more > 0 {
            text.push_str(&format!("and {} more bad lines\n", thousands(more)));
        }
        text
    }
}

/// A number with commas between thousands.
pub fn thousands(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_ten_bad_lines_are_shown_whatever_order_they_came_in() {
        let (first, second) = ((0, Arc::from("a.log")), (1, Arc::from("b.log")));
        let mut counts = Counts::default();
        for line in [7, 30, 5] {
            counts.bad(&second, line, "late");
        }
        for line in (1..=1_009).rev() {
            counts.bad(&first, line, "no");
        }

        let shown = counts.first_bad();

        let wanted: String = (1..=10).map(|line| format!("a.log:{line}: no\n")).collect();
        assert_eq!(shown, format!("{wanted}and 1,002 more bad lines\n"));
    }
}
