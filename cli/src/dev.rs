//! `gatebook dev`: everything on this machine, in one process and one directory.
//!
//! 1. The directory and what it remembers (`dev/memory.rs`): secrets are made once and kept.
//! 2. PostgreSQL and Redis, private ones or those that the caller named. Meanwhile a location database is fetched, once
//!    (`dev/places.rs`).
//! 3. The schema, the API, the worker and the demo tenant; then the screen.
//! 4. Until a signal comes or something ends by itself. Then the API drains, and the servers are stopped last.

mod demo;
mod member;
mod memory;
mod places;

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::path::Path;
use std::process::ExitCode;

use domain::boot::{self, Clock, DatabaseUrl, Secret, Settings, Stores, init_tracing, roles};
use domain::error::Error;
use domain::id::TenantId;
use domain::idempotency::Repeatable;
use domain::keyring::Keyring;
use domain::keys::{self, Authenticator, NewKey};
use domain::scope::Scope;
use domain::settings::TenantSettings;
use domain::tenants::{self, NewTenant};
use tokio::sync::oneshot;
use tokio::task::{JoinError, JoinSet};
use tokio_util::sync::CancellationToken;

use self::memory::Memory;
use self::places::Places;
use crate::DevArguments;
use crate::failure::Failure;
use crate::servers::{Directory, Durability, Redis, Servers, is_free_port};
use crate::{migrate, shutdown};

/// The database of a private cluster.
const DATABASE: &str = "gatebook";
/// The demo tenant's name in URLs.
const DEMO: &str = "demo";
/// The first ports that are tried.
const PORT: u16 = 8080;
const METRICS_PORT: u16 = 9090;
/// How many ports are tried from there.
const PORTS_TRIED_MAX: u16 = 50;

/// Runs until it is stopped.
pub async fn run(arguments: DevArguments) -> Result<ExitCode, Failure> {
    let shutdown = shutdown::on_signals()?;
    let directory = Directory::lock(&arguments.dir)?;
    let mut memory = Memory::open(&directory.path().join("dev.env"))?;
    let superuser_password = Secret::new(memory.secret("DEV_SUPERUSER_PASSWORD"));
    let redis_password = Secret::new(memory.secret("DEV_REDIS_PASSWORD"));
    // A cluster keeps the password that it is made with: remember it first.
    memory.save()?;
    let postgres = arguments.database_url.is_none().then_some(&superuser_password);
    let redis = arguments.redis_url.is_none().then_some(&redis_password);
    let starting = Servers::start(&directory, Durability::Full, &[], postgres, redis);
    let (own, places) = tokio::join!(starting, places::find(directory.path(), &shutdown));
    let mut own = own?;
    memory.set("GATEBOOK_GEOIP", &places.files);
    memory.set("GATEBOOK_EXPORTS", &directory.path().join("exports").display().to_string());
    let outcome = beside(&mut own, &arguments, &mut memory, &places, shutdown).await;
    own.stop().await;
    outcome.map(|()| ExitCode::SUCCESS)
}

async fn beside(
    own: &mut Servers,
    arguments: &DevArguments,
    memory: &mut Memory,
    places: &Places,
    shutdown: CancellationToken,
) -> Result<(), Failure> {
    let settings = settings_of(own, arguments, memory).await?;
    memory.save()?;
    init_tracing(&settings);
    let clock = Clock::system();
    migrate::run(&settings, &clock).await?;

    let (bound_sender, bound) = oneshot::channel();
    let ready = move |bound: api::Bound| {
        let _ = bound_sender.send(bound);
    };
    let mut parts = JoinSet::new();
    let api = api::run(settings.clone(), clock.clone(), shutdown.clone(), ready);
    parts.spawn(async { ("the API", api.await) });
    let worker = worker::run(settings.clone(), clock.clone(), shutdown.clone(), api::render, || ());
    parts.spawn(async { ("the worker", worker.await) });
    let mut outcome = match bound.await {
        Ok(bound) => welcome(&bound, arguments, memory, places, &settings, &clock, &shutdown).await,
        // The API ended before it listened; joining it says why.
        Err(_) => Ok(()),
    };
    if outcome.is_ok() {
        outcome = tokio::select! {
            // What ends because it was asked to is no failure.
            biased;
            () = shutdown.cancelled() => Ok(()),
            Some(part) = parts.join_next() => joined(part).and_then(|name| Err(Failure::new(format!("{name} ended")))),
            sentence = own.ended() => Err(Failure::new(sentence)),
        };
    }
    shutdown.cancel();
    while let Some(part) = parts.join_next().await {
        outcome = outcome.and(joined(part).map(drop));
    }
    outcome
}

