//! What stands in parentheses: groups, looks, conditions, flags.

use super::flag;
use super::parse::{Node, Parse, Parser};

/// Groups inside each other at most.
const NESTING_MAX: usize = 100;

impl Parser {
    pub(super) fn group(&mut self, start: usize) -> Parse<Option<Node>> {
        self.depth += 1;
        if self.depth > NESTING_MAX {
            return self.fail("too many nested groups", start);
        }
        let flags = self.flags;
        let node = if self.takes('?') {
            self.extension(start)?
        } else {
            Some(self.numbered(start, None)?)
        };
        self.depth -= 1;
        // Flags for the whole pattern stay: they are not inside anything.
        let global = node.is_none() && self.depth == 0;
        if !global {
            self.flags = flags;
        }
        Ok(node)
    }

    fn close(&mut self, start: usize) -> Parse<()> {
        match self.takes(')') {
            true => Ok(()),
            false => self.fail("missing ), unterminated subpattern", start),
        }
    }

    fn numbered(&mut self, start: usize, name: Option<String>) -> Parse<Node> {
        self.groups += 1;
        let index = self.groups;
        if let Some(name) = name {
            if let Some((_, was)) = self.names.iter().find(|(known, _)| *known == name) {
                let message = format!(
                    "redefinition of group name '{name}' as group {index}; was group {was}"
                );
                return self.fail(message, start + 4);
            }
            self.names.push((name, index));
        }
        self.open.push(index);
        let body = Box::new(self.choice()?);
        self.close(start)?;
        self.open.pop();
        Ok(Node::Group { index: Some(index), body })
    }

    fn extension(&mut self, start: usize) -> Parse<Option<Node>> {
        let Some(c) = self.next() else {
            return self.fail("unexpected end of pattern", self.at);
        };
        let node = match c {
            'P' => self.named(start)?,
            ':' => Node::Group { index: None, body: Box::new(self.choice()?) },
            '#' => {
                while self.peek().is_some_and(|c| c != ')') {
                    self.at += 1;
                }
                if !self.takes(')') {
                    return self.fail("missing ), unterminated comment", start);
                }
                return Ok(None);
            }
            '=' | '!' => self.look(false, c == '!')?,
            '<' => match self.next() {
                Some(c @ ('=' | '!')) => self.look(true, c == '!')?,
                None => return self.fail("unexpected end of pattern", self.at),
                Some(c) => return self.fail(format!("unknown extension ?<{c}"), start + 1),
            },
            '>' => Node::Atomic(Box::new(self.choice()?)),
            '(' => self.condition(start)?,
            c if c == '-' || "aiLmsux".contains(c) => {
                self.at -= 1;
                match self.inline_flags(start)? {
                    Some(node) => node,
                    None => return Ok(None),
                }
            }
            c => return self.fail(format!("unknown extension ?{c}"), start + 1),
        };
        if !matches!(node, Node::Again { .. } | Node::Group { index: Some(_), .. }) {
            self.close(start)?;
        }
        Ok(Some(node))
    }

    fn look(&mut self, behind: bool, negated: bool) -> Parse<Node> {
        Ok(Node::Look { behind, negated, body: Box::new(self.choice()?) })
    }

    /// `(?P<name>...)`, `(?P=name)`
    fn named(&mut self, start: usize) -> Parse<Node> {
        if self.takes('<') {
            let name = self.name('>')?;
            return self.numbered(start, Some(name));
        }
        if self.takes('=') {
            let at = self.at;
            let name = self.name(')')?;
            let Some(group) = self.named_group(&name) else {
                return self.fail(format!("unknown group name '{name}'"), at);
            };
            if self.open.contains(&group) {
                return self.fail("cannot refer to an open group", at);
            }
            return Ok(Node::Again { group, ignore_case: self.has(flag::IGNORECASE) });
        }
        match self.next() {
            None => self.fail("unexpected end of pattern", self.at),
            Some(c) => self.fail(format!("unknown extension ?P{c}"), start + 1),
        }
    }

    fn named_group(&self, name: &str) -> Option<u32> {
        self.names.iter().find(|(known, _)| known == name).map(|(_, group)| *group)
    }

    fn name(&mut self, end: char) -> Parse<String> {
        let start = self.at;
        while self.peek().is_some_and(|c| c != end) {
            self.at += 1;
        }
        let name: String = self.text[start..self.at].iter().collect();
        if name.is_empty() && self.peek().is_none() {
            return self.fail("missing group name", start);
        }
        if !self.takes(end) {
            let message = match end {
                '>' => "missing >, unterminated name",
                _ => "missing ), unterminated name",
            };
            return self.fail(message, start);
        }
        if name.is_empty() {
            return self.fail("missing group name", start);
        }
        let mut chars = name.chars();
        let first = chars.next().is_some_and(|c| c.is_alphabetic() || c == '_');
        if first && chars.all(|c| c.is_alphanumeric() || c == '_') || end == ')' && is_digits(&name)
        {
            return Ok(name);
        }
        self.fail(format!("bad character in group name '{name}'"), start)
    }

    /// `(?(group)yes|no)`
    fn condition(&mut self, start: usize) -> Parse<Node> {
        let at = self.at;
        let name = self.name(')')?;
        let group = match name.parse::<u32>() {
            Ok(0) => return self.fail("bad group number", at),
            Ok(number) => number,
            Err(_) => match self.named_group(&name) {
                Some(group) => group,
                None => return self.fail(format!("unknown group name '{name}'"), at),
            },
        };
        let yes = Box::new(self.sequence()?);
        let no = if self.takes('|') { self.sequence()? } else { Node::Sequence(Vec::new()) };
        if self.peek() == Some('|') {
            return self.fail("conditional backref with more than two branches", self.at);
        }
        if group > self.groups {
            return self.fail(format!("invalid group reference {group}"), start + 3);
        }
        Ok(Node::If { group, yes, no: Box::new(no) })
    }

    /// `(?i)` (nothing; only first in the pattern), `(?i-s:...)`.
    fn inline_flags(&mut self, start: usize) -> Parse<Option<Node>> {
        let (mut on, mut off, mut minus) = (0, 0, false);
        loop {
            let Some(c) = self.next() else {
                return self.fail("missing -, : or )", self.at);
            };
            let bit = match c {
                'i' => flag::IGNORECASE,
                'm' => flag::MULTILINE,
                's' => flag::DOTALL,
                'x' => flag::VERBOSE,
                'a' => flag::ASCII,
                'u' => flag::UNICODE,
                'L' => {
                    let message = "bad inline flags: cannot use 'L' flag with a str pattern";
                    return self.fail(message, self.at);
                }
                '-' if !minus => {
                    minus = true;
                    continue;
                }
                ')' if !minus => {
                    if start != 0 {
                        let message = "global flags not at the start of the expression";
                        return self.fail(message, start);
                    }
                    self.flags |= on;
                    return Ok(None);
                }
                ':' => {
                    self.flags = (self.flags | on) & !off;
                    let body = Box::new(self.choice()?);
                    return Ok(Some(Node::Group { index: None, body }));
                }
                c if c.is_alphabetic() => return self.fail("unknown flag", self.at - 1),
                _ if minus => return self.fail("missing :", self.at - 1),
                _ => return self.fail("missing -, : or )", self.at - 1),
            };
            *(if minus { &mut off } else { &mut on }) |= bit;
        }
    }
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| c.is_ascii_digit())
}
