//! Pattern text -> tree, with the messages of CPython's `sre_parse`.

use super::set::{Category, Item};
use super::{PatternError, flag};

/// What stands for "without end" in a repetition.
pub const ENDLESS: u32 = u32::MAX;

/// A place in the text.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[allow(missing_docs)]
pub enum At {
    Start,
    LineStart,
    End,
    /// The end, or before a newline that is the last character.
    BeforeEnd,
    LineEnd,
    WordEdge {
        ascii: bool,
        negated: bool,
    },
}

/// How a repetition takes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[allow(missing_docs)]
pub enum Greed {
    Greedy,
    Lazy,
    Possessive,
}

/// A piece of a pattern.
#[derive(Clone, PartialEq, Debug)]
#[allow(missing_docs)]
pub enum Node {
    Char { c: char, ignore_case: bool },
    Any { newline: bool },
    Set { items: Vec<Item>, negated: bool, ignore_case: bool },
    At(At),
    Sequence(Vec<Node>),
    Choice(Vec<Node>),
    Group { index: Option<u32>, body: Box<Node> },
    Repeat { min: u32, max: u32, greed: Greed, body: Box<Node> },
    Again { group: u32, ignore_case: bool },
    Look { behind: bool, negated: bool, body: Box<Node> },
    Atomic(Box<Node>),
    If { group: u32, yes: Box<Node>, no: Box<Node> },
}

/// A pattern's tree.
#[derive(Debug)]
#[allow(missing_docs)]
pub struct Parsed {
    pub root: Node,
    pub flags: u32,
    pub groups: u32,
    pub names: Vec<(String, u32)>,
}

pub(super) struct Parser {
    pub(super) text: Vec<char>,
    pub(super) at: usize,
    pub(super) flags: u32,
    pub(super) groups: u32,
    pub(super) open: Vec<u32>,
    pub(super) names: Vec<(String, u32)>,
    pub(super) depth: usize,
}

pub(super) type Parse<T> = Result<T, PatternError>;

/// Reads a pattern.
pub fn parse(pattern: &str, flags: u32) -> Parse<Parsed> {
    let mut parser = Parser {
        text: pattern.chars().collect(),
        at: 0,
        flags,
        groups: 0,
        open: Vec::new(),
        names: Vec::new(),
        depth: 0,
    };
    let root = parser.choice()?;
    if parser.peek() == Some(')') {
        return parser.fail("unbalanced parenthesis", parser.at);
    }
    if parser.flags & flag::ASCII == 0 {
        parser.flags |= flag::UNICODE;
    }
    let Parser { flags, groups, names, .. } = parser;
    Ok(Parsed { root, flags, groups, names })
}

impl Parser {
    pub(super) fn peek(&self) -> Option<char> {
        self.text.get(self.at).copied()
    }

    pub(super) fn next(&mut self) -> Option<char> {
        let c = self.peek();
        self.at += usize::from(c.is_some());
        c
    }

    pub(super) fn takes(&mut self, c: char) -> bool {
        let is = self.peek() == Some(c);
        self.at += usize::from(is);
        is
    }

    pub(super) fn fail<T>(&self, message: impl Into<String>, at: usize) -> Parse<T> {
        Err(PatternError { message: message.into(), at: Some(at) })
    }

    pub(super) fn has(&self, flag: u32) -> bool {
        self.flags & flag != 0
    }

    pub(super) fn choice(&mut self) -> Parse<Node> {
        let mut branches = vec![self.sequence()?];
        while self.takes('|') {
            branches.push(self.sequence()?);
        }
        Ok(match branches.len() {
            1 => branches.remove(0),
            _ => Node::Choice(branches),
        })
    }

    pub(super) fn sequence(&mut self) -> Parse<Node> {
        let mut items: Vec<Node> = Vec::new();
        // Whether the last item may be repeated, and whether it is so already.
        let (mut repeatable, mut is_repeated) = (false, false);
        while let Some(c) = self.peek() {
            let start = self.at;
            if c == '|' || c == ')' {
                break;
            }
            if self.has(flag::VERBOSE) && self.skip_blank(c) {
                continue;
            }
            if matches!(c, '*' | '+' | '?' | '{') {
                if let Some((min, max)) = self.counts()? {
                    let greed = self.greed();
                    let last = if repeatable { items.pop() } else { None };
                    let Some(last) = last else {
                        let message =
                            if is_repeated { "multiple repeat" } else { "nothing to repeat" };
                        return self.fail(message, start);
                    };
                    items.push(repeated(last, min, max, greed));
                    (repeatable, is_repeated) = (false, true);
                    continue;
                }
                self.at = start;
            }
            if let Some(item) = self.item()? {
                (repeatable, is_repeated) = (!matches!(item, Node::At(_)), false);
                items.push(item);
            }
        }
        Ok(match items.len() {
            1 => items.remove(0),
            _ => Node::Sequence(items),
        })
    }