fn joined(part: Result<(&'static str, Result<(), Error>), JoinError>) -> Result<&'static str, Failure> {
    match part {
        Ok((name, Ok(()))) => Ok(name),
        Ok((name, Err(error))) => Err(Failure::of(name, &error)),
        Err(error) => Err(Failure::of("a part of the program", &error)),
    }
}

/// Settings for the servers that run, written down so that the other modes find them too (`. .gatebook/dev.env`).
async fn settings_of(own: &Servers, arguments: &DevArguments, memory: &mut Memory) -> Result<Settings, Failure> {
    let owner: DatabaseUrl = match (&own.postgres, &arguments.database_url) {
        (Some(postgres), _) => {
            let password = memory.secret("DEV_OWNER_PASSWORD");
            let owner = postgres.superuser_url().with_database(DATABASE).with_login(roles::OWNER, &password);
            let superuser = boot::connect_once(postgres.superuser_url())?;
            roles::make_database(&superuser, &owner)
                .await
                .map_err(|error| Failure::of("making the database", &error))?;
            owner
        }
        (None, named) => named
            .as_deref()
            .unwrap_or_default()
            .parse()
            .map_err(|expected| Failure::usage(format!("DATABASE_URL should be {expected}")))?,
    };
    memory.set("GATEBOOK_DATABASE_URL", owner.expose());
    for (variable, role, secret) in [
        ("GATEBOOK_APP_DATABASE_URL", "gatebook_app", "DEV_APP_PASSWORD"),
        ("GATEBOOK_READ_DATABASE_URL", "gatebook_read", "DEV_READ_PASSWORD"),
        ("GATEBOOK_WORKER_DATABASE_URL", "gatebook_worker", "DEV_WORKER_PASSWORD"),
    ] {
        let password = memory.secret(secret);
        memory.set(variable, owner.with_login(role, &password).expose());
    }
    let named = arguments.redis_url.as_deref().unwrap_or_default();
    memory.set("GATEBOOK_REDIS_URL", own.redis.as_ref().map_or(named, Redis::url));
    memory.secret("GATEBOOK_ADMIN_KEY");
    memory.master_key("GATEBOOK_MASTER_KEY");
    let listen = arguments.listen.map_or_else(|| free_address(PORT), Ok)?;
    memory.set("GATEBOOK_LISTEN", &listen.to_string());
    memory.set("GATEBOOK_METRICS_LISTEN", &free_address(METRICS_PORT)?.to_string());
    let variables = memory.settings().chain([("GATEBOOK_LOG".to_owned(), "warn".to_owned())]);
    // What tunes the program may come from outside; where things are is decided here. The last one of a name holds.
    let tuning = boot::environment().into_iter().filter(|(name, _)| !memory.holds(name));
    let settings = Settings::from_vars(variables.chain(tuning)).map_err(|faults| Failure::of_settings(&faults))?;
    if settings.tls.is_some() {
        let sentence =
            "gatebook dev speaks HTTP, on this machine alone: unset GATEBOOK_TLS_CERTIFICATE and GATEBOOK_TLS_KEY";
        return Err(Failure::usage(sentence));
    }
    Ok(settings)
}

/// This port of 127.0.0.1, or the next one that is free.
fn free_address(first: u16) -> Result<SocketAddr, Failure> {
    let port = (first..first + PORTS_TRIED_MAX).find(|&port| is_free_port(port));
    let port = port.ok_or_else(|| Failure::new(format!("no free port from {first} on; name one with --listen")))?;
    Ok(SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), port))
}

