//! Locations by the project's own databases, `tests/fixtures/geoip` (made by `scripts/geoip-fixture`).

use std::io::Write as _;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::{fs, io};

use serde::Deserialize;
use tempfile::TempDir;

use super::*;

/// Every form of database that knows cities, in one file.
const CITY_FORMS: [&str; 5] = ["maxmind-city", "dbip-city-lite", "flat-city", "ipinfo", "mixed"];
/// Every form that knows countries alone.
const COUNTRY_FORMS: [&str; 4] = ["maxmind-country", "dbip-country-lite", "flat-country", "ipinfo-lite"];
/// How often files are damaged at random.
const DAMAGES: u32 = 2_000;

#[derive(Deserialize)]
struct Cases {
    cases: Vec<Case>,
}

#[derive(Deserialize)]
struct Case {
    ip: IpAddr,
    label: Option<String>,
}

impl Case {
    /// The label when no city is known.
    fn country(&self) -> Option<&str> {
        self.label.as_deref().map(|label| label.rsplit(", ").next().unwrap_or(label))
    }
}

fn cases() -> Vec<Case> {
    let facts: Cases = serde_json::from_slice(&fs::read(directory().join("locations.json")).unwrap()).unwrap();
    facts.cases
}

fn directory() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/fixtures/geoip")
}

fn fixture(name: &str) -> PathBuf {
    directory().join(format!("{name}.mmdb"))
}

fn open(names: &[&str]) -> Locator {
    Locator::open(&names.iter().map(|name| fixture(name)).collect::<Vec<_>>())
}

fn label(locator: &Locator, ip: &str) -> Option<String> {
    locator.locate(ip.parse().unwrap()).map(|location| location.label())
}

/// A file in a directory of its own, as it was installed first.
struct Installed {
    _directory: TempDir,
    path: PathBuf,
}

impl Installed {
    fn new(name: &str) -> (Self, Locator) {
        let directory = TempDir::new().unwrap();
        let path = directory.path().join("geo.mmdb");
        fs::copy(fixture(name), &path).unwrap();
        let locator = Locator::open(std::slice::from_ref(&path));
        (Self { _directory: directory, path }, locator)
    }

    /// Puts another file in its place, as `gatebook geoip update` does.
    fn replace(&self, content: &[u8]) {
        let beside = self.path.with_extension("new");
        fs::write(&beside, content).unwrap();
        fs::rename(&beside, &self.path).unwrap();
    }

    fn replace_by(&self, name: &str) {
        self.replace(&fs::read(fixture(name)).unwrap());
    }
}

fn look_twice(locator: &Locator) {
    locator.look();
    locator.look();
}

#[test]
fn every_case_is_the_same_in_every_form() {
    for form in CITY_FORMS {
        let locator = open(&[form]);
        for case in cases() {
            let found = locator.locate(case.ip).map(|location| location.label());
            assert_eq!(found, case.label, "{} in {form}", case.ip);
        }
    }
}

#[test]
fn a_database_of_countries_names_the_country_alone() {
    for form in COUNTRY_FORMS {
        let locator = open(&[form]);
        for case in cases() {
            let found = locator.locate(case.ip);
            assert_eq!(found.as_ref().map(Location::country), case.country(), "{} in {form}", case.ip);
            assert_eq!(found.as_ref().and_then(Location::city), None);
            assert!(found.is_none_or(|location| location.country_code().is_some()));
        }
    }
}

#[test]
fn one_file_for_ipv4_and_one_for_ipv6_stand_side_by_side() {
    for files in [["flat-city-ipv4", "flat-city-ipv6"], ["flat-city-ipv6", "flat-city-ipv4"]] {
        let locator = open(&files);
        for case in cases() {
            let found = locator.locate(case.ip).map(|location| location.label());
            assert_eq!(found, case.label, "{} in {files:?}", case.ip);
        }
    }
}

