//! Posting: batches to the API, again and again until each is stored or refused for good.
//!
//! What may be repeated is repeated as it is (408, 425, 429, 5xx, and when no answer came): its events have ids, so
//! whatever the first attempt did is done once.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use bytes::Bytes;
use futures::StreamExt;
use futures::stream::FuturesUnordered;
use reqwest::header::{CONTENT_TYPE, RETRY_AFTER};
use reqwest::{Method, StatusCode};
use serde::Deserialize;
use tokio::sync::mpsc::Receiver;

use super::progress::Progress;
use super::reader::Batch;
use super::tally::Tally;
use crate::failure::Failure;
use crate::http_api::{HttpApi, no_answer};

/// How long an answer may take. The API gives up much earlier.
const ANSWER_MAX: Duration = Duration::from_secs(120);
/// The first pause before a repeat, when the API does not say how long; it doubles.
const PAUSE: Duration = Duration::from_millis(200);
/// The longest pause before a repeat, whoever says so.
const PAUSE_MAX: Duration = Duration::from_secs(60);
/// The longest pause that is ours.
const OWN_PAUSE_MAX: Duration = Duration::from_secs(5);

/// Who posts, and where to.
pub struct Poster {
    api: HttpApi,
    query: &'static str,
    patience: Duration,
    /// Since when nothing has been answered with success.
    failing_since: Mutex<Option<Instant>>,
}

/// What the API says to a body, for good.
pub enum Answer {
    /// It is done; the answer's body.
    Done(Vec<u8>),
    /// The API, or something before it, takes no body of this size.
    TooLarge,
    /// The body does not fit, for this reason.
    Invalid(String),
}

/// What an attempt came to.
enum Attempt {
    Answered(Answer),
    /// It may be repeated.
    Again {
        reason: String,
        after: Option<Duration>,
    },
}

/// What the API says of a batch.
#[derive(Deserialize)]
struct BatchAnswer {
    accepted: u64,
    duplicates: u64,
    ignored: u64,
    rejected: u64,
    results: Vec<ItemAnswer>,
}

#[derive(Deserialize)]
struct ItemAnswer {
    index: usize,
    code: String,
    #[serde(default)]
    errors: Vec<Place>,
    #[serde(default)]
    retryable: bool,
}

#[derive(Deserialize)]
struct Place {
    #[serde(default)]
    pointer: String,
    detail: String,
}

/// A refusal, as the API words it.
#[derive(Deserialize)]
struct Problem {
    code: String,
    detail: String,
    #[serde(default)]
    errors: Vec<Place>,
}

impl Poster {
    /// Somebody who presents `key` to the API at `url`.
    ///
    /// # Errors
    /// When the URL is none of HTTP.
    pub fn new(url: &str, key: &str, patience: Duration, include_static: bool) -> Result<Self, Failure> {
        let api = HttpApi::new(url, key, Some(ANSWER_MAX), concat!("gatebook-import/", env!("CARGO_PKG_VERSION")))?;
        let query = if include_static { "?include_static=true" } else { "" };
        Ok(Self { api, query, patience, failing_since: Mutex::new(None) })
    }

    /// Posts all batches, `requests` at a time, and counts what becomes of their lines.
    ///
    /// # Errors
    /// When the API refuses the key or the address, or answers nothing useful for longer than the patience.
    pub async fn post_all(
        &self,
        mut batches: Receiver<Batch>,
        requests: usize,
        tally: &Tally,
        progress: &Progress,
    ) -> Result<(), Failure> {
        let mut under_way = FuturesUnordered::new();
        let mut more = true;
        while more || !under_way.is_empty() {
            tokio::select! {
                batch = batches.recv(), if more && under_way.len() < requests => match batch {
                    Some(batch) => under_way.push(self.settle(batch, tally, progress)),
                    None => more = false,
                },
                Some(settled) = under_way.next() => settled?,
            }
        }
        Ok(())
    }

    /// Posts a batch until each of its lines is counted.
    async fn settle(&self, batch: Batch, tally: &Tally, progress: &Progress) -> Result<(), Failure> {
        let bytes_taken = batch.bytes_taken;
        let mut left = vec![batch];
        // Since when the API takes the rest of a batch later and later.
        let mut put_off: Option<Instant> = None;
        let mut pause = PAUSE;
        while let Some(mut batch) = left.pop() {
            if batch.items.is_empty() {
                continue;
            }
            // A request holds on to its body; the batch needs it again only where something is wrong.
            let body = Bytes::from(std::mem::take(&mut batch.body));
            let answer = self.post("v1/events/ndjson", "application/x-ndjson", &body, progress).await?;
            batch.body = body.try_into_mut().map_or_else(|body| body.to_vec(), Vec::from);
            match answer {
                Answer::Done(answer) => {
                    let repeats = put_off.is_none_or(|since| since.elapsed() < self.patience);
                    let again = count(&answer, &batch, repeats, tally)?;
                    if again.items.len() < batch.items.len() {
                        (put_off, pause) = (None, PAUSE);
                    }
                    if !again.items.is_empty() {
                        put_off.get_or_insert_with(Instant::now);
                        tokio::time::sleep(pause).await;
                        pause = (pause * 2).min(OWN_PAUSE_MAX);
                        left.push(again);
                    }
                }
                Answer::TooLarge if batch.items.len() > 1 => {
                    let (first, second) = halves(&batch);
                    left.extend([second, first]);
                }
                Answer::TooLarge => {
                    tally.change(|counts| counts.bad(&batch.file, batch.items[0].line, "too large for the API"));
                }
                // What is wrong with single events is said in the answer to a batch that is taken.
                Answer::Invalid(reason) => return Err(Failure::usage(format!("the API refuses a batch: {reason}"))),
            }
        }
        progress.settled(bytes_taken, &tally.now());
        Ok(())
    }

