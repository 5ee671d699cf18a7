//! Tiêu hao: processor seconds and memory of this process (Linux).

/// CPU seconds of this process, or of its ended children.
pub fn cpu_seconds(of_children: bool) -> f64 {
    const TICKS: f64 = 100.0;
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let after = stat
        .rsplit_once(')')
        .map(|(_, rest)| rest)
        .unwrap_or_default();
    let fields: Vec<f64> = after
        .split_whitespace()
        .map(|field| field.parse().unwrap_or(0.0))
        .collect();
    let first = if of_children { 13 } else { 11 };
    fields
        .get(first..first + 2)
        .map_or(0.0, |both| both.iter().sum::<f64>() / TICKS)
}

/// From now on the most memory is counted anew.
pub fn forget_peak() {
    // Without the right to write there the most since the start is told, which is more, never less.
    let _ = std::fs::write("/proc/self/clear_refs", "5");
}

/// The most memory held since, in MB (VmHWM).
pub fn peak_mb() -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmHWM:"));
    let kilobytes = line.and_then(|line| line.split_whitespace().nth(1)?.parse::<f64>().ok());
    kilobytes.unwrap_or(f64::NAN) / 1024.0
}
