//! Whether every statement that the program asks keeps to a tenant.
//!
//! 1. `gatebook with-servers --statements FILE` writes down what PostgreSQL was asked, by whom, and which tables have a
//!    column `tenant_id`.
//! 2. Statements of the superuser are the tests' own, and so are those that begin with [`OWN`]. What changes the schema or
//!    the connection touches no row of a tenant, and needs no reason.
//! 3. Every other one is split into its queries: a subquery is held to the rule by itself (`isolation/query.rs`). Each table of
//!    a query, but for catalogs and tables without a `tenant_id`, must be bound: an insert lists the column, anything
//!    else says `tenant_id = …`, `tenant_id in …` in a condition, or is joined by it to something that is bound.
//! 4. What is not bound is on the list of exceptions, word by word and with a reason, or a fault. An exception that excuses
//!    nothing is a fault too.
//!
//! Deliberately absent: an understanding of `or`. The rule finds what was forgotten, not what was meant badly; row-level
//! security is beside it.

mod query;
mod words;

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use query::Tables;
use words::{Word, words};

/// Stands before statements that tests ask in the name of the program's logins.
pub const OWN: &str = "/* a test's own */";
/// Whose statements are the tests' own.
const SUPERUSER: &str = "postgres";
/// What a statement begins with that touches no row of a tenant: it changes the schema or the connection, or what is inside of
/// it is collected by itself.
const HARMLESS: [&str; 29] = [
    "begin",
    "start",
    "commit",
    "rollback",
    "abort",
    "end",
    "savepoint",
    "release",
    "set",
    "reset",
    "show",
    "discard",
    "deallocate",
    "close",
    "fetch",
    "listen",
    "unlisten",
    "notify",
    "alter",
    "drop",
    "comment",
    "grant",
    "revoke",
    "lock",
    "do",
    "call",
    "analyze",
    "vacuum",
    "reindex",
];

/// A statement of a test's own, for one of the program's logins.
#[must_use]
pub fn own(sql: &str) -> String {
    format!("{OWN} {sql}")
}

/// What is wrong with the statements of some runs, each as `with-servers` wrote it, given the list of exceptions. A sentence for
/// each; none when all is well.
#[must_use]
pub fn faults(runs: &[Value], exceptions: &Value) -> Vec<String> {
    let mut faults = Vec::new();
    let mut excused: BTreeMap<String, bool> = BTreeMap::new();
    for exception in exceptions.as_array().into_iter().flatten() {
        if exception["reason"].as_str().is_none_or(|reason| reason.trim().is_empty()) {
            faults.push(format!("an exception has no reason: {exception}"));
        }
        for statement in exception["statements"].as_array().into_iter().flatten() {
            let statement = normal(statement.as_str().unwrap_or_default());
            if excused.insert(statement.clone(), false).is_some() {
                faults.push(format!("this exception is there twice: {statement}"));
            }
        }
    }
    for (statement, (roles, unbound)) in unbound(runs) {
        match excused.get_mut(&statement) {
            Some(used) => *used = true,
            None => faults.push(format!("{roles:?} {unbound}: {statement}")),
        }
    }
    let stale = excused.into_iter().filter(|(_, used)| !used);
    faults.extend(stale.map(|(statement, _)| format!("this exception excuses nothing any more: {statement}")));
    faults
}

/// How many statements of the program's are in there, and how many of them touch rows.
#[must_use]
pub fn counts(runs: &[Value]) -> (usize, usize) {
    let all: BTreeSet<String> = of_the_program(runs).map(|(_, sql)| normal(&sql)).collect();
    let touching = all.iter().filter(|sql| matches!(touches_rows(&words(sql)), Touches::Rows(_))).count();
    (all.len(), touching)
}

