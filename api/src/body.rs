//! Reading bodies: every body of the API comes in here, limited after decompression, and counted in the budget of
//! waiting bytes while it is held.

use std::io::Read;
use std::marker::PhantomData;
use std::sync::{LazyLock, Mutex, PoisonError};
use std::time::Duration;

use domain::log::Reservation;
use futures::StreamExt;
use poem::http::header::{CONTENT_ENCODING, CONTENT_LENGTH};
use poem::{Body, Request, RequestBody};
use poem_openapi::payload::{ParsePayload, Payload};
use poem_openapi::registry::{MetaMediaType, MetaRequest, MetaSchema, MetaSchemaRef, Registry};
use poem_openapi::types::Type;
use poem_openapi::{ApiExtractor, ApiExtractorType, ExtractParamOptions};
use serde::de::value::MapAccessDeserializer;
use serde::de::{DeserializeOwned, MapAccess, Visitor};
use serde::{Deserialize, Deserializer};
use tokio::sync::{Semaphore, SemaphorePermit};

use crate::App;
use crate::error::ApiError;

/// Most bytes of a batch, unpacked.
pub const BATCH_BYTES_MAX: usize = 10 * 1024 * 1024;
/// Most bytes of any other body.
pub const BODY_BYTES_MAX: usize = 128 * 1024;
/// How long a body may take to arrive.
pub const ARRIVAL_MAX: Duration = Duration::from_secs(30);
/// How much more of the budget is taken at a time while a body arrives.
const RESERVED_STEP: usize = 32 * 1024;
/// Largest window of zstd, as a power of two: 8 MiB.
const ZSTD_WINDOW_LOG_MAX: u32 = 23;

/// Turns at unpacking.
static UNPACKING: LazyLock<Semaphore> =
    LazyLock::new(|| Semaphore::new(std::thread::available_parallelism().map_or(2, usize::from)));

/// Rooms to unpack in, one per turn. They are kept: what an allocator is given back by one bomb it still holds when the
/// next ones come, and so on for as long as it delays giving it to the system.
static ROOMS: Mutex<Vec<Vec<u8>>> = Mutex::new(Vec::new());

/// A body as it came, unpacked, with its part of the budget.
pub struct ReadBody {
    /// The bytes.
    pub bytes: Vec<u8>,
    _reservation: Reservation,
}

/// Reads and unpacks the body of `request`, at most `bytes_max` bytes packed and unpacked.
///
/// # Errors
/// 413 when it is larger, 415 when its encoding is not gzip or zstd, 400 when it does not unpack or breaks off, 503
/// when too much is waiting already.
pub async fn read(
    app: &App,
    request: &Request,
    body: &mut RequestBody,
    bytes_max: usize,
) -> Result<ReadBody, ApiError> {
    let announced = request.header(CONTENT_LENGTH).and_then(|length| length.parse::<usize>().ok());
    if announced.is_some_and(|length| length > bytes_max) {
        return Err(too_large(bytes_max));
    }
    let encoding = Encoding::of(request)?;
    let mut held = Held { reservation: app.log.budget().reserve(1)?, reserved: 1024, bytes: Vec::new() };
    // Room is not memory until it is written to, and growing would leave every smaller room behind for a while.
    held.bytes.reserve_exact(announced.unwrap_or_default());
    let Ok(body) = body.take() else {
        return Err(ApiError::malformed("the body was read before"));
    };
    let arrival = held.fill(app, body, bytes_max);
    match tokio::time::timeout(ARRIVAL_MAX, arrival).await {
        Ok(arrived) => arrived?,
        Err(_) => {
            return Err(ApiError::malformed(format!("the body did not arrive within {} s", ARRIVAL_MAX.as_secs())));
        }
    }
    let Held { mut reservation, bytes, .. } = held;
    let bytes = match encoding {
        Encoding::Identity => bytes,
        packed => {
            // One per processor at a time: more would not be faster, and each needs room for the most it can be.
            let turn = UNPACKING.acquire().await.map_err(|_| ApiError::internal())?;
            // A small budget has room for it too: only what is unpacked is held for long.
            let room = app.log.budget().reserve(bytes_max.min(app.log.budget().bytes_max() / 2))?;
            let (unpacked, mut room) = unpack(packed, bytes, bytes_max, turn, room).await?;
            let unpacked = unpacked.ok_or_else(|| too_large(bytes_max))?;
            room.shrink_to(unpacked.len());
            reservation.merge(room);
            unpacked
        }
    };
    Ok(ReadBody { bytes, _reservation: reservation })
}

/// What has arrived of a body, with its part of the budget: only what is there counts, whatever was announced.
struct Held {
    reservation: Reservation,
    reserved: usize,
    bytes: Vec<u8>,
}

