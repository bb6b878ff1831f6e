//! What processes cost, from `/proc` (Linux only; elsewhere the figures are missing).

use std::path::Path;

/// Clock ticks in a second, as `/proc` counts them on every Linux that Rust runs on.
const TICKS_PER_S: f64 = 100.0;

/// Seconds of CPU that a process has used, its ended children included.
pub fn cpu_seconds(pid: u32) -> f64 {
    // proc(5): after the name in parentheses come state (3rd), …, utime, stime, cutime, cstime (14th to 17th).
    let stat = std::fs::read_to_string(format!("/proc/{pid}/stat")).unwrap_or_default();
    let after_name = stat.rsplit_once(')').map_or("", |(_, rest)| rest);
    let ticks = after_name.split_whitespace().skip(11).take(4).filter_map(|ticks| ticks.parse::<f64>().ok());
    ticks.sum::<f64>() / TICKS_PER_S
}

/// Seconds of CPU that a process and its running children have used.
pub fn cpu_seconds_with_children(pid: u32) -> f64 {
    let processes = std::fs::read_dir("/proc").into_iter().flatten().flatten();
    let pids = processes.filter_map(|entry| entry.file_name().to_str()?.parse::<u32>().ok());
    let children = pids.filter(|&child| parent(child) == Some(pid));
    cpu_seconds(pid) + children.map(cpu_seconds).sum::<f64>()
}

/// The process that started another.
pub fn parent(pid: u32) -> Option<u32> {
    status_line(pid, "PPid:")?.parse().ok()
}

/// The most memory that a process has held, in MiB.
pub fn memory_peak_mib(pid: u32) -> Option<f64> {
    mib(pid, "VmHWM:")
}

/// The memory that a process holds, in MiB.
pub fn memory_mib(pid: u32) -> Option<f64> {
    mib(pid, "VmRSS:")
}

/// The files, sockets and the like that a process has open.
pub fn handles(pid: u32) -> f64 {
    std::fs::read_dir(format!("/proc/{pid}/fd")).map_or(0.0, |handles| handles.count() as f64)
}

fn mib(pid: u32, name: &str) -> Option<f64> {
    let line = status_line(pid, name)?;
    Some(line.split_whitespace().next()?.parse::<f64>().ok()? / 1024.0)
}

fn status_line(pid: u32, name: &str) -> Option<String> {
    let status = std::fs::read_to_string(format!("/proc/{pid}/status")).ok()?;
    Some(status.lines().find_map(|line| line.strip_prefix(name))?.trim().to_owned())
}

/// The machine: cores, memory, processor, kernel.
pub fn machine() -> String {
    let cores = std::thread::available_parallelism().map_or(0, usize::from);
    let read = |path: &str| std::fs::read_to_string(Path::new(path)).unwrap_or_default();
    let of = |text: &str, name: &str| {
        let line = text.lines().find(|line| line.starts_with(name)).unwrap_or_default();
        line.split_once(':').map_or("unknown", |(_, value)| value.trim()).to_owned()
    };
    let memory_kib: f64 = of(&read("/proc/meminfo"), "MemTotal").trim_end_matches(" kB").parse().unwrap_or(0.0);
    let model = of(&read("/proc/cpuinfo"), "model name");
    let kernel = read("/proc/sys/kernel/osrelease");
    format!("{cores} cores ({model}), {:.0} GiB of memory, Linux {}", memory_kib / 1024.0 / 1024.0, kernel.trim())
}
