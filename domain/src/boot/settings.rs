//! The settings of a process, read out of its `GATEBOOK_*` variables (`boot/variables.rs`).
//!
//! Reading checks everything and reports all faults at once, each by the name of its variable. A variable that
//! nobody knows is a fault too: a typing error must not become a default in silence. Values that are secret appear
//! in no fault and in no `Debug`.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::str::FromStr;

use ipnet::IpNet;

use super::exports_place::{ExportsPlace, S3_PREFIX};
use super::secret::{DatabaseUrl, MasterKey, RedisUrl, Secret};
use super::variables::{Part, VARIABLES};
use crate::client_address;
use crate::error::Error;
use crate::geoip;
use crate::guarded::Guarded;
use crate::secrets;

/// Longest issuer of access tokens, in characters.
pub const ISSUER_CHARS_MAX: usize = 200;
/// Shortest admin key that is accepted, in characters.
pub const ADMIN_KEY_CHARS_MIN: usize = 32;

/// What the names of all settings begin with.
const PREFIX: &str = "GATEBOOK_";
/// What other programs of this project read: known here so that they are no fault, and ignored.
const IGNORED: [&str; 2] = ["GATEBOOK_URL", "GATEBOOK_KEY"];
const IGNORED_PREFIX: &str = "GATEBOOK_TEST_";
/// What only a build for tests reads, which steps its clock by it; any other refuses it.
#[cfg(debug_assertions)]
const OF_TEST_BUILDS: [&str; 1] = [super::clock_file::VARIABLE];
#[cfg(not(debug_assertions))]
const OF_TEST_BUILDS: [&str; 0] = [];

/// The settings of a process.
#[derive(Debug, Clone)]
pub struct Settings {
    /// PostgreSQL as the owner of the schema.
    pub owner_database: Option<DatabaseUrl>,
    /// PostgreSQL as `gatebook_app`.
    pub app_database: Option<DatabaseUrl>,
    /// PostgreSQL as `gatebook_read`.
    pub read_database: Option<DatabaseUrl>,
    /// PostgreSQL as `gatebook_worker`.
    pub worker_database: Option<DatabaseUrl>,
    /// Redis.
    pub redis: Option<RedisUrl>,
    /// What every key in Redis starts with.
    pub redis_prefix: String,
    /// The key under which stored secrets are wrapped.
    pub master_key: Option<MasterKey>,
    /// The one that it replaces.
    pub master_key_previous: Option<MasterKey>,
    /// The installation admin's key.
    pub admin_key: Option<Secret>,
    /// Who issues access tokens: their claim `iss`.
    pub issuer: String,
    /// Where the API listens.
    pub listen: SocketAddr,
    /// What the API speaks TLS with, if it does.
    pub tls: Option<TlsFiles>,
    /// Networks of the proxies before the API.
    pub trusted_proxies: Vec<IpNet>,
    /// Location databases, those that know more first.
    pub geoip: Vec<PathBuf>,
    /// Where exports are kept, if there are any.
    pub exports: Option<ExportsPlace>,
    /// Where `/metrics` of the API listens.
    pub metrics_listen: SocketAddr,
    /// Where `/metrics` of a worker listens, if anywhere.
    pub worker_metrics_listen: Option<SocketAddr>,
    /// How many days of expiry one partition holds.
    pub partition_days: u16,
    /// How many flushes append at a time.
    pub lanes: usize,
    /// Most bytes that may wait to be appended.
    pub waiting_bytes_max: usize,
    /// Most events per second and key; 0 means no limit.
    pub rate_limit_per_s: u32,
    /// What is logged.
    pub log: String,
    /// How it is logged.
    pub log_format: LogFormat,
}

/// PEM files, which may be replaced at any time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TlsFiles {
    /// The certificate, and those that lead from it to its root.
    pub certificate: PathBuf,
    /// Its private key.
    pub key: PathBuf,
}

/// How log lines look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LogFormat {
    /// For people.
    Text,
    /// For programs: one JSON object per line.
    Json,
}

/// A variable that does not fit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SettingFault {
    /// The variable.
    pub variable: String,
    /// What it should be; never its value when that is secret.
    pub expected: String,
}

