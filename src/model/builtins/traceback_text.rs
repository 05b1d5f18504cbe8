//! What an uncaught exception leaves on stderr: traceback, source lines with carets, causes and
//! notes, as CPython 3.11 words and draws them.
//!
//! Frames of `_prelude` and the like are hidden: they stand for what is written in C.

use super::text_of::{attribute, str_text};
use crate::model::code::{BinaryOp, Code, Op};
use crate::model::native::{Ctx, Raised};
use crate::model::object::{Obj, Passed};
use crate::model::program::Module;
use crate::model::symbol;
use crate::model::value::Value;

/// Longest chain of causes and contexts shown.
const CHAIN_MAX: usize = 100;
/// How often the same line is shown before repetitions are counted.
const REPEATS_SHOWN: usize = 3;

/// Most exceptions whose texts are asked for.
const SHOWN_MAX: usize = 1000;
/// Groups inside groups that are shown, and exceptions of one group: CPython's numbers.
const GROUP_DEPTH_MAX: usize = 10;
const GROUP_WIDTH_MAX: usize = 15;
/// What a traceback begins with.
const HEADING: &str = "Traceback (most recent call last):\n";

/// Whether the last line may end in "Did you mean": only where nobody caught the exception.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Hints(pub bool);

/// An exception's own text, `Type: ` not counted.
type TextOf<'t> = dyn Fn(&mut Ctx<'_>, Value) -> Result<String, Raised> + 't;

/// The text of an exception whose own text is known by `text_of`.
pub fn format_exception(
    ctx: &mut Ctx<'_>,
    exception: Value,
    hints: Hints,
    text_of: &TextOf<'_>,
) -> Result<String, Raised> {
    let mut tree = Tree { out: String::new(), depth: 0, open: false, hints, text_of };
    tree.chain(ctx, exception)?;
    Ok(tree.out)
}

/// All exceptions whose text is shown with this one, itself first.
pub fn shown_with(ctx: &Ctx<'_>, exception: Value) -> Vec<Value> {
    let mut all = Vec::new();
    let mut next = vec![exception];
    while let Some(one) = next.pop() {
        for (one, _) in chain(ctx, one) {
            if !all.contains(&one) && all.len() < SHOWN_MAX {
                all.push(one);
                next.extend(members(ctx, one));
            }
        }
    }
    all
}

/// The exceptions of a group; none of any other exception.
fn members(ctx: &Ctx<'_>, exception: Value) -> Vec<Value> {
    let heap = ctx.heap;
    let is_group = |class: &Value| {
        let class = heap.class(*class);
        class.is_some_and(|it| &*it.name == "BaseExceptionGroup" && &*it.module == "builtins")
    };
    if !heap.mro(heap.class_of(exception)).iter().any(is_group) {
        return Vec::new();
    }
    let found = heap.instance(exception).zip(heap.symbol("_exceptions"));
    let found = found.and_then(|(instance, name)| attribute(ctx, instance, name));
    found.and_then(|list| heap.tuple(list)).unwrap_or(&[]).to_vec()
}

/// Exceptions as they are written one below the other; those of groups as the branches of a tree.
struct Tree<'t> {
    out: String,
    /// How many groups are around.
    depth: usize,
    /// Whether the last branch of the innermost group is still to be ended with a line.
    open: bool,
    hints: Hints,
    text_of: &'t TextOf<'t>,
}

