//! Whether time grows with a text, or with a list, as it should: twice as much takes about twice as long.
//!
//! Sizes grow by small steps, and stop where what was seen is enough to tell: so also what takes exponential time is found
//! before it takes forever. Time is the processor's, that of this thread, where the system tells it (Linux does); else it is
//! that of a clock. What a machine does beside only ever makes a look longer: what seems too slow is looked at again, and the
//! least of all looks counts.

use std::time::{Duration, Instant};

/// Less than that above what the rest of the form takes is not measured.
const LEAST: Duration = Duration::from_micros(60);
/// What takes that long has told enough.
const MOST: Duration = Duration::from_millis(20);
/// What seems too slow is looked at that often.
const LOOKS: usize = 10;
/// What takes so many times as long as it may need not be seen at a second size.
const PLAIN: f64 = 4.0;

/// A size, and the least time it took.
#[derive(Debug, Clone, Copy)]
pub(super) struct Look {
    pub(super) size: usize,
    pub(super) took: Duration,
}

/// A size, and a greater one that takes too long beside it.
pub(super) struct Growth {
    pub(super) small: Look,
    pub(super) large: Look,
}

/// Has sizes up to `most` measured: none where time is linear in them, as far as can be told.
pub(super) fn of(most: usize, mut measure: impl FnMut(usize) -> Duration) -> Option<Growth> {
    let mut rest = (0..4).map(|_| measure(1)).min().unwrap_or_default();
    let mut seen: Vec<Look> = Vec::new();
    let (mut size, mut found) = (4, 0);
    loop {
        let mut large = Look { size, took: measure(size) };
        for small in &mut seen {
            for _ in 0..LOOKS {
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
                if found > 1 || excess > PLAIN {
                    return Some(Growth { small: *small, large });
                }
                break;
            }
        }
        let enough = if found == 0 { MOST } else { 8 * MOST };
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

/// How many times as long as it may the greater size takes. Linear is the ratio of the sizes, quadratic its square: between them
/// is its power of one and a half. Below 24 the caches of a busy machine make the difference.
fn excess(small: Look, large: Look, rest: Duration) -> f64 {
    let (small_net, large_net) = (small.took.saturating_sub(rest), large.took.saturating_sub(rest));
    if small_net < LEAST.max(rest / 4) {
        return 0.0;
    }
    let ratio = large.size as f64 / small.size as f64;
    large_net.as_secs_f64() / (small_net.as_secs_f64() * ratio.powf(1.5).max(24.0))
}

/// How long it takes.
pub(super) fn time(what: impl FnOnce()) -> Duration {
    let (before, started) = (processor_time(), Instant::now());
    what();
    let elapsed = started.elapsed();
    match (before, processor_time()) {
        (Some(before), Some(now)) => now.saturating_sub(before),
        _ => elapsed,
    }
}

/// What this thread has had of the processor. The count is brought up to date where a thread gives way.
fn processor_time() -> Option<Duration> {
    std::thread::yield_now();
    let counts = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    counts.split(' ').next()?.parse().ok().filter(|count| *count > 0).map(Duration::from_nanos)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Times of a function of the size, in nanoseconds, on a machine that is interrupted now and then.
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
        // what is slow on purpose: hashing
        assert!(growth(1 << 16, |n| if n < 15.0 { 0.0 } else { 5e7 }).is_none());
        assert!(growth(1 << 16, |n| if n < 500.0 { 0.0 } else { 1e3 * n }).is_none());
        // refused for its length
        assert!(growth(1 << 16, |n| if n > 500.0 { 0.0 } else { 1e2 * n }).is_none());
    }

    #[test]
    fn what_grows_faster_is_found() {
        assert!(growth(1 << 16, |n| n * n).is_some());
        assert!(growth(1 << 16, |n| 0.1 * n * n + 50.0 * n).is_some());
        assert!(growth(1 << 12, |n| 0.01 * n * n * n).is_some());
        let growth = growth(1 << 16, |n| 1.6f64.powf(n)).expect("exponential");
        assert!(growth.large.took < Duration::from_secs(1), "{:?}", growth.large);
    }
}
