//! The model world runs programs one visible operation at a time: small programs whose every
//! interleaving fits in a comment.

use lockstep::exec::model_run::{DryRunEnd, Ending, State, dry_run};
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

/// Two threads that each add 1 to a shared variable, and a main thread that waits for both.
const LOST_UPDATE: &str = "import _sync\nn = 0\ndef work():\n    global n\n    n += 1\n\
    a = _sync.core('Thread')\nb = _sync.core('Thread')\n\
    _sync.spawn(a, work, 'a', False)\n_sync.spawn(b, work, 'b', False)\n";

// Each thread has two visible operations: r (reads n) and w (writes n). Before its first it must
// begin, which touches nothing; the search starts where both stand before their r:
//
//     a: r w        b: R W          C(4, 2) = 6 interleavings
//
//     r w R W   n = 2        R W r w   n = 2
//     r R w W   n = 1        R r W w   n = 1
//     r R W w   n = 1        R r w W   n = 1
#[test]
fn six_interleavings_of_two_unguarded_additions_four_of_which_lose_one() {
    let mut state = state_of(LOST_UPDATE, true);
    // The main thread is let run to its end first, then both threads up to their first read.
    let both_stand_before_a_read = |state: &State| {
        use lockstep::exec::model_run::Planned;
        let planned = state.planned();
        planned.len() == 3
            && planned[1..].iter().all(|(_, p)| matches!(p, Planned::Access(_, false)))
    };
    for _ in 0..1000 {
        if both_stand_before_a_read(&state) {
            break;
        }
        let choices = state.choices();
        let unread = choices.iter().find(|c| {
            use lockstep::exec::model_run::Planned;
            !matches!(state.planned()[c.thread.index()].1, Planned::Access(..))
                && c.thread.index() > 0
        });
        let next = *unread.unwrap_or(&choices[0]);
        state.take(next);
    }
    assert!(both_stand_before_a_read(&state), "{:?}", state.planned());
    let mut found = Vec::new();
    let only_children = |state: &State| {
        state.choices().into_iter().filter(|c| c.thread.index() > 0).collect::<Vec<_>>()
    };
    fn walk(
        state: &State,
        children: &dyn Fn(&State) -> Vec<lockstep::exec::model_run::Choice>,
        found: &mut Vec<i64>,
    ) {
        let choices = children(state);
        if choices.is_empty() {
            found.extend(state.global_int("n"));
        }
        for choice in choices {
            let mut next = state.clone();
            next.take(choice);
            walk(&next, children, found);
        }
    }
    walk(&state, &only_children, &mut found);
    found.sort_unstable();
    assert_eq!(found, [1, 1, 1, 1, 2, 2]);
}

#[test]
fn a_clone_goes_on_like_its_original_and_equal_states_are_equal() {
    let mut state = state_of(LOST_UPDATE, true);
    let start = state.clone();
    while let Some(&choice) = state.choices().first() {
        let mut copy = state.clone();
        assert!(copy == state, "a copy is equal");
        state.take(choice);
        copy.take(choice);
        assert!(copy == state, "the same choice leads to the same state");
    }
    assert!(start != state, "a program that has ended differs from one about to begin");
}

#[test]
fn a_dry_run_of_a_deadlock_ends_stuck() {
    let source = "import threading, time\na = threading.Lock()\nb = threading.Lock()\n\
        def one():\n    with a:\n        time.sleep(1)\n        with b:\n            pass\n\
        def two():\n    with b:\n        time.sleep(1)\n        with a:\n            pass\n\
        threading.Thread(target=one).start()\nthreading.Thread(target=two).start()\n";
    let program = Arc::new(script::compile(source, "test.py").unwrap());
    let (batch, end) = dry_run(program, 10_000);
    assert_eq!(end, DryRunEnd::Ended(Ending::Stuck));
    let names: Vec<&str> = batch.objects.iter().map(|o| o.name.as_str()).collect();
    assert!(names.contains(&"a") && names.contains(&"b"), "{names:?}");
}