#[test]
fn the_first_file_that_knows_most_wins() {
    let by_country_first = open(&["maxmind-country", "maxmind-city-next", "maxmind-city"]);
    let by_half = open(&["flat-city-ipv6", "flat-country"]);

    assert_eq!(label(&by_country_first, "203.0.113.7").as_deref(), Some("Kampen, The Netherlands"));
    assert_eq!(label(&by_country_first, "203.0.113.200").as_deref(), Some("The Netherlands"));
    assert_eq!(label(&by_half, "203.0.113.7").as_deref(), Some("The Netherlands"));
    assert_eq!(label(&by_half, "2001:db8:46::1").as_deref(), Some("Linköping, Sweden"));
}

#[test]
fn a_record_that_cannot_be_read_is_no_location_and_harms_no_other() {
    let alone = open(&["damaged-row"]);
    let with_another = open(&["damaged-row", "maxmind-country"]);

    assert_eq!(label(&alone, "198.51.100.23"), None);
    assert_eq!(label(&alone, "203.0.113.7").as_deref(), Some("Zwolle, The Netherlands"));
    assert_eq!(label(&with_another, "198.51.100.23").as_deref(), Some("United States"));
    let survey = survey(&fixture("damaged-row")).unwrap();
    let networks = (survey.networks_ipv4, survey.networks_ipv6);
    assert_eq!((networks, survey.records, survey.broken), ((4, 1), 5, 1));
}

#[test]
fn a_file_says_what_it_is() {
    let facts = |name: &str| open(&[name]).status().remove(0).in_use.unwrap();
    let city = facts("dbip-city-lite");

    assert_eq!((city.database_type.as_str(), city.built_at.timestamp()), ("DBIP-City-Lite", 1_767_225_600));
    assert_eq!((city.form, city.knows, city.ip_version), (Form::Nested, Knows::Cities, 6));
    assert!(city.is_from_db_ip && facts("dbip-country-lite").is_from_db_ip && !facts("maxmind-city").is_from_db_ip);
    assert_eq!((facts("flat-country").form, facts("flat-country").knows), (Form::Flat, Knows::Countries));
    assert_eq!((facts("ipinfo").form, facts("mixed").form), (Form::Flat, Form::Mixed));
    assert_eq!(city.bytes, fs::metadata(fixture("dbip-city-lite")).unwrap().len());
}

#[test]
fn without_a_database_nothing_is_located_and_there_is_no_version() {
    let locator = Locator::open(&[]);

    assert!(cases().iter().all(|case| locator.locate(case.ip).is_none()));
    assert_eq!(locator.version(), None);
}

#[test]
fn what_cannot_be_used_is_said_and_the_others_are_used() {
    let directory = TempDir::new().unwrap();
    let whole = fs::read(fixture("maxmind-city")).unwrap();
    let bad = |name: &str, content: &[u8]| {
        fs::write(directory.path().join(name), content).unwrap();
        directory.path().join(name)
    };
    let files = [
        directory.path().join("missing.mmdb"),
        bad("empty.mmdb", b""),
        bad("text.mmdb", b"no database"),
        bad("cut.mmdb", &whole[..whole.len() / 2]),
        directory.path().to_owned(),
        fixture("no-locations"),
        fixture("maxmind-city"),
    ];

    let locator = Locator::open(&files);

    let status = locator.status();
    let problems: Vec<&str> = status.iter().filter_map(|file| file.problem.as_deref()).collect();
    assert_eq!(problems.len(), files.len() - 1, "{problems:?}");
    assert_eq!((problems[0], problems[5]), ("there is no such file", "its records name no countries"));
    assert_eq!(label(&locator, "203.0.113.7").as_deref(), Some("Zwolle, The Netherlands"));
}

#[test]
fn a_file_that_comes_later_or_changes_is_taken_at_the_second_look() {
    let (installed, locator) = Installed::new("maxmind-city");
    let before = locator.version();
    installed.replace_by("maxmind-city-next");

    locator.look();
    let at_first = label(&locator, "203.0.113.7");
    locator.look();

    assert_eq!(at_first.as_deref(), Some("Zwolle, The Netherlands"), "somebody may still be writing it");
    assert_eq!(label(&locator, "203.0.113.7").as_deref(), Some("Kampen, The Netherlands"));
    assert_ne!(locator.version(), before);
    fs::remove_file(&installed.path).unwrap();
    let later = Locator::open(std::slice::from_ref(&installed.path));
    assert_eq!(label(&later, "203.0.113.7"), None);
    installed.replace_by("maxmind-city");
    look_twice(&later);
    assert_eq!(label(&later, "203.0.113.7").as_deref(), Some("Zwolle, The Netherlands"));
}

