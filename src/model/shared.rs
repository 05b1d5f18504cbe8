//! Memory that several threads may touch: the two cells every heap object is made of.
//!
//! The model knows no threads, but its heap is used by the native world's threads directly, and
//! free-threaded CPython's promise is ours too: containers never corrupt, plain variables may lose
//! updates. [`Shared`] is one word without a lock; [`Guarded`] is a container behind its own lock,
//! held only for the length of one operation and never while taking another.

use super::value::Value;
use spin::mutex::{SpinMutex, SpinMutexGuard};
use spin::relax::Yield;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::sync::atomic::{AtomicU64, Ordering};

/// A variable that several threads may load and store: one atomic word.
pub struct Shared(AtomicU64);

impl Shared {
    /// A variable with this value.
    pub fn new(value: Value) -> Shared {
        Shared(AtomicU64::new(value.0))
    }

    /// Its value now.
    #[inline(always)]
    pub fn load(&self) -> Value {
        Value(self.0.load(Ordering::Acquire))
    }

    /// Gives it a value.
    #[inline(always)]
    pub fn store(&self, value: Value) {
        self.0.store(value.0, Ordering::Release);
    }
}

impl Clone for Shared {
    fn clone(&self) -> Self {
        Shared::new(self.load())
    }
}

impl Default for Shared {
    fn default() -> Self {
        Shared::new(Value::UNDEFINED)
    }
}

impl PartialEq for Shared {
    fn eq(&self, other: &Self) -> bool {
        self.load() == other.load()
    }
}

impl Hash for Shared {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.load().hash(state);
    }
}

impl fmt::Debug for Shared {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.load().fmt(f)
    }
}

/// A container behind its own lock. Who finds it taken yields the processor until it is free: it is
/// never held for longer than one operation, and leaving it is a plain store.
#[derive(Default)]
pub struct Guarded<T>(SpinMutex<T, Yield>);

impl<T> Guarded<T> {
    /// Guards `inner`.
    pub fn new(inner: T) -> Guarded<T> {
        Guarded(SpinMutex::new(inner))
    }

    /// Exclusive use, for the length of one operation.
    #[inline(always)]
    pub fn lock(&self) -> SpinMutexGuard<'_, T> {
        self.0.lock()
    }

    /// Exclusive use, if nobody has it now: for those who only observe.
    pub fn try_lock(&self) -> Option<SpinMutexGuard<'_, T>> {
        self.0.try_lock()
    }

    /// The inside, when nobody else can see it (collection).
    pub fn get_mut(&mut self) -> &mut T {
        self.0.get_mut()
    }
}

impl<T: Clone> Guarded<T> {
    /// A copy of what is inside now. Of two containers take one after the other with this: a guard
    /// in the middle of a statement is held until its end.
    pub fn snapshot(&self) -> T {
        self.lock().clone()
    }
}

impl<T: Clone> Clone for Guarded<T> {
    fn clone(&self) -> Self {
        Guarded::new(self.snapshot())
    }
}

impl<T: Clone + PartialEq> PartialEq for Guarded<T> {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self, other) || self.snapshot() == other.snapshot()
    }
}

impl<T: Hash> Hash for Guarded<T> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.lock().hash(state);
    }
}

impl<T: fmt::Debug> fmt::Debug for Guarded<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.lock().fmt(f)
    }
}
