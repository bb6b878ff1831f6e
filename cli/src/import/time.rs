//! The times of log lines, written as RFC 3339.

use chrono::{DateTime, NaiveDate, SecondsFormat, Utc};

/// Bytes of `17/May/2015:10:05:03 +0000`.
const COMMON_BYTES: usize = 26;
/// Numbers from here on count milliseconds: as seconds they are after the year 5000.
const MILLISECONDS_FROM: f64 = 1e11;

/// Writes a time in quotes, as JSON: of `$time_local`, `$time_iso8601` or `$msec`, in whatever way it is written.
/// Writes nothing and answers `false` when it is none, or not of the years 1970 to 9999.
pub fn push_time(out: &mut Vec<u8>, text: &[u8]) -> bool {
    if let Ok(text) = <&[u8; COMMON_BYTES]>::try_from(text)
        && text[2] == b'/'
    {
        return push_common(out, text).is_some();
    }
    let Ok(text) = std::str::from_utf8(text) else { return false };
    let time = match text.parse::<f64>() {
        Ok(number) if text.starts_with(|first: char| first.is_ascii_digit()) => {
            let milliseconds = if number >= MILLISECONDS_FROM { number } else { number * 1000.0 };
            DateTime::from_timestamp_millis(milliseconds.round() as i64)
        }
        _ => DateTime::parse_from_rfc3339(text).ok().map(|time| time.to_utc()),
    };
    let Some(time) = time.filter(is_known_to_the_api) else { return false };
    out.push(b'"');
    out.extend_from_slice(time.to_rfc3339_opts(SecondsFormat::AutoSi, true).as_bytes());
    out.push(b'"');
    true
}

/// Whether it is of the years 1970 to 9999. A leap second counts as the first of the next minute.
fn is_known_to_the_api(time: &DateTime<Utc>) -> bool {
    (0..253_402_300_800_000_000).contains(&time.timestamp_micros())
}

/// `17/May/2015:10:05:03 +0200`, the time of the Common Log Format. The offset is kept.
fn push_common(out: &mut Vec<u8>, text: &[u8; COMMON_BYTES]) -> Option<()> {
    let marks = [(2, b'/'), (6, b'/'), (11, b':'), (14, b':'), (17, b':'), (20, b' ')];
    if marks.iter().any(|&(at, mark)| text[at] != mark) || !matches!(text[21], b'+' | b'-') {
        return None;
    }
    let month = month(&text[3..6])?;
    let (day, year) = (number(&text[0..2])?, number(&text[7..11])?);
    let (hour, minute, second) = (number(&text[12..14])?, number(&text[15..17])?, number(&text[18..20])?);
    let (offset_hours, offset_minutes) = (number(&text[22..24])?, number(&text[24..26])?);
    // A second of 60 is a leap second.
    let fits = year >= 1970 && hour < 24 && minute < 60 && second <= 60 && offset_hours < 24 && offset_minutes < 60;
    if !fits || (day > 28 && NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day).is_none()) || day == 0 {
        return None;
    }
    let begins = out.len();
    let [tens, ones] = [b'0' + (month / 10) as u8, b'0' + (month % 10) as u8];
    out.extend_from_slice(&[
        b'"', text[7], text[8], text[9], text[10], b'-', tens, ones, b'-', text[0], text[1], b'T', text[12], text[13],
        b':', text[15], text[16], b':', text[18], text[19], text[21], text[22], text[23], b':', text[24], text[25],
        b'"',
    ]);
    // At the first and the last day the offset may lead out of these years.
    if matches!(year, 1970 | 9999) {
        let written = std::str::from_utf8(&out[begins + 1..out.len() - 1]).ok();
        let time = written.and_then(|written| DateTime::parse_from_rfc3339(written).ok());
        if !time.is_some_and(|time| is_known_to_the_api(&time.to_utc())) {
            out.truncate(begins);
            return None;
        }
    }
    Some(())
}

fn month(name: &[u8]) -> Option<u32> {
    const NAMES: [&[u8; 3]; 12] =
        [b"Jan", b"Feb", b"Mar", b"Apr", b"May", b"Jun", b"Jul", b"Aug", b"Sep", b"Oct", b"Nov", b"Dec"];
    (1..).zip(NAMES).find(|(_, month)| *month == name).map(|(number, _)| number)
}

fn number(digits: &[u8]) -> Option<u32> {
    digits.iter().try_fold(0, |number, digit| digit.is_ascii_digit().then(|| number * 10 + u32::from(digit - b'0')))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_read_as_servers_write_them() {
        let cases = [
            ("17/May/2015:10:05:03 +0000", r#""2015-05-17T10:05:03+00:00""#),
            ("29/Feb/2024:23:59:60 -0330", r#""2024-02-29T23:59:60-03:30""#),
            ("01/Jan/1970:00:00:00 -0100", r#""1970-01-01T00:00:00-01:00""#),
            ("2015-05-17T10:05:03+02:00", r#""2015-05-17T08:05:03Z""#),
            ("1431857103.250", r#""2015-05-17T10:05:03.250Z""#),
            ("1431857103", r#""2015-05-17T10:05:03Z""#),
            ("1431857103250", r#""2015-05-17T10:05:03.250Z""#),
        ];
        for (text, wanted) in cases {
            let mut out = Vec::new();
            assert!(push_time(&mut out, text.as_bytes()), "{text}");
            assert_eq!(String::from_utf8_lossy(&out), wanted, "{text}");
        }
    }

    #[test]
    fn what_is_no_time_writes_nothing() {
        let cases = [
            "29/Feb/2023:10:05:03 +0000",
            "31/Apr/2015:10:05:03 +0000",
            "00/May/2015:10:05:03 +0000",
            "17/Mai/2015:10:05:03 +0000",
            "17/May/1969:10:05:03 +0000",
            "01/Jan/1970:00:00:00 +0100",
            "31/Dec/9999:23:59:59 -0100",
            "9999-12-31T23:59:60Z",
            "17/May/2015:24:05:03 +0000",
            "17/May/2015:10:05:03 *0000",
            "-",
            "",
            "yesterday",
            "-5",
            "NaN",
            "1e300",
        ];
        for text in cases {
            let mut out = Vec::new();
            assert!(!push_time(&mut out, text.as_bytes()) && out.is_empty(), "{text}");
        }
    }
}
