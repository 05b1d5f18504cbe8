//! `str` and `repr` of any value, as far as native code can tell.
//!
//! Where a class of the script has its own `__str__` or `__repr__` the answer is `None`, and the
//! caller goes on with Python code.

use super::support::address;
use crate::model::code::Symbol;
use crate::model::native::{Answer, Args, Ctx, Raised};
use crate::model::object::{DictPart, Instance, Kind, Native, Obj};
use crate::model::ops::iterate;
use crate::model::symbol;
use crate::model::text::fault::MAX_TEXT_BYTES;
use crate::model::text::int::Int;
use crate::model::text::{float_text, int_text, repr};
use crate::model::value::Value;

/// Deepest nesting of containers, exceptions and methods in a text.
const DEPTH_MAX: usize = 200;

/// `str(value)`
pub fn str_text(ctx: &mut Ctx<'_>, value: Value) -> Result<Option<String>, Raised> {
    str_within(ctx, value, DEPTH_MAX)
}

fn str_within(ctx: &mut Ctx<'_>, value: Value, depth: usize) -> Result<Option<String>, Raised> {
    let heap = ctx.heap;
    match heap.get(value) {
        Some(Obj::Str(text)) => return Ok(Some(text.text().to_owned())),
        Some(Obj::Instance(_)) => {
            if ctx.python_method(value, symbol::STR).is_some() {
                return Ok(None);
            }
            if let Some(text) = heap.str(value) {
                return Ok(Some(text.to_owned()));
            }
            if heap.kind(value) == Kind::Exception {
                return exception_str(ctx, value, depth);
            }
        }
        _ => {}
    }
    repr_text(ctx, value)
}

/// `repr(value)`
pub fn repr_text(ctx: &mut Ctx<'_>, value: Value) -> Result<Option<String>, Raised> {
    let mut writer = Writer { out: String::new(), inside: Vec::new() };
    let native = writer.write(ctx, value)?;
    Ok(native.then_some(writer.out))
}

/// `ascii(value)`
pub fn ascii_text(ctx: &mut Ctx<'_>, value: Value) -> Result<Option<String>, Raised> {
    Ok(repr_text(ctx, value)?.map(|text| repr::escape_non_ascii(&text)))
}

/// `repr` by the native type or `object`, whatever a subclass in the script says.
pub fn default_repr(ctx: &mut Ctx<'_>, value: Value) -> Result<Option<String>, Raised> {
    let mut writer = Writer { out: String::new(), inside: Vec::new() };
    let native = writer.write_native(ctx, value)?;
    Ok(native.then_some(writer.out))
}

/// `str` by the native type or `object`.
pub fn default_str(ctx: &mut Ctx<'_>, value: Value) -> Result<Option<String>, Raised> {
    if let Some(text) = ctx.heap.str(value) {
        return Ok(Some(text.to_owned()));
    }
    if ctx.heap.kind(value) == Kind::Exception {
        return exception_str(ctx, value, DEPTH_MAX);
    }
    repr_text(ctx, value)
}

/// The arguments an exception object holds; none for any other object, whatever its `args` are.
pub fn exception_args(ctx: &Ctx<'_>, value: Value) -> Vec<Value> {
    if ctx.heap.kind(value) != Kind::Exception {
        return Vec::new();
    }
    let Some(instance) = ctx.heap.instance(value) else { return Vec::new() };
    let args = attribute(ctx, instance, symbol::ARGS);
    args.and_then(|args| ctx.heap.tuple(args)).unwrap_or(&[]).to_vec()
}

/// An attribute kept in an instance.
pub fn attribute(ctx: &Ctx<'_>, instance: &Instance, name: Symbol) -> Option<Value> {
    let layout = ctx.heap.class(instance.class).map_or(&[][..], |class| &class.layout);
    let slot = layout.iter().position(|&n| n == name).and_then(|at| instance.slots.get(at));
    slot.and_then(|slot| slot.load().defined()).or_else(|| instance.extra.get(name))
}