/// What is not bound, by the statement's normal form: who asked it, and what is wrong.
fn unbound(runs: &[Value]) -> BTreeMap<String, (BTreeSet<String>, String)> {
    let names = |place: &str| -> BTreeSet<String> {
        let all = runs.iter().flat_map(|run| run["tables"][place].as_array().into_iter().flatten());
        all.filter_map(|name| Some(name.as_str()?.to_owned())).collect()
    };
    let mut tables = Tables { of_tenants: names("of_tenants"), others: names("others") };
    // What a query keeps for itself. What it fills it from is held to the rule.
    tables.others.extend(of_the_program(runs).filter_map(|(_, sql)| query::temporary(&words(&sql))));
    let mut found: BTreeMap<String, (BTreeSet<String>, String)> = BTreeMap::new();
    for (role, sql) in of_the_program(runs) {
        let words = words(&sql);
        let unbound = match touches_rows(&words) {
            Touches::Nothing => continue,
            Touches::Unknown => Some("begins with a word that nobody knows".to_owned()),
            Touches::Rows(query) => query::unbound(query, &tables),
        };
        if let Some(unbound) = unbound {
            found.entry(normal(&sql)).or_insert_with(|| (BTreeSet::new(), unbound)).0.insert(role);
        }
    }
    found
}

/// Who asked what, but for the tests' own.
fn of_the_program(runs: &[Value]) -> impl Iterator<Item = (String, String)> {
    let all = runs.iter().flat_map(|run| run["statements"].as_array().into_iter().flatten());
    all.filter_map(|asked| Some((asked["role"].as_str()?.to_owned(), asked["sql"].as_str()?.to_owned())))
        .filter(|(role, sql)| role != SUPERUSER && !sql.trim_start().starts_with(OWN))
}

enum Touches<'a> {
    Nothing,
    /// From this query on.
    Rows(&'a [Word]),
    Unknown,
}

fn touches_rows(words: &[Word]) -> Touches<'_> {
    let Some(first) = words.iter().position(|word| !word.is("(")) else { return Touches::Nothing };
    let Some(name) = words[first].name() else {
        return if words[first].is(";") { Touches::Nothing } else { Touches::Unknown };
    };
    match name {
        name if HARMLESS.contains(&name) => Touches::Nothing,
        // A query may follow, whose rows are kept; not in what is created to be asked later.
        "create" => {
            let of_later = words.iter().take(5).any(|word| {
                ["view", "policy", "function", "procedure", "rule", "trigger"].iter().any(|kind| word.is(kind))
            });
            let is_kept = words.iter().take(5).any(|word| word.is("materialized"));
            match words.windows(2).position(|pair| pair[0].is("as") && (pair[1].is("select") || pair[1].is("with"))) {
                Some(place) if is_kept || !of_later => Touches::Rows(&words[place + 1..]),
                _ => Touches::Nothing,
            }
        }
        "select" | "insert" | "update" | "delete" | "with" | "merge" | "values" | "table" | "truncate" | "copy" => {
            Touches::Rows(words)
        }
        // A condition of a block of PL/pgSQL.
        "not" | "exists" => Touches::Rows(words),
        "explain" | "declare" | "prepare" => {
            let asks = ["select", "insert", "update", "delete", "with", "merge"];
            match words.iter().position(|word| asks.iter().any(|ask| word.is(ask))) {
                Some(place) => Touches::Rows(&words[place..]),
                None => Touches::Unknown,
            }
        }
        _ => Touches::Unknown,
    }
}

/// A statement without its layout, comments and values, so that two that differ in those alone are the same; of a list of
/// values there is one.
fn normal(sql: &str) -> String {
    let mut normal: Vec<String> = Vec::new();
    for word in words(sql) {
        let text = word.to_string();
        if text == "?" && normal.ends_with(&["?".to_owned(), ",".to_owned()]) {
            normal.pop();
            continue;
        }
        normal.push(text);
    }
    while normal.last().is_some_and(|last| last == ";") {
        normal.pop();
    }
    normal.join(" ")
}
