//! The table: figures with what they are compared with, in Markdown.

use std::path::Path;

/// Where the table stands in the page.
const BEGIN: &str = "<!-- figures: written by `make bench` -->";
const END: &str = "<!-- end of figures -->";

/// One line of the table.
pub struct Line {
    /// What was measured.
    pub figure: String,
    /// The subject's figure.
    pub subject: String,
    /// The floor's figure.
    pub floor: String,
    /// The ratio of the two, or whatever is to be compared with the wish.
    pub result: String,
    /// What is wished for.
    pub wanted: &'static str,
    /// Whether it is so; `None` where nothing is wished for.
    pub holds: Option<bool>,
}

/// Ratios of rounds in which subject and floor took turns.
#[derive(Default)]
pub struct Ratios {
    subjects: Vec<f64>,
    floors: Vec<f64>,
}

impl Ratios {
    /// Adds a round.
    pub fn push(&mut self, subject: f64, floor: f64) {
        self.subjects.push(subject);
        self.floors.push(floor);
    }

    /// The median of the rounds' ratios.
    pub fn median(&self) -> f64 {
        median(&self.each())
    }

    /// The median of the subjects.
    pub fn subject(&self) -> f64 {
        median(&self.subjects)
    }

    fn each(&self) -> Vec<f64> {
        self.subjects.iter().zip(&self.floors).map(|(subject, floor)| subject / floor).collect()
    }

    /// The line that says so; it holds when the median is at least `least`.
    pub fn line(&self, figure: impl Into<String>, unit: &str, wanted: &'static str, least: f64) -> Line {
        let each = self.each();
        let (low, high) = each.iter().fold((f64::MAX, f64::MIN), |(low, high), &one| (low.min(one), high.max(one)));
        Line {
            figure: figure.into(),
            subject: format!("{} {unit}", thousands(median(&self.subjects))),
            floor: format!("{} {unit}", thousands(median(&self.floors))),
            result: format!("**{:.2}** ({low:.2}–{high:.2})", self.median()),
            wanted,
            holds: Some(self.median() >= least),
        }
    }
}

/// The middle of some numbers.
pub fn median(numbers: &[f64]) -> f64 {
    let mut sorted = numbers.to_vec();
    sorted.sort_by(f64::total_cmp);
    match sorted.len() {
        0 => f64::NAN,
        count if !count.is_multiple_of(2) => sorted[count / 2],
        count => f64::midpoint(sorted[count / 2 - 1], sorted[count / 2]),
    }
}

/// A number without decimals, with commas between thousands.
pub fn thousands(number: f64) -> String {
    let digits = format!("{number:.0}");
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// The whole table, under a line about the circumstances.
pub fn table(circumstances: &str, lines: &[Line]) -> String {
    let mut text =
        format!("{circumstances}\n\n| figure | measured | floor | result | wanted | |\n|---|---|---|---|---|---|\n");
    for Line { figure, subject, floor, result, wanted, holds } in lines {
        let holds = holds.map_or("", |holds| if holds { "yes" } else { "**no**" });
        text.push_str(&format!("| {figure} | {subject} | {floor} | {result} | {wanted} | {holds} |\n"));
    }
    text
}

/// Puts the table into a page, between its markers; at the end where there are none.
pub fn write(page: &Path, table: &str) -> std::io::Result<()> {
    let text = match std::fs::read_to_string(page) {
        Ok(text) => text,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => "# Performance\n".to_owned(),
        Err(error) => return Err(error),
    };
    let (before, after) = match (text.split_once(BEGIN), text.split_once(END)) {
        (Some((before, _)), Some((_, after))) => (before.to_owned(), after.to_owned()),
        _ => (format!("{text}\n"), "\n".to_owned()),
    };
    std::fs::write(page, format!("{before}{BEGIN}\n\n{table}\n{END}{after}"))
}
