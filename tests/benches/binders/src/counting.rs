//! The allocator of this program: the system's allocator with counters.

use std::alloc::{GlobalAlloc, Layout, System};
use std::hint::black_box;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering::Relaxed};

/// The calls to the allocator while something ran.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Allocations {
    /// New blocks.
    pub fresh: u64,
    /// Blocks whose size was changed.
    pub resized: u64,
    /// Bytes of new blocks, plus the growth of resized blocks.
    pub bytes: u64,
}

struct Counting;

#[global_allocator]
static ALLOCATOR: Counting = Counting;

// Counting is off during time measurements: a contender that allocates much must not pay for the counters.
static ON: AtomicBool = AtomicBool::new(false);
static FRESH: AtomicU64 = AtomicU64::new(0);
static RESIZED: AtomicU64 = AtomicU64::new(0);
static BYTES: AtomicU64 = AtomicU64::new(0);

// SAFETY: every call goes to the system's allocator unchanged.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        count_fresh(layout.size());
        unsafe { System.alloc(layout) }
    }

    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        count_fresh(layout.size());
        unsafe { System.alloc_zeroed(layout) }
    }

    unsafe fn realloc(&self, block: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        if ON.load(Relaxed) {
            RESIZED.fetch_add(1, Relaxed);
            BYTES.fetch_add(size.saturating_sub(layout.size()) as u64, Relaxed);
        }
        unsafe { System.realloc(block, layout, size) }
    }

    unsafe fn dealloc(&self, block: *mut u8, layout: Layout) {
        unsafe { System.dealloc(block, layout) }
    }
}

#[inline]
fn count_fresh(size: usize) {
    if ON.load(Relaxed) {
        FRESH.fetch_add(1, Relaxed);
        BYTES.fetch_add(size as u64, Relaxed);
    }
}

/// Runs `work` and returns the counts of its allocations. Calls must not be nested, and the program must have only one thread.
pub fn count<T>(work: impl FnOnce() -> T) -> (T, Allocations) {
    for counter in [&FRESH, &RESIZED, &BYTES] {
        counter.store(0, Relaxed);
    }
    ON.store(true, Relaxed);
    let result = black_box(work());
    ON.store(false, Relaxed);
    let allocations = Allocations {
        fresh: FRESH.load(Relaxed),
        resized: RESIZED.load(Relaxed),
        bytes: BYTES.load(Relaxed),
    };
    (result, allocations)
}