    /// White space and comments of verbose patterns.
    fn skip_blank(&mut self, c: char) -> bool {
        if c.is_ascii_whitespace() || c == '\x0b' {
            self.at += 1;
            return true;
        }
        if c == '#' {
            while self.next().is_some_and(|c| c != '\n') {}
            return true;
        }
        false
    }

    /// `*`, `+`, `?`, `{m,n}`; `None` for a brace that counts nothing.
    fn counts(&mut self) -> Parse<Option<(u32, u32)>> {
        let start = self.at;
        Ok(Some(match self.next() {
            Some('*') => (0, ENDLESS),
            Some('+') => (1, ENDLESS),
            Some('?') => (0, 1),
            _ => {
                if self.peek() == Some('}') {
                    return Ok(None);
                }
                let low = self.number();
                let high = if self.takes(',') { self.number() } else { low };
                if !self.takes('}') {
                    return Ok(None);
                }
                let (min, max) = (low.unwrap_or(0), high.unwrap_or(ENDLESS));
                if max < min {
                    let at = start + 1;
                    return self.fail("min repeat greater than max repeat", at);
                }
                (min, max)
            }
        }))
    }

    fn number(&mut self) -> Option<u32> {
        let start = self.at;
        while self.peek().is_some_and(|c| c.is_ascii_digit()) {
            self.at += 1;
        }
        let digits: String = self.text[start..self.at].iter().collect();
        if digits.is_empty() { None } else { Some(digits.parse().unwrap_or(ENDLESS - 1)) }
    }

    fn greed(&mut self) -> Greed {
        if self.takes('?') {
            Greed::Lazy
        } else if self.takes('+') {
            Greed::Possessive
        } else {
            Greed::Greedy
        }
    }

    fn item(&mut self) -> Parse<Option<Node>> {
        let start = self.at;
        let ignore_case = self.has(flag::IGNORECASE);
        let Some(c) = self.next() else { return Ok(None) };
        Ok(Some(match c {
            '.' => Node::Any { newline: self.has(flag::DOTALL) },
            '^' if self.has(flag::MULTILINE) => Node::At(At::LineStart),
            '^' => Node::At(At::Start),
            '$' if self.has(flag::MULTILINE) => Node::At(At::LineEnd),
            '$' => Node::At(At::BeforeEnd),
            '(' => return self.group(start),
            '[' => self.set(start)?,
            '\\' => self.escape(start)?,
            c => Node::Char { c, ignore_case },
        }))
    }

    fn category(&self, letter: char) -> Option<Item> {
        let of = match letter.to_ascii_lowercase() {
            'd' => Category::Digit,
            's' => Category::Space,
            'w' => Category::Word,
            _ => return None,
        };
        let negated = letter.is_ascii_uppercase();
        Some(Item::Category { of, negated, ascii: self.has(flag::ASCII) })
    }

    fn set(&mut self, start: usize) -> Parse<Node> {
        let negated = self.takes('^');
        let mut items = Vec::new();
        let first = self.at;
        loop {
            let here = self.at;
            let Some(c) = self.next() else {
                return self.fail("unterminated character set", start);
            };
            if c == ']' && here != first {
                break;
            }
            let low = self.set_member(c, here)?;
            if self.peek() != Some('-') {
                items.push(low);
                continue;
            }
            self.at += 1;
            let there = self.at;
            let Some(c) = self.next() else {
                return self.fail("unterminated character set", start);
            };
            if c == ']' {
                items.extend([low, Item::Range('-', '-')]);
                break;
            }
            let high = self.set_member(c, there)?;
            match (low, high) {
                (Item::Range(low, _), Item::Range(high, _)) if low <= high => {
                    items.push(Item::Range(low, high));
                }
                _ => {
                    let text: String = self.text[here..self.at].iter().collect();
                    return self.fail(format!("bad character range {text}"), here);
                }
            }
        }
        Ok(Node::Set { items, negated, ignore_case: self.has(flag::IGNORECASE) })
    }

