//! The clock: contenders take turns, so that whatever disturbs the machine disturbs them all.

use rustix::time::{ClockId, clock_gettime};

/// How long one turn of a contender takes at least, in nanoseconds. Long against the clock's own cost, short against the
/// minutes over which a shared machine changes its mood.
const TURN: u64 = 2_000_000;

/// Nanoseconds of one run, by contender and round. Each contender runs as often as it is told.
pub fn take_turns(contenders: &[impl Fn(u64)], rounds: usize) -> Vec<Vec<f64>> {
    let turns: Vec<u64> = contenders.iter().map(calibrate).collect();
    let mut times = vec![Vec::with_capacity(rounds); contenders.len()];
    for round in 0..rounds {
        // back and forth: whoever runs first finds other caches than whoever runs last
        for place in 0..contenders.len() {
            let which = if round % 2 == 0 { place } else { contenders.len() - 1 - place };
            let spent = time(|| contenders[which](turns[which]));
            times[which].push(spent as f64 / turns[which] as f64);
        }
    }
    times
}

fn calibrate(repeat: impl Fn(u64)) -> u64 {
    let mut times = 1;
    loop {
        let spent = time(|| repeat(times)).max(1);
        if spent >= TURN / 2 {
            return (times * TURN).div_ceil(spent).max(1);
        }
        times = (times * TURN / spent).clamp(times + 1, times * 16);
    }
}

/// Nanoseconds this thread spent on a processor: what others do on the machine counts only through the caches.
fn time(work: impl FnOnce()) -> u64 {
    let now = || {
        let time = clock_gettime(ClockId::ThreadCPUTime);
        time.tv_sec as u64 * 1_000_000_000 + time.tv_nsec as u64
    };
    let before = now();
    work();
    now() - before
}

/// That part of the values lies below; nothing of none.
pub fn quantile(mut values: Vec<f64>, part: f64) -> f64 {
    values.sort_by(f64::total_cmp);
    let last = values.len().saturating_sub(1);
    values.get((last as f64 * part).round() as usize).copied().unwrap_or(f64::NAN)
}
