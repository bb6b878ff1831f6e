//! Every `GATEBOOK_*` variable: its name, its default, who needs it and what it means, in one table.

use Part::{Admin, Api, Migrate, Worker};

/// A part of the program, as far as settings are concerned.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// `gatebook api`.
    Api,
    /// `gatebook worker`.
    Worker,
    /// `gatebook migrate`.
    Migrate,
    /// `gatebook tenant`, `gatebook key`, `gatebook access-key`, `gatebook member`, `gatebook sessions` and `gatebook jobs`.
    Admin,
}

/// A variable of the environment.
#[derive(Debug, Clone, Copy)]
pub struct Variable {
    /// Its name.
    pub name: &'static str,
    /// What holds when it is not set.
    pub default: Option<&'static str>,
    /// The parts of the program that do not start without it.
    pub needed_by: &'static [Part],
    /// Whether its value is shown nowhere.
    pub secret: bool,
    /// What it means, with its limits.
    pub meaning: &'static str,
}

/// Every variable that the program reads. `docs/operations.md` repeats this table.
pub const VARIABLES: [Variable; 24] = [
    required(
        "GATEBOOK_DATABASE_URL",
        &[Migrate],
        "PostgreSQL as the owner of the schema (a login with CREATEROLE, no superuser); used by `gatebook migrate` alone",
    ),
    required(
        "GATEBOOK_APP_DATABASE_URL",
        &[Api, Admin],
        "PostgreSQL as `gatebook_app`: appends, tenants, keys, orders of jobs; never updates or deletes an event",
    ),
    required("GATEBOOK_READ_DATABASE_URL", &[Api, Admin], "PostgreSQL as `gatebook_read`: searches and lists"),
    required(
        "GATEBOOK_WORKER_DATABASE_URL",
        &[Worker, Migrate],
        "PostgreSQL as `gatebook_worker`: partitions, retention, jobs, projections",
    ),
    required("GATEBOOK_REDIS_URL", &[Api, Worker, Admin], "Redis, which holds nothing that cannot be made again"),
    optional("GATEBOOK_REDIS_PREFIX", "gb", "what every key in Redis starts with: 1 to 32 of `a-z A-Z 0-9 _ -`"),
    required(
        "GATEBOOK_MASTER_KEY",
        &[Api, Worker, Admin],
        "the key under which stored secrets are wrapped: 32 random bytes in base64 (`openssl rand -base64 32`)",
    ),
    Variable {
        name: "GATEBOOK_MASTER_KEY_PREVIOUS",
        default: None,
        needed_by: &[],
        secret: true,
        meaning: "the master key that `GATEBOOK_MASTER_KEY` replaces, until `gatebook master-key rotate` has wrapped everything under \
                  the new one",
    },
    Variable {
        name: "GATEBOOK_ADMIN_KEY",
        default: None,
        needed_by: &[],
        secret: true,
        meaning: "the installation admin's key, at least 32 characters; without it `/v1/tenants` is closed",
    },
    optional("GATEBOOK_ISSUER", "gatebook", "the claim `iss` of access tokens: 1 to 200 visible ASCII characters"),
    optional("GATEBOOK_LISTEN", "127.0.0.1:8080", "where the API listens: address and port"),
    Variable {
        name: "GATEBOOK_TLS_CERTIFICATE",
        default: None,
        needed_by: &[],
        secret: false,
        meaning: "a PEM file with the API's certificate and what leads from it to its root, in this order; with \
                  `GATEBOOK_TLS_KEY`, the API speaks HTTPS alone",
    },
    Variable {
        name: "GATEBOOK_TLS_KEY",
        default: None,
        needed_by: &[],
        secret: false,
        meaning: "a PEM file with the private key of that certificate (ECDSA, Ed25519 or RSA), without a passphrase",
    },
    Variable {
        name: "GATEBOOK_TRUSTED_PROXIES",
        default: None,
        needed_by: &[],
        secret: false,
        meaning: "networks (CIDR, separated by commas) of the proxies before the API: they are believed whose address a \
                  member signs in from",
    },
    Variable {
        name: "GATEBOOK_GEOIP",
        default: None,
        needed_by: &[],
        secret: false,
        meaning: "location databases in the MaxMind DB format: 1 to 8 paths separated by `:`, cities before countries; \
                  without it locations are not known",
    },
    Variable {
        name: "GATEBOOK_EXPORTS",
        default: None,
        needed_by: &[],
        secret: false,
        meaning: "where exports are kept, the same for every API and worker: a folder's path, `file:///…`, or \
                  `s3://bucket/prefix`, which is reached as the usual `AWS_*` variables say; without it none can be ordered",
    },
    optional("GATEBOOK_METRICS_LISTEN", "127.0.0.1:9090", "where `/metrics` of the API listens: address and port"),
    Variable {
        name: "GATEBOOK_WORKER_METRICS_LISTEN",
        default: None,
        needed_by: &[],
        secret: false,
        meaning: "where `/metrics` of the worker listens: address and port; without it nowhere",
    },
    optional("GATEBOOK_PARTITION_DAYS", "7", "how many days of expiry one partition of events holds: 1 to 31"),
    optional("GATEBOOK_LANES", "2", "how many flushes append at a time: 1 to 8"),
    optional(
        "GATEBOOK_WAITING_BYTES_MAX",
        "67108864",
        "most bytes that may wait to be appended before the API answers 503: 1048576 to 2^40",
    ),
    optional(
        "GATEBOOK_RATE_LIMIT_PER_S",
        "50000",
        "most events per second and key: up to 1000000000; 0 means no limit",
    ),
    optional("GATEBOOK_LOG", "info", "what is logged to stderr, as a filter: `info,domain=debug`"),
    optional("GATEBOOK_LOG_FORMAT", "text", "how it is logged: `text` or `json`"),
];

impl Part {
    /// The word on the command line.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Api => "api",
            Self::Worker => "worker",
            Self::Migrate => "migrate",
            Self::Admin => "tenant, key, access-key, member, sessions, jobs",
        }
    }
}

const fn required(name: &'static str, needed_by: &'static [Part], meaning: &'static str) -> Variable {
    Variable { name, default: None, needed_by, secret: true, meaning }
}

const fn optional(name: &'static str, default: &'static str, meaning: &'static str) -> Variable {
    Variable { name, default: Some(default), needed_by: &[], secret: false, meaning }
}

/// Writes the table of variables as Markdown, as it stands in `docs/operations.md`.
#[must_use]
pub fn variables_markdown() -> String {
    let mut text = String::from("| variable | default | needed by | meaning |\n|---|---|---|---|\n");
    for variable in &VARIABLES {
        let default = variable.default.map(|default| format!("`{default}`")).unwrap_or_default();
        let needed_by: Vec<&str> = variable.needed_by.iter().map(|part| part.word()).collect();
        let (name, needed_by, meaning) = (variable.name, needed_by.join(", "), variable.meaning);
        text.push_str(&format!("| `{name}` | {default} | {needed_by} | {meaning} |\n"));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_operations_page_lists_every_variable() {
        let page = include_str!("../../../docs/operations.md");

        let table = variables_markdown();

        assert!(page.contains(&table), "docs/operations.md should contain this table:\n\n{table}");
    }
}
