//! Signing in to the console and out of it, and one's own password.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use domain::boot::Secret;
use domain::console::{PasswordChange, SignIn};
use domain::error::Error;
use domain::members::EMAIL_CHARS_MAX;
use domain::passwords::CHARS_MAX;
use domain::sessions::Issued;
use domain::sign_in::{Credentials, Recognised};
use domain::tenants::SLUG_CHARS_MAX;
use poem::Request;
use poem_openapi::payload::Json;
use poem_openapi::{ApiResponse, Object, OpenApi};
use serde::Deserialize;

use crate::App;
use crate::auth::{ConsoleMember, PAGE_OF, is_page_of_another};
use crate::body::{JsonBody, present};
use crate::contract::Tag;
use crate::error::ApiError;
use crate::geoip::LocationCredit;
use crate::members::Role;
use crate::{client, cookie};

/// What must not be kept by anybody on the way.
const NO_STORE: &str = "no-store";

/// The operations of signing in.
pub struct LoginApi {
    /// What they work with.
    pub app: Arc<App>,
}

/// What somebody signs in with.
#[derive(Object, Deserialize)]
#[serde(deny_unknown_fields)]
#[oai(deny_unknown_fields)]
pub struct LoginRequest {
    /// The e-mail address, in any case.
    #[oai(validator(max_length = 254))]
    email: String,
    /// The password.
    #[oai(validator(max_length = 200))]
    password: String,
    /// The slug of the tenant that is meant: needed by who belongs to several.
    #[oai(validator(max_length = 63))]
    #[serde(default, deserialize_with = "present")]
    tenant: Option<String>,
}

/// Another password of one's own.
#[derive(Object, Deserialize)]
#[serde(deny_unknown_fields)]
#[oai(deny_unknown_fields)]
pub struct PasswordToChange {
    /// The password until now.
    #[oai(validator(max_length = 200))]
    current_password: String,
    /// The password from now on, 12 to 200 characters, not the e-mail address.
    #[oai(validator(max_length = 200, min_length = 12))]
    new_password: String,
}

/// A person who is signed in.
#[derive(Object)]
pub struct LoginMember {
    /// The person's id (`mem_…`).
    id: String,
    /// The e-mail address, in lower case.
    email: String,
    /// Their name for people.
    name: String,
}

/// The tenant that somebody is signed in to.
#[derive(Object)]
pub struct LoginTenant {
    /// Its id (`ten_…`).
    id: String,
    /// Its name in URLs.
    slug: String,
    /// Its name for people.
    name: String,
}

/// Who is signed in, where, and for how long.
#[derive(Object)]
pub struct Login {
    /// Who.
    member: LoginMember,
    /// Where.
    tenant: LoginTenant,
    /// What they may do there.
    role: Role,
    /// When they have to sign in again in any case.
    expires_at: DateTime<Utc>,
    /// What has to be shown where locations are; absent when nothing has.
    #[oai(skip_serializing_if_is_none)]
    location_credit: Option<LocationCredit>,
}

/// Somebody has signed in.
#[derive(ApiResponse)]
pub enum LoginAnswer {
    /// Who is signed in now; the cookie is the credential.
    #[oai(status = 200)]
    SignedIn(
        Json<Login>,
        /// The cookie that says so from now on.
        #[oai(header = "Set-Cookie")]
        String,
        /// `no-store`: the answer holds a secret.
        #[oai(header = "Cache-Control")]
        String,
    ),
}

/// Done, with another cookie.
#[derive(ApiResponse)]
pub enum CookieAnswer {
    /// Done.
    #[oai(status = 204)]
    Done(
        /// The cookie from now on, or an empty one that takes it away.
        #[oai(header = "Set-Cookie")]
        String,
    ),
}

#[OpenApi(tag = "Tag::Console")]
impl LoginApi {
    /// Signs in.
    ///
    /// A wrong e-mail address and a wrong password are answered the same: 401. Who belongs to several tenants says which
    /// one: otherwise 409, with their list. The session is bound to the tenant and the role; to switch, sign in again. After
    /// 10 failures of an account, or 50 of an address, within 15 minutes: 429 until they are over.
    #[oai(path = "/v1/login", method = "post", operation_id = "login")]
    async fn login(&self, request: &Request, body: JsonBody<LoginRequest>) -> Result<LoginAnswer, ApiError> {
        cookie::check_origin_if_said(request)?;
        check_length("/email", &body.value.email, EMAIL_CHARS_MAX)?;
        check_length("/password", &body.value.password, CHARS_MAX)?;
        check_length("/tenant", body.value.tenant.as_deref().unwrap_or_default(), SLUG_CHARS_MAX)?;
        let (app, now) = (&self.app, self.app.clock.now());
        let password = Secret::new(body.value.password);
        let credentials = Credentials {
            email: &body.value.email,
            password: &password,
            tenant: body.value.tenant.as_deref(),
            address: client::address(app, request),
        };
        let outcome = app.console.sign_in(now, credentials, client::used(app, request)).await;
        match outcome.map_err(ApiError::of_attempt)? {
            SignIn::Refused => Err(ApiError::wrong_password()),
            SignIn::TenantNeeded(tenants) => Err(ApiError::tenant_needed(&tenants)),
            SignIn::SignedIn(person, issued) => {
                if let Some(before) = cookie::token(request) {
                    // The browser forgets it in any case; whoever has signed in is not kept out by what is left of it.
                    if let Err(error) = app.console.sign_out(now, before).await {
                        tracing::warn!(%error, "the session before a sign-in could not be ended everywhere");
                    }
                }
                let cookie = cookie_of(request, now, &issued);
                let login = Login::of(app, *person, issued.stored.session.expires_at);
                Ok(LoginAnswer::SignedIn(Json(login), cookie, NO_STORE.to_owned()))
            }
        }
    }