    /// Posts a body until it is answered for good.
    ///
    /// # Errors
    /// When nothing can be posted at all, or nothing useful was answered for longer than the patience.
    pub async fn post(
        &self,
        path: &str,
        content_type: &'static str,
        body: &Bytes,
        progress: &Progress,
    ) -> Result<Answer, Failure> {
        let mut pause = PAUSE;
        loop {
            match self.attempt(path, content_type, body.clone()).await? {
                Attempt::Answered(answer) => {
                    *self.failing_since() = None;
                    return Ok(answer);
                }
                Attempt::Again { reason, after } => {
                    let failing = self.failing_since().get_or_insert_with(Instant::now).elapsed();
                    if failing >= self.patience {
                        let seconds = failing.as_secs();
                        return Err(Failure::usage(format!("{reason}; gave up after {seconds} s without success")));
                    }
                    progress.waits(&reason);
                    let own = pause;
                    pause = (pause * 2).min(OWN_PAUSE_MAX);
                    tokio::time::sleep(after.unwrap_or(own).min(PAUSE_MAX)).await;
                }
            }
        }
    }

    fn failing_since(&self) -> MutexGuard<'_, Option<Instant>> {
        self.failing_since.lock().unwrap_or_else(PoisonError::into_inner)
    }

    async fn attempt(&self, path: &str, content_type: &'static str, body: Bytes) -> Result<Attempt, Failure> {
        let request = self.api.request(Method::POST, &format!("{path}{}", self.query));
        let response = match request.header(CONTENT_TYPE, content_type).body(body).send().await {
            Ok(response) => response,
            Err(error) => return Ok(Attempt::Again { reason: no_answer(self.api.url(), &error), after: None }),
        };
        let status = response.status();
        let after = response.headers().get(RETRY_AFTER).and_then(|value| value.to_str().ok()?.parse().ok());
        let answer = match response.bytes().await {
            Ok(answer) => Vec::from(answer),
            Err(error) => return Ok(Attempt::Again { reason: no_answer(self.api.url(), &error), after: None }),
        };
        let problem = || match serde_json::from_slice::<Problem>(&answer) {
            Ok(problem) => format!("{} {}: {}", status.as_u16(), problem.code, problem.detail),
            Err(_) => status.to_string(),
        };
        match status {
            StatusCode::OK => Ok(Attempt::Answered(Answer::Done(answer))),
            _ if may_pass(status) => {
                let reason = format!("the API answers {}", problem());
                Ok(Attempt::Again { reason, after: after.map(Duration::from_secs) })
            }
            StatusCode::PAYLOAD_TOO_LARGE => Ok(Attempt::Answered(Answer::TooLarge)),
            StatusCode::UNPROCESSABLE_ENTITY => {
                Ok(Attempt::Answered(Answer::Invalid(reason_of(&answer).unwrap_or_else(problem))))
            }
            StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN => {
                Err(Failure::usage(format!("the key is refused: {}", problem())))
            }
            _ if serde_json::from_slice::<Problem>(&answer).is_ok() => {
                Err(Failure::usage(format!("the API answers {}", problem())))
            }
            _ => Err(Failure::usage(format!("{} answers {}: is it the API?", self.api.url(), problem()))),
        }
    }
}

/// Whether the same request may succeed later. Events have ids, so a repeat is safe whatever was done.
fn may_pass(status: StatusCode) -> bool {
    const PASSING: [StatusCode; 3] =
        [StatusCode::REQUEST_TIMEOUT, StatusCode::TOO_EARLY, StatusCode::TOO_MANY_REQUESTS];
    status.is_server_error() || PASSING.contains(&status)
}

/// Counts what became of a batch, and gives back what may be repeated, if somebody repeats it.
fn count(answer: &[u8], batch: &Batch, repeats: bool, tally: &Tally) -> Result<Batch, Failure> {
    let answer: BatchAnswer =
        serde_json::from_slice(answer).map_err(|error| Failure::usage(format!("the API's answer is none: {error}")))?;
    let told = answer.accepted + answer.duplicates + answer.ignored + answer.rejected;
    if told != batch.items.len() as u64 || answer.results.iter().any(|item| item.index >= batch.items.len()) {
        return Err(Failure::usage(format!(
            "the API answers of {told} events where {} were sent; is something between that changes them?",
            batch.items.len()
        )));
    }
    let mut again = Vec::new();
    tally.change(|counts| {
        counts.stored += answer.accepted;
        counts.duplicates += answer.duplicates;
        counts.ignored += answer.ignored;
        for item in &answer.results {
            let Some(place) = batch.items.get(item.index) else { continue };
            match item.code.as_str() {
                "duplicate" | "ignored" => {}
                _ if item.retryable && repeats => again.push(item.index),
                code => counts.bad(&batch.file, place.line, reason(code, &item.errors)),
            }
        }
    });
    Ok(batch.only(&again))
}

fn reason(code: &str, errors: &[Place]) -> String {
    let places: Vec<String> = errors.iter().map(|place| format!("{} {}", place.pointer, place.detail)).collect();
    format!("{code}: {}", places.join(", "))
}

fn reason_of(answer: &[u8]) -> Option<String> {
    let problem: Problem = serde_json::from_slice(answer).ok()?;
    Some(reason(&problem.code, &problem.errors))
}

fn halves(batch: &Batch) -> (Batch, Batch) {
    let indexes: Vec<usize> = (0..batch.items.len()).collect();
    let (first, second) = indexes.split_at(indexes.len() / 2);
    (batch.only(first), batch.only(second))
}
