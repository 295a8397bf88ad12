//! Threads that hash passwords, for asynchronous programs.

use super::{HashError, Hasher, algorithm::Memory};
use std::{
    collections::VecDeque,
    fmt,
    future::Future,
    panic::{AssertUnwindSafe, catch_unwind},
    pin::Pin,
    sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError, Weak},
    task::{Context, Poll, Waker},
    thread,
};

/// A hasher with threads of its own, for asynchronous programs on any runtime. Cheap to clone.
///
/// A hash takes tens of milliseconds and of megabytes. The pool keeps that work off the threads of the runtime, makes at
/// most one hash for each of its threads at a time, and reuses their memory. If too many passwords wait, it says
/// [`HashError::Busy`] at once, so that a flood of logins cannot fill the memory.
///
/// A request that is cancelled while it waits costs no hash.
///
/// ```
/// use forms::{Password, password::hash::{Hasher, HasherPool}};
/// # let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
/// # runtime.block_on(async {
/// let pool = HasherPool::new(Hasher::default())?;
/// let stored = pool.hash(Password::new("correct horse")).await?;
/// assert!(pool.verify(Password::new("correct horse"), Some(stored)).await?.is_correct());
/// assert!(!pool.verify(Password::new("correct horse"), None).await?.is_correct());
/// # Ok::<(), forms::password::hash::HashError>(())
/// # }).unwrap();
/// ```
#[derive(Clone)]
pub struct HasherPool {
    hasher: Hasher,
    queue: Arc<Closing>,
}

/// A password and what is done with it; [`crate::Password`] is above this module.
pub(crate) type Work<T> = Box<dyn FnOnce(&Hasher, &mut Memory) -> Result<T, HashError> + Send>;

impl HasherPool {
    /// Starts a thread for each processor, for at most 256 waiting passwords.
    ///
    /// # Errors
    /// [`HashError::System`] if no thread can be started.
    pub fn new(hasher: Hasher) -> Result<Self, HashError> {
        Self::with_threads(hasher, thread::available_parallelism().map_or(1, Into::into), 256)
    }
    /// Starts this number of threads, at least one, for at most `waiting` waiting passwords.
    ///
    /// # Errors
    /// [`HashError::System`] if a thread cannot be started.
    pub fn with_threads(hasher: Hasher, threads: usize, waiting: usize) -> Result<Self, HashError> {
        let queue = Arc::new(Queue { jobs: Mutex::default(), changed: Condvar::new(), waiting });
        let closing = Arc::new(Closing(Arc::clone(&queue)));
        for _ in 0..threads.max(1) {
            let queue = Arc::clone(&queue);
            let builder = thread::Builder::new().name("password-hasher".to_owned());
            builder.spawn(move || queue.work()).map_err(|_| HashError::System)?;
        }
        Ok(HasherPool { hasher, queue: closing })
    }
    /// Returns the hasher.
    pub fn hasher(&self) -> &Hasher {
        &self.hasher
    }
    /// Adds work to the queue.
    pub(crate) fn start<T: Send + 'static>(&self, work: Work<T>) -> Hashing<T> {
        let state = Arc::new(State { result: Mutex::new(Progress::Waiting(None)) });
        let (result, hasher) = (Arc::downgrade(&state), self.hasher.clone());
        let job: Job = Box::new(move |memory| {
            // nobody waits for it any more
            let Some(state) = Weak::upgrade(&result) else { return };
            let done = catch_unwind(AssertUnwindSafe(|| work(&hasher, memory)));
            state.finish(done.unwrap_or(Err(HashError::System)));
        });
        if !self.queue.0.add(job) {
            state.finish(Err(HashError::Busy));
        }
        Hashing(state)
    }
}

impl fmt::Debug for HasherPool {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("HasherPool").field("hasher", &self.hasher).finish_non_exhaustive()
    }
}

/// The result of [`HasherPool::hash`] or [`HasherPool::verify`], as a future. Dropped before its turn, it costs no hash.
#[must_use = "a future does nothing unless it is awaited"]
pub struct Hashing<T>(Arc<State<T>>);

impl<T> Future for Hashing<T> {
    type Output = Result<T, HashError>;
    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let mut progress = lock(&self.0.result);
        match std::mem::replace(&mut *progress, Progress::Taken) {
            Progress::Done(result) => Poll::Ready(result),
            Progress::Waiting(_) => {
                *progress = Progress::Waiting(Some(context.waker().clone()));
                Poll::Pending
            }
            Progress::Taken => Poll::Ready(Err(HashError::System)),
        }
    }
}

impl<T> fmt::Debug for Hashing<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Hashing").finish_non_exhaustive()
    }
}

struct State<T> {
    result: Mutex<Progress<T>>,
}

enum Progress<T> {
    Waiting(Option<Waker>),
    Done(Result<T, HashError>),
    Taken,
}

impl<T> State<T> {
    fn finish(&self, result: Result<T, HashError>) {
        let before = std::mem::replace(&mut *lock(&self.result), Progress::Done(result));
        if let Progress::Waiting(Some(waker)) = before {
            waker.wake();
        }
    }
}

type Job = Box<dyn FnOnce(&mut Memory) + Send>;

struct Queue {
    jobs: Mutex<Jobs>,
    changed: Condvar,
    waiting: usize,
}

#[derive(Default)]
struct Jobs {
    waiting: VecDeque<Job>,
    is_closed: bool,
}

impl Queue {
    /// Adds a job, unless too many wait.
    fn add(&self, job: Job) -> bool {
        let mut jobs = lock(&self.jobs);
        let has_room = jobs.waiting.len() < self.waiting;
        if has_room {
            jobs.waiting.push_back(job);
            self.changed.notify_one();
        }
        has_room
    }
    /// Does jobs until the pool is dropped.
    fn work(&self) {
        let mut memory = Memory::new();
        loop {
            let mut jobs = lock(&self.jobs);
            let job = loop {
                match jobs.waiting.pop_front() {
                    Some(job) => break job,
                    None if jobs.is_closed => return,
                    None => jobs = self.changed.wait(jobs).unwrap_or_else(PoisonError::into_inner),
                }
            };
            drop(jobs);
            job(&mut memory);
        }
    }
}

/// Ends the threads when the last handle of the pool is dropped.
struct Closing(Arc<Queue>);

impl Drop for Closing {
    fn drop(&mut self) {
        lock(&self.0.jobs).is_closed = true;
        self.0.changed.notify_all();
    }
}

/// Locks a mutex. No code that can panic runs while one of these is locked.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
