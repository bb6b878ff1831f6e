//! Links to files: whoever has one may fetch the file, without any other credential, until it is over.
//!
//! A link names the tenant, so that no look-up is without one. Its signature is an HMAC under a key that follows from the
//! master key and the tenant, over the export and the time at which the link is over.

use chrono::{DateTime, Utc};
use entity::id::{JobId, TenantId};

use crate::keyring::Keyring;
use crate::secrets::SECRET_BYTES;

/// What a link's signature is made of.
const PURPOSE: &str = "link to an export";

/// The signature of a link that is good until a time, in seconds since 1970.
#[must_use]
pub fn sign(keyring: &Keyring, tenant: TenantId, job: JobId, until_s: i64) -> [u8; SECRET_BYTES] {
    keyring.sign(PURPOSE, tenant.uuid().as_bytes(), &about(job, until_s))
}

/// Whether a link was made here and is not over.
#[must_use]
pub fn is_good(
    keyring: &Keyring,
    now: DateTime<Utc>,
    tenant: TenantId,
    job: JobId,
    until_s: i64,
    signature: &[u8; SECRET_BYTES],
) -> bool {
    keyring.is_signed(PURPOSE, tenant.uuid().as_bytes(), &about(job, until_s), signature) && now.timestamp() < until_s
}

fn about(job: JobId, until_s: i64) -> Vec<u8> {
    [job.uuid().as_bytes().as_slice(), &until_s.to_be_bytes()].concat()
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    #[test]
    fn a_link_is_good_for_one_file_of_one_tenant_until_its_time() {
        let (keyring, other) = (Keyring::of([1; 32]), Keyring::of([2; 32]));
        let (tenant, job) = (TenantId(Uuid::from_u128(1)), JobId(Uuid::from_u128(2)));
        let at = |s: i64| DateTime::from_timestamp(s, 0).unwrap();
        let good = sign(&keyring, tenant, job, 1_000);
        let mut changed = good;
        changed[31] ^= 1;

        assert!(is_good(&keyring, at(999), tenant, job, 1_000, &good));

        assert!(!is_good(&keyring, at(1_000), tenant, job, 1_000, &good), "it is over");
        assert!(!is_good(&keyring, at(999), tenant, job, 2_000, &good), "another time");
        assert!(!is_good(&keyring, at(999), tenant, job, 1_000, &changed), "another signature");
        assert!(!is_good(&keyring, at(999), TenantId(Uuid::from_u128(2)), job, 1_000, &good), "another tenant");
        assert!(!is_good(&keyring, at(999), tenant, JobId(Uuid::from_u128(1)), 1_000, &good), "another file");
        assert!(!is_good(&other, at(999), tenant, job, 1_000, &good), "another installation");
    }
}
