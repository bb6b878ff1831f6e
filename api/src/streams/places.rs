//! Places for streams: so many in a process, and never more than half of them for one tenant.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use domain::error::Error;
use domain::id::TenantId;

/// Files and tails that one process writes at once.
const PLACES: usize = 256;
/// Most of them for one tenant: others find some, however many it opens.
const OF_TENANT_MAX: usize = PLACES / 2;

/// The places of a process. Cheap to clone.
#[derive(Clone, Default)]
pub struct Places(Arc<Mutex<HashMap<TenantId, usize>>>);

/// The right to write a stream, as long as it is held.
pub struct Place {
    places: Places,
    tenant: TenantId,
}

impl Places {
    /// Takes one.
    ///
    /// # Errors
    /// `Unavailable` when the tenant, or all together, have as many as they may.
    pub fn take(&self, tenant: TenantId) -> Result<Place, Error> {
        let mut taken = self.taken();
        if taken.values().sum::<usize>() >= PLACES || taken.get(&tenant).is_some_and(|own| *own >= OF_TENANT_MAX) {
            return Err(Error::unavailable("as many streams are written as there may be"));
        }
        *taken.entry(tenant).or_default() += 1;
        Ok(Place { places: self.clone(), tenant })
    }

    fn taken(&self) -> MutexGuard<'_, HashMap<TenantId, usize>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut taken = self.places.taken();
        if let Some(own) = taken.get_mut(&self.tenant) {
            *own -= 1;
            if *own == 0 {
                taken.remove(&self.tenant);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fill(places: &Places, tenant: TenantId) -> Vec<Place> {
        std::iter::from_fn(|| places.take(tenant).ok()).collect()
    }

    #[test]
    fn one_tenant_has_half_and_what_is_given_back_is_free() {
        let (places, [one, other, third]) = (Places::default(), [1, 2, 3].map(|n| TenantId(uuid::Uuid::from_u128(n))));

        let of_one = fill(&places, one);
        let mut of_other = fill(&places, other);

        assert_eq!((of_one.len(), of_other.len()), (OF_TENANT_MAX, OF_TENANT_MAX));
        assert!(places.take(third).is_err());
        of_other.pop();
        assert!(places.take(one).is_err());
        assert_eq!(fill(&places, third).len(), 1);
        drop((of_one, of_other));
        assert!(places.taken().is_empty());
    }
}
