//! Bytes as one number in base 62, most significant digit first, always of the same length: what can be double-clicked
//! and goes anywhere unescaped.
//!
//! Works on limbs of 32 bits and five digits at a time (62^5 fits), because a token is read with every request.

use crate::guarded::Guarded;

const ALPHABET: &[u8; 62] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const DIGITS_AT_ONCE: usize = 5;
/// The longest payload, in limbs.
const LIMBS_MAX: usize = 17;
const NO_DIGIT: u8 = 255;

/// The value of each byte as a digit.
const VALUES: [u8; 256] = {
    let mut values = [NO_DIGIT; 256];
    let mut digit = 0;
    while digit < ALPHABET.len() {
        values[ALPHABET[digit] as usize] = digit as u8;
        digit += 1;
    }
    values
};

/// Writes `BYTES` bytes, a multiple of 4 and at most 68, as `CHARS` digits.
pub(super) fn encode<const BYTES: usize, const CHARS: usize>(payload: &[u8; BYTES]) -> Guarded<String> {
    let mut number = limbs(payload);
    let mut digits = Guarded::new([0_u8; CHARS]);
    for digit in digits.iter_mut().rev() {
        let mut rest = 0_u64;
        for limb in &mut number[..BYTES / 4] {
            let value = (rest << 32) | u64::from(*limb);
            *limb = (value / 62) as u32;
            rest = value % 62;
        }
        *digit = ALPHABET[rest as usize];
    }
    Guarded::new(digits.iter().map(|digit| char::from(*digit)).collect())
}

/// Reads `CHARS` digits as `BYTES` bytes; `None` when it has another length or character, or is too large a number.
pub(super) fn decode<const BYTES: usize, const CHARS: usize>(text: &str) -> Option<Guarded<[u8; BYTES]>> {
    if text.len() != CHARS {
        return None;
    }
    let mut number = Guarded::new([0_u32; LIMBS_MAX]);
    let (first, rest) = text.as_bytes().split_at(CHARS % DIGITS_AT_ONCE);
    for digits in std::iter::once(first).chain(rest.chunks(DIGITS_AT_ONCE)) {
        let (mut factor, mut carry) = (1_u64, 0_u64);
        for &digit in digits {
            let value = VALUES[usize::from(digit)];
            if value == NO_DIGIT {
                return None;
            }
            factor *= 62;
            carry = carry * 62 + u64::from(value);
        }
        for limb in number[..BYTES / 4].iter_mut().rev() {
            let value = u64::from(*limb) * factor + carry;
            *limb = value as u32;
            carry = value >> 32;
        }
        if carry != 0 {
            return None;
        }
    }
    let mut payload = Guarded::new([0; BYTES]);
    for (bytes, limb) in payload.chunks_exact_mut(4).zip(number.iter()) {
        bytes.copy_from_slice(&limb.to_be_bytes());
    }
    Some(payload)
}

fn limbs<const BYTES: usize>(payload: &[u8; BYTES]) -> Guarded<[u32; LIMBS_MAX]> {
    const { assert!(BYTES.is_multiple_of(4) && BYTES / 4 <= LIMBS_MAX) };
    let mut number = Guarded::new([0_u32; LIMBS_MAX]);
    for (limb, bytes) in number.iter_mut().zip(payload.chunks_exact(4)) {
        *limb = bytes.iter().fold(0, |limb, byte| (limb << 8) | u32::from(*byte));
    }
    number
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn what_is_written_is_read_back(payload: [u8; 32], more: [u8; 32]) {
            let mut bytes = [0; 68];
            bytes[..32].copy_from_slice(&payload);
            bytes[36..].copy_from_slice(&more);

            let text = encode::<68, 92>(&bytes);

            prop_assert_eq!(text.len(), 92);
            let read = decode::<68, 92>(&text);
            prop_assert_eq!(read.as_deref(), Some(&bytes));
        }

        #[test]
        fn any_text_is_read_or_refused(text in ".{0,100}") {
            prop_assert!(decode::<64, 86>(&text).is_none_or(|payload| *encode::<64, 86>(&payload) == text));
        }
    }

    #[test]
    fn the_largest_payload_fits_and_a_larger_number_does_not() {
        let text = encode::<68, 92>(&[255; 68]);

        assert_eq!(decode::<68, 92>(&text).as_deref(), Some(&[255; 68]));
        assert!(decode::<68, 92>(&"z".repeat(92)).is_none());
    }
}
