"""Asks DuckDB what the bench asks the API, of the same rows. The bench starts it and talks to it over stdin and stdout.

    ask_duckdb.py EVENTS.csv DATABASE

First it puts the rows into a table `events` of the database, and says on a line how long that took. Then it answers lines, each a
list of statements in JSON: it asks them at once, each over a connection of its own, and says how many milliseconds that took, and
how many rows each gave.
"""

import json
import sys
import time
from concurrent.futures import ThreadPoolExecutor

import duckdb

# As many cores as the API and PostgreSQL share, and less memory than they may have.
SETTINGS = {"threads": 2, "memory_limit": "8GB"}
CONNECTIONS = 8
COLUMNS = {
    "position": "BIGINT",
    "event_id": "UUID",
    "recorded_at": "TIMESTAMP",
    "occurred_at": "TIMESTAMP",
    "type": "VARCHAR",
    "user_id": "VARCHAR",
    "session": "VARCHAR",
    "ip": "VARCHAR",
    "user_agent": "VARCHAR",
    "method": "VARCHAR",
    "host": "VARCHAR",
    "path": "VARCHAR",
    "query": "VARCHAR",
    "status": "SMALLINT",
    "duration_ms": "REAL",
    "bytes_sent": "BIGINT",
    "referrer": "VARCHAR",
    "referrer_host": "VARCHAR",
    "search_terms": "VARCHAR",
    "country": "VARCHAR",
    "city": "VARCHAR",
    "browser": "VARCHAR",
    "platform": "VARCHAR",
    "kind": "VARCHAR",
    "visitor": "BIGINT",
}
# What the read model has an index for.
INDEXES = ("user_id", "session", "ip")


def say(answer):
    print(json.dumps(answer), flush=True)


def load(connection, rows):
    columns = ", ".join(f"'{name}': '{kind}'" for name, kind in COLUMNS.items())
    connection.execute(f"create table events as from read_csv(?, header = true, columns = {{{columns}}})", [rows])
    for column in INDEXES:
        connection.execute(f"create index events_{column} on events ({column})")
    connection.execute("checkpoint")


def ask(connection, statement):
    return len(connection.execute(statement).fetchall())


def main(rows, database):
    connection = duckdb.connect(database, config=SETTINGS)
    started = time.perf_counter()
    load(connection, rows)
    say({"loaded_s": time.perf_counter() - started, "version": duckdb.__version__})
    connections = [connection.cursor() for _ in range(CONNECTIONS)]
    with ThreadPoolExecutor(CONNECTIONS) as threads:
        for line in sys.stdin:
            statements = json.loads(line)
            started = time.perf_counter()
            counts = list(threads.map(ask, connections[: len(statements)], statements))
            say({"ms": (time.perf_counter() - started) * 1000, "rows": counts})


main(*sys.argv[1:])