impl Tree<'_> {
    /// Lines at the depth of the groups around.
    fn emit(&mut self, text: &str, margin: char) {
        if self.depth == 0 {
            return self.out.push_str(text);
        }
        for line in text.split_inclusive('\n') {
            self.out.push_str(&" ".repeat(2 * self.depth));
            self.out.push(margin);
            self.out.push(' ');
            self.out.push_str(line);
        }
    }

    /// An exception below those it came of.
    fn chain(&mut self, ctx: &mut Ctx<'_>, exception: Value) -> Result<(), Raised> {
        let mut links = chain(ctx, exception);
        links.reverse();
        for (one, link) in links {
            match &members(ctx, one)[..] {
                [] => self.plain(ctx, one)?,
                _ if self.depth > GROUP_DEPTH_MAX => {
                    self.emit(&format!("... (max_group_depth is {GROUP_DEPTH_MAX})\n"), '|');
                }
                members => self.group(ctx, one, members)?,
            }
            match link {
                Link::Last => {}
                Link::Cause => self.emit(
                    "\nThe above exception was the direct cause of the following exception:\n\n",
                    '|',
                ),
                Link::Context => self.emit(
                    "\nDuring handling of the above exception, another exception occurred:\n\n",
                    '|',
                ),
            }
        }
        Ok(())
    }

    fn plain(&mut self, ctx: &mut Ctx<'_>, one: Value) -> Result<(), Raised> {
        let text = frames(ctx, one);
        self.emit(&text, '|');
        self.last_lines(ctx, one)
    }

    /// `Type: text` and the notes.
    fn last_lines(&mut self, ctx: &mut Ctx<'_>, one: Value) -> Result<(), Raised> {
        let mut text = (self.text_of)(ctx, one)?;
        if self.hints.0 {
            text.push_str(&super::hints::hint(ctx, one));
        }
        let text = last_line(ctx, one, &text) + &notes(ctx, one);
        self.emit(&text, '|');
        Ok(())
    }

    fn group(&mut self, ctx: &mut Ctx<'_>, one: Value, list: &[Value]) -> Result<(), Raised> {
        let is_outermost = self.depth == 0;
        self.depth += usize::from(is_outermost);
        let text = frames(ctx, one);
        if let Some(rest) = text.strip_prefix(HEADING) {
            let margin = if is_outermost { '+' } else { '|' };
            self.emit(&format!("Exception Group {HEADING}"), margin);
            self.emit(rest, '|');
        }
        self.last_lines(ctx, one)?;
        let shown = list.len().min(GROUP_WIDTH_MAX + 1);
        self.open = false;
        for (at, &member) in list.iter().take(shown).enumerate() {
            self.open |= at + 1 == shown;
            self.branch(ctx, at, (member, list.len()))?;
            if at + 1 == shown && self.open {
                let indent = " ".repeat(2 * self.depth);
                self.out.push_str(&format!("{indent}+------------------------------------\n"));
                self.open = false;
            }
            self.depth -= 1;
        }
        self.depth -= usize::from(is_outermost);
        Ok(())
    }

    /// The exception at a place of a group, one level deeper: the caller goes back.
    fn branch(
        &mut self,
        ctx: &mut Ctx<'_>,
        at: usize,
        (member, count): (Value, usize),
    ) -> Result<(), Raised> {
        let left_out = at >= GROUP_WIDTH_MAX;
        let title = if left_out { "...".to_owned() } else { (at + 1).to_string() };
        let fork = if at == 0 { "+-" } else { "  " };
        let indent = " ".repeat(2 * self.depth);
        self.out.push_str(&format!("{indent}{fork}+---------------- {title} ----------------\n"));
        self.depth += 1;
        if !left_out {
            return self.chain(ctx, member);
        }
        let more = count - GROUP_WIDTH_MAX;
        let plural = if more > 1 { "s" } else { "" };
        self.emit(&format!("and {more} more exception{plural}\n"), '|');
        Ok(())
    }
}

/// How an exception hangs together with the one shown after it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Link {
    Last,
    Cause,
    Context,
}

fn chain(ctx: &Ctx<'_>, exception: Value) -> Vec<(Value, Link)> {
    let mut links = vec![(exception, Link::Last)];
    let mut at = exception;
    while links.len() < CHAIN_MAX {
        let Some(instance) = ctx.heap.instance(at) else { break };
        let part = |name| attribute(ctx, instance, name).filter(|value| !value.is_none());
        let next = match (part(symbol::CAUSE), part(symbol::CONTEXT)) {
            (Some(cause), _) => (cause, Link::Cause),
            (None, Some(context)) if part(symbol::SUPPRESS_CONTEXT) != Some(Value::TRUE) => {
                (context, Link::Context)
            }
            _ => break,
        };
        if links.iter().any(|&(seen, _)| seen == next.0) {
            break;
        }
        at = next.0;
        links.push(next);
    }
    links
}

