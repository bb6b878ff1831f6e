//! Secrets of tenants, wrapped under the installation's master key (XChaCha20-Poly1305). Which key that is, and what else comes
//! of it, is in `keyring.rs`.
//!
//! The wrapped form is a 24-byte nonce and the ciphertext with its tag; tenant, purpose and version are its
//! associated data, so that a row copied to another tenant does not open.

use std::collections::BTreeMap;

use chacha20poly1305::aead::{Aead, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use entity::id::TenantId;
use hmac::{Hmac, KeyInit as _, Mac};
use sea_orm::{ConnectionTrait, QueryResult};
use sha2::Sha256;
use subtle::ConstantTimeEq;

use crate::boot::MasterKey;
use crate::error::Error;
use crate::guarded::Guarded;
use crate::keyring::Keyring;
use crate::sql::{array, statement, uuids};

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
    pub(crate) fn derive(&self, purpose: &str, message: &[u8]) -> [u8; SECRET_BYTES] {
        let key = Guarded::new(hmac(self.expose(), purpose.as_bytes()));
        hmac(&key[..], message)
    }

    /// Wraps a secret with a nonce of its own; `about` is its associated data.
    pub(crate) fn wrap(&self, about: &str, secret: &Secret) -> Result<Vec<u8>, Error> {
        let nonce: [u8; NONCE_BYTES] = rand::random();
        let payload = Payload { msg: &secret[..], aad: about.as_bytes() };
        let sealed = self
            .cipher()
            .encrypt(&XNonce::from(nonce), payload)
            .map_err(|_| Error::unavailable("a secret could not be wrapped"))?;
        Ok([&nonce[..], &sealed].concat())
    }

    /// Opens a wrapped secret; `None` when it was wrapped under another key, or about something else.
    pub(crate) fn unwrap(&self, about: &str, wrapped: &[u8]) -> Option<Secret> {
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
    keyring: &Keyring,
    tenant: TenantId,
    purpose: Purpose,
) -> Result<(), Error> {
    let secret: Secret = Guarded::new(rand::random());
    let wrapped = keyring.wrap(db, &about(tenant, purpose.name(), 1), &secret).await?;
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
    keyring: &Keyring,
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
    let secret = keyring
        .unwrap(&about(tenant, purpose.name(), version), &wrapped)
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
    keyring: &Keyring,
    tenant: TenantId,
    purpose: Purpose,
    version: i32,
    secret: &Secret,
) -> Result<(), Error> {
    let wrapped = keyring.wrap(db, &about(tenant, purpose.name(), version), secret).await?;
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
    keyring: &Keyring,
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
        let secret = keyring.unwrap(&about(tenant, purpose.name(), version), &wrapped).ok_or_else(|| {
            let detail = format!("{} {version}: does not open with this master key", purpose.name());
            Error::corrupt("tenant_secret", tenant, detail)
        })?;
        Ok((version, secret))
    });
    unwrapped.collect()
}

/// What a wrapped secret is bound to.
fn about(tenant: TenantId, purpose: &str, version: i32) -> String {
    format!("gatebook:{tenant}:{purpose}:{version}")
}

/// A row with a wrapped secret.
pub(crate) struct WrappedSecret {
    pub tenant: TenantId,
    pub purpose: String,
    pub version: i32,
    pub wrapped: Vec<u8>,
}

impl WrappedSecret {
    /// What it is bound to.
    pub fn about(&self) -> String {
        about(self.tenant, &self.purpose, self.version)
    }

    fn from_row(row: &QueryResult) -> Result<Self, Error> {
        Ok(Self {
            tenant: TenantId(row.try_get_by_index(0)?),
            purpose: row.try_get_by_index(1)?,
            version: row.try_get_by_index(2)?,
            wrapped: row.try_get_by_index(3)?,
        })
    }
}

impl std::fmt::Display for WrappedSecret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {} {}", self.tenant, self.purpose, self.version)
    }
}

/// One of a tenant's secrets, whichever, wrapped, with what it is bound to. Joins the caller's transaction, which must name the tenant
/// to row-level security.
pub(crate) async fn any_wrapped(
    db: &impl ConnectionTrait,
    tenant: TenantId,
) -> Result<Option<(String, Vec<u8>)>, Error> {
    let sql = "select tenant_id, purpose, version, wrapped
               from tenant_secret
               where tenant_id = $1
               order by purpose, version
               limit 1";
    let row = db.query_one_raw(statement(sql, [tenant.uuid().into()])).await?;
    let secret = row.as_ref().map(WrappedSecret::from_row).transpose()?;
    Ok(secret.map(|secret| (secret.about(), secret.wrapped)))
}

/// The secrets of all tenants behind one of them, in the order of tenant, purpose and version; at most `limit`. As the worker.
pub(crate) async fn wrapped_after(
    db: &impl ConnectionTrait,
    (tenant, purpose, version): &(TenantId, String, i32),
    limit: u64,
) -> Result<Vec<WrappedSecret>, Error> {
    // Index: tenant_secret_pkey.
    let sql = "select tenant_id, purpose, version, wrapped
               from tenant_secret
               where (tenant_id, purpose, version) > ($1, $2, $3)
               order by tenant_id, purpose, version
               limit $4";
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    let values: [sea_orm::Value; 4] = [tenant.uuid().into(), purpose.as_str().into(), (*version).into(), limit.into()];
    db.query_all_raw(statement(sql, values)).await?.iter().map(WrappedSecret::from_row).collect()
}

/// Puts other bytes in the places of these, as far as they are what they were; how many. As the worker.
pub(crate) async fn replace<'a>(
    db: &impl ConnectionTrait,
    rows: impl Iterator<Item = (&'a WrappedSecret, Vec<u8>)>,
) -> Result<u64, Error> {
    let rows: Vec<_> = rows.collect();
    let of = || rows.iter().map(|(old, _)| *old);
    let sql = "update tenant_secret s
               set wrapped = n.wrapped
               from unnest($1::uuid[], $2::text[], $3::int[], $4::bytea[], $5::bytea[])
                    as n (tenant_id, purpose, version, before, wrapped)
               where s.tenant_id = n.tenant_id
                 and s.purpose = n.purpose
                 and s.version = n.version
                 and s.wrapped = n.before";
    let values = [
        uuids(of().map(|old| old.tenant.uuid())),
        array(of().map(|old| old.purpose.clone())),
        array(of().map(|old| old.version)),
        array(of().map(|old| old.wrapped.clone())),
        array(rows.iter().map(|(_, wrapped)| wrapped.clone())),
    ];
    Ok(db.execute_raw(statement(sql, values)).await?.rows_affected())
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
        let wrapped = master.wrap("a", &secret).unwrap();

        assert_eq!(master.unwrap("a", &wrapped).map(|opened| *opened), Some(*secret));
        assert!(master.unwrap("b", &wrapped).is_none());
        assert!(key(2).unwrap("a", &wrapped).is_none());
        assert!(master.unwrap("a", &wrapped[..10]).is_none());
    }
}
