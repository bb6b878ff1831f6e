//! The written form of session tokens: `gbs_` and 92 characters of base62.
//!
//! Behind the prefix: tenant id (16 bytes), session id (16), rotation (4, the n-th secret of the session), secret (24), and
//! a tag (8: the first bytes of an HMAC over the rest). The tag refuses an invented token without any look-up. Secret
//! n + 1 follows from secret n, so that a refresh whose answer was lost can be answered again though no secret is kept.

use entity::id::{SessionId, TenantId};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::base62;
use crate::guarded::Guarded;
use crate::keyring::Keyring;
use crate::secrets::hmac;

/// What every session token begins with.
pub const SESSION_PREFIX: &str = "gbs_";
/// Bytes of a session's secret.
pub const SESSION_SECRET_BYTES: usize = 24;
const TAG_BYTES: usize = 8;
const BODY_BYTES: usize = 16 + 16 + 4 + SESSION_SECRET_BYTES;
const PAYLOAD_BYTES: usize = BODY_BYTES + TAG_BYTES;
/// 68 bytes in base 62.
const PAYLOAD_CHARS: usize = 92;

/// A secret of a session, in memory.
pub type SessionSecret = Guarded<[u8; SESSION_SECRET_BYTES]>;

/// Writes and reads the session tokens of an installation. Cheap to clone.
#[derive(Clone)]
pub struct SessionTokens {
    tag_key: Guarded<[u8; 32]>,
    chain_key: Guarded<[u8; 32]>,
}

/// A token as its holder presents it, with a good tag.
pub struct PresentedSession {
    /// Whose session it is.
    pub tenant: TenantId,
    /// Which one.
    pub session: SessionId,
    /// Which of its secrets: 0 is the first.
    pub rotation: u32,
    /// The secret.
    pub secret: SessionSecret,
}

impl PresentedSession {
    /// What is kept of the secret.
    #[must_use]
    pub fn secret_hash(&self) -> [u8; 32] {
        secret_hash(&self.secret)
    }
}

/// SHA-256 of a secret: what is kept. It has 192 random bits, so a slow hash would gain nothing.
#[must_use]
pub fn secret_hash(secret: &SessionSecret) -> [u8; 32] {
    Sha256::digest(&secret[..]).into()
}

impl SessionTokens {
    /// The tokens of the installation that has this keyring.
    #[must_use]
    pub fn new(keyring: &Keyring) -> Self {
        Self {
            tag_key: Guarded::new(keyring.derive("session token", b"tag")),
            chain_key: Guarded::new(keyring.derive("session token", b"chain")),
        }
    }

    /// Writes a token.
    #[must_use]
    pub fn write(
        &self,
        tenant: TenantId,
        session: SessionId,
        rotation: u32,
        secret: &SessionSecret,
    ) -> Guarded<String> {
        let mut payload = Guarded::new([0_u8; PAYLOAD_BYTES]);
        payload[..16].copy_from_slice(tenant.uuid().as_bytes());
        payload[16..32].copy_from_slice(session.uuid().as_bytes());
        payload[32..36].copy_from_slice(&rotation.to_be_bytes());
        payload[36..BODY_BYTES].copy_from_slice(&secret[..]);
        let tag = self.tag(&payload[..BODY_BYTES]);
        payload[BODY_BYTES..].copy_from_slice(&tag);
        let digits = base62::encode::<PAYLOAD_BYTES, PAYLOAD_CHARS>(&payload);
        Guarded::new([SESSION_PREFIX, digits.as_str()].concat())
    }