impl std::fmt::Display for SettingFault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {}", self.variable, self.expected)
    }
}

impl Settings {
    /// Reads the settings out of the environment of the process: the only place that does. What `part` needs and
    /// does not find is a fault.
    ///
    /// # Errors
    /// Every fault at once.
    pub fn from_env_for(part: Part) -> Result<Self, Vec<SettingFault>> {
        read(environment(), Some(part))
    }

    /// Reads the settings out of the environment of the process, whatever part of the program is meant.
    ///
    /// # Errors
    /// Every fault at once.
    pub fn from_env() -> Result<Self, Vec<SettingFault>> {
        read(environment(), None)
    }

    /// Reads the settings out of pairs of names and values; names that do not start with `GATEBOOK_`, or with `AWS_` when
    /// exports are kept in a bucket, are passed over. An empty value counts as none. What no part can do without is asked for when it is used.
    ///
    /// # Errors
    /// Every fault at once: unknown variables, and values that do not fit.
    pub fn from_vars(vars: impl IntoIterator<Item = (String, String)>) -> Result<Self, Vec<SettingFault>> {
        read(vars, None)
    }

    /// The master key.
    ///
    /// # Errors
    /// `Invalid` when it is not set.
    pub fn master_key(&self) -> Result<&MasterKey, Error> {
        self.master_key.as_ref().ok_or_else(|| not_set("GATEBOOK_MASTER_KEY"))
    }

    /// The owner's PostgreSQL.
    ///
    /// # Errors
    /// `Invalid` when it is not set.
    pub fn owner_database(&self) -> Result<&DatabaseUrl, Error> {
        self.owner_database.as_ref().ok_or_else(|| not_set("GATEBOOK_DATABASE_URL"))
    }

    /// The PostgreSQL of `gatebook_app`.
    ///
    /// # Errors
    /// `Invalid` when it is not set.
    pub fn app_database(&self) -> Result<&DatabaseUrl, Error> {
        self.app_database.as_ref().ok_or_else(|| not_set("GATEBOOK_APP_DATABASE_URL"))
    }

    /// The PostgreSQL of `gatebook_read`.
    ///
    /// # Errors
    /// `Invalid` when it is not set.
    pub fn read_database(&self) -> Result<&DatabaseUrl, Error> {
        self.read_database.as_ref().ok_or_else(|| not_set("GATEBOOK_READ_DATABASE_URL"))
    }

    /// The PostgreSQL of `gatebook_worker`.
    ///
    /// # Errors
    /// `Invalid` when it is not set.
    pub fn worker_database(&self) -> Result<&DatabaseUrl, Error> {
        self.worker_database.as_ref().ok_or_else(|| not_set("GATEBOOK_WORKER_DATABASE_URL"))
    }

    /// Redis.
    ///
    /// # Errors
    /// `Invalid` when it is not set.
    pub fn redis(&self) -> Result<&RedisUrl, Error> {
        self.redis.as_ref().ok_or_else(|| not_set("GATEBOOK_REDIS_URL"))
    }
}

fn not_set(variable: &str) -> Error {
    Error::invalid(variable, format!("{variable} is not set"))
}

/// The variables of the environment that start with `GATEBOOK_` or `AWS_`.
#[must_use]
pub fn environment() -> Vec<(String, String)> {
    // Names of ours that are not UTF-8 cannot exist; a value that is not becomes one that fits nothing.
    std::env::vars_os()
        .filter_map(|(name, value)| Some((name.into_string().ok()?, value.to_string_lossy().into_owned())))
        .filter(|(name, _)| name.starts_with(PREFIX) || name.starts_with(S3_PREFIX))
        .collect()
}

fn read(vars: impl IntoIterator<Item = (String, String)>, part: Option<Part>) -> Result<Settings, Vec<SettingFault>> {
    let (mut values, mut of_s3) = (BTreeMap::new(), Vec::new());
    for (name, value) in vars.into_iter().filter(|(_, value)| !value.is_empty()) {
        if name.starts_with(PREFIX) {
            values.insert(name, Guarded::new(value));
        } else if name.starts_with(S3_PREFIX) {
            of_s3.push((name, Secret::new(value)));
        }
    }
    let mut reader = Reader { values, of_s3, faults: Vec::new() };
    reader.refuse_unknown();
    if let Some(part) = part {
        reader.require(part);
    }
    let settings = reader.settings();
    match settings {
        Some(settings) if reader.faults.is_empty() => Ok(settings),
        _ => Err(reader.faults),
    }
}

