//! The program itself as a child, for tests that kill it.

use std::process::Stdio;

use domain::boot::{ExportsPlace, MasterKey, Settings};
use tokio::io::{AsyncBufReadExt, BufReader, Lines};
use tokio::process::{Child, ChildStdout, Command};

use crate::TestApp;
use crate::answer::Client;
use crate::servers;

/// The program in one of its modes, with an empty environment; killed when its child is dropped.
pub fn program(mode: &str) -> Command {
    mode_of(&servers::variable("GATEBOOK_PROGRAM"), mode)
}

/// The same of the version before (`scripts/upgrade`); of this one, where there is none.
pub fn previous_program(mode: &str) -> Command {
    let previous = servers::variables().remove("GATEBOOK_PREVIOUS_PROGRAM");
    mode_of(&previous.unwrap_or_else(|| servers::variable("GATEBOOK_PROGRAM")), mode)
}

fn mode_of(program: &str, mode: &str) -> Command {
    let mut command = Command::new(program);
    command.arg(mode).env_clear().kill_on_drop(true);
    command
}

/// A running `gatebook api` or `gatebook worker`. Killed when dropped.
pub struct Process {
    child: Child,
    /// Kept open, so that the program does not write into a closed pipe.
    _lines: Lines<BufReader<ChildStdout>>,
    /// What it said when it was ready.
    pub first_line: String,
}

impl Process {
    /// Starts `gatebook MODE` over the stores of `app`, and waits for the line that says it is ready.
    pub async fn start(app: &TestApp, mode: &str) -> Self {
        Self::start_with(app, mode, &[]).await
    }

    /// The same with some settings of its own: `GATEBOOK_*` variables and their values.
    pub async fn start_with(app: &TestApp, mode: &str, own: &[(&str, String)]) -> Self {
        Self::start_over(mode, of_app(app, own)).await
    }

    /// The same with its log lines in a file.
    pub async fn start_logging_to(app: &TestApp, mode: &str, own: &[(&str, String)], log: std::fs::File) -> Self {
        Self::spawn(program(mode), of_app(app, own), Stdio::from(log)).await
    }

    /// The same over any stores: with these settings and no others.
    pub async fn start_over(mode: &str, settings: impl IntoIterator<Item = (String, String)>) -> Self {
        Self::spawn(program(mode), settings, Stdio::inherit()).await
    }

    /// The same of the version before.
    pub async fn start_previous(mode: &str, settings: impl IntoIterator<Item = (String, String)>) -> Self {
        Self::spawn(previous_program(mode), settings, Stdio::inherit()).await
    }

    async fn spawn(mut program: Command, settings: impl IntoIterator<Item = (String, String)>, stderr: Stdio) -> Self {
        let mut child = program
            .envs(settings)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(stderr)
            .spawn()
            .expect("the program of gatebook with-servers starts");
        let mut lines = BufReader::new(child.stdout.take().expect("stdout is piped")).lines();
        let first_line = lines.next_line().await.expect("stdout is text").unwrap_or_default();
        assert!(!first_line.is_empty(), "the program ended before it was ready: {:?}", child.wait().await);
        Self { child, _lines: lines, first_line }
    }

    /// Somebody who calls the API of this process.
    pub fn client(&self, credential: &str) -> Client {
        Client::new(&self.url(), Some(credential))
    }

    /// Where the API of this process is.
    pub fn url(&self) -> String {
        // `listening on ADDRESS, metrics on ADDRESS`
        let address = self.first_line.trim_start_matches("listening on ").split(',').next().unwrap_or_default();
        format!("http://{address}")
    }

    /// Where the metrics of this process are.
    pub fn metrics_url(&self) -> String {
        let address = self.first_line.rsplit(' ').next().unwrap_or_default();
        format!("http://{address}/metrics")
    }