/// Whether a value is an instance of the builtin class of that name.
pub fn is_a(ctx: &Ctx<'_>, value: Value, class: &str) -> bool {
    ctx.heap.builtin(class).is_some_and(|class| ctx.heap.is_instance(value, class))
}

/// The error of a text that goes deeper than CPython's goes.
fn too_deep(ctx: &mut Ctx<'_>, what: &str) -> Raised {
    let text = format!("maximum recursion depth exceeded while getting the {what} of an object");
    ctx.raise("RecursionError", text)
}

fn exception_str(ctx: &mut Ctx<'_>, value: Value, depth: usize) -> Result<Option<String>, Raised> {
    if depth == 0 {
        return Err(too_deep(ctx, "str"));
    }
    let args = exception_args(ctx, value);
    match args[..] {
        [] => Ok(Some(String::new())),
        [one] if is_a(ctx, value, "KeyError") => repr_text(ctx, one),
        [one] => str_within(ctx, one, depth - 1),
        [number, text, ref file @ ..] if file.len() <= 1 && is_a(ctx, value, "OSError") => {
            let number = str_within(ctx, number, depth - 1)?;
            let text = str_within(ctx, text, depth - 1)?;
            let file = match file.first() {
                Some(&file) => repr_text(ctx, file)?.map(|file| format!(": {file}")),
                None => Some(String::new()),
            };
            let parts = number.zip(text).zip(file);
            Ok(parts.map(|((number, text), file)| format!("[Errno {number}] {text}{file}")))
        }
        _ => {
            let tuple = ctx.new_tuple(args);
            repr_text(ctx, tuple)
        }
    }
}

struct Writer {
    out: String,
    inside: Vec<Value>,
}

impl Writer {
    /// Appends a repr; `false` where Python code is needed.
    fn write(&mut self, ctx: &mut Ctx<'_>, value: Value) -> Result<bool, Raised> {
        let has_own = ctx.heap.instance(value).is_some()
            || ctx.heap.class(value).is_some_and(|class| class.meta.defined().is_some());
        if has_own && let Some(method) = ctx.heap.lookup(ctx.heap.class_of(value), symbol::REPR) {
            return match super::support::native_of(ctx, method) {
                None => Ok(false),
                Some(_) => self.write_native(ctx, value),
            };
        }
        self.write_native(ctx, value)
    }

    fn write_native(&mut self, ctx: &mut Ctx<'_>, value: Value) -> Result<bool, Raised> {
        if self.out.len() > MAX_TEXT_BYTES {
            return Err(Raised(ctx.exception("MemoryError", &[])));
        }
        if let Some(text) = plain(value) {
            self.out.push_str(&text);
            return Ok(true);
        }
        let heap = ctx.heap;
        let native = heap.native(value);
        match heap.get(native) {
            Some(Obj::Str(text)) => self.out.push_str(&repr::str_repr(text.text())),
            Some(Obj::Float(float)) => self.out.push_str(&float_text::repr(*float)),
            Some(Obj::Bytes(bytes)) => self.out.push_str(&repr::bytes_repr(bytes)),
            Some(Obj::BigInt(big)) => {
                let digits = int_text::to_decimal(&Int::Big(big.as_ref().clone()));
                let digits = ctx.pure(digits)?;
                self.out.push_str(&digits);
            }
            None => self.out.push_str(&plain(native).unwrap_or_default()),
            Some(
                Obj::List(_)
                | Obj::Tuple(_)
                | Obj::Dict(_)
                | Obj::Set(_)
                | Obj::FrozenSet(_)
                | Obj::Deque(_)
                | Obj::DictView { .. }
                | Obj::Slice(_),
            ) => return self.container(ctx, value),
            Some(Obj::Range(range)) => {
                let (start, stop, step) = (range.start, range.stop, range.step);
                self.out.push_str(&match step {
                    1 => format!("range({start}, {stop})"),
                    _ => format!("range({start}, {stop}, {step})"),
                });
            }
            Some(Obj::Lock(_) | Obj::RLock(_)) => return self.by_own_method(ctx, value),
            Some(Obj::StaticMethod(inner)) => {
                return self.around(ctx, value, ("<staticmethod(", *inner, ")>"));
            }
            Some(Obj::ClassMethod(inner)) => {
                return self.around(ctx, value, ("<classmethod(", *inner, ")>"));
            }
            Some(Obj::BoundMethod { func, receiver })
                if super::support::native_of(ctx, *func).is_none() =>
            {
                let open = format!("<bound method {} of ", function_name(ctx, *func));
                return self.around(ctx, value, (open.as_str(), *receiver, ">"));
            }
            Some(Obj::Instance(_)) if heap.kind(value) == Kind::Exception => {
                return self.exception(ctx, value);
            }
            Some(_) => {
                let text = described(ctx, value);
                self.out.push_str(&text);
            }
        }
        Ok(true)
    }