/// Makes the demo tenant and says on the screen where everything is, with lines that work when pasted.
async fn welcome(
    bound: &api::Bound,
    arguments: &DevArguments,
    memory: &mut Memory,
    places: &Places,
    settings: &Settings,
    clock: &Clock,
    shutdown: &CancellationToken,
) -> Result<(), Failure> {
    let url = format!("http://{}", bound.api);
    let stores = boot::connect(settings)?;
    let (tenant, key) = demo_tenant(&stores, settings, clock, memory.get("GATEBOOK_KEY")).await?;
    let console = member::link(&stores, clock.now(), tenant, memory, &url).await?;
    memory.set("GATEBOOK_URL", &url);
    memory.set("GATEBOOK_KEY", &key);
    memory.save()?;
    let moved = arguments.listen.is_none() && bound.api.port() != PORT;
    let note = if moved { format!("  (port {PORT} is taken)") } else { String::new() };
    println!("{}", screen(&url, &console, bound, &key, &note, places, memory.path()));
    if arguments.demo {
        let now = clock.now();
        let shutdown = shutdown.clone();
        tokio::spawn(async move { demo::run(&url, &key, now, shutdown).await });
    }
    Ok(())
}

fn screen(url: &str, console: &str, bound: &api::Bound, key: &str, note: &str, places: &Places, env: &Path) -> String {
    let event = r#"{"method":"GET","url":"https://shop.example/shoes?size=42","status":200,"duration_ms":12.5,"remote_addr":"203.0.113.7","user_agent":"Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Mobile/15E148 Safari/604.1","user_id":"alice"}"#;
    format!(
        "
Gatebook runs.

  console  {console}
  API      {url}{note}
  docs     {url}/docs
  metrics  http://{metrics}/metrics
  tenant   {DEMO}
  key      {key}
  places   {places}

Write a page view into the log:

  curl -sS -w '\\n' {url}/v1/events -H 'Authorization: Bearer {key}' -H 'Content-Type: application/json' -d '{event}'

Read the log:

  curl -sS -w '\\n' '{url}/v1/events?limit=10' -H 'Authorization: Bearer {key}'

Ctrl-C stops it; what it keeps is beside {env}. For the other modes, in another terminal:

  set -a; . {env}; set +a
",
        metrics = bound.metrics,
        places = places.note,
        env = env.display(),
    )
}

/// Makes the tenant `demo` with a key, unless the one that was `kept` still opens it; returns both.
async fn demo_tenant(
    stores: &Stores,
    settings: &Settings,
    clock: &Clock,
    kept: Option<&str>,
) -> Result<(TenantId, String), Failure> {
    let now = clock.now();
    let tenant = match tenants::find_by_slug(stores, DEMO).await {
        Err(Error::NotFound(_)) => {
            let new = NewTenant { slug: DEMO.to_owned(), name: "Demo".to_owned(), settings: TenantSettings::default() };
            let keyring = Keyring::open(&stores.app, settings).await?;
            tenants::create(stores, now, &keyring, "gatebook dev", Repeatable::ONCE, new).await?
        }
        found => found?,
    };
    if let Some(kept) = kept {
        let opens = Authenticator::new(&stores.app).authenticate(now, kept).await?;
        if opens.is_some_and(|principal| principal.tenant == tenant.tenant_id) {
            return Ok((tenant.tenant_id, kept.to_owned()));
        }
    }
    let new = NewKey { name: "gatebook dev".to_owned(), scopes: Scope::ALL.into(), expires_at: None };
    let issued = keys::create(stores, now, tenant.tenant_id, "gatebook dev", Repeatable::ONCE, new).await?;
    Ok((tenant.tenant_id, issued.token.to_string()))
}