    fn set_member(&mut self, c: char, at: usize) -> Parse<Item> {
        if c != '\\' {
            return Ok(Item::Range(c, c));
        }
        let Some(letter) = self.next() else {
            return self.fail("bad escape (end of pattern)", at);
        };
        if let Some(category) = self.category(letter) {
            return Ok(category);
        }
        let c = match letter {
            'b' => '\x08',
            '0'..='7' => self.octal(letter, at)?,
            letter => self.character(letter, at)?,
        };
        Ok(Item::Range(c, c))
    }

    fn escape(&mut self, start: usize) -> Parse<Node> {
        let Some(letter) = self.next() else {
            return self.fail("bad escape (end of pattern)", start);
        };
        if let Some(category) = self.category(letter) {
            return Ok(Node::Set { items: vec![category], negated: false, ignore_case: false });
        }
        let ascii = self.has(flag::ASCII);
        let ignore_case = self.has(flag::IGNORECASE);
        Ok(match letter {
            'A' => Node::At(At::Start),
            'Z' => Node::At(At::End),
            'b' => Node::At(At::WordEdge { ascii, negated: false }),
            'B' => Node::At(At::WordEdge { ascii, negated: true }),
            '0' => Node::Char { c: self.octal(letter, start)?, ignore_case },
            '1'..='9' => return self.backreference(letter, start),
            letter => Node::Char { c: self.character(letter, start)?, ignore_case },
        })
    }

    fn backreference(&mut self, letter: char, start: usize) -> Parse<Node> {
        let ignore_case = self.has(flag::IGNORECASE);
        let octal = |c: Option<&char>| c.is_some_and(|c| ('0'..='7').contains(c));
        if letter <= '3' && octal(self.text.get(self.at)) && octal(self.text.get(self.at + 1)) {
            return Ok(Node::Char { c: self.octal(letter, start)?, ignore_case });
        }
        let mut group = letter.to_digit(10).unwrap_or(0);
        if let Some(digit) = self.peek().and_then(|c| c.to_digit(10)) {
            self.at += 1;
            group = group * 10 + digit;
        }
        if group > self.groups {
            return self.fail(format!("invalid group reference {group}"), start + 1);
        }
        if self.open.contains(&group) {
            return self.fail("cannot refer to an open group", start);
        }
        Ok(Node::Again { group, ignore_case })
    }

    fn octal(&mut self, first: char, start: usize) -> Parse<char> {
        let mut code = first.to_digit(8).unwrap_or(0);
        for _ in 0..2 {
            let Some(digit) = self.peek().and_then(|c| c.to_digit(8)) else { break };
            code = code * 8 + digit;
            self.at += 1;
        }
        match char::from_u32(code).filter(|_| code <= 0o377) {
            Some(c) => Ok(c),
            None => {
                let text: String = self.text[start..self.at].iter().collect();
                self.fail(format!("octal escape value {text} outside of range 0-0o377"), start)
            }
        }
    }

    /// A character by its escape, the same in sets and outside.
    fn character(&mut self, letter: char, start: usize) -> Parse<char> {
        let digits = match letter {
            'a' => return Ok('\x07'),
            'f' => return Ok('\x0c'),
            'n' => return Ok('\n'),
            'r' => return Ok('\r'),
            't' => return Ok('\t'),
            'v' => return Ok('\x0b'),
            'x' => 2,
            'u' => 4,
            'U' => 8,
            c if c.is_ascii_alphabetic() => {
                return self.fail(format!("bad escape \\{c}"), start);
            }
            c => return Ok(c),
        };
        let begin = self.at;
        while self.at < begin + digits && self.peek().is_some_and(|c| c.is_ascii_hexdigit()) {
            self.at += 1;
        }
        let text: String = self.text[begin..self.at].iter().collect();
        let c = u32::from_str_radix(&text, 16).ok().and_then(char::from_u32);
        match c.filter(|_| text.len() == digits) {
            Some(c) => Ok(c),
            None => self.fail(format!("incomplete escape \\{letter}{text}"), start),
        }
    }
}

fn repeated(item: Node, min: u32, max: u32, greed: Greed) -> Node {
    let repeat = |greed| Node::Repeat { min, max, greed, body: Box::new(item) };
    match greed {
        Greed::Possessive => Node::Atomic(Box::new(repeat(Greed::Greedy))),
        greed => repeat(greed),
    }
}
