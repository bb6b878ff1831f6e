//! That the ground the other tests stand on holds.

use domain::boot::RedisStore;
use sea_orm::ConnectionTrait;
use tests::{Process, TestApp};

#[tokio::test]
async fn every_app_has_a_database_of_its_own() {
    let (one, other) = (TestApp::start().await, TestApp::start().await);
    one.tenant("acme").await;
    other.tenant("acme").await;

    let tenants = other
        .superuser_db()
        .query_all_raw(statement("select slug from tenant where slug <> 'installation'"))
        .await
        .unwrap();

    assert_eq!(tenants.len(), 1);
}

#[tokio::test]
async fn the_program_serves_the_same_stores_as_the_app() {
    let app = TestApp::start().await;
    let process = Process::start(&app, "api").await;

    process.client(tests::ADMIN_KEY).get("/readyz").await.assert_status(200);
    let code = process.terminate().await;

    assert_eq!(code, Some(0));
}

#[tokio::test]
async fn a_closed_gate_takes_a_server_away_and_an_open_one_brings_it_back() {
    let app = TestApp::start().await;
    app.anonymous().get("/readyz").await.assert_status(200);

    app.postgres.close().await;
    app.anonymous().get("/readyz").await.assert_status(503);
    app.postgres.open();

    app.anonymous().get("/readyz").await.assert_status(200);
}

#[tokio::test]
async fn a_connection_to_redis_that_broke_is_opened_anew() {
    let app = TestApp::start().await;
    let redis: &RedisStore = &app.stores.redis;
    redis.ping().await.unwrap();
    app.redis.close().await;
    assert!(redis.ping().await.is_err());
    assert!(redis.ping().await.is_err());

    app.redis.open();

    let mut answers = 0;
    while answers == 0 {
        answers += usize::from(redis.ping().await.is_ok());
        tokio::task::yield_now().await;
    }
}

fn statement(sql: &str) -> sea_orm::Statement {
    sea_orm::Statement::from_string(sea_orm::DbBackend::Postgres, sql)
}
