//! What whole-system tests stand on: real PostgreSQL and Redis, and an API of their own.
//!
//! [`TestApp`] runs the API inside the test, on a port of its own, over a copy of the template database and a prefix of
//! its own in Redis, with a clock that the test moves. [`Process`] runs the program itself, for tests that kill it.
//! [`Gate`] stands before a server and closes when a test wants it to be away; [`Relay`] stands before an API and says how
//! much has passed.
//!
//! The servers are those of `gatebook with-servers`: see the Makefile.

mod answer;
mod app;
mod commit_cut;
mod gate;
pub mod isolation;
mod private;
mod process;
mod redis;
mod relay;
mod s3;
mod servers;
mod session;

pub use answer::{Answer, Client};
pub use app::{ADMIN_KEY, TestApp, TestTenant};
pub use commit_cut::CommitCut;
pub use gate::Gate;
pub use private::PrivateServers;
pub use process::{Process, previous_program, program, program_over, run_to_its_end};
pub use redis::PrivateRedis;
pub use relay::Relay;
pub use s3::Bucket;
pub use session::TestSession;

/// How often a test does what it does: `small` in `make test`, `full` in `make test-full`.
pub fn rounds(small: usize, full: usize) -> usize {
    let full_run = domain::boot::environment().iter().any(|(name, value)| name == "GATEBOOK_TEST_FULL" && value == "1");
    if full_run { full } else { small }
}
