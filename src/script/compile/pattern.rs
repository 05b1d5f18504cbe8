//! `match`: each case is a chain of tests that goes to the next case when one fails. What a test
//! cannot ask with an instruction it asks the library module `_match`.

use super::Lowering;
use super::constant::short_int;
use super::emit::Label;
use crate::model::code::{CompareOp, Const, Op, Reg};
use ruff_python_ast::{
    Expr, Identifier, MatchCase, Pattern, PatternMatchClass, PatternMatchMapping, PatternMatchOr,
    Singleton, StmtMatch,
};
use ruff_text_size::{Ranged, TextRange};

/// Names to bind once the whole pattern has matched.
type Captures<'a> = Vec<(&'a Identifier, Reg)>;

impl<'a> Lowering<'_, 'a> {
    pub(super) fn match_stmt(&mut self, it: &'a StmtMatch) {
        let subject = self.in_temp(&it.subject);
        let end = self.f.label();
        for case in &it.cases {
            if self.f.is_dead() {
                break;
            }
            self.case(case, subject, end);
        }
        self.f.place(end);
    }

    fn case(&mut self, case: &'a MatchCase, subject: Reg, end: Label) {
        let next = self.f.label();
        let mark = self.f.mark();
        let mut captures = Captures::new();
        self.pattern(&case.pattern, subject, next, &mut captures);
        for (name, reg) in captures {
            self.store_name(name, name.range, reg);
        }
        if let Some(guard) = &case.guard {
            self.jump_on(guard, false, next);
        }
        self.f.release(mark);
        self.body(&case.body);
        self.f.jump(end);
        self.f.place(next);
    }

    /// Goes to `fail` unless the pattern fits what is in `subject`. Temporaries stay taken: names
    /// to bind may be in them.
    fn pattern(&mut self, it: &'a Pattern, subject: Reg, fail: Label, captures: &mut Captures<'a>) {
        self.at(it.range());
        match it {
            Pattern::MatchValue(it) => self.value_pattern(&it.value, subject, fail),
            Pattern::MatchSingleton(it) => {
                let value = match it.value {
                    Singleton::None => Const::None,
                    Singleton::True => Const::Bool(true),
                    Singleton::False => Const::Bool(false),
                };
                self.jump_on_identity(subject, value, false, fail);
            }
            Pattern::MatchAs(it) => {
                if let Some(pattern) = &it.pattern {
                    self.pattern(pattern, subject, fail, captures);
                }
                if let Some(name) = &it.name {
                    captures.push((name, subject));
                }
            }
            Pattern::MatchOr(it) => self.or_pattern(it, subject, fail, captures),
            Pattern::MatchSequence(it) => {
                self.sequence_pattern(&it.patterns, it.range, subject, fail, captures);
            }
            Pattern::MatchMapping(it) => self.mapping_pattern(it, subject, fail, captures),
            Pattern::MatchClass(it) => self.class_pattern(it, subject, fail, captures),
            Pattern::MatchStar(it) => self.syntax_error(it.range, "starred pattern out of place"),
        }
    }

    fn value_pattern(&mut self, value: &'a Expr, subject: Reg, fail: Label) {
        let op = CompareOp::Eq;
        if let Some(value) = short_int(value) {
            self.f.jump_op(Op::JumpUnlessInt { op, a: subject, value, offset: 0 }, fail);
            return;
        }
        let mark = self.f.mark();
        let b = self.operand(value);
        self.at(value.range());
        self.f.jump_unless(op, subject, b, fail);
        self.f.release(mark);
    }

    /// Goes to `label` if whether `subject is value` is `when`.
    fn jump_on_identity(&mut self, subject: Reg, value: Const, when: bool, label: Label) {
        let mark = self.f.mark();
        let dst = self.f.temp();
        self.f.load(dst, value);
        self.f.op(Op::Compare { op: CompareOp::Is, dst, a: subject, b: dst });
        self.f.jump_if(dst, when, label);
        self.f.release(mark);
    }

    fn or_pattern(
        &mut self,
        it: &'a PatternMatchOr,
        subject: Reg,
        fail: Label,
        captures: &mut Captures<'a>,
    ) {
        let success = self.f.label();
        let first = self.f.mark();
        let mut common: Captures<'a> = Vec::new();
        for name in it.patterns.first().map(bound_names).unwrap_or_default() {
            let reg = self.f.temp();
            common.push((name, reg));
        }
        debug_assert!(common.first().is_none_or(|(_, reg)| *reg == first));
        for (index, pattern) in it.patterns.iter().enumerate() {
            let is_last = index + 1 == it.patterns.len();
            let next = if is_last { fail } else { self.f.label() };
            let mark = self.f.mark();
            let mut own = Captures::new();
            self.pattern(pattern, subject, next, &mut own);
            let same = own.len() == common.len();
            for (name, reg) in &common {
                match own.iter().find(|(other, _)| other.id == name.id) {
                    Some((_, src)) if same => self.f.copy(*reg, *src),
                    _ => {
                        self.syntax_error(it.range, "alternative patterns bind different names");
                        return;
                    }
                }
            }
            self.f.release(mark);
            if !is_last {
                self.f.jump(success);
                self.f.place(next);
            }
        }
        self.f.place(success);
        captures.extend(common);
    }

    fn sequence_pattern(
        &mut self,
        patterns: &'a [Pattern],
        range: TextRange,
        subject: Reg,
        fail: Label,
        captures: &mut Captures<'a>,
    ) {
        let star = patterns.iter().position(|it| matches!(it, Pattern::MatchStar(_)));
        let fixed = patterns.len() - usize::from(star.is_some());
        let (Ok(count), Ok(before)) =
            (u8::try_from(patterns.len()), u8::try_from(star.unwrap_or(0)))
        else {
            return self.syntax_error(range, "too many patterns in a sequence");
        };
        let mark = self.f.mark();
        let more = Const::Bool(star.is_some());
        let fits = self.ask("sequence", subject, |me| {
            let at = me.f.temps(2);
            me.f.load(at, Const::Int(fixed as i64));
            me.f.load(at + 1, more);
            2
        });
        self.f.jump_if(fits, false, fail);
        self.f.release(mark);
        let first = self.f.temps(u16::from(count));
        self.at(range);
        match star {
            Some(_) => {
                let after = count - before - 1;
                self.f.op(Op::UnpackStar { src: subject, first, before, after });
            }
            None => {
                self.f.op(Op::Unpack { src: subject, first, count: u16::from(count) });
            }
        }
        for (index, pattern) in patterns.iter().enumerate() {
            let reg = first + index as Reg;
            match pattern {
                Pattern::MatchStar(star) => {
                    captures.extend(star.name.as_ref().map(|name| (name, reg)));
                }
                pattern => self.pattern(pattern, reg, fail, captures),
            }
        }
    }

    fn mapping_pattern(
        &mut self,
        it: &'a PatternMatchMapping,
        subject: Reg,
        fail: Label,
        captures: &mut Captures<'a>,
    ) {
        let more = Const::Bool(it.rest.is_some());
        let values = self.ask("mapping", subject, |me| {
            let at = me.f.temps(2);
            let first = me.row(&it.keys);
            me.f.op(Op::BuildTuple { dst: at, first, count: it.keys.len() as u16 });
            me.f.release(at + 2);
            me.f.load(at + 1, more);
            2
        });
        let count = it.patterns.len() as u16 + u16::from(it.rest.is_some());
        let first = self.parts(values, count, fail);
        for (index, pattern) in it.patterns.iter().enumerate() {
            self.pattern(pattern, first + index as Reg, fail, captures);
        }
        captures.extend(it.rest.as_ref().map(|name| (name, first + count - 1)));
    }

    fn class_pattern(
        &mut self,
        it: &'a PatternMatchClass,
        subject: Reg,
        fail: Label,
        captures: &mut Captures<'a>,
    ) {
        let (positional, keywords) = (&it.arguments.patterns, &it.arguments.keywords);
        let names = keywords.iter().map(|keyword| Const::Str(keyword.attr.to_string())).collect();
        let values = self.ask("instance", subject, |me| {
            me.in_temp(&it.cls);
            let at = me.f.temps(2);
            me.f.load(at, Const::Int(positional.len() as i64));
            me.f.load(at + 1, Const::Tuple(names));
            3
        });
        let count = (positional.len() + keywords.len()) as u16;
        let first = self.parts(values, count, fail);
        let patterns = positional.iter().chain(keywords.iter().map(|keyword| &keyword.pattern));
        for (index, pattern) in patterns.enumerate() {
            self.pattern(pattern, first + index as Reg, fail, captures);
        }
    }

    /// Unpacks the tuple in `values`, or goes to `fail` if it is None.
    fn parts(&mut self, values: Reg, count: u16, fail: Label) -> Reg {
        self.jump_on_identity(values, Const::None, true, fail);
        let first = self.f.temps(count);
        self.f.op(Op::Unpack { src: values, first, count });
        first
    }

    /// Calls a function of `_match` with the subject and what `arguments` puts after it.
    fn ask(
        &mut self,
        function: &str,
        subject: Reg,
        arguments: impl FnOnce(&mut Self) -> u8,
    ) -> Reg {
        let base = self.f.temp();
        let (span, line) = (self.f.span, self.f.line);
        if let Some(id) = self.unit.library_module("_match") {
            self.f.op(Op::Import { dst: base, module: id.0 });
        }
        let symbol = self.unit.names.intern(function);
        let name = self.field(symbol);
        self.f.op(Op::LoadAttr { dst: base, obj: base, name });
        let first = self.f.temp();
        self.f.copy(first, subject);
        let argc = 1 + arguments(self);
        (self.f.span, self.f.line) = (span, line);
        self.f.op(Op::Call { dst: base, base, argc });
        self.f.release(base + 1);
        base
    }
}

/// The names a pattern binds, in order.
fn bound_names(pattern: &Pattern) -> Vec<&Identifier> {
    match pattern {
        Pattern::MatchAs(it) => {
            let mut list = it.pattern.as_deref().map(bound_names).unwrap_or_default();
            list.extend(&it.name);
            list
        }
        Pattern::MatchStar(it) => it.name.iter().collect(),
        Pattern::MatchOr(it) => it.patterns.first().map(bound_names).unwrap_or_default(),
        Pattern::MatchSequence(it) => it.patterns.iter().flat_map(bound_names).collect(),
        Pattern::MatchMapping(it) => {
            it.patterns.iter().flat_map(bound_names).chain(&it.rest).collect()
        }
        Pattern::MatchClass(it) => {
            let keywords = it.arguments.keywords.iter().map(|keyword| &keyword.pattern);
            it.arguments.patterns.iter().chain(keywords).flat_map(bound_names).collect()
        }
        Pattern::MatchValue(_) | Pattern::MatchSingleton(_) => Vec::new(),
    }
}