    /// Takes a presented token apart; `None` when it is none of ours: another prefix, length, character or tag.
    #[must_use]
    pub fn read(&self, text: &str) -> Option<PresentedSession> {
        let payload = base62::decode::<PAYLOAD_BYTES, PAYLOAD_CHARS>(text.strip_prefix(SESSION_PREFIX)?)?;
        let (body, tag) = payload.split_at(BODY_BYTES);
        if !bool::from(subtle::ConstantTimeEq::ct_eq(&self.tag(body)[..], tag)) {
            return None;
        }
        let uuid = |at: usize| Uuid::from_slice(&body[at..at + 16]).ok();
        let mut secret = Guarded::new([0; SESSION_SECRET_BYTES]);
        secret.copy_from_slice(&body[36..]);
        let rotation = body[32..36].iter().fold(0, |number, byte| (number << 8) | u32::from(*byte));
        Some(PresentedSession { tenant: TenantId(uuid(0)?), session: SessionId(uuid(16)?), rotation, secret })
    }

    /// The secret that follows the presented one when it is rotated.
    #[must_use]
    pub fn next_secret(&self, presented: &PresentedSession) -> SessionSecret {
        // A key of its own for each tenant.
        let tenant_key = Guarded::new(hmac(&self.chain_key[..], presented.tenant.uuid().as_bytes()));
        let mut message = Guarded::new(Vec::with_capacity(16 + 4 + SESSION_SECRET_BYTES));
        message.extend_from_slice(presented.session.uuid().as_bytes());
        message.extend_from_slice(&presented.rotation.wrapping_add(1).to_be_bytes());
        message.extend_from_slice(&presented.secret[..]);
        let next = Guarded::new(hmac(&tenant_key[..], &message));
        let mut secret = Guarded::new([0; SESSION_SECRET_BYTES]);
        secret.copy_from_slice(&next[..SESSION_SECRET_BYTES]);
        secret
    }

    fn tag(&self, body: &[u8]) -> [u8; TAG_BYTES] {
        let mac = hmac(&self.tag_key[..], body);
        let mut tag = [0; TAG_BYTES];
        tag.copy_from_slice(&mac[..TAG_BYTES]);
        tag
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tokens(byte: u8) -> SessionTokens {
        SessionTokens::new(&Keyring::of([byte; 32]))
    }

    fn ids() -> (TenantId, SessionId) {
        (TenantId(Uuid::from_u128(5 << 90)), SessionId(Uuid::from_u128(u128::MAX - 3)))
    }

    #[test]
    fn a_token_is_read_back_as_it_was_written_by_its_own_installation_only() {
        let (tenant, session) = ids();
        let secret = Guarded::new([200; SESSION_SECRET_BYTES]);
        let text = tokens(1).write(tenant, session, 7, &secret);

        let read = tokens(1).read(&text).unwrap();

        assert_eq!(text.len(), SESSION_PREFIX.len() + PAYLOAD_CHARS);
        assert_eq!((read.tenant, read.session, read.rotation), (tenant, session, 7));
        assert_eq!(read.secret_hash(), secret_hash(&secret));
        assert!(tokens(2).read(&text).is_none());
    }

    #[test]
    fn a_token_with_one_character_changed_is_none() {
        let (tenant, session) = ids();
        let text = tokens(1).write(tenant, session, 0, &Guarded::new([9; SESSION_SECRET_BYTES]));

        for at in 0..text.len() {
            let mut changed = text.as_bytes().to_vec();
            changed[at] = if changed[at] == b'x' { b'y' } else { b'x' };
            assert!(tokens(1).read(std::str::from_utf8(&changed).unwrap()).is_none(), "at {at}");
        }
    }

    #[test]
    fn the_next_secret_follows_from_this_one_alone_and_differs_by_rotation() {
        let (tenant, session) = ids();
        let presented = |rotation| PresentedSession { tenant, session, rotation, secret: Guarded::new([4; 24]) };

        assert_eq!(*tokens(1).next_secret(&presented(0)), *tokens(1).next_secret(&presented(0)));
        assert_ne!(*tokens(1).next_secret(&presented(0)), *tokens(1).next_secret(&presented(1)));
        assert_ne!(*tokens(1).next_secret(&presented(0)), *tokens(2).next_secret(&presented(0)));
    }
}
