//! A real installation under a mixed load, while everything around it goes wrong; and a checker that proves afterwards,
//! from the clients' own history, that nothing acknowledged was lost and nothing ended came back.
//!
//! 1. An installation is started ([`installation`]): two APIs, two workers, a PostgreSQL and a Redis of its own, and a
//!    proxy on each way between them ([`proxy`]).
//! 2. Clients do what clients do ([`load`]), and note what they sent and what they were answered ([`history`]).
//! 3. Faults come by a schedule that a seed decides ([`faults`]).
//! 4. The faults end, everything has to come back by itself ([`run`]), and what is there is gathered ([`evidence`]).
//! 5. The checker looks for what must not be ([`checker`]), and a table sums it up ([`report`]).
//!
//! `tests/planted.rs` lets the checker find what was made wrong on purpose. Linux only: signals, `/proc`, namespaces.

pub mod checker;
pub mod content;
pub mod evidence;
pub mod faults;
pub mod history;
pub mod installation;
pub mod load;
pub mod proxy;
pub mod report;
pub mod run;
