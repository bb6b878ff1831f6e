//! Passwords: what one may be, how it is kept, and how many are looked at at a time.
//!
//! A password is kept as Argon2id with the parameters that OWASP recommends. Each look takes 19 MiB and tens of
//! milliseconds of a processor on purpose; so only [`AT_A_TIME`] are computed at once, away from the threads that serve
//! other requests, and only [`WAITING_MAX`] more wait.
//!
//! What is hashed for somebody who manages members ([`hash_for`]) has a turn and places of its own, so that it never takes
//! those of sign-ins; and of a tenant only one is in line at a time, so that the tenants take turns.

use std::collections::HashMap;
use std::sync::{Arc, LazyLock, Mutex, PoisonError, Weak};

use argon2::password_hash::phc::PasswordHash;
use argon2::{Algorithm, Argon2, Params, PasswordHasher, PasswordVerifier, Version};
use entity::id::TenantId;
use rand::seq::IndexedRandom;
use tokio::sync::Semaphore;

use crate::boot::Secret;
use crate::error::{Error, Fault};

/// Shortest password, in characters.
pub const CHARS_MIN: usize = 12;
/// Longest password, in characters.
pub const CHARS_MAX: usize = 200;
/// How many passwords are computed at a time.
pub const AT_A_TIME: usize = 2;
/// How many more may wait for their turn.
pub const WAITING_MAX: usize = 64;
/// How many of a tenant's managers may wait for their turn.
pub const WAITING_OF_TENANT_MAX: usize = 16;

const MEMORY_KIB: u32 = 19_456;
const PASSES: u32 = 2;
const PARALLELISM: u32 = 1;

/// What a generated password is made of: letters and digits that are not taken for each other.
const ALPHABET: &[u8] = b"abcdefghjkmnpqrstuvwxyz23456789";
/// 4 groups of 5 characters of 31: 99 random bits.
const GROUPS: usize = 4;
const GROUP_CHARS: usize = 5;

/// A hash with our parameters of a password that nobody knows, so that an unknown account takes as long as a known one.
const NOBODY: &str = "$argon2id$v=19$m=19456,t=2,p=1$Z2F0ZWJvb2stbm9ib2R5$qL4mB0u1H0m3h5k4Jx2Z7n8vV6s9tYwQe3rT5yU1iOo";

static QUEUE: LazyLock<Queue> = LazyLock::new(|| Queue::new(AT_A_TIME, WAITING_MAX));
static MANAGERS: LazyLock<Managers> = LazyLock::new(Managers::default);

/// What is wrong with a password for the person with this e-mail address, at `pointer`; `None` when it is good.
#[must_use]
pub fn fault(pointer: &str, password: &Secret, email: &str) -> Option<Fault> {
    let text = password.expose();
    if !(CHARS_MIN..=CHARS_MAX).contains(&text.chars().count()) {
        return Some(Fault::new(pointer, format!("must have {CHARS_MIN} to {CHARS_MAX} characters")));
    }
    let is_email = text.trim().to_lowercase() == email.to_lowercase();
    is_email.then(|| Fault::new(pointer, "must not be the e-mail address"))
}

/// A new password, to be shown once.
#[must_use]
pub fn generate() -> Secret {
    let mut rng = rand::rng();
    let mut group = || -> String {
        let characters = (0..GROUP_CHARS).filter_map(|_| ALPHABET.choose(&mut rng));
        characters.map(|byte| char::from(*byte)).collect()
    };
    let groups: Vec<String> = (0..GROUPS).map(|_| group()).collect();
    Secret::new(groups.join("-"))
}

/// What is kept of a password: a PHC string with a salt of its own. For a member who changes their own, in the line of
/// those who sign in.
///
/// # Errors
/// `Unavailable` when too many are waiting.
pub async fn hash(password: &Secret) -> Result<String, Error> {
    QUEUE.compute(hashing(password)).await
}

/// The same for somebody who manages the tenant's members.
///
/// # Errors
/// `Unavailable` when too many are waiting.
pub async fn hash_for(tenant: TenantId, password: &Secret) -> Result<String, Error> {
    MANAGERS.compute(tenant, hashing(password)).await
}

