//! `gatebook master-key`: another key in the place of the one under which secrets are wrapped.

use std::process::ExitCode;

use clap::Subcommand;
use domain::boot::{Settings, connect_worker};
use domain::keyring::Keyring;
use domain::keyring::rotation::{self, Standing};

use crate::failure::{FAILED, Failure};

/// What can be done to the master key.
#[derive(Subcommand)]
pub enum MasterKeyCommand {
    /// Wraps everything that GATEBOOK_MASTER_KEY_PREVIOUS opens under GATEBOOK_MASTER_KEY, beside running processes that know both.
    /// Safe to repeat, and to stop at any time.
    Rotate,
    /// Counts what is wrapped under which key.
    Status,
}

/// Carries out a command on the master key.
pub async fn run(settings: &Settings, command: MasterKeyCommand) -> Result<ExitCode, Failure> {
    let db = connect_worker(settings)?;
    let keyring = Keyring::open(&db, settings).await?;
    let standing = match command {
        MasterKeyCommand::Rotate => rotation::rotate(&db, &keyring).await?,
        MasterKeyCommand::Status => rotation::standing(&db, &keyring).await?,
    };
    if matches!(command, MasterKeyCommand::Rotate) {
        println!("wrapped anew:                 {}", standing.rewrapped);
    }
    Ok(say(&standing, settings.master_key_previous.is_some()))
}

fn say(standing: &Standing, has_previous: bool) -> ExitCode {
    println!("under GATEBOOK_MASTER_KEY:    {}", standing.present);
    println!("under the previous one:       {}", standing.previous);
    if !standing.closed.is_empty() {
        println!("under neither:                {}", standing.closed.join("\n                              "));
        return ExitCode::from(FAILED);
    }
    match standing.previous {
        0 if has_previous => {
            println!("GATEBOOK_MASTER_KEY_PREVIOUS is needed for nothing but links to exports, which last 15 minutes")
        }
        0 => {}
        _ => println!("when every process has both keys: gatebook master-key rotate"),
    }
    ExitCode::SUCCESS
}
