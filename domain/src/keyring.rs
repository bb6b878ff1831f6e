//! KEYRING: the master key, and the root that everything derived comes from.
//!
//! The master key wraps secrets, and nothing else depends on it but links that are good for minutes. Whatever is derived (keys of
//! tokens, cursors, ids, hashes of visitors) comes from the *root*: a secret of the installation, which is wrapped as well. So another
//! master key changes nothing of what was handed out.
//!
//! 1. The first process of an installation makes the root ([`Keyring::open`], `keyring/root.rs`): at random, or, when there were tenants
//!    before there was a root, of the master key, which was the root until then.
//! 2. While a master key is replaced there are two of them, the present one and the previous one. Both open what is wrapped. The one
//!    that wraps the root wraps what is new, so that processes that know only the previous one can read it until the
//!    replacing begins.
//! 3. [`rotation::rotate`] wraps the root under the present key first, and then everything else.
//!
//! Deliberately absent: another root. It would void every token, and split every visitor.

mod root;
pub mod rotation;

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Weak};
use std::time::Duration;

use sea_orm::{ConnectionTrait, DatabaseConnection};

use crate::boot::{MasterKey, Settings};
use crate::error::Error;
use crate::guarded::Guarded;
use crate::secrets::{SECRET_BYTES, Secret, equal, hmac};

/// How often a process looks whether the root is wrapped under the present key, while it is not.
const LOOK_EVERY: Duration = Duration::from_secs(5);

/// What the installation's secrets are wrapped under, and what is derived. Cheap to clone.
#[derive(Clone)]
pub struct Keyring(Arc<Keys>);

struct Keys {
    present: MasterKey,
    previous: Option<MasterKey>,
    root: Secret,
    /// Whether the root is wrapped under the present key: nothing new is under the previous one then.
    settled: AtomicBool,
}

impl std::fmt::Debug for Keyring {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Keyring(…)")
    }
}

impl Keyring {
    /// Reads the root, as `gatebook_app` or `gatebook_worker`, and makes it if there is none. Goes on to look whether it was
    /// wrapped anew, on the current runtime, as long as that is to come and the keyring is there.
    ///
    /// # Errors
    /// `Invalid` when the master key is not set, or does not open what is stored; `Unavailable` when the database does not answer.
    pub async fn open(db: &DatabaseConnection, settings: &Settings) -> Result<Self, Error> {
        let present = settings.master_key()?.clone();
        let previous = settings.master_key_previous.clone();
        let (root, settled) = root::read_or_make(db, &present, previous.as_ref()).await?;
        let keys = Arc::new(Keys { present, previous, root, settled: AtomicBool::new(settled) });
        if !settled {
            tokio::spawn(settle(db.clone(), Arc::downgrade(&keys)));
        }
        Ok(Self(keys))
    }

    /// One whose root is the master key itself, as before there were roots.
    #[cfg(any(test, feature = "test-support"))]
    #[must_use]
    pub fn of(master: [u8; SECRET_BYTES]) -> Self {
        let (present, root) = (MasterKey::new(master), Guarded::new(master));
        Self(Arc::new(Keys { present, previous: None, root, settled: AtomicBool::new(true) }))
    }

    /// HMAC-SHA256 under a key of its own per `purpose`, the same whatever becomes of the master key.
    #[must_use]
    pub fn derive(&self, purpose: &str, message: &[u8]) -> [u8; SECRET_BYTES] {
        let key = Guarded::new(hmac(&self.0.root[..], purpose.as_bytes()));
        hmac(&key[..], message)
    }

    /// A signature that is good until the master key it was made with is forgotten: for what is to be over soon. It is about `whose`
    /// and the message.
    #[must_use]
    pub fn sign(&self, purpose: &str, whose: &[u8], message: &[u8]) -> [u8; SECRET_BYTES] {
        let Keys { present, previous, settled, .. } = &*self.0;
        // As those do who know the previous key alone.
        let by = previous.as_ref().filter(|_| !settled.load(Ordering::Relaxed)).unwrap_or(present);
        signature(by, purpose, whose, message)
    }