    /// Says who is signed in.
    ///
    /// By the cookie alone.
    #[oai(path = "/v1/login", method = "get", operation_id = "get_login")]
    async fn get(&self, caller: ConsoleMember) -> Result<Json<Login>, ApiError> {
        let person = self.app.console.profile(&caller.0).await.map_err(of_somebody_gone)?;
        Ok(Json(Login::of(&self.app, person, caller.0.expires_at)))
    }

    /// Signs out.
    ///
    /// Ends the session and takes the cookie away. 204 also without a cookie, and with one that opens nothing any more. 401 on a page of
    /// the console that is of somebody else than who is signed in: nobody is signed out then.
    #[oai(path = "/v1/logout", method = "post", operation_id = "logout")]
    async fn logout(&self, request: &Request) -> Result<CookieAnswer, ApiError> {
        cookie::check_origin_if_said(request)?;
        if let Some(token) = cookie::token(request) {
            cookie::check_origin(request)?;
            let (console, now) = (&self.app.console, self.app.clock.now());
            if request.headers().contains_key(PAGE_OF) {
                let member = console.authenticate(now, token, client::used(&self.app, request)).await?;
                if member.is_some_and(|member| is_page_of_another(request, &member)) {
                    return Err(ApiError::unauthenticated());
                }
            }
            console.sign_out(now, token).await?;
        }
        Ok(CookieAnswer::Done(cookie::clear(request)))
    }

    /// Changes one's own password.
    ///
    /// Ends all sessions of the member, in every tenant; the answer's cookie is of a new one. A wrong current password counts
    /// as a failure to sign in.
    #[oai(path = "/v1/password", method = "post", operation_id = "change_password")]
    async fn change_password(
        &self,
        request: &Request,
        caller: ConsoleMember,
        body: JsonBody<PasswordToChange>,
    ) -> Result<CookieAnswer, ApiError> {
        let (app, now) = (&self.app, self.app.clock.now());
        check_length("/current_password", &body.value.current_password, CHARS_MAX)?;
        let (current, new) = (Secret::new(body.value.current_password), Secret::new(body.value.new_password));
        let from = (client::address(app, request), client::used(app, request));
        let changed = app.console.change_password(now, &caller.0, &current, &new, from).await;
        match changed.map_err(of_somebody_gone)? {
            PasswordChange::Wrong => Err(ApiError::invalid("/current_password", "is not the password")),
            PasswordChange::Done(issued) => Ok(CookieAnswer::Done(cookie_of(request, now, &issued))),
        }
    }
}

/// Refuses what is longer than the contract says, before it is an attempt to sign in.
fn check_length(pointer: &str, text: &str, chars_max: usize) -> Result<(), ApiError> {
    match text.chars().count() {
        chars if chars > chars_max => {
            Err(ApiError::invalid(pointer, format!("must have at most {chars_max} characters")))
        }
        _ => Ok(()),
    }
}

/// Who was removed since the cookie was found good is nobody any more.
fn of_somebody_gone(error: Error) -> ApiError {
    match error {
        Error::NotFound(_) => ApiError::unauthenticated(),
        other => ApiError::of_attempt(other),
    }
}

fn cookie_of(request: &Request, now: DateTime<Utc>, issued: &Issued) -> String {
    let seconds = (issued.stored.session.expires_at - now).num_seconds();
    cookie::set(request, &issued.token, seconds)
}

impl Login {
    fn of(app: &App, person: Recognised, expires_at: DateTime<Utc>) -> Self {
        Self {
            member: LoginMember { id: person.member.to_string(), email: person.email, name: person.name },
            tenant: LoginTenant {
                id: person.tenant.tenant.to_string(),
                slug: person.tenant.slug,
                name: person.tenant.name,
            },
            role: person.tenant.role.into(),
            expires_at,
            location_credit: LocationCredit::of(&app.locator),
        }
    }
}
