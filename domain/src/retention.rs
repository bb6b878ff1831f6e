//! RETENTION: rows live in the partition of the day they expire, and leave when it is dropped.
//!
//! - `retention/partitions.rs` makes partitions ahead and drops past ones; appends and reads wait for neither.
//! - `retention/rehome.rs` carries out a change of a tenant's retention, row by row.
//! - `retention/purge.rs` deletes what an operator does not want to keep that long.

pub mod partitions;
pub mod purge;
pub mod rehome;