struct Reader {
    values: BTreeMap<String, Guarded<String>>,
    /// How S3 is reached.
    of_s3: Vec<(String, Secret)>,
    faults: Vec<SettingFault>,
}

impl Reader {
    fn refuse_unknown(&mut self) {
        let known = |name: &str| VARIABLES.iter().any(|variable| variable.name == name);
        for name in self.values.keys() {
            let read_elsewhere = IGNORED.contains(&name.as_str()) || OF_TEST_BUILDS.contains(&name.as_str());
            if !known(name) && !read_elsewhere && !name.starts_with(IGNORED_PREFIX) {
                let expected = "is no setting of this program; `gatebook help` lists them".to_owned();
                self.faults.push(SettingFault { variable: name.clone(), expected });
            }
        }
    }

    fn require(&mut self, part: Part) {
        for variable in VARIABLES.iter().filter(|variable| variable.needed_by.contains(&part)) {
            if !self.values.contains_key(variable.name) {
                let expected = format!("should be set: {}", variable.meaning);
                self.faults.push(SettingFault { variable: variable.name.to_owned(), expected });
            }
        }
    }

    /// All settings, or `None` with at least one fault noted. Every variable is read before the first `?` gives up.
    fn settings(&mut self) -> Option<Settings> {
        let owner_database = self.value("GATEBOOK_DATABASE_URL", DatabaseUrl::from_str);
        let app_database = self.value("GATEBOOK_APP_DATABASE_URL", DatabaseUrl::from_str);
        let read_database = self.value("GATEBOOK_READ_DATABASE_URL", DatabaseUrl::from_str);
        let worker_database = self.value("GATEBOOK_WORKER_DATABASE_URL", DatabaseUrl::from_str);
        let redis = self.value("GATEBOOK_REDIS_URL", RedisUrl::from_str);
        let redis_prefix = self.value("GATEBOOK_REDIS_PREFIX", redis_prefix);
        let master_key = self.value("GATEBOOK_MASTER_KEY", MasterKey::from_str);
        let master_key_previous = self.value("GATEBOOK_MASTER_KEY_PREVIOUS", |text| previous(text, &master_key));
        let admin_key = self.value("GATEBOOK_ADMIN_KEY", admin_key);
        let issuer = self.value("GATEBOOK_ISSUER", issuer);
        let listen = self.value("GATEBOOK_LISTEN", socket_address);
        let tls = self.tls();
        let trusted_proxies = self.value("GATEBOOK_TRUSTED_PROXIES", networks);
        let geoip = self.value("GATEBOOK_GEOIP", database_files);
        let exports = self.value("GATEBOOK_EXPORTS", ExportsPlace::from_str);
        let metrics_listen = self.value("GATEBOOK_METRICS_LISTEN", socket_address);
        let worker_metrics_listen = self.value("GATEBOOK_WORKER_METRICS_LISTEN", socket_address);
        let partition_days = self.value("GATEBOOK_PARTITION_DAYS", |text| number(text, 1, 31));
        let lanes = self.value("GATEBOOK_LANES", |text| number(text, 1, 8));
        let waiting_bytes_max = self.value("GATEBOOK_WAITING_BYTES_MAX", |text| number(text, 1 << 20, 1 << 40));
        let rate_limit_per_s = self.value("GATEBOOK_RATE_LIMIT_PER_S", |text| number(text, 0, 1_000_000_000));
        let log = self.value("GATEBOOK_LOG", log_filter);
        let log_format = self.value("GATEBOOK_LOG_FORMAT", log_format);
        Some(Settings {
            owner_database,
            app_database,
            read_database,
            worker_database,
            redis,
            redis_prefix: redis_prefix?,
            master_key,
            master_key_previous,
            admin_key,
            issuer: issuer?,
            listen: listen?,
            tls,
            // A value that does not fit is noted as a fault.
            trusted_proxies: trusted_proxies.unwrap_or_default(),
            geoip: geoip.unwrap_or_default(),
            exports: exports.map(|place| place.with_options(std::mem::take(&mut self.of_s3))),
            metrics_listen: metrics_listen?,
            worker_metrics_listen,
            partition_days: partition_days?,
            lanes: lanes?,
            waiting_bytes_max: waiting_bytes_max?,
            rate_limit_per_s: rate_limit_per_s?,
            log: log?,
            log_format: log_format?,
        })
    }

