//! What is asked of the log: the one language of filters.

use chrono::{DateTime, Utc};
use entity::id::SessionId;
use ipnet::IpNet;
use percent_encoding::{CONTROLS, utf8_percent_encode};
use sea_orm::Value;
use serde::{Deserialize, Serialize};

use crate::labels::DeviceKind;

/// Most words of [`Filter::text`].
pub const TEXT_WORDS_MAX: usize = 8;

/// A status, or all of a hundred.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct StatusRange {
    /// First status that fits.
    pub first: i16,
    /// Last status that fits.
    pub last: i16,
}

/// A path, or all that begin with one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PathFilter {
    /// This very path.
    Exact(String),
    /// All that begin so.
    Prefix(String),
}

/// Which events fit: all that are given must.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Filter {
    /// Occurred then or later.
    pub since: Option<DateTime<Utc>>,
    /// Occurred before.
    pub until: Option<DateTime<Utc>>,
    /// `access`, `key.created`, …
    pub kind: Option<String>,
    /// Upper case.
    pub method: Option<String>,
    /// The path.
    pub path: Option<PathFilter>,
    /// The status.
    pub status: Option<StatusRange>,
    /// The application's user.
    pub user_id: Option<String>,
    /// Gatebook's session.
    pub session_id: Option<SessionId>,
    /// The address, or a network that it is in.
    pub network: Option<IpNet>,
    /// Where it came from, as ISO 3166-1 alpha-2.
    pub country: Option<String>,
    /// Where it came from.
    pub city: Option<String>,
    /// The program.
    pub browser: Option<String>,
    /// What it runs on.
    pub platform: Option<String>,
    /// What kind of program it is.
    pub device_kind: Option<DeviceKind>,
    /// The host of the page that led to it, in lower case.
    pub referrer: Option<String>,
    /// The terms that were searched for, in lower case with single spaces.
    pub search: Option<String>,
    /// What the path or the terms of the search hold, each of them, in lower case; at most [`TEXT_WORDS_MAX`].
    pub text: Vec<String>,
}

impl Filter {
    /// Whether an index of the read model leads to what fits, in the order of positions.
    pub(super) fn is_indexed(&self) -> bool {
        self.key().is_some()
    }

    /// What an index of the read model is asked for: of a session, a user and an address the one that fits least.
    pub(super) fn key(&self) -> Option<Self> {
        let address = self.network.filter(|network| network.prefix_len() == network.max_prefix_len());
        let none = Self::default();
        match (self.session_id, &self.user_id, address) {
            (Some(_), ..) => Some(Self { session_id: self.session_id, ..none }),
            (None, Some(_), _) => Some(Self { user_id: self.user_id.clone(), ..none }),
            (None, None, Some(_)) => Some(Self { network: address, ..none }),
            (None, None, None) => None,
        }
    }

    /// Whether it asks for words, which the log does not have.
    pub(crate) fn asks_for_words(&self) -> bool {
        self.country.is_some()
            || self.city.is_some()
            || self.browser.is_some()
            || self.platform.is_some()
            || self.device_kind.is_some()
            || self.referrer.is_some()
            || self.search.is_some()
            || !self.text.is_empty()
    }

    /// As conditions on `table`; their values are pushed behind those that are there.
    pub(crate) fn conditions(&self, table: &str, values: &mut Vec<Value>) -> String {
        let mut sql = String::new();
        let mut add = |condition: &str, value: Value| {
            values.push(value);
            let condition = condition.replace("{}", table).replace('?', &format!("${}", values.len()));
            sql.push_str(&format!("and {condition} "));
        };
        if let Some(since) = self.since {
            add("{}.occurred_at >= ?", since.into());
        }
        if let Some(until) = self.until {
            add("{}.occurred_at < ?", until.into());
        }
        for (column, wanted) in [
            ("type", &self.kind),
            ("method", &self.method),
            ("user_id", &self.user_id),
            ("country", &self.country),
            ("city", &self.city),
            ("browser", &self.browser),
            ("platform", &self.platform),
            ("referrer_host", &self.referrer),
            ("search_terms", &self.search),
        ] {
            if let Some(wanted) = wanted {
                add(&format!("{{}}.{column} = ?"), wanted.clone().into());
            }
        }
        match &self.path {
            Some(PathFilter::Exact(path)) => add("{}.path = ?", path.clone().into()),
            Some(PathFilter::Prefix(prefix)) => add("{}.path ^@ ?", prefix.clone().into()),
            None => {}
        }
        if let Some(status) = self.status {
            add("{}.status >= ?", status.first.into());
            add("{}.status <= ?", status.last.into());
        }
        if let Some(session_id) = self.session_id {
            add("{}.session_id = ?", session_id.uuid().into());
        }
        if let Some(network) = self.network {
            let operator = if network.prefix_len() == network.max_prefix_len() { "=" } else { "<<=" };
            add(&format!("{{}}.ip {operator} ?::text::inet"), network.to_string().into());
        }
        if let Some(kind) = self.device_kind {
            add("{}.kind = ?", kind.name().into());
        }
        for word in &self.text {
            sql.push_str(&format!("and ({}) ", word_condition(word, table, values)));
        }
        sql
    }
}

/// That the path or the terms of the search hold a word, whatever its case.
fn word_condition(word: &str, table: &str, values: &mut Vec<Value>) -> String {
    let conditions = forms_of(word).into_iter().map(|form| {
        values.push(form.into());
        // No pattern, in which some characters would mean others.
        format!("strpos(lower(concat_ws(' ', {table}.path, {table}.search_terms)), lower(${})) > 0", values.len())
    });
    conditions.collect::<Vec<_>>().join(" or ")
}

/// How a word may stand there. Most clients write what is beyond ASCII percent-encoded into a path, where its case is another code:
/// it is found as typed, and in small and in large letters, with the first one large.
fn forms_of(word: &str) -> Vec<String> {
    if word.is_ascii() {
        return vec![word.to_owned()];
    }
    let small = word.to_lowercase();
    let first_large = small.chars().take(1).flat_map(char::to_uppercase).chain(small.chars().skip(1)).collect();
    let cases = [word.to_owned(), small.clone(), first_large, word.to_uppercase()];
    let encoded = cases.iter().map(|case| utf8_percent_encode(case, CONTROLS).to_string());
    let mut forms = vec![word.to_owned(), small];
    forms.extend(encoded);
    let mut known = std::collections::HashSet::new();
    forms.retain(|form| known.insert(form.to_lowercase()));
    forms
}
