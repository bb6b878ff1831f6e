//! Tables as Rust types, and the ids. No behaviour.

pub mod id;