impl Held {
    async fn fill(&mut self, app: &App, body: Body, bytes_max: usize) -> Result<(), ApiError> {
        let mut chunks = body.into_bytes_stream();
        while let Some(chunk) = chunks.next().await {
            let chunk = chunk.map_err(|_| ApiError::malformed("the body broke off"))?;
            let length = self.bytes.len() + chunk.len();
            if length > bytes_max {
                return Err(too_large(bytes_max));
            }
            if length > self.reserved {
                // In steps, so that a body in many small pieces costs no more than one in a few.
                let more = (length - self.reserved).max(RESERVED_STEP);
                self.reservation.merge(app.log.budget().reserve(more)?);
                self.reserved += more;
            }
            self.bytes.extend_from_slice(&chunk);
        }
        Ok(())
    }
}

fn too_large(bytes_max: usize) -> ApiError {
    ApiError::too_large(format!("a body here has at most {bytes_max} bytes, unpacked"))
}

#[derive(Clone, Copy)]
enum Encoding {
    Identity,
    Gzip,
    Zstd,
}

impl Encoding {
    fn of(request: &Request) -> Result<Self, ApiError> {
        Self::named(request.header(CONTENT_ENCODING))
    }

    fn named(name: Option<&str>) -> Result<Self, ApiError> {
        match name.map(|name| name.trim().to_ascii_lowercase()).as_deref() {
            None | Some("" | "identity") => Ok(Self::Identity),
            Some("gzip" | "x-gzip") => Ok(Self::Gzip),
            Some("zstd") => Ok(Self::Zstd),
            Some(_) => Err(ApiError::unsupported_media_type("Content-Encoding is identity, gzip or zstd")),
        }
    }
}

/// Unpacks, away from the threads that serve other requests; `None` when that gives more than `bytes_max`. A client that goes
/// away meanwhile ends the waiting and not the work: the turn, and the part of the budget, are given back by that.
async fn unpack(
    encoding: Encoding,
    packed: Vec<u8>,
    bytes_max: usize,
    turn: SemaphorePermit<'static>,
    room: Reservation,
) -> Result<(Option<Vec<u8>>, Reservation), ApiError> {
    let work = move || {
        let _turn = turn;
        unpack_now(encoding, &packed, bytes_max).map(|unpacked| (unpacked, room))
    };
    match tokio::task::spawn_blocking(work).await {
        Ok(unpacked) => unpacked.map_err(|_| ApiError::malformed("the body does not unpack")),
        Err(_) => Err(ApiError::internal()),
    }
}

fn unpack_now(encoding: Encoding, packed: &[u8], bytes_max: usize) -> std::io::Result<Option<Vec<u8>>> {
    let reader: Box<dyn Read + '_> = match encoding {
        Encoding::Identity => Box::new(packed),
        Encoding::Gzip => Box::new(flate2::read::MultiGzDecoder::new(packed)),
        Encoding::Zstd => {
            let mut decoder = zstd::Decoder::with_buffer(packed)?;
            decoder.window_log_max(ZSTD_WINDOW_LOG_MAX)?;
            Box::new(decoder)
        }
    };
    let mut room = ROOMS.lock().unwrap_or_else(PoisonError::into_inner).pop().unwrap_or_default();
    room.clear();
    room.reserve_exact(bytes_max + 1);
    let read = reader.take(bytes_max as u64 + 1).read_to_end(&mut room);
    let unpacked = read.map(|_| (room.len() <= bytes_max).then(|| room.as_slice().to_vec()));
    ROOMS.lock().unwrap_or_else(PoisonError::into_inner).push(room);
    unpacked
}

/// What a body with this Content-Encoding unpacks to, if it does: for tests of other crates.
#[cfg(feature = "test-support")]
pub fn unpacked(encoding: Option<&str>, packed: &[u8], bytes_max: usize) -> Option<Vec<u8>> {
    unpack_now(Encoding::named(encoding).ok()?, packed, bytes_max).ok()?
}

/// A JSON body whose places are named when they do not fit. `T` describes it in the contract and reads it.
pub struct JsonBody<T> {
    /// The body, read.
    pub value: T,
    /// The body as it came.
    pub raw: Vec<u8>,
}

/// A body of events: `T` describes it in the contract, the domain reads it item by item.
pub struct EventsBody<T> {
    /// The body as it came, unpacked.
    pub body: ReadBody,
    described: PhantomData<fn() -> T>,
}

/// A body of lines, each a JSON event.
pub struct LinesBody {
    /// The body as it came, unpacked.
    pub body: ReadBody,
}

/// A body of JSON that `T` describes.
macro_rules! json_payload {
    ($ty:ident) => {
        impl<T: Type> Payload for $ty<T> {
            const CONTENT_TYPE: &'static str = "application/json";

            fn check_content_type(content_type: &str) -> bool {
                is_json(content_type)
            }

            fn schema_ref() -> MetaSchemaRef {
                T::schema_ref()
            }

            fn register(registry: &mut Registry) {
                T::register(registry);
            }
        }
    };
}

json_payload!(JsonBody);
json_payload!(EventsBody);

impl<T: Type + DeserializeOwned> ParsePayload for JsonBody<T> {
    const IS_REQUIRED: bool = true;

