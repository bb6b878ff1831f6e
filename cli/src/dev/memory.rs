//! What `gatebook dev` remembers between runs: a file of lines `NAME='value'` that a shell can read too.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use domain::boot::MasterKey;

use crate::failure::Failure;
use crate::servers::{random_hex, write_private};

/// The file and what is in it.
pub struct Memory {
    path: PathBuf,
    values: BTreeMap<String, String>,
}

impl Memory {
    /// Reads the file, if there is one.
    pub fn open(path: &Path) -> Result<Self, Failure> {
        let text = match std::fs::read_to_string(path) {
            Ok(text) => text,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => String::new(),
            Err(error) => return Err(Failure::of(format!("reading {}", path.display()), &error)),
        };
        let lines = text.lines().filter_map(|line| line.split_once('='));
        let values = lines.map(|(name, value)| (name.to_owned(), value.trim_matches('\'').to_owned())).collect();
        Ok(Self { path: path.to_owned(), values })
    }

    /// Writes the file, for its owner alone.
    pub fn save(&self) -> Result<(), Failure> {
        let lines = self.values.iter().map(|(name, value)| format!("{name}='{value}'\n"));
        let head = "# Written by `gatebook dev` at every start. Secrets: for this machine alone.\n";
        write_private(&self.path, &lines.fold(head.to_owned(), |text, line| text + &line))
    }

    /// Where the file is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// A value, if it is known.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.values.get(name).map(String::as_str)
    }

    /// Whether this name is known.
    pub fn holds(&self, name: &str) -> bool {
        self.values.contains_key(name)
    }

    /// Remembers a value. A quote, which no shell would read back, becomes what a URL writes for it.
    pub fn set(&mut self, name: &str, value: &str) {
        self.values.insert(name.to_owned(), value.replace('\'', "%27"));
    }

    /// A random password, made once.
    pub fn secret(&mut self, name: &str) -> String {
        self.values.entry(name.to_owned()).or_insert_with(random_hex).clone()
    }

    /// A random master key, made once.
    pub fn master_key(&mut self, name: &str) {
        let made = || MasterKey::new(rand::random()).to_base64().expose().to_owned();
        self.values.entry(name.to_owned()).or_insert_with(made);
    }

    /// All `GATEBOOK_*` values.
    pub fn settings(&self) -> impl Iterator<Item = (String, String)> {
        let ours = self.values.iter().filter(|(name, _)| name.starts_with("GATEBOOK_"));
        ours.map(|(name, value)| (name.clone(), value.clone()))
    }
}
