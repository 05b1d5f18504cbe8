//! Tree -> words that [`super::run`] runs.
//!
//! ```text
//! CHAR c fold          ANY newline          SET negated fold n (3 words an item)*
//! AT kind              SAVE slot            SPLIT first second      JUMP to
//! AGAIN group fold     LOOK behind negated width end (body MATCH)
//! ATOMIC end (body MATCH)                   IF group else           MATCH
//! ONE greedy min max after (one CHAR, ANY or SET)
//! ENTER r              LOOP r body after greedy
//! ```

use super::PatternError;
use super::parse::{At, ENDLESS, Greed, Node, Parsed};
use super::{op, place, set};

/// Words a pattern may take: repetitions of groups are written out.
const WORDS_MAX: usize = 1 << 17;

struct Compiler {
    words: Vec<u32>,
    registers: u32,
}

/// The words of a pattern: the first says how many registers loops need.
pub fn words(parsed: &Parsed) -> Result<Vec<u32>, PatternError> {
    let mut compiler = Compiler { words: vec![0], registers: 0 };
    compiler.node(&parsed.root)?;
    compiler.put(&[op::MATCH]);
    compiler.words[0] = compiler.registers;
    Ok(compiler.words)
}

fn error<T>(message: &str) -> Result<T, PatternError> {
    Err(PatternError { message: message.into(), at: None })
}

impl Compiler {
    fn put(&mut self, words: &[u32]) -> usize {
        let at = self.words.len();
        self.words.extend_from_slice(words);
        at
    }

    fn here(&self) -> u32 {
        self.words.len() as u32
    }

    fn node(&mut self, node: &Node) -> Result<(), PatternError> {
        if self.words.len() > WORDS_MAX {
            return error("the pattern is too large");
        }
        match node {
            Node::Char { .. } | Node::Any { .. } | Node::Set { .. } => self.one(node),
            Node::At(at) => {
                self.put(&[op::AT, place_of(*at)]);
            }
            Node::Sequence(items) => return items.iter().try_for_each(|item| self.node(item)),
            Node::Choice(branches) => return self.choice(branches),
            Node::Group { index: None, body } => return self.node(body),
            Node::Group { index: Some(index), body } => {
                self.put(&[op::SAVE, index * 2]);
                self.node(body)?;
                self.put(&[op::SAVE, index * 2 + 1]);
            }
            Node::Repeat { min, max, greed, body } => return self.repeat(*min, *max, *greed, body),
            Node::Again { group, ignore_case } => {
                self.put(&[op::AGAIN, *group, u32::from(*ignore_case)]);
            }
            Node::Look { behind, negated, body } => return self.look(*behind, *negated, body),
            Node::Atomic(body) => {
                let at = self.put(&[op::ATOMIC, 0]);
                self.node(body)?;
                self.put(&[op::MATCH]);
                self.words[at + 1] = self.here();
            }
            Node::If { group, yes, no } => {
                let at = self.put(&[op::IF, *group, 0]);
                self.node(yes)?;
                let jump = self.put(&[op::JUMP, 0]);
                self.words[at + 2] = self.here();
                self.node(no)?;
                self.words[jump + 1] = self.here();
            }
        }
        Ok(())
    }

    /// A piece that takes exactly one character.
    fn one(&mut self, node: &Node) {
        match node {
            Node::Char { c, ignore_case: true } => {
                self.put(&[op::CHAR, set::lower(*c) as u32, 1]);
            }
            Node::Char { c, .. } => {
                self.put(&[op::CHAR, *c as u32, 0]);
            }
            Node::Any { newline } => {
                self.put(&[op::ANY, u32::from(*newline)]);
            }
            Node::Set { items, negated, ignore_case } => {
                let fold = u32::from(*ignore_case);
                self.put(&[op::SET, u32::from(*negated), fold, items.len() as u32]);
                for item in items {
                    self.put(&set::to_words(*item));
                }
            }
            _ => {}
        }
    }

