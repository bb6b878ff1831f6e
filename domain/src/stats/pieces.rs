//! Where a range of time is counted: whole buckets in the roll-ups, the largest first, and what is left at its ends in the
//! access log.

use std::ops::Range;

use chrono::{DateTime, TimeDelta, Utc};

use crate::traffic::bucket_of;

/// A range of time: its end is left out.
pub(super) type Span = Range<DateTime<Utc>>;

/// Ranges of time by where they are counted; they touch nowhere.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Pieces {
    /// Whole buckets, by their length in minutes.
    pub rolled_up: Vec<(i16, Span)>,
    /// What no bucket fits into.
    pub logged: Vec<Span>,
}

impl Pieces {
    /// Those of ranges that follow each other. No bucket is taken that two of them share.
    pub fn of(spans: impl IntoIterator<Item = Span>, buckets: &[i16]) -> Self {
        let mut pieces = Self::default();
        for span in spans {
            pieces.add(span, buckets);
        }
        let by_length = |a: &(i16, Span), b: &(i16, Span)| (b.0, a.1.start).cmp(&(a.0, b.1.start));
        pieces.rolled_up.sort_by(by_length);
        pieces.rolled_up.dedup_by(|next, before| before.0 == next.0 && join(&mut before.1, &next.1));
        pieces.logged.sort_by_key(|span| span.start);
        pieces.logged.dedup_by(|next, before| join(before, next));
        pieces
    }

    fn add(&mut self, span: Span, buckets: &[i16]) {
        if span.start >= span.end {
            return;
        }
        let Some((longest, shorter)) = buckets.split_first() else {
            self.logged.push(span);
            return;
        };
        let (first, last) = (bucket_from(span.start, *longest), bucket_of(span.end, *longest));
        if first >= last {
            self.add(span, shorter);
            return;
        }
        self.add(span.start..first, shorter);
        self.rolled_up.push((*longest, first..last));
        self.add(last..span.end, shorter);
    }
}

/// When the first bucket begins that does so at `at` or later.
pub(super) fn bucket_from(at: DateTime<Utc>, minutes: i16) -> DateTime<Utc> {
    let begin = bucket_of(at, minutes);
    if begin == at { at } else { begin + TimeDelta::minutes(minutes.into()) }
}

/// Lengthens a range by one that follows it; whether it did.
fn join(before: &mut Span, next: &Span) -> bool {
    let follows = before.end == next.start;
    if follows {
        before.end = next.end;
    }
    follows
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::traffic::Dimension;

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    fn span(from: &str, to: &str) -> Span {
        at(from)..at(to)
    }

    #[test]
    fn whole_days_come_first_then_hours_then_quarters_and_the_rest_is_counted_in_the_log() {
        let asked = span("2026-03-01T21:52:30Z", "2026-03-04T01:20:00Z");

        let pieces = Pieces::of([asked], Dimension::All.buckets());

        let expected = Pieces {
            rolled_up: vec![
                (1440, span("2026-03-02T00:00:00Z", "2026-03-04T00:00:00Z")),
                (60, span("2026-03-01T22:00:00Z", "2026-03-02T00:00:00Z")),
                (60, span("2026-03-04T00:00:00Z", "2026-03-04T01:00:00Z")),
                (15, span("2026-03-04T01:00:00Z", "2026-03-04T01:15:00Z")),
            ],
            logged: vec![
                span("2026-03-01T21:52:30Z", "2026-03-01T22:00:00Z"),
                span("2026-03-04T01:15:00Z", "2026-03-04T01:20:00Z"),
            ],
        };
        assert_eq!(pieces, expected);
    }

    #[test]
    fn days_that_do_not_begin_with_those_of_utc_are_made_of_hours() {
        let days = ["2026-03-01T23:00:00Z", "2026-03-02T23:00:00Z", "2026-03-03T23:00:00Z"].map(at);

        let pieces = Pieces::of(days.windows(2).map(|ends| ends[0]..ends[1]), Dimension::All.buckets());

        assert_eq!(pieces.rolled_up, [(60, days[0]..days[2])]);
        assert_eq!(pieces.logged, []);
    }

    #[test]
    fn what_has_no_buckets_but_days_and_hours_is_counted_in_the_log_within_one() {
        let (quarter, hour) = (span("2026-03-01T10:00:00Z", "2026-03-01T10:15:00Z"), "2026-03-01T11:00:00Z");

        let pieces = Pieces::of([quarter.clone(), at(hour)..at("2026-03-01T12:00:00Z")], Dimension::Path.buckets());

        assert_eq!(pieces.logged, std::slice::from_ref(&quarter));
        assert_eq!(pieces.rolled_up, [(60, span(hour, "2026-03-01T12:00:00Z"))]);
        // Roll-ups that a process of before has made have no hours.
        let before = Pieces::of([quarter.clone(), at(hour)..at("2026-03-01T12:00:00Z")], Dimension::Path.buckets_of(1));
        assert_eq!(before.logged, [quarter, span(hour, "2026-03-01T12:00:00Z")]);
    }

    proptest! {
        #[test]
        fn every_moment_is_in_one_piece(from in 0_i64..4_000_000, length in 1_i64..4_000_000, parts in 1_i64..20) {
            let moment = |seconds: i64| DateTime::from_timestamp(seconds, 0).unwrap();
            let ends: Vec<_> = (0..=parts).map(|part| moment(from + length * part / parts)).collect();
            for dimension in Dimension::ALL {
                let pieces = Pieces::of(ends.windows(2).map(|ends| ends[0]..ends[1]), dimension.buckets());

                let mut all: Vec<Span> = pieces.rolled_up.iter().map(|(_, span)| span.clone()).collect();
                all.extend(pieces.logged.iter().cloned());
                all.sort_by_key(|span| span.start);
                prop_assert_eq!(all.first().unwrap().start, moment(from));
                prop_assert_eq!(all.last().unwrap().end, moment(from + length));
                prop_assert!(all.windows(2).all(|next| next[0].end == next[1].start));
                for (minutes, span) in &pieces.rolled_up {
                    prop_assert_eq!(bucket_of(span.start, *minutes), span.start);
                    prop_assert_eq!(bucket_of(span.end, *minutes), span.end);
                }
            }
        }
    }
}
