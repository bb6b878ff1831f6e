//! client_address
