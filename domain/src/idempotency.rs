//! `Idempotency-Key`: a POST that creates something can be repeated. What was created is remembered for 24 hours, in
//! the transaction that created it.

use chrono::{DateTime, TimeDelta, Utc};
use entity::id::TenantId;
use sea_orm::ConnectionTrait;
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::error::{ConflictCode, Error};
use crate::sql::statement;

/// Longest key, in bytes.
pub const KEY_BYTES_MAX: usize = 255;
/// How long a key is remembered, in hours.
pub const KEPT_HOURS: i64 = 24;

/// What a caller says of its request so that it can be repeated.
#[derive(Debug, Clone, Copy)]
pub struct Repeatable<'a> {
    /// Which operation it is: the same key means another request in another operation.
    pub operation: &'static str,
    /// The client's `Idempotency-Key`; without one, every call creates.
    pub key: Option<&'a str>,
    /// The body, to tell another request with the same key.
    pub body: &'a [u8],
}

impl Repeatable<'_> {
    /// A request that cannot be repeated.
    pub const ONCE: Repeatable<'static> = Repeatable { operation: "", key: None, body: b"" };
}

/// What an earlier request with the same key created, if there was one within 24 hours. Joins the caller's transaction,
/// which must hold a lock that the two requests share.
///
/// # Errors
/// `Invalid` when the key is too long; `Conflict` when it came with another body; `Unavailable` when the database does
/// not answer.
pub async fn earlier(
    db: &impl ConnectionTrait,
    now: DateTime<Utc>,
    tenant: TenantId,
    request: Repeatable<'_>,
) -> Result<Option<Uuid>, Error> {
    let Some(key) = hash_of_key(request)? else {
        return Ok(None);
    };
    let sql = "select body_hash, subject
               from idempotency
               where tenant_id = $1
                 and key_hash = $2
                 and created_at > $3";
    let since = now - TimeDelta::hours(KEPT_HOURS);
    let values = [tenant.uuid().into(), key.into(), since.into()];
    let Some(row) = db.query_one_raw(statement(sql, values)).await? else {
        return Ok(None);
    };
    if row.try_get_by_index::<Vec<u8>>(0)? != hash(request.body) {
        return Err(Error::Conflict {
            code: ConflictCode::IdempotencyMismatch,
            detail: "this idempotency key came with another body before".to_owned(),
        });
    }
    Ok(Some(row.try_get_by_index(1)?))
}

/// Remembers what a request created. Joins the caller's transaction.
///
/// # Errors
/// `Unavailable` when the database does not answer.
pub async fn remember(
    db: &impl ConnectionTrait,
    now: DateTime<Utc>,
    tenant: TenantId,
    request: Repeatable<'_>,
    subject: Uuid,
) -> Result<(), Error> {
    let Some(key) = hash_of_key(request)? else {
        return Ok(());
    };
    // An expired row of the same key makes room.
    let sql = "delete from idempotency where tenant_id = $1 and key_hash = $2";
    db.execute_raw(statement(sql, [tenant.uuid().into(), key.clone().into()])).await?;
    let sql = "insert into idempotency (tenant_id, key_hash, body_hash, subject, created_at)
               values ($1, $2, $3, $4, $5)";
    let values = [tenant.uuid().into(), key.into(), hash(request.body).into(), subject.into(), now.into()];
    db.execute_raw(statement(sql, values)).await?;
    Ok(())
}

/// The hashes of a request's key and of its body.
pub(crate) type Hashes = (Vec<u8>, Vec<u8>);

/// The hashes of a request, if it can be repeated: for those who look it up themselves.
///
/// # Errors
/// `Invalid` when the key is too long.
pub(crate) fn hashes(request: Repeatable<'_>) -> Result<Option<Hashes>, Error> {
    Ok(hash_of_key(request)?.map(|key| (key, hash(request.body))))
}

/// What a request is remembered by, if it can be repeated.
fn hash_of_key(request: Repeatable<'_>) -> Result<Option<Vec<u8>>, Error> {
    match request.key {
        Some(key) if key.is_empty() || key.len() > KEY_BYTES_MAX => {
            Err(Error::invalid("Idempotency-Key", format!("must have 1 to {KEY_BYTES_MAX} bytes")))
        }
        Some(key) => Ok(Some(hash(&[request.operation.as_bytes(), b"\0", key.as_bytes()].concat()))),
        None => Ok(None),
    }
}

fn hash(bytes: &[u8]) -> Vec<u8> {
    Sha256::digest(bytes).to_vec()
}
