//! CONSOLE: members who are signed in.
//!
//! A member's session is a session of the installation (`installation.rs`), bound to one tenant and role.
//!
//! 1. [`Console::sign_in`] finds out who it is (`sign_in.rs`) and starts a session. What it is bound to stands in its
//!    metadata: tenant, role, since when the member belongs to the tenant, and since when the password holds.
//! 2. [`Console::authenticate`] takes the token of a request. The session must live and still be as the member stands in
//!    the tenant ([`Standing`]), which is looked up at most every [`REFUSED_WITHIN`].
//! 3. Whoever changes a member calls [`Console::end_stale`]: sessions that are bound to what is no more are ended, which
//!    holds everywhere at once.

use std::net::IpAddr;
use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, Utc};
use entity::id::{MemberId, SessionId, TenantId};
use futures::future::join_all;
use moka::future::Cache;
use sea_orm::{ConnectionTrait, DatabaseConnection};
use serde::{Deserialize, Serialize};
use tokio::sync::OnceCell;

use crate::boot::{Secret, Stores};
use crate::error::shared;
use crate::error::{Error, Thing};
use crate::idempotency::Repeatable;
use crate::installation;
use crate::keyring::Keyring;
use crate::keys::REFUSED_WITHIN;
use crate::members::{self, Role};
use crate::passwords;
use crate::sessions::{Issued, LiveSession, NewSession, Owner, Reason, Sessions, State, Used, list};
use crate::sign_in::{self, Credentials, Outcome, Recognised, TenantOfMember};
use crate::sql::statement;
use crate::throttle::Throttle;
use crate::transaction::{self, Readers};

/// How often it is looked up at most whether a session fits that did not.
pub const LOOKED_UP_EVERY: Duration = Duration::from_secs(1);
/// Most sessions whose end this looks after at a time.
const TOLD_AGAIN_MAX: i64 = 1000;

/// The door to the console. Cheap to clone.
#[derive(Clone)]
pub struct Console {
    stores: Stores,
    keyring: Keyring,
    sessions: Sessions,
    throttle: Throttle,
    standings: Cache<(MemberId, TenantId), Option<Standing>>,
    /// What did not fit when it was looked up just now.
    stale: Cache<(MemberId, Binding), ()>,
    /// Set once the installation has its secrets.
    ensured: Arc<OnceCell<()>>,
}

/// How a member stands in a tenant.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Standing {
    role: Role,
    joined_at: DateTime<Utc>,
    password_changed_at: DateTime<Utc>,
}

/// What a session is bound to, as its metadata says it.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
struct Binding {
    tenant: TenantId,
    role: Role,
    /// Since when they belong to the tenant: who was removed and added again has to sign in again.
    joined: DateTime<Utc>,
    /// Since when the password holds that was given.
    since: DateTime<Utc>,
}

/// A member who is signed in.
#[derive(Debug, Clone, PartialEq)]
pub struct SignedInMember {
    /// Who it is.
    pub member: MemberId,
    /// Whose data they look at.
    pub tenant: TenantId,
    /// What they may do there.
    pub role: Role,
    /// The session.
    pub session: SessionId,
    /// When it is over in any case.
    pub expires_at: DateTime<Utc>,
}

/// What became of an attempt to sign in.
pub enum SignIn {
    /// Address or password are wrong.
    Refused,
    /// They are right, but the person belongs to several tenants and named none of these.
    TenantNeeded(Vec<TenantOfMember>),
    /// The member is signed in.
    SignedIn(Box<Recognised>, Box<Issued>),
}

/// What became of a change of one's own password.
pub enum PasswordChange {
    /// The current password is another one.
    Wrong,
    /// It is changed; all sessions have ended but this new one.
    Done(Box<Issued>),
}

