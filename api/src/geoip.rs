//! The location databases of the installation, as the people of a tenant see them: without the places of the files.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use domain::geoip::{DB_IP_CREDIT, DB_IP_URL, FileStatus, Knows, Locator};
use poem_openapi::payload::Json;
use poem_openapi::{Enum, Object, OpenApi};

use crate::App;
use crate::auth::TenantAdmin;
use crate::contract::Tag;
use crate::error::ApiError;

/// The operation on location databases.
pub struct GeoipApi {
    /// What it works with.
    pub app: Arc<App>,
}

/// What a database knows of an address at best.
#[derive(Enum)]
#[oai(rename_all = "snake_case")]
pub enum LocationDetail {
    /// The country.
    Countries,
    /// The city too.
    Cities,
}

/// A database of locations. What is known of its content is that of the file in use.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
pub struct LocationDatabase {
    /// The name of the file.
    file: String,
    /// Whether addresses are looked up in it.
    in_use: bool,
    /// The type that its maker gave it, such as `GeoLite2-City`.
    database_type: Option<String>,
    /// When it was built.
    built_at: Option<DateTime<Utc>>,
    /// What it knows of an address at best.
    knows: Option<LocationDetail>,
    /// The addresses that it knows: 4 means IPv4 alone, 6 IPv6 and most often IPv4.
    ip_version: Option<u16>,
    /// Its size in bytes.
    bytes: Option<u64>,
    /// Whether it comes from DB-IP: then show "IP Geolocation by DB-IP" with a link to https://db-ip.com beside locations.
    is_from_db_ip: Option<bool>,
    /// Why the file as it is now is not in use; the one before it may be.
    problem: Option<String>,
}

/// The databases of locations.
#[derive(Object)]
pub struct LocationDatabases {
    /// In the order in which an address is looked up.
    databases: Vec<LocationDatabase>,
}

/// Whom to thank for locations, wherever some are shown.
#[derive(Object)]
pub struct LocationCredit {
    /// The words to show beside them, in English.
    text: String,
    /// Where the words lead.
    url: String,
}

impl LocationCredit {
    /// What the licences of the databases in use ask for.
    pub fn of(locator: &Locator) -> Option<Self> {
        locator.databases().is_from_db_ip().then(|| Self { text: DB_IP_CREDIT.to_owned(), url: DB_IP_URL.to_owned() })
    }
}

#[OpenApi(tag = "Tag::Tenants")]
impl GeoipApi {
    /// Lists the location databases.
    ///
    /// Those that the operator of the installation has configured, as the process that answers sees them now; none means that
    /// no locations are known. Needs the scope `admin`.
    #[oai(path = "/v1/location-databases", method = "get", operation_id = "list_location_databases")]
    async fn list(&self, _caller: TenantAdmin) -> Result<Json<LocationDatabases>, ApiError> {
        let databases = self.app.locator.status().into_iter().map(Into::into).collect();
        Ok(Json(LocationDatabases { databases }))
    }
}

impl From<FileStatus> for LocationDatabase {
    fn from(status: FileStatus) -> Self {
        let facts = status.in_use.as_ref();
        Self {
            file: status.path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default(),
            in_use: facts.is_some(),
            database_type: facts.map(|facts| facts.database_type.clone()),
            built_at: facts.map(|facts| facts.built_at),
            knows: facts.map(|facts| match facts.knows {
                Knows::Countries => LocationDetail::Countries,
                Knows::Cities => LocationDetail::Cities,
            }),
            ip_version: facts.map(|facts| facts.ip_version),
            bytes: facts.map(|facts| facts.bytes),
            is_from_db_ip: facts.map(|facts| facts.is_from_db_ip),
            problem: status.problem,
        }
    }
}