/// `Type: text`
fn last_line(ctx: &Ctx<'_>, exception: Value, text: &str) -> String {
    let class = ctx.heap.class(ctx.heap.class_of(exception));
    let name = class.map_or("Exception".to_owned(), |class| match &*class.module {
        "builtins" | "__main__" => class.qualname.to_string(),
        module => format!("{module}.{}", class.qualname),
    });
    if text.is_empty() { format!("{name}\n") } else { format!("{name}: {text}\n") }
}

fn notes(ctx: &mut Ctx<'_>, exception: Value) -> String {
    let heap = ctx.heap;
    let notes = heap.instance(exception).and_then(|i| attribute(ctx, i, symbol::NOTES));
    let Some(notes) = notes else { return String::new() };
    let notes = heap.list(notes).map(|list| list.lock().clone()).unwrap_or_default();
    let mut out = String::new();
    for note in notes {
        let text = str_text(ctx, note).unwrap_or_else(|_| Some("<note str() failed>".to_owned()));
        out.push_str(&text.unwrap_or_default());
        out.push('\n');
    }
    out
}

/// The traceback, outermost frame first; nothing if the exception was never raised.
pub fn frames(ctx: &Ctx<'_>, exception: Value) -> String {
    let traceback = ctx.heap.instance(exception).and_then(|i| attribute(ctx, i, symbol::TRACEBACK));
    let Some(Obj::Traceback(list)) = traceback.and_then(|value| ctx.heap.get(value)) else {
        return String::new();
    };
    let entries: Vec<String> =
        list.iter().rev().filter_map(|&passed| frame_text(ctx, passed)).collect();
    if entries.is_empty() {
        return String::new();
    }
    let mut out = String::from(HEADING);
    let mut at = 0;
    while at < entries.len() {
        let same = entries[at..].iter().take_while(|entry| **entry == entries[at]).count();
        entries[at..at + same.min(REPEATS_SHOWN)].iter().for_each(|entry| out.push_str(entry));
        if same > REPEATS_SHOWN {
            let more = same - REPEATS_SHOWN;
            let times = if more == 1 { "time" } else { "times" };
            out.push_str(&format!("  [Previous line repeated {more} more {times}]\n"));
        }
        at += same;
    }
    out
}

/// One frame of a traceback, its source line and its carets.
pub fn frame_text(ctx: &Ctx<'_>, passed: Passed) -> Option<String> {
    let program = &ctx.heap.program;
    let code = program.code(passed.code);
    let module = program.module(code.module);
    if super::frames::is_hidden(&module.name) {
        return None;
    }
    let at = passed.pc as usize;
    let line = code.lines.get(at).copied().unwrap_or(code.line);
    let mut out = format!("  File \"{}\", line {line}, in {}\n", module.file, code.name);
    if let Some(source) = source_line(module, line) {
        out.push_str(&format!("    {}\n", source.trim()));
        if let Some(marks) = marks(module, code, at, line) {
            out.push_str(&format!("    {marks}\n"));
        }
    }
    Some(out)
}

/// A line of a module, 1-based; `None` for an empty one.
pub fn source_line(module: &Module, line: u32) -> Option<&str> {
    let text = module.source.lines().nth((line as usize).checked_sub(1)?)?;
    (!text.trim().is_empty()).then_some(text)
}

/// The carets under a line; `None` where the whole line is meant.
fn marks(module: &Module, code: &Code, at: usize, line: u32) -> Option<String> {
    let span = *code.spans.get(at)?;
    let source = &*module.source;
    let text = source.get(span.start as usize..span.end as usize)?;
    let line_text = source_line(module, line)?;
    let line_start = source[..span.start as usize].rfind('\n').map_or(0, |newline| newline + 1);
    let before = source.get(line_start..span.start as usize)?;
    // The line must be the one the span begins on.
    if !line_text.starts_with(before) {
        return None;
    }
    let indent = line_text.chars().count() - line_text.trim_start().chars().count();
    let column = before.chars().count().checked_sub(indent)?;
    let stripped = line_text.trim().chars().count();
    let (width, anchors) = match text.contains('\n') {
        true => (stripped.checked_sub(column)?, None),
        false => (text.chars().count(), anchors(code.ops.get(at)?, text)),
    };
    if width == 0 || (width >= stripped && anchors.is_none()) {
        return None;
    }
    let mut out = " ".repeat(column);
    match anchors {
        Some((left, right)) => {
            out.push_str(&"~".repeat(left));
            out.push_str(&"^".repeat(right - left));
            out.push_str(&"~".repeat(width.saturating_sub(right)));
        }
        None => out.push_str(&"^".repeat(width)),
    }
    Some(out)
}