impl Console {
    /// The console of a process.
    #[must_use]
    pub fn new(stores: &Stores, keyring: &Keyring, sessions: &Sessions) -> Self {
        let standings = Cache::builder()
            .max_capacity(10_000)
            .time_to_live(REFUSED_WITHIN - Duration::from_secs(1))
            .support_invalidation_closures()
            .build();
        Self {
            stores: stores.clone(),
            keyring: keyring.clone(),
            sessions: sessions.clone(),
            throttle: Throttle::new(&stores.redis, keyring),
            standings,
            stale: Cache::builder().max_capacity(10_000).time_to_live(LOOKED_UP_EVERY).build(),
            ensured: Arc::default(),
        }
    }

    /// Signs somebody in.
    ///
    /// # Errors
    /// `Limited` after too many failures of the account or the address; `Unavailable`.
    pub async fn sign_in(&self, now: DateTime<Utc>, credentials: Credentials<'_>, used: Used) -> Result<SignIn, Error> {
        Ok(match sign_in::recognise(&self.stores, &self.throttle, credentials).await? {
            Outcome::Refused => SignIn::Refused,
            Outcome::TenantNeeded(tenants) => SignIn::TenantNeeded(tenants),
            Outcome::Recognised(person) => {
                let TenantOfMember { tenant, role, joined_at: joined, .. } = person.tenant;
                let binding = Binding { tenant, role, joined, since: person.password_changed_at };
                let issued = self.start(now, person.member, &binding, used).await?;
                SignIn::SignedIn(person, Box::new(issued))
            }
        })
    }

    /// The member whose session a token opens; `None` when it is no member's, or not good any more. The use is noted.
    ///
    /// # Errors
    /// `Unavailable` when the stores do not answer.
    pub async fn authenticate(
        &self,
        now: DateTime<Utc>,
        token: &str,
        used: Used,
    ) -> Result<Option<SignedInMember>, Error> {
        if !self.sessions.belongs_to(TenantId::INSTALLATION, token) {
            return Ok(None);
        }
        let Some(live) = self.sessions.check(now, token, None).await? else { return Ok(None) };
        let Some((member, binding)) = bound(&live) else { return Ok(None) };
        let Some(standing) = self.fitting(member, &binding).await? else { return Ok(None) };
        // Noted only now: a session that opens nothing any more must not be kept alive by asking again and again.
        let Some(live) = self.sessions.check(now, token, Some(used)).await? else { return Ok(None) };
        Ok(Some(SignedInMember {
            member,
            tenant: binding.tenant,
            role: standing.role,
            session: live.session_id,
            expires_at: live.expires_at,
        }))
    }

    /// Ends the member's session that a token opens, if any. Repeating is safe, and tells Redis again of an end that it may
    /// not have heard of.
    ///
    /// # Errors
    /// `RevocationPending` when it has ended but not everywhere yet; `Unavailable`.
    pub async fn sign_out(&self, now: DateTime<Utc>, token: &str) -> Result<(), Error> {
        let Some(session) = self.sessions.named_by(TenantId::INSTALLATION, token) else { return Ok(()) };
        let by = match self.sessions.check(now, token, None).await? {
            Some(live) => live.user_id,
            None => match list::find(&self.stores, now, TenantId::INSTALLATION, session).await {
                Ok(stored) if stored.session.state == State::Revoked => stored.session.user_id,
                Ok(_) | Err(Error::NotFound(_)) => return Ok(()),
                Err(error) => return Err(error),
            },
        };
        self.end(now, session, &by.unwrap_or_default(), Reason::SignedOut).await
    }

    /// Who a signed-in member is, and where.
    ///
    /// # Errors
    /// `NotFound` when they were removed just now; `Unavailable`.
    pub async fn profile(&self, who: &SignedInMember) -> Result<Recognised, Error> {
        sign_in::of_member(&self.stores, who.member, who.tenant).await
    }

