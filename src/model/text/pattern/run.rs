//! The machine: words over characters, backtracking with a stack of its own.

use super::chars::Chars;
use super::set::{self, Category, contains, lower};
use super::{op, place};

/// Steps one search may take: a pattern that needs more would not end in a lifetime.
const STEPS_MAX: u64 = 20_000_000;
/// Entries of the backtracking stack at most.
const STACK_MAX: usize = 1 << 24;
/// A slot that holds no place.
const NOWHERE: usize = usize::MAX;

/// The search takes too many steps or too much memory.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct TooLong;

/// Where a match may be.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum How {
    /// At the beginning.
    Match,
    /// Anywhere.
    Search,
    /// At the beginning, up to the end.
    Full,
}

/// A match: begin and end of each group, the whole first; `None` for one that took no part.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Found {
    /// By group.
    pub spans: Vec<Option<(usize, usize)>>,
    /// The group closed last, 0 for none.
    pub last: u32,
}

/// What is undone or tried when a way fails.
enum Saved {
    Try {
        pc: usize,
        at: usize,
    },
    /// A repetition of one-character pieces: fewer (or, lazily, more) of them.
    Fewer {
        pc: usize,
        low: usize,
        at: usize,
    },
    More {
        one: usize,
        at: usize,
        left: usize,
    },
    Slot {
        slot: usize,
        was: usize,
    },
    Register {
        register: usize,
        was: usize,
    },
    Last(u32),
}

/// A search in progress over one text.
pub struct Search<'a> {
    words: &'a [u32],
    text: &'a Chars<'a>,
    end: usize,
    slots: Vec<usize>,
    registers: Vec<usize>,
    last: u32,
    stack: Vec<Saved>,
    steps: u64,
    /// The match must end here (`fullmatch`).
    must_end: bool,
    /// The match must not be the empty one here.
    not_empty_at: usize,
}

