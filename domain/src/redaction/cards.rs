//! Payment card numbers: a known issuer's prefix, a length that this issuer uses, and the check digit of Luhn
//! (ISO/IEC 7812). The check digit alone would hit one millisecond timestamp in ten.

use std::ops::Range;

/// Fewest digits of a card number.
const DIGITS_MIN: usize = 13;
/// Most digits of a card number.
const DIGITS_MAX: usize = 19;

/// First and last prefix of six digits, fewest and most digits of the number.
const ISSUERS: &[(u32, u32, usize, usize)] = &[
    (220_000, 220_499, 16, 19), // Mir
    (222_100, 272_099, 16, 16), // Mastercard
    (300_000, 305_999, 14, 14), // Diners Club
    (340_000, 349_999, 15, 15), // American Express
    (352_800, 358_999, 16, 19), // JCB
    (360_000, 369_999, 14, 14), // Diners Club
    (370_000, 379_999, 15, 15), // American Express
    (380_000, 399_999, 14, 14), // Diners Club
    (400_000, 499_999, 13, 13), // Visa
    (400_000, 499_999, 16, 16),
    (400_000, 499_999, 19, 19),
    (501_800, 501_899, 16, 19), // Maestro
    (502_000, 502_099, 16, 19),
    (503_800, 503_899, 16, 19),
    (508_500, 508_999, 16, 16), // RuPay
    (510_000, 559_999, 16, 16), // Mastercard
    (589_300, 589_399, 16, 19), // Maestro
    (601_100, 601_199, 16, 19), // Discover
    (606_985, 608_500, 16, 16), // RuPay
    (620_000, 629_999, 16, 19), // UnionPay
    (630_400, 630_499, 16, 19), // Maestro
    (644_000, 659_999, 16, 19), // Discover, RuPay
    (675_900, 676_399, 16, 19), // Maestro
];

/// Adds the card numbers of `text` to `found`. Digits may be grouped by single spaces or dashes; a number that
/// touches a letter, stands behind a decimal point or is part of a UUID is none.
pub(super) fn find(text: &str, found: &mut Vec<Range<usize>>) {
    let bytes = text.as_bytes();
    let digits = bytes.iter().filter(|byte| byte.is_ascii_digit()).count();
    if digits < DIGITS_MIN {
        return;
    }
    let mut at = 0;
    while let Some(skip) = bytes[at..].iter().position(u8::is_ascii_digit) {
        let start = at + skip;
        match longest_at(bytes, start) {
            Some(end) => {
                found.push(start..end);
                at = end;
            }
            // The next number can begin only behind this group of digits.
            None => at = start + bytes[start..].iter().take_while(|byte| byte.is_ascii_digit()).count(),
        }
    }
}

/// Whether an integer is a card number.
pub(super) fn is_card_number(integer: u64) -> bool {
    if integer < 10_u64.pow(DIGITS_MIN as u32 - 1) {
        return false;
    }
    let text = integer.to_string();
    longest_at(text.as_bytes(), 0) == Some(text.len())
}

/// The end of the longest card number that begins at `start`, which is where a group of digits begins.
fn longest_at(bytes: &[u8], start: usize) -> Option<usize> {
    if !begins_freely(bytes, start) {
        return None;
    }
    let mut digits = [0; DIGITS_MAX];
    let mut count = 0;
    let mut at = start;
    let mut longest = None;
    loop {
        while let Some(byte) = bytes.get(at).filter(|byte| byte.is_ascii_digit()) {
            *digits.get_mut(count)? = byte - b'0';
            count += 1;
            at += 1;
            let group_goes_on = bytes.get(at).is_some_and(u8::is_ascii_digit);
            if count == DIGITS_MAX && group_goes_on {
                return longest;
            }
        }
        if ends_freely(bytes, at) && is_number(&digits[..count]) && !within_uuid(bytes, start) {
            longest = Some(at);
        }
        let separated = matches!(bytes.get(at), Some(b' ' | b'-')) && bytes.get(at + 1).is_some_and(u8::is_ascii_digit);
        if !separated || count == DIGITS_MAX {
            return longest;
        }
        at += 1;
    }
}

fn begins_freely(bytes: &[u8], start: usize) -> bool {
    match bytes[..start] {
        [.., before] if before.is_ascii_alphanumeric() => false,
        [.., digit, b'.'] if digit.is_ascii_digit() => false,
        _ => true,
    }
}

fn ends_freely(bytes: &[u8], end: usize) -> bool {
    !bytes.get(end).is_some_and(u8::is_ascii_alphanumeric)
}

fn is_number(digits: &[u8]) -> bool {
    if digits.len() < DIGITS_MIN {
        return false;
    }
    let prefix = digits[..6].iter().fold(0, |prefix, digit| prefix * 10 + u32::from(*digit));
    let issued = ISSUERS.iter().any(|(first, last, shortest, longest)| {
        (*first..=*last).contains(&prefix) && (*shortest..=*longest).contains(&digits.len())
    });
    issued && luhn(digits)
}

fn luhn(digits: &[u8]) -> bool {
    let sum: u32 = digits
        .iter()
        .rev()
        .enumerate()
        .map(|(place, digit)| {
            let weighted = u32::from(*digit) << (place % 2);
            if weighted > 9 { weighted - 9 } else { weighted }
        })
        .sum();
    sum.is_multiple_of(10)
}

/// Whether the digit at `at` is part of a UUID in its usual form.
fn within_uuid(bytes: &[u8], at: usize) -> bool {
    const LENGTH: usize = 36;
    let is_part = |byte: &u8| byte.is_ascii_hexdigit() || *byte == b'-';
    let before = bytes[..at].iter().rev().take(LENGTH).take_while(|byte| is_part(byte)).count();
    let token = &bytes[at - before..];
    token.len() >= LENGTH
        && !token.get(LENGTH).is_some_and(is_part)
        && token[..LENGTH].iter().enumerate().all(|(place, byte)| match place {
            8 | 13 | 18 | 23 => *byte == b'-',
            _ => byte.is_ascii_hexdigit(),
        })
}
