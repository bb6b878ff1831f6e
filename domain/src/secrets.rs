//! Secrets of tenants, wrapped under the installation's master key (XChaCha20-Poly1305), and what is derived from
//! the master key itself.
//!
//! The wrapped form is a 24-byte nonce and the ciphertext with its tag; tenant, purpose and version are its
//! associated data, so that a row copied to another tenant does not open.

use std::collections::BTreeMap;

use chacha20poly1305::aead::{Aead, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use entity::id::TenantId;
use hmac::{Hmac, KeyInit as _, Mac};
use sea_orm::ConnectionTrait;
use sha2::Sha256;
use subtle::ConstantTimeEq;

use crate::boot::MasterKey;
use crate::error::Error;
use crate::guarded::Guarded;
use crate::sql::statement;

/// Bytes of a secret, and of the master key.
pub const SECRET_BYTES: usize = 32;
const NONCE_BYTES: usize = 24;

/// A secret in memory: wiped when dropped, never shown.
pub type Secret = Guarded<[u8; SECRET_BYTES]>;

/// What a secret of a tenant is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// Event ids from an `id_seed`.
    Import,
    /// Hashes of the application's session keys.
    SessionKey,
    /// Signatures of access tokens: the seed of an Ed25519 key.
    AccessToken,
}

impl Purpose {
    /// What every tenant has from its beginning on.
    pub const OF_EVERY_TENANT: [Self; 2] = [Self::Import, Self::SessionKey];

    /// As the database writes it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Import => "import",
            Self::SessionKey => "session_key",
            Self::AccessToken => "access_token",
        }
    }
}

impl MasterKey {
    /// HMAC-SHA256 under a key of its own per `purpose`.
    #[must_use]
    pub fn derive(&self, purpose: &str, message: &[u8]) -> [u8; SECRET_BYTES] {
        let key = Guarded::new(hmac(self.expose(), purpose.as_bytes()));
        hmac(&key[..], message)
    }

    fn wrap(&self, nonce: [u8; NONCE_BYTES], about: &str, secret: &Secret) -> Result<Vec<u8>, Error> {
        let payload = Payload { msg: &secret[..], aad: about.as_bytes() };
        let sealed = self
            .cipher()
            .encrypt(&XNonce::from(nonce), payload)
            .map_err(|_| Error::unavailable("a secret could not be wrapped"))?;
        Ok([&nonce[..], &sealed].concat())
    }

    fn unwrap(&self, about: &str, wrapped: &[u8]) -> Option<Secret> {
        let (nonce, sealed) = wrapped.split_first_chunk::<NONCE_BYTES>()?;
        let payload = Payload { msg: sealed, aad: about.as_bytes() };
        let opened = Guarded::new(self.cipher().decrypt(&XNonce::from(*nonce), payload).ok()?);
        Some(Guarded::new(<[u8; SECRET_BYTES]>::try_from(opened.as_slice()).ok()?))
    }

    fn cipher(&self) -> XChaCha20Poly1305 {
        XChaCha20Poly1305::new(self.expose().into())
    }
}

/// Whether two digests are equal, in a time that does not depend on where they differ.
#[must_use]
pub fn equal<const BYTES: usize>(a: &[u8; BYTES], b: &[u8; BYTES]) -> bool {
    a[..].ct_eq(&b[..]).into()
}

/// HMAC-SHA256 of `message` under `key`.
#[must_use]
pub fn hmac(key: &[u8], message: &[u8]) -> [u8; SECRET_BYTES] {
    let mut mac = <Hmac<Sha256>>::new_from_slice(key).unwrap_or_else(|_| unreachable!("any length is a key"));
    mac.update(message);
    mac.finalize().into_bytes().into()
}

/// Makes and keeps the first version of a tenant's secret unless there is one. Joins the caller's transaction, which must
/// name the tenant to row-level security. Of several at once, one makes it.
///
/// # Errors
/// `Unavailable` when the database does not answer.
pub async fn create(
    db: &impl ConnectionTrait,
    master: &MasterKey,
    tenant: TenantId,
    purpose: Purpose,
) -> Result<(), Error> {
    let secret: Secret = Guarded::new(rand::random());
    let wrapped = master.wrap(rand::random(), &about(tenant, purpose, 1), &secret)?;
    let sql = "insert into tenant_secret (tenant_id, purpose, version, wrapped)
               values ($1, $2, 1, $3)
               on conflict (tenant_id, purpose, version) do nothing";
    db.execute_raw(statement(sql, [tenant.uuid().into(), purpose.name().into(), wrapped.into()])).await?;
    Ok(())
}