    /// Both files, or none; one of them alone is a fault of the other.
    fn tls(&mut self) -> Option<TlsFiles> {
        const NAMES: [&str; 2] = ["GATEBOOK_TLS_CERTIFICATE", "GATEBOOK_TLS_KEY"];
        let path = |text: &str| Ok(PathBuf::from(text));
        let (named, lone) = match NAMES.map(|name| self.value(name, path)) {
            [Some(certificate), Some(key)] => return Some(TlsFiles { certificate, key }),
            [None, None] => return None,
            [Some(_), None] => (NAMES[0], NAMES[1]),
            [None, Some(_)] => (NAMES[1], NAMES[0]),
        };
        let expected = format!("should be set too: {named} is, and one is nothing without the other");
        self.faults.push(SettingFault { variable: lone.to_owned(), expected });
        None
    }

    /// The value of one variable, or its default, or `None`; a value that does not fit is noted as a fault.
    fn value<T>(&mut self, name: &str, parse: impl FnOnce(&str) -> Result<T, String>) -> Option<T> {
        let variable = VARIABLES.iter().find(|variable| variable.name == name)?;
        let text = self.values.get(name).map(|value| value.as_str()).or(variable.default)?;
        match parse(text) {
            Ok(value) => Some(value),
            Err(expected) => {
                let shown = if variable.secret { String::new() } else { format!(", not `{text}`") };
                let expected = format!("should be {expected}{shown}");
                self.faults.push(SettingFault { variable: name.to_owned(), expected });
                None
            }
        }
    }
}

fn number<T: TryFrom<u64>>(text: &str, min: u64, max: u64) -> Result<T, String> {
    let expected = || format!("a whole number from {min} to {max}");
    let value: u64 = text.parse().map_err(|_| expected())?;
    if value < min || value > max {
        return Err(expected());
    }
    T::try_from(value).map_err(|_| expected())
}

fn redis_prefix(text: &str) -> Result<String, String> {
    let fits = text.len() <= 32 && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_-".contains(&byte));
    if fits { Ok(text.to_owned()) } else { Err("1 to 32 of the characters a-z A-Z 0-9 _ -".to_owned()) }
}

fn previous(text: &str, present: &Option<MasterKey>) -> Result<MasterKey, String> {
    let previous: MasterKey = text.parse()?;
    let is_present = present.as_ref().is_some_and(|present| secrets::equal(present.expose(), previous.expose()));
    if is_present { Err("another key than GATEBOOK_MASTER_KEY".to_owned()) } else { Ok(previous) }
}

fn admin_key(text: &str) -> Result<Secret, String> {
    let long_enough = text.chars().count() >= ADMIN_KEY_CHARS_MIN;
    let sendable = text.bytes().all(|byte| byte.is_ascii_graphic());
    if long_enough && sendable {
        return Ok(Secret::new(text.to_owned()));
    }
    Err(format!("at least {ADMIN_KEY_CHARS_MIN} printable ASCII characters without spaces"))
}

fn issuer(text: &str) -> Result<String, String> {
    let fits = text.len() <= ISSUER_CHARS_MAX && text.bytes().all(|byte| byte.is_ascii_graphic());
    if fits { Ok(text.to_owned()) } else { Err(format!("1 to {ISSUER_CHARS_MAX} visible ASCII characters")) }
}

fn socket_address(text: &str) -> Result<SocketAddr, String> {
    text.parse().map_err(|_| "an IP address and a port such as 127.0.0.1:8080 or [::]:8080".to_owned())
}

