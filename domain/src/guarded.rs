//! What is secret, in memory: wiped when it is dropped, and shown by no `Debug`.

#![expect(clippy::disallowed_types, reason = "the one place that names what it wraps")]

use std::fmt;
use std::ops::{Deref, DerefMut};

use zeroize::{Zeroize, Zeroizing};

/// A value that is wiped when dropped and never shown. To compare two, see [`crate::secrets::equal`].
///
/// The one place that names `zeroize::Zeroizing`, whose `Debug` shows what it holds.
#[derive(Clone, Default)]
pub struct Guarded<T: Zeroize>(Zeroizing<T>);

impl<T: Zeroize> Guarded<T> {
    /// Takes a value into keeping.
    pub fn new(value: T) -> Self {
        Self(Zeroizing::new(value))
    }
}

impl<T: Zeroize> From<T> for Guarded<T> {
    fn from(value: T) -> Self {
        Self::new(value)
    }
}

impl<T: Zeroize> Deref for Guarded<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

impl<T: Zeroize> DerefMut for Guarded<T> {
    fn deref_mut(&mut self) -> &mut T {
        &mut self.0
    }
}

impl<T: Zeroize> fmt::Debug for Guarded<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Guarded(…)")
    }
}

#[cfg(test)]
mod tests {
    use crate::boot::{MasterKey, Secret};
    use crate::intake::Rules;
    use crate::keyring::Keyring;
    use crate::members::NewMember;
    use crate::settings::TenantSettings;

    use super::*;

    #[test]
    fn no_debug_shows_what_is_secret() {
        const SESAME: &str = "sesame";
        let bytes = *b"sesamesesamesesamesesamesesamese";
        let of_bytes = format!("{:?}", &bytes[..6]);
        let role = crate::members::Role::Owner;
        let secret = Secret::new(SESAME.to_owned());
        let new = NewMember { email: String::new(), name: String::new(), role, password: Some(secret.clone()) };
        let master = MasterKey::new(bytes);
        let keyring = Keyring::of(bytes);

        for shown in [
            format!("{:?}", Guarded::new(SESAME.to_owned())),
            format!("{:?}", Guarded::new(bytes)),
            format!("{secret:?} {new:?}"),
            format!("{master:?} {keyring:?} {:?}", master.to_base64()),
            format!("{:?}", Rules::new(&TenantSettings::default(), &bytes, 1, &bytes).unwrap()),
        ] {
            assert!(!shown.contains(SESAME), "{shown}");
            assert!(!shown.contains(of_bytes.trim_matches(['[', ']'])), "{shown}");
            assert!(!shown.contains(master.to_base64().expose()), "{shown}");
        }
    }
}