    /// Changes the password of a signed-in member, ends all their sessions and starts another one.
    ///
    /// # Errors
    /// `Invalid` when the new password does not fit; `Limited` after too many failures; `RevocationPending`;
    /// `Unavailable`.
    pub async fn change_password(
        &self,
        now: DateTime<Utc>,
        who: &SignedInMember,
        current: &Secret,
        new: &Secret,
        (address, used): (IpAddr, Used),
    ) -> Result<PasswordChange, Error> {
        let Recognised { email, tenant: TenantOfMember { joined_at: joined, .. }, .. } = self.profile(who).await?;
        if let Some(fault) = passwords::fault("/new_password", new, &email) {
            return Err(Error::Invalid(vec![fault]));
        }
        let attempt = self.throttle.attempt(&email, address).await?;
        match members::change_own_password(&self.stores, now, who.tenant, who.member, current, new).await {
            Ok(true) => self.throttle.succeeded(&attempt).await,
            Ok(false) => return Ok(PasswordChange::Wrong),
            Err(error) => {
                self.throttle.withdraw(&attempt).await;
                return Err(error);
            }
        }
        self.end_stale(now, who.member, &who.member.to_string()).await?;
        let binding = Binding { tenant: who.tenant, role: who.role, joined, since: now };
        Ok(PasswordChange::Done(Box::new(self.start(now, who.member, &binding, used).await?)))
    }

    /// Ends the sessions of a member that are bound to what is no more: a tenant they have left, another role, an earlier
    /// password. To be called after every change of a member. Repeating is safe, ends what was missed, and tells Redis again of
    /// what it may not have heard of.
    ///
    /// # Errors
    /// `RevocationPending` when they have ended but not everywhere yet; `Unavailable`: then they open nothing within
    /// [`REFUSED_WITHIN`] all the same.
    pub async fn end_stale(&self, now: DateTime<Utc>, member: MemberId, by: &str) -> Result<(), Error> {
        let of_member = move |of: &(MemberId, TenantId), _: &Option<Standing>| of.0 == member;
        // Fails only without support_invalidation_closures, which the cache is built with.
        let _ = self.standings.invalidate_entries_if(of_member);
        let user = member.to_string();
        let mut ending = untold(&self.stores.read, &user).await?;
        for stored in list::active_of_user(&self.stores, now, TenantId::INSTALLATION, &user).await? {
            let metadata = stored.session.metadata.unwrap_or_default();
            let standing = match serde_json::from_value::<Binding>(metadata) {
                Ok(binding) => {
                    standing(&self.stores.app, member, binding.tenant).await?.filter(|standing| binding.fits(*standing))
                }
                Err(_) => None,
            };
            if standing.is_none() {
                ending.push(stored.session.session_id);
            }
        }
        // All at once, so that Redis, when it is away, is waited for once.
        let ended = join_all(ending.into_iter().map(|session| self.end(now, session, by, Reason::Revoked))).await;
        ended.into_iter().collect()
    }

    /// Lets a member try at once who was given another password: whoever is given one has often failed before. Nothing fails
    /// when Redis is away: they then wait for the window.
    pub async fn forget_failures(&self, email: &str) {
        let _ = self.throttle.clear(email).await;
    }

    /// Refuses the members of a tenant that was just deleted here.
    pub fn forget_tenant(&self, tenant: TenantId) {
        let of_tenant = move |of: &(MemberId, TenantId), _: &Option<Standing>| of.1 == tenant;
        let _ = self.standings.invalidate_entries_if(of_tenant);
    }

    /// How the member stands, if the session is bound to just that.
    async fn fitting(&self, member: MemberId, binding: &Binding) -> Result<Option<Standing>, Error> {
        let of = (member, binding.tenant);
        let load = || standing(&self.stores.lookup, member, binding.tenant);
        let known = self.standings.try_get_with(of, load()).await.map_err(shared)?;
        if known.is_some_and(|known| binding.fits(known)) {
            return Ok(known);
        }
        // What did not fit a moment ago is not looked up each time that it is presented.
        let presented = (member, binding.clone());
        if self.stale.contains_key(&presented) {
            return Ok(None);
        }
        // The session may be newer than what is known here of a change that another process made.
        let now = load().await?;
        self.standings.insert(of, now).await;
        let fitting = now.filter(|now| binding.fits(*now));
        if fitting.is_none() {
            self.stale.insert(presented, ()).await;
        }
        Ok(fitting)
    }