    fn by_own_method(&mut self, ctx: &mut Ctx<'_>, value: Value) -> Result<bool, Raised> {
        let method = ctx.heap.lookup(ctx.heap.class_of(value), symbol::REPR);
        let native = method.and_then(|method| super::support::native_of(ctx, method));
        if let Some(native) = native
            && let Answer::Value(text) = (native.call)(ctx, Args::positional(&[value]))?
            && let Some(text) = ctx.heap.str(text)
        {
            self.out.push_str(text);
            return Ok(true);
        }
        let text = described(ctx, value);
        self.out.push_str(&text);
        Ok(true)
    }

    fn exception(&mut self, ctx: &mut Ctx<'_>, value: Value) -> Result<bool, Raised> {
        let name = ctx.type_name(value);
        let mut args = exception_args(ctx, value);
        if args.len() == 3 && is_a(ctx, value, "OSError") {
            // The file's name is shown in its text only.
            args.truncate(2);
        }
        self.out.push_str(&name);
        if args.len() > 1 && self.inside.contains(&value) {
            // Several arguments are shown as a tuple is.
            self.out.push_str("(...)");
            return Ok(true);
        }
        self.nested(ctx, value, |writer, ctx| writer.bracketed(ctx, "(", &args, ")"))
    }

    /// What stands around one other object.
    fn around(
        &mut self,
        ctx: &mut Ctx<'_>,
        value: Value,
        (open, inner, close): (&str, Value, &str),
    ) -> Result<bool, Raised> {
        self.nested(ctx, value, |writer, ctx| writer.bracketed(ctx, open, &[inner], close))
    }

