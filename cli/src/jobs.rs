//! `gatebook jobs`: what an operator sees of the work in the background.

use std::process::ExitCode;

use clap::Subcommand;
use domain::boot::{Settings, Stores, connect};
use domain::id::JobId;
use domain::jobs::{self, Job};

use crate::failure::Failure;
use crate::tenants;

/// What can be done to jobs.
#[derive(Subcommand)]
pub enum JobsCommand {
    /// Lists the jobs, newest first, those of deleted tenants too.
    List {
        /// Only those of this tenant: its id or slug. A deleted tenant has no slug.
        #[arg(long)]
        tenant: Option<String>,
    },
    /// Pushes a failed job again; it goes on where it had got to.
    Retry {
        /// The job's id.
        job: JobId,
    },
}

/// Carries out a command on jobs.
pub async fn run(settings: &Settings, command: JobsCommand) -> Result<ExitCode, Failure> {
    let stores = connect(settings)?;
    match command {
        JobsCommand::List { tenant } => list(&stores, tenant.as_deref()).await?,
        JobsCommand::Retry { job } => {
            let retried = jobs::retry_any(&stores, job).await?;
            println!("pushed {job} of {} again", retried.tenant_id);
        }
    }
    Ok(ExitCode::SUCCESS)
}

async fn list(stores: &Stores, tenant: Option<&str>) -> Result<(), Failure> {
    let tenant = match tenant {
        Some(named) => Some(tenants::find(stores, named).await?),
        None => None,
    };
    let mut after = None;
    loop {
        let page = jobs::list_all(stores, tenant, after, jobs::PAGE_MAX).await?;
        page.iter().for_each(print);
        after = page.last().map(|job| job.job_id);
        if after.is_none() {
            return Ok(());
        }
    }
}

fn print(job: &Job) {
    let created = job.created_at.format("%Y-%m-%d %H:%M");
    let total = job.total.map_or_else(|| "?".to_owned(), |total| total.to_string());
    println!(
        "{}  {}  {created}  {:<7}  {}  {}/{total}",
        job.job_id,
        job.tenant_id,
        job.state.name(),
        job.kind,
        job.done
    );
    if let Some(error) = &job.error {
        println!("    after {} attempts: {error}", job.attempts);
    }
}