    /// The most memory that it has held so far.
    pub fn memory_peak_bytes(&self) -> u64 {
        let pid = self.child.id().expect("it runs");
        let status = std::fs::read_to_string(format!("/proc/{pid}/status")).expect("tests run on Linux");
        let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).expect("the kernel knows the peak");
        peak.trim().trim_end_matches(" kB").parse::<u64>().expect("it is a number") * 1024
    }

    /// Kills it as a machine that fails would, and waits for its end.
    pub async fn kill(mut self) {
        self.child.kill().await.expect("a child can be killed");
    }

    /// Asks it to stop, as an operator would, and waits for its end; the exit code.
    pub async fn terminate(mut self) -> Option<i32> {
        let pid = self.child.id().expect("it runs").to_string();
        let asked = Command::new("kill").arg(pid).status().await.expect("kill is everywhere");
        assert!(asked.success(), "it runs");
        self.child.wait().await.expect("a child can be waited for").code()
    }
}

/// `gatebook ARGUMENTS` over the stores of `app`, about to start.
pub fn program_over(app: &TestApp, arguments: &[&str]) -> Command {
    let (mode, more) = arguments.split_first().expect("the program has modes");
    let mut command = program(mode);
    command.args(more).envs(of_app(app, &[])).stdin(Stdio::null());
    command
}

/// Runs `gatebook ARGUMENTS` over the stores of `app` to its end.
pub async fn run_to_its_end(app: &TestApp, arguments: &[&str]) -> std::process::Output {
    program_over(app, arguments).output().await.expect("the program of gatebook with-servers starts")
}

/// The settings of an app, with some of the process's own.
fn of_app(app: &TestApp, own: &[(&str, String)]) -> Vec<(String, String)> {
    let own = own.iter().map(|(name, value)| ((*name).to_owned(), value.clone()));
    variables(app.settings()).into_iter().chain(own).collect()
}

/// The settings as variables again, with ports that the program chooses.
fn variables(settings: &Settings) -> Vec<(String, String)> {
    let url = |url: &Option<domain::boot::DatabaseUrl>| url.as_ref().map(|url| url.expose().to_owned());
    let key = |key: &Option<MasterKey>| key.as_ref().map(|key| key.to_base64().expose().to_owned());
    let text = |secret: Option<&str>| secret.map(str::to_owned);
    let geoip: Vec<&str> = settings.geoip.iter().filter_map(|path| path.to_str()).collect();
    let all = [
        ("GATEBOOK_APP_DATABASE_URL", url(&settings.app_database)),
        ("GATEBOOK_READ_DATABASE_URL", url(&settings.read_database)),
        ("GATEBOOK_WORKER_DATABASE_URL", url(&settings.worker_database)),
        ("GATEBOOK_REDIS_URL", text(settings.redis.as_ref().map(|redis| redis.expose()))),
        ("GATEBOOK_REDIS_PREFIX", Some(settings.redis_prefix.clone())),
        ("GATEBOOK_MASTER_KEY", key(&settings.master_key)),
        ("GATEBOOK_MASTER_KEY_PREVIOUS", key(&settings.master_key_previous)),
        ("GATEBOOK_ADMIN_KEY", text(settings.admin_key.as_ref().map(|key| key.expose()))),
        ("GATEBOOK_ISSUER", Some(settings.issuer.clone())),
        ("GATEBOOK_LISTEN", Some("127.0.0.1:0".to_owned())),
        ("GATEBOOK_METRICS_LISTEN", Some("127.0.0.1:0".to_owned())),
        ("GATEBOOK_GEOIP", Some(geoip.join(":"))),
        ("GATEBOOK_EXPORTS", settings.exports.as_ref().map(ToString::to_string)),
        ("GATEBOOK_PARTITION_DAYS", Some(settings.partition_days.to_string())),
        ("GATEBOOK_LANES", Some(settings.lanes.to_string())),
        ("GATEBOOK_WAITING_BYTES_MAX", Some(settings.waiting_bytes_max.to_string())),
        ("GATEBOOK_RATE_LIMIT_PER_S", Some(settings.rate_limit_per_s.to_string())),
        ("GATEBOOK_LOG", Some("warn".to_owned())),
    ];
    let all = all.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?)));
    let of_s3 = match &settings.exports {
        Some(ExportsPlace::Bucket { options, .. }) => options.as_slice(),
        _ => &[],
    };
    all.chain(of_s3.iter().map(|(name, value)| (name.clone(), value.expose().to_owned()))).collect()
}
