//! Sessions that come from another store: each is started once, however often it is imported.
//!
//! The id of such a session follows from its tenant and from what the other store calls it, so that a repeat finds it, in
//! a day or in a year. Its first secret follows from the id, so that a repeat hands out the same token again, and whoever
//! lost what the first run printed has lost nothing. What it costs: the master key together with the database would be
//! enough to write that first token, which of other sessions nobody can. Once it was refreshed nobody can here either.

use chrono::{DateTime, Utc};
use entity::id::{SessionId, TenantId};

use super::command::Verdict;
use super::{Issued, NewSession, Sessions};
use crate::error::Error;
use crate::guarded::Guarded;
use crate::secrets::{equal, hmac};
use crate::tokens::session::{SESSION_SECRET_BYTES, SessionSecret, secret_hash};

/// What became of a session that was imported.
pub enum Imported {
    /// It was started.
    Started(Issued),
    /// It was started before, and its first token still opens it.
    Known(Issued),
    /// It was started before, and its token has been refreshed since: its user has a good one.
    InUse(SessionId),
    /// It was started before and has ended since. It is not started again.
    Ended(SessionId),
}

impl Sessions {
    /// Starts a session of another store by the tenant's policy, unless it was started before. `name` is what tells it
    /// from all others of the tenant.
    ///
    /// Repeating is safe for good, as long as the session or its end is kept: it makes no event and no other token.
    ///
    /// # Errors
    /// `Invalid` names the places that do not fit; `Conflict` when the user has too many sessions; `NotFound` when the
    /// tenant is deleted; `Unavailable`.
    pub async fn import(
        &self,
        now: DateTime<Utc>,
        tenant: TenantId,
        by: &str,
        name: &str,
        new: NewSession,
    ) -> Result<Imported, Error> {
        let session = self.imported_id(tenant, name);
        let secret = self.first_secret(tenant, session).await?;
        let hash = secret_hash(&secret);
        let (verdict, issued) = self.begin(now, tenant, by, None, (session, secret), new).await?;
        Ok(match verdict {
            Verdict::Known if !issued.stored.is_live(now) => Imported::Ended(session),
            Verdict::Known if !equal(&issued.stored.secret_hash, &hash) => Imported::InUse(session),
            Verdict::Known => Imported::Known(issued),
            _ => Imported::Started(issued),
        })
    }

    fn imported_id(&self, tenant: TenantId, name: &str) -> SessionId {
        let about = [b"id ", &tenant.uuid().as_bytes()[..], name.as_bytes()].concat();
        let digest = hmac(&self.imports_key[..], &about);
        let mut bytes = [0; 16];
        bytes.copy_from_slice(&digest[..16]);
        SessionId(uuid::Builder::from_custom_bytes(bytes).into_uuid())
    }

    /// Nobody can make it without both the master key and the tenant's own secret, which is in the database.
    async fn first_secret(&self, tenant: TenantId, session: SessionId) -> Result<SessionSecret, Error> {
        let context = self.contexts.get(tenant).await?;
        let of_tenant = context.rules.session_key_hash(&format!("imported {session}"));
        let about = [b"secret ", &session.uuid().as_bytes()[..], &of_tenant[..]].concat();
        let digest = Guarded::new(hmac(&self.imports_key[..], &about));
        let mut secret = Guarded::new([0; SESSION_SECRET_BYTES]);
        secret.copy_from_slice(&digest[..SESSION_SECRET_BYTES]);
        Ok(secret)
    }
}
