//! Who reads a stream: its credential is looked at again while it goes on.

use std::sync::Arc;
use std::time::Duration;

use domain::id::TenantId;
use poem::Request;
use poem::http::header::{AUTHORIZATION, COOKIE, HOST, ORIGIN};
use tokio::time::Instant;

use crate::App;
use crate::auth::Caller;
use crate::error::ApiError;

/// How often the credential is looked at again.
pub const CHECK_EVERY: Duration = Duration::from_secs(5);

/// Who reads a stream.
pub struct Reader {
    caller: Caller,
    /// When the credential was last looked at.
    checked_at: Instant,
    /// What of the request says who is calling, to be looked at again.
    credential: Request,
    max: Option<Duration>,
}

impl Reader {
    /// The one who sent a request, for at most so many seconds.
    pub fn new(caller: Caller, app: &Arc<App>, request: &Request, max_s: Option<u32>) -> Self {
        let mut credential = Request::builder().method(request.method().clone()).uri(request.uri().clone()).finish();
        for name in [AUTHORIZATION, COOKIE, HOST, ORIGIN] {
            if let Some(value) = request.headers().get(&name) {
                credential.headers_mut().insert(name, value.clone());
            }
        }
        credential.set_data(Arc::clone(app));
        Self {
            caller,
            checked_at: Instant::now(),
            credential,
            max: max_s.map(|max_s| Duration::from_secs(max_s.into())),
        }
    }

    /// Whose events it reads.
    pub fn tenant(&self) -> TenantId {
        self.caller.tenant()
    }

    /// Looks at the credential again when it is time.
    ///
    /// # Errors
    /// Why it is good no more.
    pub async fn check_again(&mut self) -> Result<(), ApiError> {
        if self.checked_at.elapsed() >= CHECK_EVERY {
            self.caller.check_again(&self.credential).await?;
            self.checked_at = Instant::now();
        }
        Ok(())
    }

    /// Who it is.
    pub const fn caller(&self) -> &Caller {
        &self.caller
    }

    /// How long it reads at most.
    pub const fn max(&self) -> Option<Duration> {
        self.max
    }
}