#[test]
fn a_broken_new_file_is_reported_once_and_the_old_one_stays() {
    let (installed, locator) = Installed::new("maxmind-city");
    let old = locator.version();
    let lines = Lines::default();
    let subscriber = tracing_subscriber::fmt().with_writer(lines.clone()).with_ansi(false).finish();

    tracing::subscriber::with_default(subscriber, || {
        installed.replace(b"half a download");
        for _ in 0..5 {
            locator.look();
        }
        fs::remove_file(&installed.path).unwrap();
        for _ in 0..5 {
            locator.look();
        }
    });

    let text = lines.text();
    assert_eq!(text.matches("a location database cannot be used").count(), 2, "{text}");
    assert!(text.contains("no sound MaxMind DB file") && text.contains("there is no such file"), "{text}");
    assert_eq!(text.matches("the old one stays").count(), 2, "{text}");
    assert_eq!((locator.version(), label(&locator, "203.0.113.7").is_some()), (old, true));
    assert_eq!(locator.status()[0].problem.as_deref(), Some("there is no such file"));
    installed.replace_by("maxmind-city-next");
    look_twice(&locator);
    assert_eq!(label(&locator, "203.0.113.7").as_deref(), Some("Kampen, The Netherlands"));
    assert_eq!(locator.status()[0].problem, None);
}

#[test]
fn a_file_that_is_cut_or_overwritten_in_place_disturbs_no_look_up() {
    let (installed, locator) = Installed::new("maxmind-city");
    let length = fs::metadata(&installed.path).unwrap().len();

    let file = fs::OpenOptions::new().write(true).open(&installed.path).unwrap();
    file.set_len(0).unwrap();
    let when_cut = label(&locator, "203.0.113.7");
    (&file).write_all(&vec![0xff; usize::try_from(length).unwrap()]).unwrap();
    look_twice(&locator);

    assert_eq!(when_cut.as_deref(), Some("Zwolle, The Netherlands"));
    assert_eq!(label(&locator, "203.0.113.7").as_deref(), Some("Zwolle, The Netherlands"));
    fs::write(&installed.path, fs::read(fixture("maxmind-city-next")).unwrap()).unwrap();
    look_twice(&locator);
    assert_eq!(label(&locator, "203.0.113.7").as_deref(), Some("Kampen, The Netherlands"));
}

#[test]
fn a_swap_in_the_middle_of_look_ups_loses_none() {
    let (installed, locator) = Installed::new("maxmind-city");
    let (done, looked_up) = (Arc::new(AtomicBool::new(false)), Arc::new(AtomicUsize::new(0)));
    let readers: Vec<_> = (0..2)
        .map(|_| {
            let (locator, done, looked_up) = (locator.clone(), Arc::clone(&done), Arc::clone(&looked_up));
            std::thread::spawn(move || {
                let mut seen = [0_usize; 3];
                while !done.load(Ordering::Relaxed) {
                    let found = label(&locator, "203.0.113.7");
                    let which = ["Zwolle, The Netherlands", "Kampen, The Netherlands"];
                    let which = which.iter().position(|label| found.as_deref() == Some(label)).unwrap_or(2);
                    seen[which] += 1;
                    looked_up.fetch_add(1, Ordering::Relaxed);
                }
                seen
            })
        })
        .collect();

    for swap in 0..50 {
        installed.replace_by(if swap % 2 == 0 { "maxmind-city-next" } else { "maxmind-city" });
        look_twice(&locator);
        let until = looked_up.load(Ordering::Relaxed) + 100;
        while looked_up.load(Ordering::Relaxed) < until {
            std::thread::yield_now();
        }
    }
    done.store(true, Ordering::Relaxed);

    for reader in readers {
        let [old, new, lost] = reader.join().unwrap();
        assert_eq!(lost, 0);
        assert!(old + new > 0);
    }
}

