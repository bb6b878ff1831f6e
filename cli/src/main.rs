//! The program `gatebook`: one binary, all modes.

#![expect(clippy::print_stdout, reason = "a command answers on stdout")]

mod access_keys;
mod dev;
mod failure;
mod geoip;
mod http_api;
mod import;
mod jobs;
mod master_key;
mod members;
mod migrate;
mod projections;
mod purge;
mod rebuild;
mod servers;
mod sessions;
mod shutdown;
mod tail;
mod tenants;
mod with_servers;

use std::ffi::OsString;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};
use domain::boot::{Clock, Part, Settings, VARIABLES, init_tracing};
use domain::error::Error;
use domain::traces::Traces;
use tokio::task::JoinSet;

use crate::access_keys::AccessKeyCommand;
use crate::failure::Failure;
use crate::geoip::GeoipCommand;
use crate::import::ImportArguments;
use crate::jobs::JobsCommand;
use crate::master_key::MasterKeyCommand;
use crate::members::MemberCommand;
use crate::projections::ProjectionsCommand;
use crate::purge::PurgeArguments;
use crate::rebuild::RebuildCommand;
use crate::sessions::SessionsCommand;
use crate::tail::TailArguments;
use crate::tenants::{KeyCommand, TenantCommand};

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Gatebook keeps the gate book of a web application: who came in, from where, and the button that shows them out.
#[derive(Parser)]
#[command(name = "gatebook", version, after_help = variables_help())]
struct Arguments {
    #[command(subcommand)]
    mode: Mode,
}

#[derive(Subcommand)]
enum Mode {
    /// Runs everything on this machine, with a private PostgreSQL and Redis and a demo tenant.
    Dev(DevArguments),
    /// Serves the HTTP API. Any number may run.
    Api,
    /// Works in the background: partitions, retention, jobs. Any number may run.
    Worker,
    /// Brings the schema, the roles' passwords and the partitions up to date. Safe to repeat.
    Migrate,
    /// Creates, lists and deletes tenants.
    #[command(subcommand)]
    Tenant(TenantCommand),
    /// Makes, lists, revokes and rolls a tenant's keys.
    #[command(subcommand)]
    Key(KeyCommand),
    /// Adds, lists and removes the people of a tenant who sign in to the console.
    #[command(subcommand)]
    Member(MemberCommand),
    /// Lists and rotates the keys that sign a tenant's access tokens.
    #[command(subcommand)]
    AccessKey(AccessKeyCommand),
    /// Replaces the key under which secrets are wrapped, with the worker's settings.
    #[command(subcommand)]
    MasterKey(MasterKeyCommand),
    /// Lists, ends, clears and imports sessions.
    #[command(subcommand)]
    Sessions(SessionsCommand),
    /// Makes what follows from the log anew, with the worker's settings. Safe to repeat, and to stop at any time.
    #[command(subcommand)]
    Rebuild(RebuildCommand),
    /// Lists how far the read models are, and lets one that is stopped by an event go on, with the worker's settings.
    #[command(subcommand)]
    Projections(ProjectionsCommand),
    /// Shows and fetches the databases that locations come from.
    #[command(subcommand)]
    Geoip(GeoipCommand),
    /// Lists jobs of the background, and pushes failed ones again.
    #[command(subcommand)]
    Jobs(JobsCommand),
    /// Deletes events before their retention does it, with the worker's settings.
    Purge(PurgeArguments),
    /// Imports log files of web servers, over HTTP. Safe to repeat, and to stop at any time.
    Import(ImportArguments),
    /// Prints what happens, as it happens, over HTTP.
    Tail(TailArguments),
    /// Prints the contract of the HTTP API.
    Openapi,
    /// Runs a command beside a throw-away PostgreSQL and Redis, found in GATEBOOK_TEST_* variables.
    WithServers {
        /// Let PostgreSQL write through to the disk, as in production.
        #[arg(long)]
        fsync: bool,
        /// Keep what the servers have in a directory of their own below this one.
        #[arg(long)]
        dir: Option<PathBuf>,
        /// A setting of PostgreSQL, as `shared_buffers=4GB`; may be given more than once.
        #[arg(long = "postgres", value_name = "NAME=VALUE")]
        postgres_settings: Vec<String>,
        /// Write every statement that PostgreSQL was asked into this file when the command has ended, as JSON.
        #[arg(long, value_name = "FILE")]
        statements: Option<PathBuf>,
        /// The command with its arguments, after `--`.
        #[arg(last = true, required = true, value_name = "CMD")]
        command: Vec<OsString>,
    },
}

