//! One run, from an empty installation to what the checker found.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::watch;
use tokio::task::JoinSet;

use crate::evidence::{self, Evidence};
use crate::faults::{self, Planned};
use crate::installation::Installation;
use crate::load::{self, Crowd, Followed, Ground};

/// How many tenants there are.
pub const TENANTS: usize = 3;
/// The load of every run.
pub const CROWD: Crowd = Crowd { writers: 4, people: 5, watchers: 4, readers: 3 };
/// How long the load goes on after the last fault.
const CALM_LAST: Duration = Duration::from_secs(2);
/// Within how long everything must be back.
const BACK_WITHIN: Duration = Duration::from_secs(60);
/// Within how long the workers must have done what is left.
const SETTLED_WITHIN: Duration = Duration::from_secs(180);
/// Within how long those who follow must have come to the end.
const FOLLOWED_WITHIN: Duration = Duration::from_secs(120);
/// Within how long the clients come to an end: one may be waiting for an answer.
const STOPPED_WITHIN: Duration = Duration::from_secs(60);
const LOOK_EVERY: Duration = Duration::from_millis(200);

/// What goes wrong, and for how long the load lasts.
#[derive(Debug, Clone)]
pub struct Plan {
    /// Decides everything that is decided at random.
    pub seed: u64,
    /// The faults, in the order in which they begin.
    pub schedule: Vec<Planned>,
    /// How long the load lasts at least.
    pub time: Duration,
    /// Where what happens is told while it does; a line at a time.
    pub tell: fn(&str),
}

/// A run that is over, with everything still there.
pub struct Run {
    /// What runs.
    pub installation: Arc<Installation>,
    /// What the clients share.
    pub ground: Arc<Ground>,
    /// What was seen.
    pub evidence: Evidence,
}

impl Run {
    /// Stops everything, and removes what it left behind.
    pub async fn stop(self) {
        // Those who had it too have ended with the faults.
        if let Ok(installation) = Arc::try_unwrap(self.installation).map_err(drop) {
            installation.stop().await;
        }
    }

    /// Stops everything, and keeps the log files of the processes for a person to look at; where they are.
    pub async fn stop_and_keep(self) -> Option<PathBuf> {
        let mut installation = Arc::try_unwrap(self.installation).ok()?;
        let place = installation.keep_files().to_owned();
        installation.stop().await;
        Some(place)
    }
}

/// Carries out a plan, and gathers what there is to see.
///
/// # Errors
/// A sentence, when it could not be begun, or what is there could not be read at its end.
pub async fn run(plan: &Plan) -> Result<Run, String> {
    let installation = Arc::new(Installation::start().await?);
    let schedule: Vec<Planned> = plan.schedule.iter().copied().filter(|planned| fits(&installation, planned)).collect();
    if schedule.len() < plan.schedule.len() {
        (plan.tell)("no file system can be mounted here: PostgreSQL's disk is never full");
    }
    let tenants = installation.tenants(TENANTS, plan.seed).await?;
    let apis = installation.to_apis.iter().map(|proxy| format!("http://{}", proxy.address())).collect();
    let ground = Arc::new(Ground::new(tenants, apis));
    let (ends, _) = watch::channel(None);
    let followers = load::follow(&ground, &ends);
    let clients = load::begin(&ground, CROWD, plan.seed);
    (plan.tell)("the load has begun");

    let lasts = tokio::time::sleep(plan.time);
    let happened = faults::carry_out(&installation, &ground, &schedule, plan.tell).await;
    lasts.await;
    tokio::time::sleep(CALM_LAST).await;

    let mut not_back = Vec::new();
    ground.stop.cancel();
    stop_clients(clients, &mut not_back).await;
    (plan.tell)("the load has ended");
    come_back(&installation, &ground, &mut not_back).await;
    if let Err(error) = installation.settled(SETTLED_WITHIN).await {
        not_back.push(error);
    }
    let followed_until = evidence::heads(&installation, &ground).await?;
    ends.send_replace(Some(followed_until.clone()));
    let followed = come_to_the_end(followers, &mut not_back).await;
    (plan.tell)("everything is back");
    load::check_all(&ground).await;
    if let Err(error) = installation.settled(SETTLED_WITHIN).await {
        not_back.push(error);
    }
    let untrue = evidence::rebuild(&installation).await?;
    (plan.tell)("the projections are made anew");
    let mut evidence = Evidence::gather(&installation, &ground).await?;
    (evidence.followed, evidence.followed_until) = (followed, followed_until);
    (evidence.faults, evidence.untrue, evidence.not_back) = (happened, untrue, not_back);
    Ok(Run { installation, ground, evidence })
}

fn fits(installation: &Installation, planned: &Planned) -> bool {
    installation.postgres.can_be_full() || !planned.fault.fills_the_disk()
}

async fn stop_clients(mut clients: JoinSet<()>, not_back: &mut Vec<String>) {
    let all = async {
        while let Some(ended) = clients.join_next().await {
            if let Err(error) = ended {
                not_back.push(format!("a client broke off: {error}"));
            }
        }
    };
    if tokio::time::timeout(STOPPED_WITHIN, all).await.is_err() {
        not_back.push("clients go on waiting for answers".to_owned());
    }
}

/// Waits until every process runs and every API takes an event of every tenant.
async fn come_back(installation: &Installation, ground: &Arc<Ground>, not_back: &mut Vec<String>) {
    if let Err(error) = installation.all_ready().await {
        not_back.push(error);
    }
    let back = async {
        while !load::try_all(ground).await {
            tokio::time::sleep(LOOK_EVERY).await;
        }
    };
    if tokio::time::timeout(BACK_WITHIN, back).await.is_err() {
        not_back.push(format!("not every API takes events again after {} s", BACK_WITHIN.as_secs()));
    }
}

/// Waits until those who follow have everything.
async fn come_to_the_end(mut followers: JoinSet<Followed>, not_back: &mut Vec<String>) -> Vec<Followed> {
    let mut followed = Vec::new();
    let all = async {
        while let Some(one) = followers.join_next().await {
            match one {
                Ok(one) => followed.push(one),
                Err(error) => not_back.push(format!("one who followed broke off: {error}")),
            }
        }
    };
    if tokio::time::timeout(FOLLOWED_WITHIN, all).await.is_err() {
        not_back.push("those who follow do not come to the end".to_owned());
    }
    followed
}