    /// Goes into an object.
    fn nested(
        &mut self,
        ctx: &mut Ctx<'_>,
        value: Value,
        inner: impl FnOnce(&mut Self, &mut Ctx<'_>) -> Result<bool, Raised>,
    ) -> Result<bool, Raised> {
        if self.inside.len() >= DEPTH_MAX {
            return Err(too_deep(ctx, "repr"));
        }
        self.inside.push(value);
        let done = inner(self, ctx);
        self.inside.pop();
        done
    }

    fn container(&mut self, ctx: &mut Ctx<'_>, value: Value) -> Result<bool, Raised> {
        let native = ctx.heap.native(value);
        let kind = ctx.heap.kind(native);
        if self.inside.contains(&native) {
            self.out.push_str(match kind {
                Kind::List | Kind::Deque => "[...]",
                Kind::Tuple => "(...)",
                Kind::Dict => "{...}",
                Kind::Set => "set(...)",
                _ => "...",
            });
            return Ok(true);
        }
        self.nested(ctx, native, |writer, ctx| writer.open_container(ctx, value, native))
    }

    fn open_container(
        &mut self,
        ctx: &mut Ctx<'_>,
        value: Value,
        native: Value,
    ) -> Result<bool, Raised> {
        let heap = ctx.heap;
        let name = ctx.type_name(value);
        match heap.get(native) {
            Some(Obj::List(items)) => {
                let items = items.lock().clone();
                self.bracketed(ctx, "[", &items, "]")
            }
            Some(Obj::Tuple(items)) => {
                let close = if items.len() == 1 { ",)" } else { ")" };
                self.bracketed(ctx, "(", items, close)
            }
            Some(Obj::Set(_)) => {
                let items = iterate::items(heap, native).unwrap_or_default();
                match (items.is_empty(), name.as_str()) {
                    (true, _) => self.bracketed(ctx, &format!("{name}("), &[], ")"),
                    (false, "set") => self.bracketed(ctx, "{", &items, "}"),
                    _ => self.bracketed(ctx, &format!("{name}({{"), &items, "})"),
                }
            }
            Some(Obj::FrozenSet(table)) if table.is_empty() => {
                self.bracketed(ctx, &format!("{name}("), &[], ")")
            }
            Some(Obj::FrozenSet(_)) => {
                let items = iterate::items(heap, native).unwrap_or_default();
                self.bracketed(ctx, &format!("{name}({{"), &items, "})")
            }
            Some(Obj::Deque(deque)) => {
                let items: Vec<Value> = deque.items.lock().iter().copied().collect();
                let close = match deque.maxlen {
                    Some(most) => format!("], maxlen={most})"),
                    None => "])".to_string(),
                };
                self.bracketed(ctx, &format!("{name}(["), &items, &close)
            }
            Some(Obj::Slice(parts)) => self.bracketed(ctx, "slice(", &parts[..], ")"),
            Some(Obj::DictView { dict, part }) => self.view(ctx, *dict, *part),
            _ => self.dict(ctx, native),
        }
    }

    fn view(&mut self, ctx: &mut Ctx<'_>, dict: Value, part: DictPart) -> Result<bool, Raised> {
        let entries: Vec<_> =
            ctx.heap.dict(dict).map(|table| table.lock().iter().collect()).unwrap_or_default();
        let (name, items): (&str, Vec<Value>) = match part {
            DictPart::Keys => ("dict_keys([", entries.iter().map(|e| e.key).collect()),
            DictPart::Values => ("dict_values([", entries.iter().map(|e| e.value).collect()),
            DictPart::Items => {
                let pair = |e: &crate::model::dict::Entry| ctx.new_tuple([e.key, e.value]);
                ("dict_items([", entries.iter().map(pair).collect())
            }
        };
        self.bracketed(ctx, name, &items, "])")
    }

    fn dict(&mut self, ctx: &mut Ctx<'_>, native: Value) -> Result<bool, Raised> {
        let entries: Vec<_> =
            ctx.heap.dict(native).map(|table| table.lock().iter().collect()).unwrap_or_default();
        self.out.push('{');
        for (at, entry) in entries.iter().enumerate() {
            if at > 0 {
                self.out.push_str(", ");
            }
            if !self.write(ctx, entry.key)? {
                return Ok(false);
            }
            self.out.push_str(": ");
            if !self.write(ctx, entry.value)? {
                return Ok(false);
            }
        }
        self.out.push('}');
        Ok(true)
    }

    fn bracketed(
        &mut self,
        ctx: &mut Ctx<'_>,
        open: &str,
        items: &[Value],
        close: &str,
    ) -> Result<bool, Raised> {
        self.out.push_str(open);
        let native = self.sequence(ctx, items)?;
        self.out.push_str(close);
        Ok(native)
    }

    fn sequence(&mut self, ctx: &mut Ctx<'_>, items: &[Value]) -> Result<bool, Raised> {
        for (at, &item) in items.iter().enumerate() {
            if at > 0 {
                self.out.push_str(", ");
            }
            if !self.write(ctx, item)? {
                return Ok(false);
            }
        }
        Ok(true)
    }
}

/// The repr of what is held inline.
fn plain(value: Value) -> Option<String> {
    if let Some(small) = value.as_small() {
        return Some(small.to_string());
    }
    if let Some(float) = value.as_inline_float() {
        return Some(float_text::repr(float));
    }
    Some(
        match value {
            Value::NONE => "None",
            Value::TRUE => "True",
            Value::FALSE => "False",
            Value::ELLIPSIS => "Ellipsis",
            Value::NOT_IMPLEMENTED => "NotImplemented",
            _ => return None,
        }
        .to_owned(),
    )
}

/// A native function as CPython shows it, where `threading.RLock` is a function of Python's own.
fn function_of_ours(native: &Native, at: &str) -> String {
    match (native.owner, native.name) {
        ("_sync", "RLock") => format!("<function RLock at {at}>"),
        _ => format!("<built-in function {}>", native.shown_name()),
    }
}

/// `<...>` for what has no literal.
fn described(ctx: &Ctx<'_>, value: Value) -> String {
    let heap = ctx.heap;
    let at = format!("0x{:012x}", address(value));
    match heap.get(value) {
        Some(Obj::Class(class)) => match &*class.module {
            "builtins" => format!("<class '{}'>", class.qualname),
            module => format!("<class '{module}.{}'>", class.qualname),
        },
        Some(Obj::Function(_)) => format!("<function {} at {at}>", function_name(ctx, value)),
        Some(Obj::Native(native)) if native.method => {
            format!("<method '{}' of '{}' objects>", native.name, native.owner)
        }
        Some(Obj::Native(native)) => function_of_ours(native, &at),
        Some(Obj::BoundMethod { func, receiver }) => {
            let (of, at) = (ctx.heap.type_name(*receiver), address(*receiver));
            let name = function_name(ctx, *func);
            format!("<built-in method {name} of {of} object at 0x{at:012x}>")
        }
        Some(Obj::Module(id)) => {
            let module = heap.program.module(*id);
            match module.library {
                true => format!("<module '{}' (built-in)>", module.name),
                false => format!("<module '{}' from '{}'>", module.name, module.file),
            }
        }
        Some(Obj::Generator(state)) => {
            let code = state.lock().code;
            let code = code.map(|code| heap.program.code(code));
            let name = code.map_or("?", |code| &code.qualname);
            // `map` and its kin are generators of the prelude here.
            match heap.kind(value) {
                Kind::Generator => format!("<generator object {name} at {at}>"),
                _ => format!("<{} object at {at}>", heap.type_name(value)),
            }
        }
        Some(Obj::Iter(_)) => {
            let class = heap.class(heap.class_of(value));
            match class.map(|class| (&*class.module, &class.name)) {
                Some(("builtins", name)) => format!("<{name} object at {at}>"),
                Some((module, name)) => format!("<{module}.{name} object at {at}>"),
                None => format!("<iterator object at {at}>"),
            }
        }
        Some(Obj::Cell(_)) => format!("<cell at {at}>"),
        Some(Obj::Super { class, receiver }) => {
            let class = heap.class(*class).map_or("?", |class| &class.name);
            format!("<super: <class '{class}'>, <{} object>>", heap.type_name(*receiver))
        }
        _ => {
            let class = heap.class(heap.class_of(value));
            let (module, name) = class.map_or(("builtins", "object"), |c| (&c.module, &c.qualname));
            match module {
                "builtins" => format!("<{name} object at {at}>"),
                _ => format!("<{module}.{name} object at {at}>"),
            }
        }
    }
}

/// A function's qualified name.
pub fn function_name(ctx: &Ctx<'_>, value: Value) -> String {
    let value = ctx.heap.function_of(value);
    match ctx.heap.get(value) {
        Some(Obj::Function(function)) => {
            let own = function.attrs.get(symbol::QUALNAME).and_then(|name| ctx.heap.str(name));
            let code = ctx.heap.program.code(function.code);
            own.unwrap_or(&code.qualname).to_owned()
        }
        Some(Obj::Native(native)) => native.name.to_owned(),
        Some(Obj::Class(class)) => class.qualname.to_string(),
        _ => ctx.heap.type_name(value),
    }
}
