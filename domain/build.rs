//! Takes the rules for user agents out of a package of crates.io, for `src/labels/rules.rs`.
//!
//! `simple-useragent` ships the current rules of uap-core as a file; which version, `Cargo.lock` says. Cargo tells a
//! build script nothing about where a dependency lies, so a manifest that names only this package is laid beside a copy
//! of the lock file, and `cargo metadata` is asked about it: offline, because Cargo has fetched the package to build
//! this script. See `docs/decisions/0004-user-agent-rules-from-a-package.md`.

use std::env;
use std::error::Error;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::{Value, json};
// Nothing of it is called: it is a dependency so that its files are there.
use simple_useragent as _;

const PACKAGE: &str = "simple-useragent";
const RULES_FILE: &str = "regexes.yaml";
const LOCK_FILE: &str = "../Cargo.lock";
const MANIFEST: &str = r#"
[package]
name = "rules"
version = "0.0.0"
edition = "2024"

[lib]
path = "lib.rs"

[workspace]

[dependencies]
simple-useragent = "*"
"#;

type Answer<T> = Result<T, Box<dyn Error>>;

fn main() -> Answer<()> {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed={LOCK_FILE}");
    let out = PathBuf::from(variable("OUT_DIR")?);

    let (version, directory) = locate(&out.join("rules"))?;
    let rules = fs::read_to_string(directory.join(RULES_FILE))?;
    fs::write(out.join("device_rules.json"), compact(&rules)?)?;
    println!("cargo::rustc-env=DEVICE_RULES_VERSION={version}");
    Ok(())
}

/// The package's version and the directory it lies in.
fn locate(project: &Path) -> Answer<(String, PathBuf)> {
    fs::create_dir_all(project)?;
    fs::write(project.join("Cargo.toml"), MANIFEST)?;
    fs::write(project.join("lib.rs"), "")?;
    fs::copy(LOCK_FILE, project.join("Cargo.lock"))?;

    // Only what this machine's platform needs is sure to have been fetched.
    let asked = Command::new(variable("CARGO")?)
        .args(["metadata", "--format-version", "1", "--offline", "--filter-platform"])
        .arg(variable("HOST")?)
        .arg("--manifest-path")
        .arg(project.join("Cargo.toml"))
        .output()?;
    if !asked.status.success() {
        return Err(format!("cargo metadata: {}", String::from_utf8_lossy(&asked.stderr)).into());
    }
    let metadata: Value = serde_json::from_slice(&asked.stdout)?;
    let packages = metadata["packages"].as_array().ok_or("cargo metadata names no packages")?;
    let package = packages.iter().find(|package| package["name"] == PACKAGE).ok_or("the package is not there")?;
    let text = |name: &str| package[name].as_str().ok_or_else(|| format!("the package has no {name}"));
    let directory = Path::new(text("manifest_path")?).parent().ok_or("the package lies nowhere")?;
    Ok((text("version")?.to_owned(), directory.to_owned()))
}

/// The rules for browsers and platforms as JSON, which the program can read without a parser of YAML.
fn compact(rules: &str) -> Answer<String> {
    let rules: Value = serde_yaml::from_str(rules)?;
    for part in ["user_agent_parsers", "os_parsers"] {
        if rules[part].as_array().is_none_or(Vec::is_empty) {
            return Err(format!("the rules have no {part}").into());
        }
    }
    let kept = json!({
        "user_agent_parsers": rules["user_agent_parsers"],
        "os_parsers": rules["os_parsers"],
        "device_parsers": [],
    });
    Ok(kept.to_string())
}

fn variable(name: &str) -> Answer<OsString> {
    env::var_os(name).ok_or_else(|| format!("{name} is not set").into())
}
