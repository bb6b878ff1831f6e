//! That the contract is the committed one, and that the generators of clients can read it.

use progenitor_impl::Generator;

const COMMITTED: &str = include_str!("../../openapi.yaml");

#[test]
fn the_committed_contract_is_the_programs_own() {
    assert!(COMMITTED == api::openapi_yaml(), "openapi.yaml is not what the program says: run `make openapi`");
}

#[test]
fn a_rust_client_can_be_generated_with_every_operation() {
    let document: openapiv3::OpenAPI = serde_yaml::from_str(COMMITTED).unwrap();

    let client = Generator::default().generate_tokens(&document).unwrap().to_string();

    let missing: Vec<&str> = document
        .operations()
        .filter_map(|(_, _, operation)| operation.operation_id.as_deref())
        .filter(|id| !client.contains(&format!("pub async fn {id} <")))
        .collect();
    assert!(missing.is_empty(), "{missing:?}");
    assert!(document.operations().count() >= 15);
}