    fn choice(&mut self, branches: &[Node]) -> Result<(), PatternError> {
        let mut jumps = Vec::new();
        for (at, branch) in branches.iter().enumerate() {
            if at + 1 == branches.len() {
                self.node(branch)?;
                break;
            }
            let split = self.put(&[op::SPLIT, 0, 0]);
            self.words[split + 1] = self.here();
            self.node(branch)?;
            jumps.push(self.put(&[op::JUMP, 0]));
            self.words[split + 2] = self.here();
        }
        let end = self.here();
        jumps.into_iter().for_each(|jump| self.words[jump + 1] = end);
        Ok(())
    }

    fn repeat(
        &mut self,
        min: u32,
        max: u32,
        greed: Greed,
        body: &Node,
    ) -> Result<(), PatternError> {
        let greedy = u32::from(greed == Greed::Greedy);
        if matches!(body, Node::Char { .. } | Node::Any { .. } | Node::Set { .. }) {
            let at = self.put(&[op::ONE, greedy, min, max, 0]);
            self.one(body);
            self.words[at + 4] = self.here();
            return Ok(());
        }
        for _ in 0..min {
            self.node(body)?;
        }
        if max == ENDLESS {
            let register = self.registers;
            self.registers += 1;
            self.put(&[op::ENTER, register]);
            let at = self.put(&[op::LOOP, register, 0, 0, greedy]);
            self.words[at + 2] = self.here();
            self.node(body)?;
            self.put(&[op::JUMP, at as u32]);
            self.words[at + 3] = self.here();
            return Ok(());
        }
        let mut splits = Vec::new();
        for _ in min..max {
            splits.push(self.put(&[op::SPLIT, 0, 0]));
            self.node(body)?;
        }
        let end = self.here();
        for split in splits {
            let body = split as u32 + 3;
            let (first, second) = if greedy == 1 { (body, end) } else { (end, body) };
            self.words[split + 1] = first;
            self.words[split + 2] = second;
        }
        Ok(())
    }

    fn look(&mut self, behind: bool, negated: bool, body: &Node) -> Result<(), PatternError> {
        let width = match (behind, width(body)) {
            (false, _) => 0,
            (true, Some(width)) => width,
            (true, None) => return error("look-behind requires fixed-width pattern"),
        };
        let at = self.put(&[op::LOOK, u32::from(behind), u32::from(negated), width, 0]);
        self.node(body)?;
        self.put(&[op::MATCH]);
        self.words[at + 4] = self.here();
        Ok(())
    }
}

fn place_of(at: At) -> u32 {
    match at {
        At::Start => place::START,
        At::LineStart => place::LINE_START,
        At::End => place::END,
        At::BeforeEnd => place::BEFORE_END,
        At::LineEnd => place::LINE_END,
        At::WordEdge { ascii, negated } => {
            place::WORD_EDGE + u32::from(ascii) + 2 * u32::from(negated)
        }
    }
}

/// How many characters a piece takes, if that is always the same number.
fn width(node: &Node) -> Option<u32> {
    match node {
        Node::Char { .. } | Node::Any { .. } | Node::Set { .. } => Some(1),
        Node::At(_) | Node::Look { .. } => Some(0),
        Node::Sequence(items) => {
            items.iter().try_fold(0_u32, |sum, item| sum.checked_add(width(item)?))
        }
        Node::Choice(branches) => {
            let first = width(branches.first()?)?;
            branches.iter().all(|it| width(it) == Some(first)).then_some(first)
        }
        Node::Group { body, .. } | Node::Atomic(body) => width(body),
        Node::Repeat { min, max, body, .. } if min == max => width(body)?.checked_mul(*min),
        Node::If { yes, no, .. } => width(yes).filter(|yes| width(no) == Some(*yes)),
        Node::Repeat { .. } | Node::Again { .. } => None,
    }
}
