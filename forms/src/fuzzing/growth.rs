//! Measures whether time grows linearly with the size of a text or list.
//!
//! Sizes grow in small steps, and stop as soon as the result is clear, so exponential time is found before a
//! measurement takes too long. On Linux it measures the processor time of this thread, elsewhere the time of a clock.
//! Other work on the machine can only make a measurement longer, so a size that seems too slow is measured again, and
//! the shortest measurement counts.

use std::time::{Duration, Instant};

/// Differences below this are too short to measure.
const MIN_MEASURABLE: Duration = Duration::from_micros(60);
/// A measurement this long is enough to decide.
const LONG_ENOUGH: Duration = Duration::from_millis(20);
/// The number of times that a size which seems too slow is measured again.
const REPEATS: usize = 10;
/// If the excess is greater than this, one size is enough to report.
const CLEAR_EXCESS: f64 = 4.0;

/// A size, and the shortest time that it took.
#[derive(Debug, Clone, Copy)]
pub(super) struct Measurement {
    pub(super) size: usize,
    pub(super) took: Duration,
}

/// A size, and a greater one that takes too long in comparison.
pub(super) struct Growth {
    pub(super) small: Measurement,
    pub(super) large: Measurement,
}

/// Measures sizes up to `most`. Returns `None` if the time seems to be linear.
pub(super) fn of(most: usize, mut measure: impl FnMut(usize) -> Duration) -> Option<Growth> {
    let mut rest = (0..4).map(|_| measure(1)).min().unwrap_or_default();
    let mut seen: Vec<Measurement> = Vec::new();
    let (mut size, mut found) = (4, 0);
    loop {
        let mut large = Measurement { size, took: measure(size) };
        for small in &mut seen {
            for _ in 0..REPEATS {
                if excess(*small, large, rest) < 1.0 {
                    break;
                }
                rest = rest.min(measure(1));
                small.took = small.took.min(measure(small.size));
                large.took = large.took.min(measure(size));
            }
            let excess = excess(*small, large, rest);
            if excess >= 1.0 {
                found += 1;
                if found > 1 || excess > CLEAR_EXCESS {
                    return Some(Growth { small: *small, large });
                }
                break;
            }
        }
        let enough = if found == 0 { LONG_ENOUGH } else { 8 * LONG_ENOUGH };
        if size >= most || large.took > enough {
            return None;
        }
        seen.push(large);
        size = next(size).min(most);
    }
}

fn next(size: usize) -> usize {
    size + (if size < 64 { size / 4 } else { size / 2 }).max(1)
}

/// Returns how many times the allowed time the greater size takes. The allowed growth is the ratio of the sizes to the
/// power of 1.5, which is between linear and quadratic. It is at least 24, because below that the caches of a busy
/// machine make a difference.
fn excess(small: Measurement, large: Measurement, rest: Duration) -> f64 {
    let (small_net, large_net) = (small.took.saturating_sub(rest), large.took.saturating_sub(rest));
    if small_net < MIN_MEASURABLE.max(rest / 4) {
        return 0.0;
    }
    let ratio = large.size as f64 / small.size as f64;
    large_net.as_secs_f64() / (small_net.as_secs_f64() * ratio.powf(1.5).max(24.0))
}

/// Returns the time that a function takes.
pub(super) fn time(run: impl FnOnce()) -> Duration {
    let (before, started) = (processor_time(), Instant::now());
    run();
    let elapsed = started.elapsed();
    match (before, processor_time()) {
        (Some(before), Some(now)) => now.saturating_sub(before),
        _ => elapsed,
    }
}

/// Returns the processor time of this thread. The system updates the count when the thread yields.
fn processor_time() -> Option<Duration> {
    std::thread::yield_now();
    let counts = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    counts.split(' ').next()?.parse().ok().filter(|count| *count > 0).map(Duration::from_nanos)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Measures a simulated function of the size, in nanoseconds, on a machine that is interrupted now and then.
    fn growth(most: usize, nanoseconds: fn(f64) -> f64) -> Option<Growth> {
        let mut calls = 0u64;
        of(most, |size| {
            calls += 1;
            let interrupted = if calls.is_multiple_of(5) { 4e6 } else { 0.0 };
            Duration::from_nanos((20_000.0 + nanoseconds(size as f64) + interrupted) as u64)
        })
    }

    #[test]
    fn linear_time_is_accepted() {
        assert!(growth(1 << 20, |n| 10.0 * n).is_none());
        assert!(growth(1 << 20, |n| n * n.log2()).is_none());
        assert!(growth(1 << 20, |_| 0.0).is_none());
    }

    #[test]
    fn work_that_begins_at_a_length_is_accepted() {
        // deliberately slow, like password hashing
        assert!(growth(1 << 16, |n| if n < 15.0 { 0.0 } else { 5e7 }).is_none());
        assert!(growth(1 << 16, |n| if n < 500.0 { 0.0 } else { 1e3 * n }).is_none());
        // refused because of its length
        assert!(growth(1 << 16, |n| if n > 500.0 { 0.0 } else { 1e2 * n }).is_none());
    }

    #[test]
    fn faster_than_linear_growth_is_found() {
        assert!(growth(1 << 16, |n| n * n).is_some());
        assert!(growth(1 << 16, |n| 0.1 * n * n + 50.0 * n).is_some());
        assert!(growth(1 << 12, |n| 0.01 * n * n * n).is_some());
        let growth = growth(1 << 16, |n| 1.6f64.powf(n)).expect("exponential");
        assert!(growth.large.took < Duration::from_secs(1), "{:?}", growth.large);
    }
}
