//! Measures times. Contenders take turns, so that a disturbance of the machine affects all of them. Rounds in which it was
//! disturbed do not count.

use rustix::time::{ClockId, clock_gettime};
use std::{
    hint::black_box,
    sync::atomic::{AtomicU64, Ordering::Relaxed},
};

/// The shortest time of one turn of a contender, in nanoseconds. It is long compared with the cost of reading the clock, and
/// short compared with the minutes in which the speed of a shared machine changes.
const TURN: u64 = 2_000_000;

/// The number of attempts for each round that is asked for. After that, disturbed rounds count too, so that a machine that is
/// never idle still gives figures.
const PATIENCE: usize = 8;

/// Returns the nanoseconds of one run, by contender and round. A contender runs as many times for each turn as its count says.
pub fn take_turns(contenders: &[impl Fn(u64)], rounds: usize) -> Vec<Vec<f64>> {
    let turns: Vec<u64> = contenders.iter().map(calibrate).collect();
    let mut times = vec![Vec::with_capacity(rounds); contenders.len()];
    let (mut round, mut tried) = (0, 0);
    let mut is_calm = is_at_its_pace();
    while round < rounds {
        let mut spent = vec![0.0; contenders.len()];
        // forwards and backwards, because the first contender finds other cache contents than the last one
        for place in 0..contenders.len() {
            let which = if round % 2 == 0 { place } else { contenders.len() - 1 - place };
            spent[which] = time(|| contenders[which](turns[which])) as f64 / turns[which] as f64;
        }
        tried += 1;
        let was_calm = std::mem::replace(&mut is_calm, is_at_its_pace());
        if (was_calm && is_calm) || tried > PATIENCE * rounds {
            times.iter_mut().zip(spent).for_each(|(times, spent)| times.push(spent));
            round += 1;
        }
    }
    times
}

/// Returns whether a loop that keeps all units of a core busy takes about as little time as ever. If not, another thread
/// shares the core (on a virtual machine, an invisible one). Code that leaves few units idle then becomes slower than code
/// that waits for memory, which changes the ratios.
fn is_at_its_pace() -> bool {
    static LEAST: AtomicU64 = AtomicU64::new(u64::MAX);
    let took = (0..3).map(|_| time(busy)).min().unwrap_or(u64::MAX);
    let least = LEAST.fetch_min(took, Relaxed).min(took);
    took <= least + least / 10
}

/// Computes chains of arithmetic that do not wait for each other.
fn busy() {
    let mut chains: [u64; 8] = black_box([1, 2, 3, 4, 5, 6, 7, 8]);
    for step in 0..20_000u64 {
        for chain in &mut chains {
            *chain = (*chain ^ step).wrapping_add(*chain >> 3);
        }
    }
    black_box(chains);
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

/// Returns the processor time of this thread in nanoseconds. Other programs affect it only through the caches.
fn time(work: impl FnOnce()) -> u64 {
    let now = || {
        let time = clock_gettime(ClockId::ThreadCPUTime);
        time.tv_sec as u64 * 1_000_000_000 + time.tv_nsec as u64
    };
    let before = now();
    work();
    now() - before
}

/// Returns the quantile of the values, or NaN without values.
pub fn quantile(mut values: Vec<f64>, part: f64) -> f64 {
    values.sort_by(f64::total_cmp);
    let last = values.len().saturating_sub(1);
    values.get((last as f64 * part).round() as usize).copied().unwrap_or(f64::NAN)
}
