//! Places at which a test can hold what is going on, to force two things into an order. Without the feature `test-support`
//! they are nothing.

/// Goes on at once, unless a test holds whoever comes to `place` for `id`.
#[cfg(not(feature = "test-support"))]
#[expect(clippy::unused_async, reason = "it waits when tests hold it")]
pub(crate) async fn at(_place: &'static str, _id: uuid::Uuid) {}

#[cfg(feature = "test-support")]
pub use held::{Hold, hold};

#[cfg(feature = "test-support")]
pub(crate) use held::at;

#[cfg(feature = "test-support")]
mod held {
    use std::collections::HashMap;
    use std::sync::{Mutex, PoisonError};

    use tokio::sync::oneshot;
    use uuid::Uuid;

    type Place = (&'static str, Uuid);
    type Held = (oneshot::Sender<()>, oneshot::Receiver<()>);

    static HELD: Mutex<Option<HashMap<Place, Held>>> = Mutex::new(None);

    /// Holds the first who comes to a place. Dropped, it lets go.
    pub struct Hold {
        reached: Option<oneshot::Receiver<()>>,
        _go: oneshot::Sender<()>,
    }

    impl Hold {
        /// Waits until somebody is held.
        ///
        /// # Panics
        /// When somebody was waited for before.
        pub async fn reached(&mut self) {
            let reached = self.reached.take().expect("somebody was waited for before");
            // Only whoever is held drops the other end, after saying so.
            let _ = reached.await;
        }
    }

    /// Holds the first who comes to `place` for `id` from now on.
    #[must_use]
    pub fn hold(place: &'static str, id: Uuid) -> Hold {
        let (reached, was_reached) = oneshot::channel();
        let (go, may_go) = oneshot::channel();
        let mut held = HELD.lock().unwrap_or_else(PoisonError::into_inner);
        held.get_or_insert_default().insert((place, id), (reached, may_go));
        Hold { reached: Some(was_reached), _go: go }
    }

    pub(crate) async fn at(place: &'static str, id: Uuid) {
        let held = {
            let mut held = HELD.lock().unwrap_or_else(PoisonError::into_inner);
            held.as_mut().and_then(|held| held.remove(&(place, id)))
        };
        if let Some((reached, may_go)) = held {
            let _ = reached.send(());
            // Ends when the hold is dropped.
            let _ = may_go.await;
        }
    }
}
