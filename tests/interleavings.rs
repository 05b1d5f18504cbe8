//! The model world runs programs one visible operation at a time: small programs whose every
//! interleaving fits in a comment.

use lockstep::exec::model_run::{Choice, Ending, State, dry_run};
use lockstep::script;
use std::sync::Arc;

fn state_of(source: &str, accesses: bool) -> State {
    let program = script::compile(source, "test.py").unwrap_or_else(|errors| panic!("{errors:?}"));
    State::new(Arc::new(program), accesses)
}

/// Runs a program to its end, always taking the first choice.
fn finish(mut state: State) -> State {
    for _ in 0..100_000 {
        match state.choices().first() {
            Some(&choice) => state.take(choice),
            None => return state,
        }
    }
    panic!("no end after 100000 operations; planned: {:?}", state.planned());
}

#[test]
fn arithmetic_and_control_flow_work() {
    let state = finish(state_of(
        "def fib(n):\n    return n if n < 2 else fib(n - 1) + fib(n - 2)\n\
         total = 0\nfor i in range(10):\n    total += fib(i)\n",
        false,
    ));
    assert_eq!(state.ending(), Some(&Ending::Finished(0)), "{}", state.output());
    assert_eq!(state.global_int("total"), Some(88));
}

#[test]
fn classes_closures_and_exceptions_work() {
    let state = finish(state_of(
        "class A:\n    def __init__(self, n):\n        self.n = n\n    def get(self):\n        return self.n\n\
         class B(A):\n    def get(self):\n        return super().get() * 2\n\
         def counter():\n    n = 0\n    def bump():\n        nonlocal n\n        n += 1\n        return n\n    return bump\n\
         c = counter()\nc()\nx = c() + B(20).get()\n\
         try:\n    [].pop()\nexcept IndexError:\n    x += 100\n\
         def gen():\n    yield 1\n    yield 2\nfor v in gen():\n    x += v\n",
        false,
    ));
    assert_eq!(state.ending(), Some(&Ending::Finished(0)), "{}", state.output());
    assert_eq!(state.global_int("x"), Some(145));
}

#[test]
fn threads_start_and_are_joined() {
    let state = finish(state_of(
        "import threading\nn = 0\ndef work():\n    global n\n    n += 1\n\
         ts = [threading.Thread(target=work) for _ in range(3)]\n\
         for t in ts:\n    t.start()\nfor t in ts:\n    t.join()\n",
        false,
    ));
    assert_eq!(state.ending(), Some(&Ending::Finished(0)), "{}", state.output());
    assert_eq!(state.global_int("n"), Some(3));
}