/// Which characters of an operator's or subscript's text get carets among tildes.
fn anchors(op: &Op, text: &str) -> Option<(usize, usize)> {
    let symbol = match op {
        Op::Binary { op: BinaryOp::Pow, .. } | Op::BinaryInt { op: BinaryOp::Pow, .. } => "**",
        Op::Binary { op, .. } | Op::BinaryInt { op, .. } => op.symbol(),
        Op::Add { .. } => "+",
        Op::Sub { .. } => "-",
        Op::Mul { .. } => "*",
        Op::AddInt { value, .. } => {
            if *value < 0 {
                "-"
            } else {
                "+"
            }
        }
        Op::LoadItem { .. } => return subscript(text),
        _ => return None,
    };
    operator(text, symbol)
}

/// The text's characters with their depth in brackets; inside quotes the depth is raised too.
fn depths(text: &str) -> Vec<(char, i32)> {
    let mut depth = 0;
    let mut quote = None;
    text.chars()
        .map(|c| match (quote, c) {
            (Some(open), _) if c == open => {
                quote = None;
                (c, depth + 1)
            }
            (Some(_), _) => (c, depth + 1),
            (None, '"' | '\'') => {
                quote = Some(c);
                (c, depth + 1)
            }
            (None, '(' | '[' | '{') => {
                depth += 1;
                (c, depth)
            }
            (None, ')' | ']' | '}') => {
                depth -= 1;
                (c, depth + 1)
            }
            _ => (c, depth),
        })
        .collect()
}

fn operator(text: &str, symbol: &str) -> Option<(usize, usize)> {
    let chars = depths(text);
    let wanted: Vec<char> = symbol.chars().collect();
    let is_sign = |c: char| "+-*/%@&|^<>=".contains(c);
    let fits = |at: usize| {
        let window = chars.get(at..at + wanted.len());
        let same = window.is_some_and(|window| {
            window.iter().zip(&wanted).all(|(&(c, depth), &w)| c == w && depth == 0)
        });
        let after =
            chars.get(at + wanted.len()).is_none_or(|&(c, _)| !is_sign(c) || "+-".contains(c));
        let before = at == 0 || !is_sign(chars[at - 1].0);
        let operand = chars[..at].iter().rev().find(|(c, _)| !c.is_whitespace());
        same && after && before && operand.is_some_and(|&(c, _)| !is_sign(c))
    };
    let places: Vec<usize> = (0..chars.len()).filter(|&at| fits(at)).collect();
    let at = if symbol == "**" { places.first() } else { places.last() };
    at.map(|&at| (at, at + wanted.len()))
}

fn subscript(text: &str) -> Option<(usize, usize)> {
    let chars = depths(text);
    let end = chars.len();
    if chars.last()?.0 != ']' {
        return None;
    }
    let open = chars.iter().rposition(|&(c, depth)| c == '[' && depth == 1)?;
    (open > 0).then_some((open, end))
}

/// The span of an instruction as (line, text of the line), for `_sys.frame`.
pub fn place_of(module: &Module, code: &Code, at: usize) -> (u32, String) {
    let line = code.lines.get(at).copied().unwrap_or(code.line);
    let text = source_line(module, line).unwrap_or("").trim().to_owned();
    (line, text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn carets_stand_under_the_operator_that_failed() {
        assert_eq!(operator("1 / 0", "/"), Some((2, 3)));
        assert_eq!(operator("(a - 1) - f(b - 2)", "-"), Some((8, 9)));
        assert_eq!(operator("a ** b", "**"), Some((2, 4)));
        assert_eq!(operator("'x-y' - -1", "-"), Some((6, 7)));
        assert_eq!(subscript("d['a'][0]"), Some((6, 9)));
    }
}
