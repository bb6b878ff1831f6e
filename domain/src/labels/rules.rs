//! The rules of uap-core, compiled: which product and which system a user agent names.
//!
//! `build.rs` takes the rules out of a package; `ua-parser` matches them. It looks for the literals of all rules in one
//! pass, and tries only those rules whose literals are there.

use std::borrow::Cow;
use std::sync::LazyLock;

use ua_parser::{Regexes, os, user_agent};

const RULES: &str = include_str!(concat!(env!("OUT_DIR"), "/device_rules.json"));

/// The version of the package that ships the rules, and how often our own words changed since the first. The number
/// behind the `+` counts up whenever `words.rs` or `labels.rs` gives any user agent other words than before.
pub(super) const VERSION: &str = concat!(env!("DEVICE_RULES_VERSION"), "+1");

static COMPILED: LazyLock<Compiled> = LazyLock::new(Compiled::new);

struct Compiled {
    products: user_agent::Extractor<'static>,
    systems: os::Extractor<'static>,
}

/// What the rules found, in their own words.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Found<'a> {
    /// Family of the browser, app, bot or tool.
    pub product: Option<Cow<'a, str>>,
    /// Family of the operating system.
    pub system: Option<Cow<'a, str>>,
    /// The system's version; `XP` and `Vista` are major versions, too.
    pub major: Option<Cow<'a, str>>,
    /// The second part of the system's version.
    pub minor: Option<Cow<'a, str>>,
}

impl Compiled {
    fn new() -> Self {
        let rules: Regexes<'static> = serde_json::from_str(RULES).expect("build.rs writes rules");
        let products = user_agent::Builder::new().push_all(rules.user_agent_parsers);
        let systems = os::Builder::new().push_all(rules.os_parsers);
        Self {
            products: products.expect("the rules are expressions").build().expect("the products' rules compile"),
            systems: systems.expect("the rules are expressions").build().expect("the systems' rules compile"),
        }
    }
}

/// Asks the rules. The first call of a process compiles them.
pub(super) fn find(user_agent: &str) -> Found<'_> {
    let product = COMPILED.products.extract(user_agent).map(|found| found.family);
    let Some(system) = COMPILED.systems.extract(user_agent) else { return Found { product, ..Found::default() } };
    Found { product, system: Some(system.os), major: system.major, minor: system.minor }
}