    async fn start(
        &self,
        now: DateTime<Utc>,
        member: MemberId,
        binding: &Binding,
        used: Used,
    ) -> Result<Issued, Error> {
        self.ensured.get_or_try_init(|| installation::ensure(&self.stores, &self.keyring)).await?;
        let metadata = serde_json::to_value(binding).map_err(|e| Error::invalid("", e.to_string()))?;
        let user = member.to_string();
        let new = NewSession { user_id: Some(user.clone()), used, metadata: Some(metadata), expires_at: None };
        self.sessions.start(now, TenantId::INSTALLATION, &user, Repeatable::ONCE, new).await
    }

    async fn end(&self, now: DateTime<Utc>, session: SessionId, by: &str, reason: Reason) -> Result<(), Error> {
        let ended = self.sessions.revoke(now, TenantId::INSTALLATION, Owner::Tenant, session, by, reason).await;
        match ended {
            // It was removed with its time meanwhile.
            Ok(_) | Err(Error::NotFound(Thing::Session)) => Ok(()),
            Err(error) => Err(error),
        }
    }
}

impl Binding {
    fn fits(&self, standing: Standing) -> bool {
        self.role == standing.role && self.joined == standing.joined_at && self.since == standing.password_changed_at
    }
}

/// Whose session it is, and what it is bound to.
fn bound(live: &LiveSession) -> Option<(MemberId, Binding)> {
    let member = live.user_id.as_deref()?.parse().ok()?;
    let binding = serde_json::from_str(live.metadata.as_deref()?).ok()?;
    Some((member, binding))
}

/// The sessions of a member that have ended, and whose end Redis may not have heard of.
async fn untold(readers: &Readers, user: &str) -> Result<Vec<SessionId>, Error> {
    let txn = transaction::begin_read(readers, TenantId::INSTALLATION).await?;
    // Index: session_ended_of_user.
    let sql = "select s.session_id
               from session s
               join session_use u on u.tenant_id = s.tenant_id
                                 and u.session_id = s.session_id
               where s.tenant_id = $1
                 and s.user_id = $2
                 and s.state <> 'active'
                 and u.tombstone_due
               limit $3";
    let values = [TenantId::INSTALLATION.uuid().into(), user.into(), TOLD_AGAIN_MAX.into()];
    let rows = txn.query_all_raw(statement(sql, values)).await?;
    txn.rollback().await?;
    rows.iter().map(|row| Ok(SessionId(row.try_get_by_index(0)?))).collect()
}

/// How a member stands in a tenant; `None` when they do not belong to it, or it is deleted.
async fn standing(db: &DatabaseConnection, member: MemberId, tenant: TenantId) -> Result<Option<Standing>, Error> {
    let txn = transaction::begin_installation(db, Some(tenant)).await?;
    let sql = "select s.role, s.created_at, m.password_changed_at
               from membership s
               join member m on m.member_id = s.member_id
               join tenant t on t.tenant_id = s.tenant_id
               where s.tenant_id = $1
                 and s.member_id = $2
                 and s.removed_at is null
                 and t.deleted_at is null";
    let row = txn.query_one_raw(statement(sql, [tenant.uuid().into(), member.uuid().into()])).await?;
    txn.rollback().await?;
    let Some(row) = row else { return Ok(None) };
    let role: String = row.try_get_by_index(0)?;
    Ok(Some(Standing {
        role: role.parse().map_err(|e: String| Error::corrupt("membership", member, format!("role {e}")))?,
        joined_at: row.try_get_by_index(1)?,
        password_changed_at: row.try_get_by_index(2)?,
    }))
}
