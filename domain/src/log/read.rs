//! Reading the log back.
