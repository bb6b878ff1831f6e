//! API keys and session tokens.
//!
//! The bytes are a text that somebody presents, and what a token is made of.
//!
//! - A token is read back as it was written.
//! - With one character changed, cut or lengthened, it is none.
//! - A text that somebody made up is none, unless it is what would be written of what it says.

use std::sync::LazyLock;

use domain::guarded::Guarded;
use domain::id::{KeyId, SessionId, TenantId};
use domain::keyring::Keyring;
use domain::tokens::session::{SESSION_PREFIX, SESSION_SECRET_BYTES, SessionTokens, secret_hash};
use domain::tokens::{KEY_PREFIX, KEY_SECRET_BYTES, read_key, write_key};
use uuid::Uuid;

static SESSIONS: LazyLock<SessionTokens> = LazyLock::new(|| SessionTokens::new(&Keyring::of([7; 32])));

/// See above.
pub fn check(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    for text in [text.to_string(), format!("{KEY_PREFIX}{text}"), format!("{SESSION_PREFIX}{text}")] {
        // SHA-256 and HMAC are not guessed.
        assert!(read_key(&text).is_none() && SESSIONS.read(&text).is_none(), "{text:?}");
    }
    let mut bytes = [0; 64];
    data.iter().zip(&mut bytes).for_each(|(byte, place)| *place = *byte);
    let uuid = |at: usize| Uuid::from_slice(&bytes[at..at + 16]).expect("16 bytes");
    let secret = |at: usize| -> [u8; 24] { bytes[at..at + 24].try_into().expect("24 bytes") };
    check_key(TenantId(uuid(0)), KeyId(uuid(16)), &secret(32), data);
    let rotation = u32::from_be_bytes([bytes[56], bytes[57], bytes[58], bytes[59]]);
    check_session(TenantId(uuid(0)), SessionId(uuid(16)), rotation, secret(32), data);
}

fn check_key(tenant: TenantId, key: KeyId, secret: &[u8; KEY_SECRET_BYTES], data: &[u8]) {
    let (text, hash) = write_key(tenant, key, secret);
    let read = read_key(&text).expect("a key is read");
    assert_eq!((read.tenant, read.key, read.secret_hash()), (tenant, key, hash));
    assert!(text.len() == 90 && text.is_ascii());
    if let Some(changed) = changed(&text, data) {
        assert!(read_key(&changed).is_none(), "{changed}");
    }
    assert!(SESSIONS.read(&text).is_none());
}

fn check_session(tenant: TenantId, session: SessionId, rotation: u32, secret: [u8; SESSION_SECRET_BYTES], data: &[u8]) {
    let secret = Guarded::new(secret);
    let text = SESSIONS.write(tenant, session, rotation, &secret);
    let read = SESSIONS.read(&text).expect("a token is read");
    assert_eq!((read.tenant, read.session, read.rotation), (tenant, session, rotation));
    assert_eq!(read.secret_hash(), secret_hash(&secret));
    assert_eq!(*SESSIONS.next_secret(&read), *SESSIONS.next_secret(&read));
    if let Some(changed) = changed(&text, data) {
        assert!(SESSIONS.read(&changed).is_none(), "{changed}");
    }
    assert!(read_key(&text).is_none());
}

/// The text with one character another, or one fewer or more, by the last three bytes.
fn changed(text: &str, data: &[u8]) -> Option<String> {
    let [.., how, at, byte] = data else { return None };
    let mut changed = text.as_bytes().to_vec();
    let at = usize::from(*at) % changed.len();
    match how % 3 {
        0 => changed[at] = *byte,
        1 => {
            changed.remove(at);
        }
        _ => changed.insert(at, *byte),
    }
    String::from_utf8(changed).ok().filter(|changed| changed != text)
}