impl<'a> Search<'a> {
    /// A search for a pattern in a text, no further than `end`.
    pub fn new(words: &'a [u32], groups: u32, text: &'a Chars<'a>, end: usize) -> Search<'a> {
        Search {
            words,
            text,
            end: end.min(text.count()),
            slots: vec![NOWHERE; groups as usize * 2 + 2],
            registers: vec![NOWHERE; words.first().map_or(0, |count| *count as usize)],
            last: 0,
            stack: Vec::new(),
            steps: 0,
            must_end: false,
            not_empty_at: NOWHERE,
        }
    }

    /// The first match from `at` on.
    pub fn find(&mut self, at: usize, how: How) -> Result<Option<Found>, TooLong> {
        self.must_end = how == How::Full;
        let mut start = at;
        while start <= self.end {
            if how == How::Search {
                start = self.next_start(start);
            }
            self.reset();
            if let Some(end) = self.run(1, start)? {
                return Ok(Some(self.found(start, end)));
            }
            if how != How::Search {
                break;
            }
            start += 1;
        }
        Ok(None)
    }

    /// The next place where a match can begin: the pattern's first character may be fixed.
    fn next_start(&self, from: usize) -> usize {
        if self.words[1] != op::CHAR || self.words[3] != 0 {
            return from;
        }
        self.text.position(self.words[2], from, self.end).unwrap_or(self.end)
    }

    /// All matches from `at` on that do not overlap, at most so many (0: all).
    pub fn all(&mut self, at: usize, most: usize) -> Result<Vec<Found>, TooLong> {
        let mut found = Vec::new();
        let mut at = at;
        while most == 0 || found.len() < most {
            let Some(one) = self.find(at, How::Search)? else { break };
            let (start, end) = one.spans[0].unwrap_or((at, at));
            found.push(one);
            // The next one may begin here, but not be empty here if this one was.
            self.not_empty_at = if start == end { end } else { NOWHERE };
            at = end;
        }
        self.not_empty_at = NOWHERE;
        Ok(found)
    }

    fn reset(&mut self) {
        self.slots.fill(NOWHERE);
        self.registers.fill(NOWHERE);
        self.last = 0;
        self.stack.clear();
        // Steps add up over one search from start to start.
    }

    fn found(&self, start: usize, end: usize) -> Found {
        let mut spans = vec![Some((start, end))];
        spans.extend(self.slots[2..].chunks_exact(2).map(|pair| {
            let is_set = pair[0] != NOWHERE && pair[1] != NOWHERE;
            is_set.then(|| (pair[0], pair[1]))
        }));
        Found { spans, last: self.last }
    }

    /// Runs from an instruction until `MATCH`; the stack is as before when it fails.
    fn run(&mut self, pc: usize, at: usize) -> Result<Option<usize>, TooLong> {
        let base = self.stack.len();
        let (start, outermost) = (at, pc == 1);
        let (mut pc, mut at) = (pc, at);
        loop {
            self.steps += 1;
            if self.steps > STEPS_MAX || self.stack.len() > STACK_MAX {
                return Err(TooLong);
            }
            let next = match self.words[pc] {
                op::MATCH => {
                    let short = self.must_end && at != self.end;
                    let empty = at == start && at == self.not_empty_at;
                    if !outermost || !short && !empty {
                        return Ok(Some(at));
                    }
                    None
                }
                op::CHAR | op::ANY | op::SET => {
                    self.takes(pc, at).then(|| (self.after_one(pc), at + 1))
                }
                _ => self.control(pc, at)?,
            };
            match next.or_else(|| self.backtrack(base)) {
                Some(next) => (pc, at) = next,
                None => return Ok(None),
            }
        }
    }

    /// What does not take a character by itself; `None` when it fails.
    fn control(&mut self, pc: usize, at: usize) -> Result<Option<(usize, usize)>, TooLong> {
        let words = self.words;
        let word = |offset: usize| words[pc + offset] as usize;
        Ok(match self.words[pc] {
            op::AT => self.is_at(self.words[pc + 1], at).then_some((pc + 2, at)),
            op::SAVE => {
                self.save(word(1), at);
                Some((pc + 2, at))
            }
            op::SPLIT => {
                let (first, second) = (word(1), word(2));
                self.stack.push(Saved::Try { pc: second, at });
                Some((first, at))
            }
            op::JUMP => Some((word(1), at)),
            op::AGAIN => self.again(word(1), word(2) == 1, at).map(|at| (pc + 3, at)),
            op::LOOK => return self.look(pc, at),
            op::ATOMIC => {
                let after = word(1);
                self.alone(pc + 2, at)?.map(|at| (after, at))
            }
            op::IF => {
                let group = word(1);
                let is_set = self.slots[group * 2 + 1] != NOWHERE;
                Some((if is_set { pc + 3 } else { word(2) }, at))
            }
            op::ENTER => {
                self.set_register(word(1), NOWHERE);
                Some((pc + 2, at))
            }
            op::LOOP => Some((self.round(pc, at), at)),
            op::ONE => self.repeat_one(pc, at),
            _ => None,
        })
    }

    /// The next way to try, everything undone up to it.
    fn backtrack(&mut self, base: usize) -> Option<(usize, usize)> {
        while self.stack.len() > base {
            match self.stack.pop()? {
                Saved::Try { pc, at } => return Some((pc, at)),
                Saved::Fewer { pc, low, at } => {
                    if at - 1 > low {
                        self.stack.push(Saved::Fewer { pc, low, at: at - 1 });
                    }
                    return Some((pc, at - 1));
                }
                Saved::More { one, at, left } => {
                    if left == 0 || !self.takes(one + 5, at) {
                        continue;
                    }
                    let left = if left == usize::MAX { left } else { left - 1 };
                    self.stack.push(Saved::More { one, at: at + 1, left });
                    return Some((self.words[one + 4] as usize, at + 1));
                }
                Saved::Slot { slot, was } => self.slots[slot] = was,
                Saved::Register { register, was } => self.registers[register] = was,
                Saved::Last(was) => self.last = was,
            }
        }
        None
    }

    fn save(&mut self, slot: usize, at: usize) {
        self.stack.push(Saved::Slot { slot, was: self.slots[slot] });
        self.slots[slot] = at;
        if slot % 2 == 1 {
            self.stack.push(Saved::Last(self.last));
            self.last = slot as u32 / 2;
        }
    }

    fn set_register(&mut self, register: usize, to: usize) {
        self.stack.push(Saved::Register { register, was: self.registers[register] });
        self.registers[register] = to;
    }

    /// A loop's head: one more round, unless the last one took nothing.
    fn round(&mut self, pc: usize, at: usize) -> usize {
        let words = self.words;
        let word = |offset: usize| words[pc + offset] as usize;
        let (register, body, after, greedy) = (word(1), word(2), word(3), word(4) == 1);
        if self.registers[register] == at {
            return after;
        }
        let (first, second) = if greedy { (body, after) } else { (after, body) };
        self.stack.push(Saved::Try { pc: second, at });
        self.set_register(register, at);
        first
    }

    /// Runs a part whose choices are not taken up again.
    fn alone(&mut self, pc: usize, at: usize) -> Result<Option<usize>, TooLong> {
        let base = self.stack.len();
        let end = self.run(pc, at)?;
        if end.is_some() {
            // What was set is still undone when what follows fails.
            let kept: Vec<Saved> = self.stack.drain(base..).filter(is_undo).collect();
            self.stack.extend(kept);
        }
        Ok(end)
    }

    fn look(&mut self, pc: usize, at: usize) -> Result<Option<(usize, usize)>, TooLong> {
        let words = self.words;
        let word = |offset: usize| words[pc + offset] as usize;
        let (behind, negated, width, after) = (word(1) == 1, word(2) == 1, word(3), word(4));
        let from = if behind { at.checked_sub(width) } else { Some(at) };
        let base = self.stack.len();
        let end = match from {
            Some(from) => self.alone(pc + 5, from)?,
            None => None,
        };
        let holds = end.is_some_and(|end| !behind || end == at);
        if negated {
            // Nothing that was set inside stays.
            while self.backtrack(base).is_some() {}
        }
        Ok((holds != negated).then_some((after, at)))
    }

    fn again(&self, group: usize, fold: bool, at: usize) -> Option<usize> {
        let (from, to) = (self.slots[group * 2], self.slots[group * 2 + 1]);
        if from == NOWHERE || to == NOWHERE || at + (to - from) > self.end {
            return None;
        }
        let same = |a: char, b: char| a == b || fold && lower(a) == lower(b);
        let matches = (from..to).all(|i| same(self.text.at(i), self.text.at(at + i - from)));
        matches.then_some(at + (to - from))
    }

    /// A repetition of a piece that takes one character.
    fn repeat_one(&mut self, pc: usize, at: usize) -> Option<(usize, usize)> {
        let (greedy, min, max) = (self.words[pc + 1] == 1, self.words[pc + 2], self.words[pc + 3]);
        let after = self.words[pc + 4] as usize;
        let most = if max == u32::MAX { usize::MAX } else { max as usize };
        let wanted = if greedy { most } else { min as usize };
        let mut to = at;
        while to - at < wanted && self.takes(pc + 5, to) {
            to += 1;
        }
        self.steps += (to - at) as u64;
        if to - at < min as usize {
            return None;
        }
        if greedy && to > at + min as usize {
            self.stack.push(Saved::Fewer { pc: after, low: at + min as usize, at: to });
        }
        if !greedy {
            let left = if most == usize::MAX { most } else { most - min as usize };
            self.stack.push(Saved::More { one: pc, at: to, left });
        }
        Some((after, to))
    }

    /// Whether the one-character piece at `pc` takes the character at `at`.
    fn takes(&self, pc: usize, at: usize) -> bool {
        if at >= self.end {
            return false;
        }
        let c = self.text.at(at);
        match self.words[pc] {
            op::CHAR => {
                let wanted = self.words[pc + 1];
                c as u32 == wanted || self.words[pc + 2] == 1 && lower(c) as u32 == wanted
            }
            op::ANY => self.words[pc + 1] == 1 || c != '\n',
            _ => {
                let items = &self.words[pc + 4..][..self.words[pc + 3] as usize * 3];
                contains(items, self.words[pc + 2] == 1, c) != (self.words[pc + 1] == 1)
            }
        }
    }

    fn after_one(&self, pc: usize) -> usize {
        match self.words[pc] {
            op::CHAR => pc + 3,
            op::ANY => pc + 2,
            _ => pc + 4 + self.words[pc + 3] as usize * 3,
        }
    }

    fn is_at(&self, kind: u32, at: usize) -> bool {
        match kind {
            place::START => at == 0,
            place::LINE_START => at == 0 || self.text.at(at - 1) == '\n',
            place::END => at == self.end,
            place::BEFORE_END => at == self.end || at + 1 == self.end && self.text.at(at) == '\n',
            place::LINE_END => at == self.end || self.text.at(at) == '\n',
            edge => {
                let kind = edge - place::WORD_EDGE;
                let is_word = |c: char| set::is_in(Category::Word, kind & 1 == 1, c);
                let before = at > 0 && is_word(self.text.at(at - 1));
                let after = at < self.end && is_word(self.text.at(at));
                // CPython 3.11: an empty text has neither edges nor non-edges.
                self.end > 0 && (before != after) != (kind & 2 == 2)
            }
        }
    }
}

/// Whether it takes something back, instead of trying something else.
fn is_undo(saved: &Saved) -> bool {
    matches!(saved, Saved::Slot { .. } | Saved::Register { .. } | Saved::Last(_))
}