#[test]
fn no_damage_makes_a_look_up_fail() {
    let whole = fs::read(fixture("maxmind-city")).unwrap();
    let cases = cases();
    let directory = TempDir::new().unwrap();
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    let mut random = move |below: usize| {
        // Xorshift: the same damages in every run.
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        usize::try_from(state % below as u64).unwrap()
    };

    let mut opened = 0;
    for _ in 0..DAMAGES {
        let mut damaged = whole.clone();
        for _ in 0..=random(8) {
            let at = random(damaged.len());
            damaged[at] = u8::try_from(random(256)).unwrap();
        }
        let path = directory.path().join("damaged.mmdb");
        fs::write(&path, &damaged).unwrap();
        let locator = Locator::open(std::slice::from_ref(&path));
        opened += u32::from(locator.version().is_some());
        for case in &cases {
            let _ = locator.locate(case.ip);
        }
        // Reading it all neither goes on for ever nor fails otherwise than by saying so.
        let _ = survey(&path);
    }

    assert!(opened > 0 && opened < DAMAGES, "{opened}");
}

/// A database of IPv4 whose second half leads to the same place from everywhere: 2^30 ways of a few nodes.
fn entangled() -> Vec<u8> {
    const NODES: u32 = 31;
    let text = |text: &str| [&[0x40 | u8::try_from(text.len()).unwrap()], text.as_bytes()].concat();
    let record = [&[0xE1][..], &text("country_code"), &text("NL")].concat();
    let number = |kind: u8, number: u32| [&[kind][..], &number.to_be_bytes()].concat();
    let long = |number: u64| [&[0x08, 0x02][..], &number.to_be_bytes()].concat();
    let said = [
        (text("binary_format_major_version"), vec![0xA1, 2]),
        (text("binary_format_minor_version"), vec![0xA0]),
        (text("build_epoch"), long(1)),
        (text("database_type"), text("Test")),
        (text("description"), vec![0xE0]),
        (text("ip_version"), vec![0xA1, 4]),
        (text("languages"), vec![0x00, 0x04]),
        (text("node_count"), number(0xC4, NODES)),
        (text("record_size"), vec![0xA1, 32]),
    ];
    let mut bytes = Vec::new();
    for node in 0..NODES {
        // The first has a record on its left, the last has nothing.
        let left = if node == 0 { NODES + 16 } else { node + 1 };
        bytes.extend([left.to_be_bytes(), (node + 1).to_be_bytes()].concat());
    }
    bytes.extend([0; 16]);
    bytes.extend(record);
    bytes.extend(b"\xAB\xCD\xEFMaxMind.com");
    bytes.push(0xE0 | u8::try_from(said.len()).unwrap());
    said.into_iter().for_each(|(name, value)| bytes.extend([name, value].concat()));
    bytes
}

#[test]
fn a_tree_that_nobody_can_walk_delays_nothing() {
    let directory = TempDir::new().unwrap();
    let path = directory.path().join("entangled.mmdb");
    fs::write(&path, entangled()).unwrap();

    let locator = Locator::open(std::slice::from_ref(&path));

    assert_eq!(label(&locator, "10.0.0.1").as_deref(), Some("The Netherlands"));
    assert_eq!(label(&locator, "203.0.113.7"), None);
    assert!(matches!(survey(&path), Err(Problem::Circular)));
}

/// Log lines of a test.
#[derive(Clone, Default)]
struct Lines(Arc<Mutex<Vec<u8>>>);

impl Lines {
    fn text(&self) -> String {
        String::from_utf8(self.0.lock().unwrap().clone()).unwrap()
    }
}

impl io::Write for Lines {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl tracing_subscriber::fmt::MakeWriter<'_> for Lines {
    type Writer = Self;

    fn make_writer(&self) -> Self {
        self.clone()
    }
}
