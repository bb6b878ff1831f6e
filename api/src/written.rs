//! Answers that are written at once: for what is asked with every request of a tenant's users.

use poem::{IntoResponse, Response};
use poem_openapi::payload::{Json, Payload};
use poem_openapi::registry::{MetaSchemaRef, Registry};
use poem_openapi::types::{ToJSON, Type};
use serde::Serialize;

/// An object as JSON, the same that [`Json`] gives. What derives from `Object` alone makes a tree of it first, which costs
/// as much as all the rest of such an answer.
pub struct Written<T>(pub T);

impl<T: Type + ToJSON> Payload for Written<T> {
    const CONTENT_TYPE: &'static str = <Json<T> as Payload>::CONTENT_TYPE;

    fn schema_ref() -> MetaSchemaRef {
        T::schema_ref()
    }

    fn register(registry: &mut Registry) {
        T::register(registry);
    }
}

impl<T: Type + ToJSON + Serialize> IntoResponse for Written<T> {
    fn into_response(self) -> Response {
        let written = serde_json::to_vec(&self.0).unwrap_or_default();
        Response::builder().content_type(<Self as Payload>::CONTENT_TYPE).body(written)
    }
}
