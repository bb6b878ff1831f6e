//! Cursors: where the next page of a list goes on.
//!
//! The first byte is the length of the list's name, which follows; the rest is a place in the list, and a cursor that somebody made up.
//!
//! - A cursor is read back as it was written, in its own list and in no other.
//! - With one character changed it is refused, and so is one that was made up.
//! - A place by time is read back to the microsecond.

use std::sync::LazyLock;

use api::test_support::{cursor, place_cursor, write_cursor, write_place_cursor};
use chrono::DateTime;
use domain::id::Position;
use domain::keyring::Keyring;
use domain::log::by_time::Place;

static KEYRING: LazyLock<Keyring> = LazyLock::new(|| Keyring::of([7; 32]));

/// See above.
pub fn check(data: &[u8]) {
    let Some((&length, rest)) = data.split_first() else { return };
    let (list, at) = rest.split_at(rest.len().min(length.into()));
    let list = String::from_utf8_lossy(list);
    if let Ok(invented) = std::str::from_utf8(at) {
        assert_eq!(cursor(&KEYRING, &list, invented), None, "{invented:?}");
    }
    check_place(at);
    if at.is_empty() {
        return;
    }

    let written = write_cursor(&KEYRING, &list, at);

    assert_eq!(cursor(&KEYRING, &list, &written).as_deref(), Some(at));
    assert_eq!(cursor(&KEYRING, &format!("{list}\u{1}"), &written), None);
    let mut changed = written.clone().into_bytes();
    let which = usize::from(at[0]) % changed.len();
    changed[which] = if changed[which] == b'A' { b'B' } else { b'A' };
    let changed = String::from_utf8(changed).expect("base64url");
    assert_eq!(cursor(&KEYRING, &list, &changed), None, "{written} and {changed}");
}

fn check_place(bytes: &[u8]) {
    let Some((at, rest)) = bytes.split_first_chunk() else { return };
    let Some((position, _)) = rest.split_first_chunk() else { return };
    let Some(at) = DateTime::from_timestamp_micros(i64::from_be_bytes(*at)) else { return };
    let place = Place { at, position: Position(i64::from_be_bytes(*position)) };

    let written = write_place_cursor(&KEYRING, "list", place);

    assert_eq!(place_cursor(&KEYRING, "list", &written), Some(place));
}
