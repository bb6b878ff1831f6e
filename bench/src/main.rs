//! Benchmarks. Each figure is a ratio to a floor that was measured in the same run, in turns with it. `make bench`
//! runs this beside a PostgreSQL that writes through to the disk.

#![expect(clippy::print_stdout, reason = "a command answers on stdout")]

mod content;
mod figures;
mod floor;
mod installation;
mod load;
mod process;
mod report;

use std::path::PathBuf;
use std::time::Duration;

use clap::Parser;

use crate::figures::Figure;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Measures Gatebook.
#[derive(Parser)]
struct Arguments {
    /// One short round of everything: to see that it runs, not to believe it.
    #[arg(long)]
    quick: bool,
    /// Rounds of each figure.
    #[arg(long, default_value_t = 5)]
    rounds: usize,
    /// Length of a round.
    #[arg(long, default_value_t = 3.0)]
    seconds: f64,
    /// Rows of the full table.
    #[arg(long, default_value_t = 5_000_000)]
    rows: usize,
    /// Rows that leave at once.
    #[arg(long, default_value_t = 1_000_000)]
    expired_rows: usize,
    /// Sessions that live at once.
    #[arg(long, default_value_t = 1_000_000)]
    sessions: usize,
    /// Events of the log that is searched.
    #[arg(long, default_value_t = 10_000_000)]
    searched: usize,
    /// How long the snapshot is held open.
    #[arg(long, default_value_t = 300.0)]
    snapshot_seconds: f64,
    /// How long half load lasts.
    #[arg(long, default_value_t = 20.0)]
    soak_minutes: f64,
    /// Only these figures, separated by commas.
    #[arg(long, value_delimiter = ',')]
    only: Vec<Figure>,
    /// Write the table into docs/performance.md too.
    #[arg(long)]
    write: bool,
    /// Serve the empty route and the one that asks Redis: how this program starts its own floor.
    #[arg(long, hide = true)]
    serve_nothing: bool,
}

/// How long and how often everything is measured.
#[derive(Clone, Copy)]
pub struct Extent {
    /// Rounds of each figure.
    pub rounds: usize,
    /// Length of a round.
    pub time: Duration,
    /// Rows of the full table.
    pub rows: usize,
    /// Rows that leave at once.
    pub expired_rows: usize,
    /// Sessions that live at once.
    pub sessions: usize,
    /// Events of the log that is searched.
    pub searched: usize,
    /// How long the snapshot is held open.
    pub snapshot: Duration,
    /// How long half load lasts.
    pub soak: Duration,
    /// How many tenants are many.
    pub tenants: usize,
    /// Lines of the imported log.
    pub lines: usize,
}

#[tokio::main]
async fn main() {
    let arguments = Arguments::parse();
    if arguments.serve_nothing {
        return floor::serve_nothing(|address| println!("listening on {address}")).await;
    }
    let mut extent = Extent {
        rounds: arguments.rounds.max(1),
        time: Duration::from_secs_f64(arguments.seconds),
        rows: arguments.rows,
        expired_rows: arguments.expired_rows,
        sessions: arguments.sessions,
        searched: arguments.searched,
        snapshot: Duration::from_secs_f64(arguments.snapshot_seconds),
        soak: Duration::from_secs_f64(60.0 * arguments.soak_minutes),
        tenants: 1_000,
        lines: 1_000_000,
    };
    if arguments.quick {
        extent = Extent {
            rounds: 1,
            time: Duration::from_secs(1),
            rows: 100_000,
            expired_rows: 50_000,
            sessions: 20_000,
            searched: 50_000,
            snapshot: Duration::from_secs(3),
            soak: Duration::from_secs(60),
            tenants: 100,
            lines: 100_000,
        };
    }
    let table = Box::pin(figures::measure(extent, &arguments.only)).await;
    println!("\n{table}");
    if arguments.write {
        let page = PathBuf::from("docs/performance.md");
        report::write(&page, &table).expect("the page can be written");
    }
}