fn hashing(password: &Secret) -> impl FnOnce() -> Result<String, Error> + Send + 'static {
    let password = password.clone();
    let salt: [u8; 16] = rand::random();
    move || {
        let hash: Result<PasswordHash, _> = argon2()?.hash_password_with_salt(password.expose().as_bytes(), &salt);
        hash.map(|hash| hash.to_string()).map_err(|_| failed())
    }
}

/// Whether a password is the one whose hash was kept. Without a hash it is not, after the same time.
///
/// # Errors
/// `Unavailable` when too many are waiting; `Corrupt` when the hash is none.
pub async fn is_right(password: &Secret, hash: Option<&str>) -> Result<bool, Error> {
    let (password, known) = (password.clone(), hash.is_some());
    let hash = hash.unwrap_or(NOBODY).to_owned();
    let computed = QUEUE.compute(move || {
        let corrupt = |_| Error::corrupt("member", "password_hash", "is no PHC string");
        let hash = PasswordHash::new(&hash).map_err(corrupt)?;
        let matches = argon2()?.verify_password(password.expose().as_bytes(), &hash).is_ok();
        Ok(matches && known)
    });
    computed.await
}

fn argon2() -> Result<Argon2<'static>, Error> {
    let params = Params::new(MEMORY_KIB, PASSES, PARALLELISM, None).map_err(|_| failed())?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

/// Who computes, and who waits for it.
struct Queue {
    turns: Arc<Semaphore>,
    places: Semaphore,
}

impl Queue {
    fn new(at_a_time: usize, waiting_max: usize) -> Self {
        Self { turns: Arc::new(Semaphore::new(at_a_time)), places: Semaphore::new(at_a_time + waiting_max) }
    }

    /// Computes in turn. A caller that stops waiting does not give its turn to another before the computation ends.
    async fn compute<T: Send + 'static>(
        &self,
        compute: impl FnOnce() -> Result<T, Error> + Send + 'static,
    ) -> Result<T, Error> {
        let full = |_| Error::unavailable("too many passwords are being looked at");
        let _place = self.places.try_acquire().map_err(full)?;
        let turn = Arc::clone(&self.turns).acquire_owned().await.map_err(|_| failed())?;
        let computed = tokio::task::spawn_blocking(move || {
            let _turn = turn;
            compute()
        });
        computed.await.map_err(|_| failed())?
    }
}

/// The lines of those who manage members: each tenant has one of its own, and whoever is first there stands in the common one.
struct Managers {
    common: Queue,
    of_tenants: Mutex<HashMap<TenantId, Weak<Line>>>,
}

/// The line of a tenant. It is there as long as somebody stands in it.
struct Line {
    first: Semaphore,
    places: Semaphore,
}

impl Default for Managers {
    fn default() -> Self {
        Self { common: Queue::new(1, WAITING_MAX), of_tenants: Mutex::default() }
    }
}

impl Managers {
    async fn compute<T: Send + 'static>(
        &self,
        tenant: TenantId,
        compute: impl FnOnce() -> Result<T, Error> + Send + 'static,
    ) -> Result<T, Error> {
        let line = self.line(tenant);
        let full = |_| Error::unavailable("too many passwords of the tenant's members are being set");
        let _place = line.places.try_acquire().map_err(full)?;
        let _first = line.first.acquire().await.map_err(|_| failed())?;
        self.common.compute(compute).await
    }

    fn line(&self, tenant: TenantId) -> Arc<Line> {
        let mut lines = self.of_tenants.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(line) = lines.get(&tenant).and_then(Weak::upgrade) {
            return line;
        }
        lines.retain(|_, line| line.strong_count() > 0);
        let line = Arc::new(Line { first: Semaphore::new(1), places: Semaphore::new(1 + WAITING_OF_TENANT_MAX) });
        lines.insert(tenant, Arc::downgrade(&line));
        line
    }
}

const fn failed() -> Error {
    Error::unavailable("a password could not be looked at")
}

#[cfg(test)]
mod tests {
    use futures::future::join_all;

    use super::*;