/// How `gatebook dev` runs.
#[derive(clap::Args)]
struct DevArguments {
    /// Add made-up visitors: users with their sessions, a few hundred events of the past days, then a trickle.
    #[arg(long)]
    demo: bool,
    /// Where everything is kept.
    #[arg(long, default_value = ".gatebook")]
    dir: PathBuf,
    /// Where the API listens; without it 127.0.0.1:8080, or the next port that is free.
    #[arg(long)]
    listen: Option<SocketAddr>,
    /// A PostgreSQL to use instead of a private one, as the owner of its database.
    #[arg(long, env = "DATABASE_URL", hide_env_values = true)]
    database_url: Option<String>,
    /// A Redis to use instead of a private one.
    #[arg(long, env = "REDIS_URL", hide_env_values = true)]
    redis_url: Option<String>,
}

#[tokio::main]
async fn main() -> ExitCode {
    let outcome = match Arguments::parse().mode {
        Mode::Dev(arguments) => dev::run(arguments).await,
        Mode::Api => serve().await,
        Mode::Worker => work().await,
        Mode::Migrate => migrate_once().await,
        Mode::Tenant(command) => change_tenants(command).await,
        Mode::Key(command) => change_keys(command).await,
        Mode::Member(command) => change_members(command).await,
        Mode::AccessKey(command) => change_access_keys(command).await,
        Mode::MasterKey(command) => change_master_key(command).await,
        Mode::Sessions(command) => change_sessions(command).await,
        Mode::Rebuild(command) => rebuild_projections(command).await,
        Mode::Projections(command) => change_projections(command).await,
        Mode::Geoip(command) => locate(command).await,
        Mode::Jobs(command) => look_at_jobs(command).await,
        Mode::Purge(arguments) => purge_events(arguments).await,
        Mode::Import(arguments) => import::run(arguments).await,
        Mode::Tail(arguments) => tail::run(arguments).await,
        Mode::Openapi => {
            print!("{}", api::openapi_yaml());
            Ok(ExitCode::SUCCESS)
        }
        Mode::WithServers { fsync, dir, postgres_settings, statements, command } => {
            with_servers::run(fsync.into(), dir, &postgres_settings, statements, command).await
        }
    };
    outcome.unwrap_or_else(|failure| {
        eprintln!("gatebook: {failure}");
        ExitCode::from(failure.code)
    })
}

async fn serve() -> Result<ExitCode, Failure> {
    let settings = settings_for(Part::Api)?;
    // Whoever starts us waits for this line.
    let ready = |bound: api::Bound| println!("listening on {}, metrics on {}", bound.api, bound.metrics);
    traced(api::run(settings, Clock::of_process(), shutdown::on_signals()?, ready)).await?;
    Ok(ExitCode::SUCCESS)
}

async fn work() -> Result<ExitCode, Failure> {
    let settings = settings_for(Part::Worker)?;
    let shutdown = shutdown::on_signals()?;
    // Whoever starts us waits for this line.
    let mut line = "working".to_owned();
    let mut metrics = JoinSet::new();
    if let Some(address) = settings.worker_metrics_listen {
        let (bound, serve) = api::listen_for_metrics(address, shutdown.clone()).await?;
        line.push_str(&format!(", metrics on {bound}"));
        metrics.spawn(serve);
    }
    traced(worker::run(settings, Clock::of_process(), shutdown, api::render, move || println!("{line}"))).await?;
    Ok(ExitCode::SUCCESS)
}

