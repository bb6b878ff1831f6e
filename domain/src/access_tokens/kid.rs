//! The name of a key (`kid`) in tokens and key sets: 38 characters of base64url.
//!
//! Tenant id (16 bytes), version (4, big-endian), tag (8: the first bytes of an HMAC under a key of the root's, `keyring.rs`).
//! The tag refuses an invented name without any look-up.

use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use entity::id::TenantId;
use subtle::ConstantTimeEq;
use uuid::Uuid;

use crate::keyring::Keyring;

const NAMED_BYTES: usize = 16 + 4;
const TAG_BYTES: usize = 8;
const KID_CHARS: usize = (NAMED_BYTES + TAG_BYTES).div_ceil(3) * 4 - 2;

/// Writes the name of a key.
pub(super) fn write(keyring: &Keyring, tenant: TenantId, version: i32) -> String {
    let mut bytes = [0; NAMED_BYTES + TAG_BYTES];
    bytes[..16].copy_from_slice(tenant.uuid().as_bytes());
    bytes[16..NAMED_BYTES].copy_from_slice(&version.to_be_bytes());
    let tag = tag(keyring, &bytes[..NAMED_BYTES]);
    bytes[NAMED_BYTES..].copy_from_slice(&tag);
    BASE64_URL_SAFE_NO_PAD.encode(bytes)
}

/// Whose key and which version a name means; `None` when this installation did not write it.
pub(super) fn read(keyring: &Keyring, kid: &str) -> Option<(TenantId, i32)> {
    if kid.len() != KID_CHARS {
        return None;
    }
    let bytes = BASE64_URL_SAFE_NO_PAD.decode(kid).ok()?;
    let (named, presented) = bytes.split_at_checked(NAMED_BYTES)?;
    if !bool::from(tag(keyring, named).ct_eq(presented)) {
        return None;
    }
    let (tenant, version) = named.split_at_checked(16)?;
    Some((TenantId(Uuid::from_slice(tenant).ok()?), i32::from_be_bytes(version.try_into().ok()?)))
}

fn tag(keyring: &Keyring, named: &[u8]) -> [u8; TAG_BYTES] {
    let mut tag = [0; TAG_BYTES];
    tag.copy_from_slice(&keyring.derive("access key id", named)[..TAG_BYTES]);
    tag
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_read_back_by_the_installation_that_wrote_it_and_by_no_other() {
        let (keyring, tenant) = (Keyring::of([1; 32]), TenantId(Uuid::from_u128(0xfeed << 100 | 7)));

        let kid = write(&keyring, tenant, 258);

        assert_eq!(kid.len(), KID_CHARS);
        assert_eq!(read(&keyring, &kid), Some((tenant, 258)));
        assert_eq!(read(&Keyring::of([2; 32]), &kid), None);
    }

    #[test]
    fn a_name_with_one_bit_changed_is_none() {
        let keyring = Keyring::of([1; 32]);
        let kid = write(&keyring, TenantId(Uuid::from_u128(7)), 1);
        let bytes = BASE64_URL_SAFE_NO_PAD.decode(&kid).unwrap();

        for bit in 0..bytes.len() * 8 {
            let mut changed = bytes.clone();
            changed[bit / 8] ^= 1 << (bit % 8);
            assert_eq!(read(&keyring, &BASE64_URL_SAFE_NO_PAD.encode(changed)), None, "bit {bit}");
        }
        for text in ["", &kid[..37], &format!("{kid}A"), &format!("{}=", &kid[..37]), &"é".repeat(19)] {
            assert_eq!(read(&keyring, text), None, "{text}");
        }
    }
}
