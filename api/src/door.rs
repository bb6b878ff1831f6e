//! The door before the API. Behind it is what needs the keyring, and so an answer of PostgreSQL's: everything.
//!
//! A process starts while PostgreSQL is away. Until the keyring could be opened, requests are answered 503, but `/healthz`, and each
//! tries once more unless another one is just trying.

use std::sync::{Arc, OnceLock};

use domain::boot::{Clock, Settings, Stores};
use domain::error::Error;
use domain::keyring::Keyring;
use poem::{Endpoint, IntoResponse, Request, Response};
use tokio_util::sync::CancellationToken;

use crate::App;
use crate::error::{ApiError, of_poem};
use crate::headers;
use crate::observe::Observed;

/// What an app is made of.
#[derive(Clone)]
pub struct Parts {
    /// The settings of the process.
    pub settings: Settings,
    /// Where it keeps things.
    pub stores: Stores,
    /// The time.
    pub clock: Clock,
    /// Ends what would go on for ever.
    pub closing: CancellationToken,
}

/// An endpoint that is made when it can be.
pub struct Door<E> {
    parts: Parts,
    make: fn(&Arc<App>) -> E,
    opened: OnceLock<(Arc<App>, E)>,
    /// Held by whoever tries.
    opening: tokio::sync::Mutex<()>,
}

impl<E> Door<E> {
    /// A closed one; `make` makes what is behind it.
    pub fn new(parts: Parts, make: fn(&Arc<App>) -> E) -> Self {
        Self { parts, make, opened: OnceLock::new(), opening: tokio::sync::Mutex::new(()) }
    }

    /// The app, if it is there.
    pub fn app(&self) -> Option<&Arc<App>> {
        self.opened.get().map(|(app, _)| app)
    }

    /// Makes the app, unless it is there.
    ///
    /// # Errors
    /// `Unavailable` when PostgreSQL does not answer, or somebody is just asking it; `Invalid` when the master key does not open what is
    /// stored, or another setting does not fit.
    pub async fn open(&self) -> Result<(), Error> {
        let Ok(_alone) = self.opening.try_lock() else { return Err(Error::unavailable("the keyring is being opened")) };
        if self.opened.get().is_some() {
            return Ok(());
        }
        let keyring = Keyring::open(&self.parts.stores.app, &self.parts.settings).await?;
        let app = Arc::new(App::start(&self.parts, keyring)?);
        let behind = (self.make)(&app);
        // Nobody else has it open: that needs the lock.
        let _ = self.opened.set((app, behind));
        Ok(())
    }
}

impl<E: Endpoint<Output = Response>> Endpoint for Door<E> {
    type Output = Response;

    async fn call(&self, request: Request) -> poem::Result<Response> {
        match self.opened.get() {
            Some((_, behind)) => behind.call(request).await,
            None => Box::pin(self.call_closed(request)).await,
        }
    }
}

impl<E: Endpoint<Output = Response>> Door<E> {
    async fn call_closed(&self, request: Request) -> poem::Result<Response> {
        let observed = Observed::begin(&request, &self.parts.clock);
        let mut response = if request.uri().path() == "/healthz" {
            "ok\n".into_response()
        } else {
            let opened = observed.scope(self.open()).await;
            if let Some((_, behind)) = self.opened.get() {
                return behind.call(request).await;
            }
            observed.scope(refusal(opened)).await
        };
        headers::complete(self.parts.settings.tls.is_some(), &mut response);
        Ok(observed.end(response))
    }
}

/// What a caller is told. What is wrong with a setting is for the log alone.
async fn refusal(opened: Result<(), Error>) -> Response {
    let error = match opened {
        Err(error @ Error::Unavailable { .. }) => error,
        Err(error) => {
            tracing::error!(%error, "the API cannot open");
            Error::unavailable("the API is not set up")
        }
        Ok(()) => Error::unavailable("the keyring is being opened"),
    };
    of_poem(ApiError::from(error).into()).await
}
