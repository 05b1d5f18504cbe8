//! What costs CPython the same however large the other operand is costs the same here; what takes it
//! time in proportion takes it here. Ratios of processor time of one thread, the best of three, with
//! wide margins: whatever looks through all that is there each time is far beyond them.

mod common;

use common::{lockstep, run};
use std::time::Duration;

const LIMIT: Duration = Duration::from_secs(240);

/// Runs a script that prints a line for each claim, which ends in True or False.
fn holds(name: &str, source: &str, claims: usize) {
    let path =
        std::env::temp_dir().join(format!("lockstep-growth-{}-{name}.py", std::process::id()));
    std::fs::write(&path, source).unwrap();
    let ran = run(lockstep().args(["run", "--plain"]).arg(&path), LIMIT);
    let _ = std::fs::remove_file(&path);
    assert_eq!(ran.stdout.matches(" True").count(), claims, "{}{}", ran.stdout, ran.stderr);
    assert!(!ran.stdout.contains("False"), "{}", ran.stdout);
}

/// 64 times as many items in the larger operand: a copy of it, or a look at each, takes 20 to 64 times
/// as long.
#[test]
fn small_questions_to_large_containers_cost_the_same_however_large_they_are() {
    let source = "\
import time
from collections import deque

def cost(make, act, n):
    value = make(n)
    times = []
    for _ in range(3):
        begin = time.thread_time()
        for _ in range(100):
            act(value)
        times.append(time.thread_time() - begin)
    return min(times)

def check(name, make, act):
    print(name, cost(make, act, 64000) < 10 * cost(make, act, 1000))

def grow(s):
    s |= {1}
    s -= {-1}
    s ^= {-1}
    s ^= {-1}

def ints(n):
    return set(range(n))

for name, act in {
    'in place': grow,
    'update': lambda s: s.update((1,), {2}),
    'difference_update': lambda s: s.difference_update((-1,), {-2}),
    '& right': lambda s: s & {1},
    '& left': lambda s: {1} & s,
    '- left': lambda s: {1} - s,
    'intersection': lambda s: s.intersection((1,)),
    'isdisjoint': lambda s: s.isdisjoint((1,)),
    '<=': lambda s: {1} <= s,
    '>=': lambda s: s >= {1},
    'issubset': lambda s: {1}.issubset(s),
    'issuperset': lambda s: s.issuperset((1,)),
    '==': lambda s: s == {1},
}.items():
    check(name, ints, act)
for name, act in {
    'keys &': lambda d: d.keys() & {1},
    'keys isdisjoint': lambda d: d.keys().isdisjoint({1}),
    'in values': lambda d: 5 in d.values(),
    'dict ==': lambda d: d == {1: 2},
}.items():
    check(name, lambda n: {i: i for i in range(n)}, act)
for kind in list, tuple, deque:
    name = kind.__name__
    one = kind([1])
    check(name + ' in', lambda n: kind(range(n)), lambda v: 5 in v)
    check(name + ' index', lambda n: kind(range(n)), lambda v: v.index(5))
    check(name + ' ==', lambda n: kind(range(n)), lambda v: v == one)
for kind in list, tuple:
    one = kind([1])
    check(kind.__name__ + ' <', lambda n: kind(range(n)), lambda v: v < one)
";
    holds("small", source, 13 + 4 + 9 + 2);
}

/// Four times as much text: what looks from its beginning each time takes sixteen times as long.
#[test]
fn texts_are_gone_through_in_time_in_proportion_whatever_their_letters_are() {
    let source = "\
import csv
import io
import json
import re
import time

def best(act, n):
    times = []
    for _ in range(3):
        begin = time.thread_time()
        act(n)
        times.append(time.thread_time() - begin)
    return min(times)

def check(name, act, n):
    print(name, best(act, 4 * n) < 10 * best(act, n))

WORD = re.compile(r'\\w')
for letter in 'a', 'ż':
    def matches(n):
        text = letter * n
        for at in range(n):
            WORD.match(text, at)
    def finds(n):
        text = (letter * 9 + ' ') * (n // 10)
        at = 0
        while (at := text.find(' ', at) + 1) > 0:
            pass
    def starts(n):
        text = letter * n
        for at in range(n):
            text.startswith('b', at)
    def lines(n):
        for line in io.StringIO((letter * 20 + '\\n') * (n // 20)):
            pass
    def items(n):
        text = letter * n
        for at in range(n):
            text[at]
    def loads(n):
        json.loads(json.dumps([{letter: 1}] * (n // 20), ensure_ascii=False))
    def rows(n):
        list(csv.reader(io.StringIO((letter + ',b\\n') * (n // 20))))
    for act in matches, finds, starts, lines, items, loads, rows:
        check(act.__name__ + letter, act, 4000)
";
    holds("texts", source, 14);
}
