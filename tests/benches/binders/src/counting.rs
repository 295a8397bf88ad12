//! The allocator of this program: the system's, and a count of what is asked of it.

use std::alloc::{GlobalAlloc, Layout, System};
use std::hint::black_box;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering::Relaxed};

/// What was asked of the allocator while something ran.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Allocations {
    /// Fresh blocks.
    pub fresh: u64,
    /// Blocks that were made bigger or smaller.
    pub resized: u64,
    /// Bytes of the fresh blocks, and what resized blocks gained.
    pub bytes: u64,
}

struct Counting;

#[global_allocator]
static ALLOCATOR: Counting = Counting;

// Counting is off while the clock runs: a contender that allocates much must not pay for being counted.
static ON: AtomicBool = AtomicBool::new(false);
static FRESH: AtomicU64 = AtomicU64::new(0);
static RESIZED: AtomicU64 = AtomicU64::new(0);
static BYTES: AtomicU64 = AtomicU64::new(0);

// SAFETY: every call is handed to the system's allocator as it came.
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

/// Runs `work` and tells what it asked of the allocator. Not to be nested, and for one thread only.
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
