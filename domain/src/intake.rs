//! stub
use crate::error::Error; use crate::settings::TenantSettings;
/// R
pub struct Rules;
impl Rules {
    /// N
    pub fn new(_: &TenantSettings, _: [u8;32], _: u8, _: [u8;32]) -> Result<Self, Error> { Ok(Self) } }