fn networks(text: &str) -> Result<Vec<IpNet>, String> {
    let read = text.split(',').map(|network| client_address::network(network.trim()));
    read.collect::<Option<_>>().ok_or_else(|| "networks or addresses such as 10.0.0.0/8,::1".to_owned())
}

fn database_files(text: &str) -> Result<Vec<PathBuf>, String> {
    let files: Vec<PathBuf> = text.split(':').filter(|path| !path.trim().is_empty()).map(PathBuf::from).collect();
    if (1..=geoip::FILES_MAX).contains(&files.len()) {
        return Ok(files);
    }
    Err(format!("1 to {} paths separated by colons", geoip::FILES_MAX))
}

fn log_filter(text: &str) -> Result<String, String> {
    let filter = tracing_subscriber::EnvFilter::try_new(text);
    filter.map(|_| text.to_owned()).map_err(|_| "a filter such as `info` or `warn,domain=debug`".to_owned())
}

fn log_format(text: &str) -> Result<LogFormat, String> {
    match text {
        "text" => Ok(LogFormat::Text),
        "json" => Ok(LogFormat::Json),
        _ => Err("`text` or `json`".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MASTER_KEY: &str = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

    fn vars(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
        pairs.iter().map(|&(name, value)| (name.to_owned(), value.to_owned())).collect()
    }

    fn faults_of(pairs: &[(&str, &str)]) -> Vec<String> {
        Settings::from_vars(vars(pairs)).unwrap_err().iter().map(ToString::to_string).collect()
    }

    #[test]
    fn without_any_variable_the_defaults_hold() {
        let settings = Settings::from_vars(vars(&[])).unwrap();

        assert_eq!(settings.listen.to_string(), "127.0.0.1:8080");
        assert_eq!(settings.issuer, "gatebook");
        assert_eq!(settings.partition_days, 7);
        assert_eq!(settings.lanes, 2);
        assert_eq!(settings.waiting_bytes_max, 64 << 20);
        assert_eq!(settings.log_format, LogFormat::Text);
        assert!(settings.admin_key.is_none() && settings.master_key().is_err());
    }

    #[test]
    fn all_faults_are_reported_at_once() {
        let faults = faults_of(&[
            ("GATEBOOK_LANES", "9"),
            ("GATEBOOK_LISTEN", "localhost"),
            ("GATEBOOK_LOG_FORMAT", "xml"),
            ("GATEBOOK_PARTITION_DAY", "7"),
            ("HOME", "/root"),
        ]);

        let names: Vec<&str> = faults.iter().filter_map(|fault| fault.split(' ').next()).collect();
        assert_eq!(
            names,
            ["GATEBOOK_PARTITION_DAY", "GATEBOOK_LISTEN", "GATEBOOK_LANES", "GATEBOOK_LOG_FORMAT"],
            "{faults:?}"
        );
        assert_eq!(faults[2], "GATEBOOK_LANES should be a whole number from 1 to 8, not `9`");
    }

    #[test]
    fn what_a_part_needs_and_lacks_is_a_fault() {
        let missing = read(vars(&[("GATEBOOK_MASTER_KEY", MASTER_KEY)]), Some(Part::Api)).unwrap_err();

        let names: Vec<&str> = missing.iter().map(|fault| fault.variable.as_str()).collect();
        assert_eq!(names, ["GATEBOOK_APP_DATABASE_URL", "GATEBOOK_READ_DATABASE_URL", "GATEBOOK_REDIS_URL"]);
    }

    #[test]
    fn secrets_are_neither_in_faults_nor_in_debug() {
        let secret = "postgres://app:sesame@127.0.0.1:5432/gatebook";
        let faults = faults_of(&[
            ("GATEBOOK_MASTER_KEY", "sesame"),
            ("GATEBOOK_MASTER_KEY_PREVIOUS", "sesame"),
            ("GATEBOOK_ADMIN_KEY", "sesame"),
            ("GATEBOOK_DATABASE_URL", "mysql://app:sesame@h/d"),
            ("GATEBOOK_REDIS_URL", "sesame"),
        ]);
        let settings = Settings::from_vars(vars(&[
            ("GATEBOOK_DATABASE_URL", secret),
            ("GATEBOOK_REDIS_URL", "redis://:sesame@127.0.0.1:6379/0"),
            ("GATEBOOK_ADMIN_KEY", "sesame-sesame-sesame-sesame-sesame"),
            ("GATEBOOK_MASTER_KEY", MASTER_KEY),
            ("GATEBOOK_MASTER_KEY_PREVIOUS", "sesamesesamesesamesesamesesamesesamesesameA="),
            ("GATEBOOK_EXPORTS", "s3://bucket/exports"),
            ("AWS_SECRET_ACCESS_KEY", "sesame"),
        ]))
        .unwrap();

        assert_eq!(faults.len(), 5);
        assert!(!format!("{faults:?} {settings:?}").contains("sesame"), "{faults:?} {settings:?}");
        assert_eq!(settings.owner_database().unwrap().password().unwrap().expose(), "sesame");
        assert_eq!(settings.master_key().unwrap().expose()[31], 31);
        let Some(ExportsPlace::Bucket { options, .. }) = settings.exports else { panic!("{:?}", settings.exports) };
        assert_eq!(options[0].1.expose(), "sesame");
    }

    #[test]
    fn an_issuer_is_visible_ascii_of_up_to_200_characters() {
        let longest = "x".repeat(ISSUER_CHARS_MAX);
        let fits = |issuer: &str| Settings::from_vars(vars(&[("GATEBOOK_ISSUER", issuer)]));

        assert_eq!(fits("https://gatebook.example").unwrap().issuer, "https://gatebook.example");
        assert_eq!(fits(&longest).unwrap().issuer, longest);
        for issuer in [format!("{longest}x"), "two words".to_owned(), "caf\u{e9}".to_owned(), "a\nb".to_owned()] {
            assert_eq!(fits(&issuer).unwrap_err()[0].variable, "GATEBOOK_ISSUER", "{issuer}");
        }
    }

    #[test]
    fn tls_needs_both_files_or_none() {
        let (certificate, key) = (("GATEBOOK_TLS_CERTIFICATE", "/tls/cert.pem"), ("GATEBOOK_TLS_KEY", "/tls/key.pem"));

        let both = Settings::from_vars(vars(&[certificate, key])).unwrap().tls.unwrap();

        assert_eq!([both.certificate, both.key], ["/tls/cert.pem", "/tls/key.pem"].map(PathBuf::from));
        assert!(faults_of(&[certificate])[0].starts_with("GATEBOOK_TLS_KEY should be set too"));
        assert!(faults_of(&[key])[0].starts_with("GATEBOOK_TLS_CERTIFICATE should be set too"));
    }

    #[test]
    fn location_databases_are_a_list_of_paths_in_their_order() {
        let files = |list: &str| Settings::from_vars(vars(&[("GATEBOOK_GEOIP", list)])).map(|settings| settings.geoip);

        assert_eq!(
            files("/a/city.mmdb:b/country.mmdb").unwrap(),
            ["/a/city.mmdb", "b/country.mmdb"].map(PathBuf::from)
        );
        assert!(files("").unwrap().is_empty());
        for wrong in [":", &"x:".repeat(geoip::FILES_MAX + 1)] {
            assert_eq!(files(wrong).unwrap_err()[0].variable, "GATEBOOK_GEOIP", "{wrong}");
        }
    }

    #[test]
    fn variables_of_other_programs_and_empty_ones_are_passed_over() {
        let pairs = [("GATEBOOK_URL", "x"), ("GATEBOOK_KEY", "y"), ("GATEBOOK_TEST_FULL", "1"), ("GATEBOOK_LANES", "")];

        assert_eq!(Settings::from_vars(vars(&pairs)).unwrap().lanes, 2);
    }

    #[test]
    fn only_a_build_for_tests_lets_its_clock_be_stepped() {
        let stepped = Settings::from_vars(vars(&[("GATEBOOK_CLOCK_FILE", "/tmp/ahead")]));

        assert_eq!(stepped.is_ok(), cfg!(debug_assertions), "{stepped:?}");
    }
}
