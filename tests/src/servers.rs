//! Where the servers of this run are, and the databases that tests make there.

use std::collections::BTreeMap;

use domain::boot::{DatabaseUrl, connect_once, roles};
use sea_orm::DatabaseConnection;

/// The template that `gatebook with-servers` made.
const TEMPLATE: &str = "gatebook_template";
const PREFIX: &str = "GATEBOOK_TEST_";

/// What `gatebook with-servers` says in the environment, by the names of the program's own variables.
pub fn variables() -> BTreeMap<String, String> {
    let found = domain::boot::environment().into_iter();
    let found: BTreeMap<String, String> =
        found.filter_map(|(name, value)| Some((format!("GATEBOOK_{}", name.strip_prefix(PREFIX)?), value))).collect();
    assert!(
        found.contains_key("GATEBOOK_DATABASE_URL"),
        "there are no servers to test with: run `make test`, or `gatebook with-servers -- cargo test`"
    );
    found
}

/// One of the variables.
pub fn variable(name: &str) -> String {
    variables().remove(name).unwrap_or_else(|| panic!("gatebook with-servers did not set {name}"))
}

/// A database of one test. Removed when dropped, with whatever is still connected to it.
pub struct Database {
    /// Its name.
    pub name: String,
}

impl Database {
    /// Copies the template.
    pub async fn make() -> Self {
        let name = format!("t_{}", uuid::Uuid::new_v4().simple());
        let owner = url("GATEBOOK_DATABASE_URL").with_database(&name);
        let superuser = superuser();
        roles::copy_database(&superuser, TEMPLATE, &owner).await.expect("the template can be copied");
        superuser.close().await.expect("a connection can be closed");
        Self { name }
    }

    /// As superuser, for whom no row is hidden.
    pub fn as_superuser(&self) -> DatabaseConnection {
        connect_once(&url("GATEBOOK_SUPERUSER_URL").with_database(&self.name)).expect("it is a URL")
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        let name = std::mem::take(&mut self.name);
        // The test's own runtime may be ending, and cannot wait here: this one is the removal's alone.
        let removal = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
            runtime.block_on(async {
                if let Err(error) = roles::drop_database(&superuser(), &name).await {
                    eprintln!("the database {name} stays behind: {error}");
                }
            });
            Ok::<_, std::io::Error>(())
        });
        // All databases go with the servers in the end; a test does not fail for one.
        let _ = removal.join();
    }
}

fn superuser() -> DatabaseConnection {
    connect_once(&url("GATEBOOK_SUPERUSER_URL")).expect("it is a URL")
}

fn url(name: &str) -> DatabaseUrl {
    variable(name).parse().unwrap_or_else(|expected| panic!("{name} should be {expected}"))
}
