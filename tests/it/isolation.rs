//! What `scripts/check` holds every statement of the program against, with planted ones.

use serde_json::{Value, json};
use tests::isolation::{faults, own};

/// What one login asked of a database with some tables.
fn asked_by(role: &str, statements: &[&str]) -> Value {
    let statements: Vec<Value> = statements.iter().map(|sql| json!({"role": role, "sql": sql})).collect();
    json!({
        "tables": {"of_tenants": ["session", "session_use", "event", "tenant"], "others": ["schedule_tick"]},
        "statements": statements,
    })
}

fn asked(statements: &[&str]) -> Value {
    asked_by("gatebook_app", statements)
}

/// What is found in one statement, without exceptions.
fn found(sql: &str) -> Vec<String> {
    faults(&[asked(&[sql])], &json!([]))
}

#[test]
fn what_is_bound_to_a_tenant_is_no_fault() {
    for sql in [
        "select user_id from session where tenant_id = $1 and session_id = $2",
        "select s.user_id from session as s where s.tenant_id = any($1) order by s.started_at limit $2",
        "select 1 from session where (tenant_id, session_id) in (select tenant_id, session_id from event where tenant_id = $1)",
        "select 1 from session s join session_use u on u.tenant_id = s.tenant_id and u.n = 1 where s.tenant_id = $1",
        "select 1 from session s join session_use u using (tenant_id, session_id) where tenant_id = $1",
        "select 1 from session s, session_use u where (s.tenant_id, s.id) = (u.tenant_id, u.id) and u.tenant_id = $1",
        "select a.id from unnest($1::uuid[], $2::text[]) as a(tenant_id, id)
         where exists (select from session s where s.tenant_id = a.tenant_id)",
        "insert into session (tenant_id, session_id) values ($1, $2)
         on conflict (tenant_id, session_id) do update set version = excluded.version where session.version < excluded.version",
        "insert into session as s (tenant_id, session_id) select $1, id from unnest($2) as b(id)
         on conflict (tenant_id, session_id) do update set version = s.version + 1",
        "select 1 from only public.tenant x where tenant_id operator(pg_catalog.=) $1 for key share of x",
        "update session set state = 'ended', note = 'from session where'
         from unnest($1) as b(id) where tenant_id = $2 and session_id = b.id returning 1",
        "delete from session s using session_use u where s.tenant_id = $1 and u.tenant_id = s.tenant_id",
        "with gone as (delete from session where tenant_id = $1 returning session_id)
         insert into event (tenant_id, id) select $1, session_id from gone",
        "select extract(epoch from started_at), state is distinct from $2 from session where tenant_id = $1 for update of session",
    ] {
        assert_eq!(found(sql), Vec::<String>::new(), "{sql}");
    }
}

#[test]
fn what_is_not_bound_is_found_wherever_it_hides() {
    for (sql, table) in [
        ("select user_id from session where session_id = $1", "session"),
        ("select tenant_id, user_id from session where session_id = $1 order by tenant_id", "session"),
        ("select 1 from session where tenant_id is not null and tenant_id > $1", "session"),
        (
            "select 1 from session -- where tenant_id = $1\nwhere user_id = 'tenant_id = 1' /* tenant_id = 1 */",
            "session",
        ),
        ("select 1 from session s join session_use u on u.tenant_id = s.tenant_id where s.session_id = $1", "session"),
        ("select 1 from session_use u, session s where u.tenant_id = $1 and u.session_id = s.session_id", "session"),
        ("select 1 from event where tenant_id = $1 and id in (select id from session where user_id = $2)", "session"),
        ("select 1 from event where tenant_id = $1 union all select 1 from session where user_id = $2", "session"),
        (
            "with a as (select id from session where user_id = $2) select 1 from event, a where tenant_id = $1",
            "session",
        ),
        ("select count(*) filter (where tenant_id = $1) from session", "session"),
        ("insert into session (session_id) values ($1)", "session"),
        ("insert into session select * from event where tenant_id = $1", "session"),
        ("update session set tenant_id = $1 where session_id = $2", "session"),
        ("delete from session where session_id = $1", "session"),
        ("copy session (tenant_id, user_id) to stdout", "session"),
        ("copy (select tenant_id from session) to stdout", "session"),
        ("truncate session", "session"),
        ("truncate pg_temp.session, session_use", "session_use"),
        ("create table kept as select * from session", "session"),
        ("explain (costs off) select * from session", "session"),
        ("select 1 from event_2026_01_01 where id = $1", "event_2026_01_01"),
    ] {
        let found = found(sql);

        assert!(found.len() == 1 && found[0].contains(table), "{sql}: {found:?}");
    }
}