    fn secret(text: &str) -> Secret {
        Secret::new(text.to_owned())
    }

    #[tokio::test]
    async fn a_password_is_right_for_its_own_hash_alone() {
        let hash = hash(&secret("correct horse battery")).await.unwrap();

        assert!(hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{hash}");
        assert!(is_right(&secret("correct horse battery"), Some(&hash)).await.unwrap());
        assert!(!is_right(&secret("correct horse batterz"), Some(&hash)).await.unwrap());
        assert!(!is_right(&secret("correct horse battery"), None).await.unwrap());
        assert!(is_right(&secret("x"), Some("no hash")).await.is_err());
    }

    #[test]
    fn nobodys_hash_costs_what_ours_do() {
        let nobody = PasswordHash::new(NOBODY).unwrap();

        let params = Params::try_from(&nobody).unwrap();

        assert_eq!((params.m_cost(), params.t_cost(), params.p_cost()), (MEMORY_KIB, PASSES, PARALLELISM));
        assert_eq!(nobody.hash.unwrap().as_bytes().len(), Params::DEFAULT_OUTPUT_LEN);
    }

    #[test]
    fn a_generated_password_is_good_and_never_the_same() {
        let (one, other) = (generate(), generate());

        assert!(fault("/password", &one, "ada@example.org").is_none());
        assert_ne!(one.expose(), other.expose());
        assert_eq!(one.expose().len(), GROUPS * GROUP_CHARS + GROUPS - 1);
    }

    #[test]
    fn a_password_that_is_short_long_or_the_address_is_refused() {
        for text in ["", "elevenchars", &"x".repeat(CHARS_MAX + 1), "Ada.Lovelace@Example.org"] {
            assert!(fault("/password", &secret(text), "ada.lovelace@example.org").is_some(), "{text}");
        }
        for text in ["twelve chars", &"ü".repeat(CHARS_MAX)] {
            assert!(fault("/password", &secret(text), "ada.lovelace@example.org").is_none(), "{text}");
        }
    }

    #[tokio::test]
    async fn more_than_may_wait_are_told_to_come_later() {
        let queue = Queue::new(AT_A_TIME, WAITING_MAX);
        let all = queue.places.acquire_many(u32::try_from(AT_A_TIME + WAITING_MAX).unwrap()).await.unwrap();

        let refused = queue.compute(|| Ok(())).await;

        drop(all);
        assert!(matches!(refused, Err(Error::Unavailable { .. })));
        queue.compute(|| Ok(())).await.unwrap();
    }

    #[tokio::test]
    async fn a_tenant_that_sets_many_passwords_keeps_nobody_else_waiting() {
        let managers = Managers::default();
        let (busy, other) = (TenantId(uuid::Uuid::from_u128(1)), TenantId(uuid::Uuid::from_u128(2)));
        let turn = Arc::clone(&managers.common.turns).acquire_owned().await.unwrap();
        let (computed, refused) = (Arc::new(Mutex::new(Vec::new())), Mutex::new(Vec::new()));
        // Noted in turn: who is told of two that are done is the runtime's choice.
        let of = async |tenant: TenantId| {
            let note = Arc::clone(&computed);
            let compute = move || {
                note.lock().unwrap().push(tenant);
                Ok(())
            };
            if managers.compute(tenant, compute).await.is_err() {
                refused.lock().unwrap().push(tenant);
            }
        };

        // Polled in this order, all of them before the turn is free.
        let of_busy = (0..=WAITING_OF_TENANT_MAX + 1).map(|_| of(busy));
        tokio::join!(join_all(of_busy), of(other), async { drop(turn) });

        assert_eq!(*refused.lock().unwrap(), [busy], "more than may wait are told to come later");
        let computed = computed.lock().unwrap();
        assert_eq!(computed[..2], [busy, other], "the other one waits for one of the busy one's");
        assert_eq!(computed[2..], [busy; WAITING_OF_TENANT_MAX]);
        assert_eq!(managers.common.places.available_permits(), 1 + WAITING_MAX);
        managers.line(other);
        assert_eq!(managers.of_tenants.lock().unwrap().len(), 1, "who does not wait any more is forgotten");
    }
}