    /// Whether [`Keyring::sign`] made a signature, here or in another process, with the present key or the previous one.
    #[must_use]
    pub fn is_signed(&self, purpose: &str, whose: &[u8], message: &[u8], presented: &[u8; SECRET_BYTES]) -> bool {
        self.keys().any(|key| equal(&signature(key, purpose, whose, message), presented))
    }

    /// Wraps a secret under the key that wraps the root now. Joins the caller's transaction: until its end the root is not
    /// wrapped anew, so that a rotation that has begun finds nothing new under the previous key. `about` is bound to it.
    pub(crate) async fn wrap(&self, db: &impl ConnectionTrait, about: &str, secret: &Secret) -> Result<Vec<u8>, Error> {
        let wrapped = root::held(db).await?;
        let by = self.keys().find(|key| root::open(key, &wrapped).is_some()).ok_or_else(root::does_not_open)?;
        by.wrap(about, secret)
    }

    /// Opens a wrapped secret; `None` when neither key does.
    pub(crate) fn unwrap(&self, about: &str, wrapped: &[u8]) -> Option<Secret> {
        self.keys().find_map(|key| key.unwrap(about, wrapped))
    }

    /// The present key, and the previous one if there is one.
    fn keys(&self) -> impl Iterator<Item = &MasterKey> {
        std::iter::once(&self.0.present).chain(&self.0.previous)
    }
}

fn signature(key: &MasterKey, purpose: &str, whose: &[u8], message: &[u8]) -> [u8; SECRET_BYTES] {
    let key = Guarded::new(key.derive(purpose, whose));
    hmac(&key[..], message)
}

/// Looks until the root is wrapped under the present key.
async fn settle(db: DatabaseConnection, keys: Weak<Keys>) {
    loop {
        tokio::time::sleep(LOOK_EVERY).await;
        let Some(keys) = keys.upgrade() else { return };
        // A database that is away is asked again.
        if let Ok(Some(wrapped)) = root::stored(&db).await
            && root::open(&keys.present, &wrapped).is_some()
        {
            keys.settled.store(true, Ordering::Relaxed);
            tracing::info!("the present master key wraps the installation's secrets from now on");
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keyring(present: u8, previous: Option<u8>, settled: bool) -> Keyring {
        Keyring(Arc::new(Keys {
            present: MasterKey::new([present; 32]),
            previous: previous.map(|byte| MasterKey::new([byte; 32])),
            root: Guarded::new([9; 32]),
            settled: AtomicBool::new(settled),
        }))
    }

    #[test]
    fn what_is_derived_depends_on_the_root_alone() {
        let before = keyring(1, None, true).derive("x", b"y");

        assert_eq!(keyring(2, Some(1), false).derive("x", b"y"), before);
        assert_eq!(keyring(2, None, true).derive("x", b"y"), before);
        assert_ne!(keyring(2, None, true).derive("z", b"y"), before);
        assert_eq!(Keyring::of([9; 32]).derive("x", b"y"), before, "it was the master key once");
    }

    #[test]
    fn at_each_step_everybody_takes_what_the_others_sign() {
        let steps =
            [keyring(1, None, true), keyring(2, Some(1), false), keyring(2, Some(1), true), keyring(2, None, true)];

        for (signer, one) in steps.iter().enumerate() {
            let signature = one.sign("link", b"me", b"file");
            for (reader, other) in steps.iter().enumerate() {
                // Those who are a step apart run at once; those who are two apart do not.
                if signer.abs_diff(reader) <= 1 {
                    assert!(other.is_signed("link", b"me", b"file", &signature), "{signer} to {reader}");
                }
                assert!(!other.is_signed("link", b"me", b"another", &signature));
            }
        }
        assert!(
            !steps[3].is_signed("link", b"me", b"file", &steps[0].sign("link", b"me", b"file")),
            "the old key opens nothing"
        );
    }
}