/// Runs a part of the program, with traces of what it does sent to the collector that the environment names.
async fn traced(part: impl Future<Output = Result<(), Error>>) -> Result<(), Failure> {
    let begun = tokio::task::spawn_blocking(Traces::start).await.map_err(|error| Failure::of("traces", &error))?;
    let traces = begun.map_err(|error| Failure::usage(format!("OTEL_EXPORTER_OTLP_*: {error}")))?;
    let outcome = part.await;
    // Whatever comes of the last ones, the part has ended as it has.
    let _ = tokio::task::spawn_blocking(|| traces.end()).await;
    Ok(outcome?)
}

async fn migrate_once() -> Result<ExitCode, Failure> {
    let made = migrate::run(&settings_for(Part::Migrate)?, &Clock::system()).await?;
    println!("the schema is up to date; {made} partitions made");
    Ok(ExitCode::SUCCESS)
}

async fn change_tenants(command: TenantCommand) -> Result<ExitCode, Failure> {
    tenants::run(&settings_for(Part::Admin)?, &Clock::system(), command).await
}

async fn change_keys(command: KeyCommand) -> Result<ExitCode, Failure> {
    tenants::run_key(&settings_for(Part::Admin)?, &Clock::system(), command).await
}

async fn change_members(command: MemberCommand) -> Result<ExitCode, Failure> {
    members::run(&settings_for(Part::Admin)?, &Clock::system(), command).await
}

async fn change_access_keys(command: AccessKeyCommand) -> Result<ExitCode, Failure> {
    access_keys::run(&settings_for(Part::Admin)?, &Clock::system(), command).await
}

async fn change_master_key(command: MasterKeyCommand) -> Result<ExitCode, Failure> {
    master_key::run(&settings_for(Part::Worker)?, command).await
}

async fn change_sessions(command: SessionsCommand) -> Result<ExitCode, Failure> {
    let part = if matches!(command, SessionsCommand::Clear { .. }) { Part::Worker } else { Part::Admin };
    sessions::run(&settings_for(part)?, &Clock::system(), command).await
}

async fn rebuild_projections(command: RebuildCommand) -> Result<ExitCode, Failure> {
    rebuild::run(&settings_for(Part::Worker)?, &Clock::system(), command).await
}

async fn change_projections(command: ProjectionsCommand) -> Result<ExitCode, Failure> {
    projections::run(&settings_for(Part::Worker)?, &Clock::system(), command).await
}

async fn locate(command: GeoipCommand) -> Result<ExitCode, Failure> {
    let settings = Settings::from_env().map_err(|faults| Failure::of_settings(&faults))?;
    geoip::run(&settings, command).await
}

async fn look_at_jobs(command: JobsCommand) -> Result<ExitCode, Failure> {
    jobs::run(&settings_for(Part::Admin)?, command).await
}

async fn purge_events(arguments: PurgeArguments) -> Result<ExitCode, Failure> {
    purge::run(&settings_for(Part::Worker)?, &Clock::system(), arguments).await
}

fn settings_for(part: Part) -> Result<Settings, Failure> {
    let settings = Settings::from_env_for(part).map_err(|faults| Failure::of_settings(&faults))?;
    init_tracing(&settings);
    Ok(settings)
}

fn variables_help() -> String {
    let mut text = String::from("Variables:\n");
    for variable in &VARIABLES {
        let default = variable.default.map(|default| format!(" [default: {default}]")).unwrap_or_default();
        let needed_by: Vec<&str> = variable.needed_by.iter().map(|part| part.word()).collect();
        let needed_by =
            if needed_by.is_empty() { String::new() } else { format!(" [needed by: {}]", needed_by.join(", ")) };
        text.push_str(&format!("  {}{default}{needed_by}\n      {}\n", variable.name, variable.meaning));
    }
    text
}
