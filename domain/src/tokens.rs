//! The written form of API keys: `gbk_` and 86 characters of base62. Session tokens are in `tokens/session.rs`.
//!
//! Behind the prefix: tenant id (16 bytes), key id (16), secret (24), checksum (8: the first bytes of SHA-256 over the
//! rest). The tenant travels in the key, so that no look-up is without one; the checksum refuses a mistyped
//! key without any look-up, and lets scanners find leaked keys. Whoever knows this can write keys that pass it, and are looked up.

mod base62;
pub mod session;

use entity::id::{KeyId, TenantId};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::guarded::Guarded;

/// What every API key begins with.
pub const KEY_PREFIX: &str = "gbk_";
/// Bytes of a key's secret.
pub const KEY_SECRET_BYTES: usize = 24;
const CHECKSUM_BYTES: usize = 8;
const PAYLOAD_BYTES: usize = 16 + 16 + KEY_SECRET_BYTES + CHECKSUM_BYTES;
/// 64 bytes in base 62.
const PAYLOAD_CHARS: usize = 86;

/// A key as its holder presents it, taken apart.
pub struct PresentedKey {
    /// Whose key it claims to be.
    pub tenant: TenantId,
    /// Which one.
    pub key: KeyId,
    secret: Guarded<[u8; KEY_SECRET_BYTES]>,
}

impl PresentedKey {
    /// SHA-256 of the secret: what is kept. The secret has 192 random bits, so a slow hash would gain nothing.
    #[must_use]
    pub fn secret_hash(&self) -> [u8; 32] {
        Sha256::digest(&self.secret[..]).into()
    }
}

/// Writes a new key. Returns the text, to be shown once, and the hash, to be kept.
#[must_use]
pub fn write_key(tenant: TenantId, key: KeyId, secret: &[u8; KEY_SECRET_BYTES]) -> (Guarded<String>, [u8; 32]) {
    let mut payload = Guarded::new([0_u8; PAYLOAD_BYTES]);
    payload[..16].copy_from_slice(tenant.uuid().as_bytes());
    payload[16..32].copy_from_slice(key.uuid().as_bytes());
    payload[32..56].copy_from_slice(secret);
    let checksum = checksum(&payload[..56]);
    payload[56..].copy_from_slice(&checksum);
    let digits = base62::encode::<PAYLOAD_BYTES, PAYLOAD_CHARS>(&payload);
    let text = Guarded::new([KEY_PREFIX, digits.as_str()].concat());
    (text, Sha256::digest(secret).into())
}

/// Takes a presented key apart; `None` when it is none: another prefix, length, character or checksum.
#[must_use]
pub fn read_key(text: &str) -> Option<PresentedKey> {
    let payload = base62::decode::<PAYLOAD_BYTES, PAYLOAD_CHARS>(text.strip_prefix(KEY_PREFIX)?)?;
    let (body, tag) = payload.split_at(PAYLOAD_BYTES - CHECKSUM_BYTES);
    if checksum(body) != tag {
        return None;
    }
    let uuid = |at: usize| Uuid::from_slice(&body[at..at + 16]).ok();
    let mut secret = Guarded::new([0; KEY_SECRET_BYTES]);
    secret.copy_from_slice(&body[32..]);
    Some(PresentedKey { tenant: TenantId(uuid(0)?), key: KeyId(uuid(16)?), secret })
}

fn checksum(body: &[u8]) -> [u8; CHECKSUM_BYTES] {
    let digest: [u8; 32] = Sha256::digest(body).into();
    let mut checksum = [0; CHECKSUM_BYTES];
    checksum.copy_from_slice(&digest[..CHECKSUM_BYTES]);
    checksum
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ids() -> (TenantId, KeyId) {
        (TenantId(Uuid::from_u128(0xfeed << 100 | 7)), KeyId(Uuid::from_u128(u128::MAX)))
    }

    #[test]
    fn a_key_is_read_back_as_it_was_written() {
        let (tenant, key) = ids();
        let (text, hash) = write_key(tenant, key, &[255; KEY_SECRET_BYTES]);

        let read = read_key(&text).unwrap();

        assert_eq!(text.len(), KEY_PREFIX.len() + PAYLOAD_CHARS);
        assert_eq!((read.tenant, read.key, read.secret_hash()), (tenant, key, hash));
    }

    #[test]
    fn a_key_with_one_character_changed_is_none() {
        let (tenant, key) = ids();
        let (text, _) = write_key(tenant, key, &[3; KEY_SECRET_BYTES]);

        for at in 0..text.len() {
            let mut changed = text.as_bytes().to_vec();
            changed[at] = if changed[at] == b'x' { b'y' } else { b'x' };
            assert!(read_key(std::str::from_utf8(&changed).unwrap()).is_none(), "at {at}");
        }
        for text in ["", "gbk_", "gbk_é", &text[..text.len() - 1], &format!("gbk_{}", "z".repeat(86))] {
            assert!(read_key(text).is_none());
        }
    }
}