#[test]
fn a_name_of_a_tenants_table_hides_nothing() {
    let found = found("with session as (select 1 as id) select id from session");

    assert!(found.len() == 1 && found[0].contains("gives the name of the table session"), "{found:?}");
}

#[test]
fn what_touches_no_row_of_a_tenant_needs_no_reason() {
    for sql in [
        "begin isolation level repeatable read read only",
        "select set_config($1, $2, true)",
        "select relname from pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace",
        "select 1 from information_schema.columns where column_name = 'tenant_id'",
        "update schedule_tick set done_at = $1 where name = $2",
        "create table event_2026_01_01 (like event including all)",
        "alter table event detach partition event_2026_01_01 concurrently",
        "create function x() returns int language sql as $$ select 1 from session $$",
        ";",
    ] {
        assert_eq!(found(sql), Vec::<String>::new(), "{sql}");
    }
    assert_eq!(found("unheard of").len(), 1);
}

#[test]
fn what_a_session_keeps_for_itself_is_no_tenants_and_what_fills_it_is_held_to_the_rule() {
    let bound = "insert into rebuilt (id) select session_id from session where tenant_id = $1";
    let unbound = "insert into rebuilt (id) select session_id from session";
    let make = "create temp table if not exists pg_temp.rebuilt (id uuid)";
    let read = "select id from rebuilt join pg_temp.session using (id)";

    assert_eq!(faults(&[asked(&[make, bound, read])], &json!([])), Vec::<String>::new());
    assert_eq!(faults(&[asked(&[make, unbound, read])], &json!([])).len(), 1);
    assert_eq!(faults(&[asked(&[bound, read])], &json!([])).len(), 2, "nobody has made it");
    let copied = "create temp table rebuilt as select * from session";
    assert_eq!(faults(&[asked(&[copied, read])], &json!([])).len(), 1);
}

#[test]
fn statements_of_tests_are_told_from_the_programs() {
    let sql = "select * from session";

    assert_eq!(faults(&[asked_by("postgres", &[sql])], &json!([])), Vec::<String>::new());
    assert_eq!(found(&own(sql)), Vec::<String>::new());
    assert_eq!(faults(&[asked_by("gatebook_owner", &[sql])], &json!([])).len(), 1);
}

#[test]
fn an_exception_excuses_one_statement_and_must_have_something_to_excuse() {
    let planted = [asked(&["select user_id\n from session where session_id = $1 and state in ('a', 'b')"])];
    let of = |statement: &str, reason: &str| json!({"statements": [statement], "reason": reason});
    let exact = "select user_id from session\nwhere session_id = ? and state in (?)";

    assert_eq!(faults(&planted, &json!([of(exact, "a reason")])), Vec::<String>::new());
    for (exceptions, expected) in [
        (
            json!([of("select user_id from session", "a reason")]),
            ["gatebook_app", "excuses nothing any more"].as_slice(),
        ),
        (json!([of(exact, "a reason"), of("select 1 from event", "a reason")]), &["excuses nothing any more"]),
        (json!([of(exact, "a reason"), of(exact, "another")]), &["there twice"]),
        (json!([of(exact, " ")]), &["no reason"]),
    ] {
        let found = faults(&planted, &exceptions);

        assert_eq!(found.len(), expected.len(), "{found:?}");
        for words in expected {
            assert!(found.iter().any(|fault| fault.contains(words)), "{words}: {found:?}");
        }
    }
    // One that keeps to a tenant by now is excused from nothing.
    let bound = "select user_id from session where tenant_id = $1";
    let found = faults(&[asked(&[bound])], &json!([of(bound, "a reason")]));
    assert!(found.len() == 1 && found[0].contains("excuses nothing any more"), "{found:?}");
}
