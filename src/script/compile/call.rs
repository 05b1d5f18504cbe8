//! Calls: arguments go straight into the window where the callee's frame will be.

use super::scope::ScopeKind;
use super::{Lowering, Place};
use crate::model::code::{Op, Reg, Symbol};
use crate::{told, words};
use ruff_python_ast::{Arguments, Expr, ExprCall, Keyword};
use ruff_text_size::Ranged;

/// Most arguments passed in registers; longer calls go through a list.
const WINDOW_MAX: usize = 200;

impl<'a> Lowering<'_, 'a> {
    pub(super) fn call(&mut self, it: &'a ExprCall, dst: Reg) {
        if self.frame_names(it, dst) {
            return;
        }
        self.refuse_made_text(it);
        if !fits_window(&it.arguments) {
            return self.call_with_collections(it, dst);
        }
        match &*it.func {
            Expr::Attribute(method) if !self.is_builtin_of_library(method) => {
                let base = self.f.temps(2);
                let obj = self.operand_for(base, &method.value);
                self.note_module_attribute(method);
                let name = self.name_field(&method.attr);
                self.at(method.range);
                self.f.op(Op::LoadMethod { base, obj, name });
                let (argc, kw) = self.window(&it.arguments);
                self.at(it.range());
                self.f.op(match kw {
                    Some(kw) => Op::CallMethodKw { dst, base, argc, kw },
                    None => Op::CallMethod { dst, base, argc },
                });
            }
            func => {
                let base = self.f.temp();
                self.into(func, base);
                let (argc, kw) = self.window(&it.arguments);
                self.at(it.range());
                self.f.op(match kw {
                    Some(kw) => Op::CallKw { dst, base, argc, kw },
                    None => Op::Call { dst, base, argc },
                });
            }
        }
    }

    /// `eval` and `exec` run literals of the script (`texts.rs`), nothing that is made meanwhile.
    fn refuse_made_text(&mut self, it: &'a ExprCall) {
        let (Expr::Name(name), Some(text)) = (&*it.func, it.arguments.args.first()) else { return };
        let is_made = match text {
            Expr::FString(_) | Expr::BinOp(_) => true,
            Expr::Call(inner) => inner.func.as_name_expr().is_none_or(|it| it.id != "compile"),
            _ => false,
        };
        if !is_made || super::names::library_home(&name.id) != Some("_prelude_eval") {
            return;
        }
        let symbol = self.symbol(&name.id);
        if matches!(self.place(symbol, name.range), Place::Builtin(_)) {
            let message = told!("script-made-text", name = name.id.as_str());
            self.unsupported(it.range(), message, Some(told!("script-made-text-try")));
        }
    }

    /// `locals()`, `vars()` and `dir()` without arguments look at the frame they stand in.
    fn frame_names(&mut self, it: &'a ExprCall, dst: Reg) -> bool {
        let Expr::Name(name) = &*it.func else { return false };
        if !matches!(name.id.as_str(), "locals" | "vars" | "dir") || !it.arguments.is_empty() {
            return false;
        }
        let symbol = self.symbol(&name.id);
        if !matches!(self.place(symbol, name.range), Place::Builtin(_)) {
            return false;
        }
        let mark = self.f.mark();
        let base = self.f.temps(2);
        self.at(it.range());
        if self.f.scope == 0 {
            self.load_builtin("globals", base + 1);
            self.f.op(Op::Call { dst: base + 1, base: base + 1, argc: 0 });
        } else {
            let free = self.scopes.list[self.f.scope].kind != ScopeKind::Class;
            self.f.op(Op::Namespace { dst: base + 1, free });
        }
        if name.id.as_str() == "dir" {
            self.load_builtin("sorted", base);
            self.f.op(Op::Call { dst, base, argc: 1 });
        } else {
            self.f.copy(dst, base + 1);
        }
        self.f.release(mark);
        true
    }

    fn load_builtin(&mut self, name: &str, dst: Reg) {
        let symbol = self.unit.names.intern(name);
        self.load(Place::Builtin(symbol), dst);
    }

    /// Arguments in temporaries from the next one on: how many, and the keywords' number.
    fn window(&mut self, arguments: &'a Arguments) -> (u8, Option<u16>) {
        for argument in &arguments.args {
            self.in_temp(argument);
        }
        let mut names = Vec::new();
        for keyword in &arguments.keywords {
            self.in_temp(&keyword.value);
            if let Some(name) = &keyword.arg {
                names.push(self.symbol(name));
            }
        }
        self.reject_repeated(&arguments.keywords);
        let argc = (arguments.args.len() + arguments.keywords.len()) as u8;
        (argc, (!names.is_empty()).then(|| self.keywords(names)))
    }

    fn keywords(&mut self, names: Vec<Symbol>) -> u16 {
        if let Some(at) = self.f.code.keywords.iter().position(|it| *it == names) {
            return at as u16;
        }
        self.f.code.keywords.push(names);
        u16::try_from(self.f.code.keywords.len() - 1).unwrap_or_else(|_| {
            self.f.overflow = Some(|| words!("script-many-keywords"));
            0
        })
    }

    fn reject_repeated(&mut self, keywords: &'a [Keyword]) {
        for (index, keyword) in keywords.iter().enumerate() {
            let Some(name) = &keyword.arg else { continue };
            if keywords[..index].iter().any(|it| it.arg.as_deref() == Some(name.as_str())) {
                self.syntax_error(keyword.range, &format!("keyword argument repeated: {name}"));
            }
        }
    }

    /// `f(*args, **kwargs)`, and calls with very many arguments.
    fn call_with_collections(&mut self, it: &'a ExprCall, dst: Reg) {
        let base = self.f.temps(3);
        self.into(&it.func, base);
        self.list_of(&it.arguments.args, base + 1);
        self.reject_repeated(&it.arguments.keywords);
        self.keyword_dict(&it.arguments.keywords, base + 2);
        self.at(it.range());
        self.f.op(Op::CallEx { dst, base });
    }

    /// A dict of keyword arguments, or undefined if there are none.
    pub(super) fn keyword_dict(&mut self, keywords: &'a [Keyword], dst: Reg) {
        if keywords.is_empty() {
            self.f.op(Op::Undefine { dst });
            return;
        }
        self.f.op(Op::BuildDict { dst, first: 0, count: 0 });
        for keyword in keywords {
            let mark = self.f.mark();
            match &keyword.arg {
                Some(name) => {
                    let key = self.f.temp();
                    let symbol = self.symbol(name);
                    let text = self.unit.names.text(symbol).to_string();
                    self.f.load(key, crate::model::code::Const::Str(text));
                    let src = self.operand(&keyword.value);
                    self.at(keyword.range);
                    self.f.op(Op::DictSet { dict: dst, key, src });
                }
                None => {
                    let src = self.operand(&keyword.value);
                    self.at(keyword.range);
                    self.f.op(Op::DictUpdate { dict: dst, src });
                }
            }
            self.f.release(mark);
        }
    }
}

fn fits_window(arguments: &Arguments) -> bool {
    arguments.len() <= WINDOW_MAX
        && !arguments.args.iter().any(Expr::is_starred_expr)
        && arguments.keywords.iter().all(|keyword| keyword.arg.is_some())
}