/// The newest version of a tenant's secret, unwrapped, with its version. Joins the caller's transaction, which must
/// name the tenant to row-level security.
///
/// # Errors
/// `Corrupt` when it is missing or does not open with this master key; `Unavailable` when the database does not
/// answer.
pub async fn newest(
    db: &impl ConnectionTrait,
    master: &MasterKey,
    tenant: TenantId,
    purpose: Purpose,
) -> Result<(u8, Secret), Error> {
    let sql = "select version, wrapped
               from tenant_secret
               where tenant_id = $1
                 and purpose = $2
               order by version desc
               limit 1";
    let values = [tenant.uuid().into(), purpose.name().into()];
    let row = db.query_one_raw(statement(sql, values)).await?;
    let corrupt = |detail: &str| Error::corrupt("tenant_secret", tenant, format!("{}: {detail}", purpose.name()));
    let row = row.ok_or_else(|| corrupt("missing"))?;
    let version: i32 = row.try_get_by_index(0)?;
    let wrapped: Vec<u8> = row.try_get_by_index(1)?;
    let secret = master
        .unwrap(&about(tenant, purpose, version), &wrapped)
        .ok_or_else(|| corrupt("does not open with this master key"))?;
    let version = u8::try_from(version).map_err(|_| corrupt("version out of range"))?;
    Ok((version, secret))
}

/// Keeps one version of a tenant's secret that the caller made. Joins the caller's transaction, which must name the
/// tenant to row-level security.
///
/// # Errors
/// `Unavailable` when the database does not answer, or has that version.
pub async fn keep(
    db: &impl ConnectionTrait,
    master: &MasterKey,
    tenant: TenantId,
    purpose: Purpose,
    version: i32,
    secret: &Secret,
) -> Result<(), Error> {
    let wrapped = master.wrap(rand::random(), &about(tenant, purpose, version), secret)?;
    let sql = "insert into tenant_secret (tenant_id, purpose, version, wrapped) values ($1, $2, $3, $4)";
    let values: [sea_orm::Value; 4] = [tenant.uuid().into(), purpose.name().into(), version.into(), wrapped.into()];
    db.execute_raw(statement(sql, values)).await?;
    Ok(())
}

/// Every version of a tenant's secret, unwrapped; for purposes whose old versions are removed. Joins the caller's
/// transaction, which must name the tenant to row-level security.
///
/// # Errors
/// `Corrupt` when one does not open with this master key; `Unavailable` when the database does not answer.
pub async fn every_version(
    db: &impl ConnectionTrait,
    master: &MasterKey,
    tenant: TenantId,
    purpose: Purpose,
) -> Result<BTreeMap<i32, Secret>, Error> {
    let sql = "select version, wrapped
               from tenant_secret
               where tenant_id = $1
                 and purpose = $2";
    let rows = db.query_all_raw(statement(sql, [tenant.uuid().into(), purpose.name().into()])).await?;
    let unwrapped = rows.iter().map(|row| {
        let (version, wrapped): (i32, Vec<u8>) = (row.try_get_by_index(0)?, row.try_get_by_index(1)?);
        let secret = master.unwrap(&about(tenant, purpose, version), &wrapped).ok_or_else(|| {
            let detail = format!("{} {version}: does not open with this master key", purpose.name());
            Error::corrupt("tenant_secret", tenant, detail)
        })?;
        Ok((version, secret))
    });
    unwrapped.collect()
}

fn about(tenant: TenantId, purpose: Purpose, version: i32) -> String {
    format!("gatebook:{tenant}:{}:{version}", purpose.name())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(byte: u8) -> MasterKey {
        use base64::Engine as _;
        base64::prelude::BASE64_STANDARD.encode([byte; SECRET_BYTES]).parse().unwrap()
    }

    #[test]
    fn a_wrapped_secret_opens_only_for_its_own_tenant_and_key() {
        let master = key(1);
        let secret: Secret = Guarded::new([7; 32]);
        let wrapped = master.wrap([9; 24], "a", &secret).unwrap();

        assert_eq!(master.unwrap("a", &wrapped).map(|opened| *opened), Some(*secret));
        assert!(master.unwrap("b", &wrapped).is_none());
        assert!(key(2).unwrap("a", &wrapped).is_none());
        assert!(master.unwrap("a", &wrapped[..10]).is_none());
    }
}
