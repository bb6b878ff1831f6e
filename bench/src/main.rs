//! The figures; the bench itself is being built.

fn main() {}