    async fn from_request(request: &Request, body: &mut RequestBody) -> poem::Result<Self> {
        check_headers(request)?;
        let raw = read(App::of(request)?, request, body, BODY_BYTES_MAX).await?.bytes;
        let Object(value) = domain::json::read(&raw).map_err(ApiError::from)?;
        Ok(Self { value, raw })
    }
}

/// How large a body that `T` describes may be.
pub trait BodyLimit {
    /// In bytes, unpacked.
    const BYTES_MAX: usize;
}

impl<T: Type + BodyLimit> ParsePayload for EventsBody<T> {
    const IS_REQUIRED: bool = true;

    async fn from_request(request: &Request, body: &mut RequestBody) -> poem::Result<Self> {
        let body = read(App::of(request)?, request, body, T::BYTES_MAX).await?;
        Ok(Self { body, described: PhantomData })
    }
}

impl Payload for LinesBody {
    // Generators read octet streams; not all of them read application/x-ndjson, which is taken too.
    const CONTENT_TYPE: &'static str = "application/octet-stream";

    fn check_content_type(_: &str) -> bool {
        true
    }

    fn schema_ref() -> MetaSchemaRef {
        MetaSchemaRef::Inline(Box::new(MetaSchema { format: Some("binary"), ..MetaSchema::new("string") }))
    }
}

impl ParsePayload for LinesBody {
    const IS_REQUIRED: bool = true;

    async fn from_request(request: &Request, body: &mut RequestBody) -> poem::Result<Self> {
        Ok(Self { body: read(App::of(request)?, request, body, BATCH_BYTES_MAX).await? })
    }
}

fn is_json(content_type: &str) -> bool {
    content_type.split(';').next().is_some_and(|essence| essence.trim().eq_ignore_ascii_case("application/json"))
}

/// poem-openapi's own macro for this refuses a missing Content-Type everywhere; here the payload decides.
macro_rules! extract_payload {
    ($ty:ty $(, $($bounds:tt)*)?) => {
        impl<'a, $($($bounds)*)?> ApiExtractor<'a> for $ty {
            const TYPES: &'static [ApiExtractorType] = &[ApiExtractorType::RequestObject];

            type ParamType = ();
            type ParamRawType = ();

            fn register(registry: &mut Registry) {
                <Self as Payload>::register(registry);
            }

            fn request_meta() -> Option<MetaRequest> {
                let content = MetaMediaType {
                    content_type: <Self as Payload>::CONTENT_TYPE,
                    schema: <Self as Payload>::schema_ref(),
                };
                Some(MetaRequest { description: None, content: vec![content], required: true })
            }

            async fn from_request(
                request: &'a Request,
                body: &mut RequestBody,
                _: ExtractParamOptions<Self::ParamType>,
            ) -> poem::Result<Self> {
                if <Self as Payload>::check_content_type(request.content_type().unwrap_or_default()) {
                    <Self as ParsePayload>::from_request(request, body).await
                } else {
                    let expected = format!("Content-Type is {}", <Self as Payload>::CONTENT_TYPE);
                    Err(ApiError::unsupported_media_type(expected).into())
                }
            }
        }
    };
}

extract_payload!(JsonBody<T>, T: Type + DeserializeOwned);
extract_payload!(EventsBody<T>, T: Type + BodyLimit);
extract_payload!(LinesBody);

/// Refuses conditions that poem-openapi would pass over, and with them what they are there to prevent.
fn check_headers(request: &Request) -> Result<(), ApiError> {
    for name in ["If-Match", "Idempotency-Key"] {
        let mut values = request.headers().get_all(name).iter();
        if values.next().is_some_and(|value| value.to_str().is_err()) {
            return Err(ApiError::invalid(name, "must be printable ASCII"));
        }
        if values.next().is_some() {
            return Err(ApiError::invalid(name, "given twice"));
        }
    }
    Ok(())
}

/// Reads a member that may be left out, but is not null: `#[serde(default, deserialize_with = "present")]`.
///
/// # Errors
/// What `T` says.
pub fn present<'de, T: Deserialize<'de>, D: Deserializer<'de>>(deserializer: D) -> Result<Option<T>, D::Error> {
    T::deserialize(deserializer).map(Some)
}

/// The same for an object.
///
/// # Errors
/// What `T` says, and when it is no object.
pub fn present_object<'de, T, D>(deserializer: D) -> Result<Option<T>, D::Error>
where
    T: Deserialize<'de>,
    D: Deserializer<'de>,
{
    Object::deserialize(deserializer).map(|Object(value)| Some(value))
}

/// Something that is written as an object. What serde derives for a struct would take an array of its members too.
struct Object<T>(T);

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Object<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(ObjectVisitor(PhantomData))
    }
}

struct ObjectVisitor<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> Visitor<'de> for ObjectVisitor<T> {
    type Value = Object<T>;

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<M: MapAccess<'de>>(self, map: M) -> Result<Object<T>, M::Error> {
        T::deserialize(MapAccessDeserializer::new(map)).map(Object)
    }
}
