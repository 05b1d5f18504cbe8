//! Builtin functions about objects, attributes, text and output. Those that go over iterables are
//! in `iteration.rs`, those on numbers in `numbers.rs`.

use super::NativeModule;
use super::object_type::attribute_answer;
use super::support::{address, call, is_iterable};
use super::text_of::{ascii_text, repr_text, str_text};
use super::{format, iteration, numbers};
use crate::model::code::Symbol;
use crate::model::interp::{delete_own, delete_variable, set_attr};
use crate::model::native::{Answer, Args, Ctx, NativeResult, Raised, none, value};
use crate::model::object::{Kind, Obj};
use crate::model::ops::{self, item, key};
use crate::model::symbol;
use crate::model::value::Value;
use crate::model::world::OutputStream;

/// The functions of the `builtins` namespace.
pub const MODULE: NativeModule = NativeModule {
    name: "builtins",
    functions: &[
        ("abs", numbers::abs),
        ("all", iteration::all),
        ("any", iteration::any),
        ("ascii", ascii),
        ("bin", numbers::bin),
        ("callable", callable),
        ("chr", numbers::chr),
        ("delattr", delattr),
        ("dir", dir),
        ("divmod", numbers::divmod),
        ("format", format_function),
        ("getattr", getattr),
        ("globals", globals),
        ("hasattr", hasattr),
        ("hash", hash),
        ("hex", numbers::hex),
        ("id", id),
        ("input", input),
        ("isinstance", isinstance),
        ("issubclass", issubclass),
        ("iter", iteration::iter),
        ("len", len),
        ("locals", globals),
        ("max", iteration::max),
        ("min", iteration::min),
        ("next", iteration::next),
        ("oct", numbers::oct),
        ("ord", numbers::ord),
        ("pow", numbers::pow),
        ("print", print),
        ("repr", repr),
        ("round", numbers::round),
        ("setattr", setattr),
        ("sorted", iteration::sorted),
        ("sum", iteration::sum),
        ("vars", vars),
    ],
    floats: &[],
    types: &[],
};

/// `str(object)` of any object, Python code included.
pub fn str_call(ctx: &mut Ctx<'_>, object: Value) -> NativeResult {
    if let Some(Obj::Str(_)) = ctx.heap.get(object) {
        return value(object);
    }
    if let Some(text) = str_text(ctx, object)? {
        return value(ctx.new_str(text));
    }
    match ctx.python_method(object, symbol::STR) {
        Some(method) => call_for_text(ctx, method, object, "__str__"),
        None => match super::text_of::exception_args(ctx, object)[..] {
            [one] if super::text_of::is_a(ctx, object, "KeyError") => repr_call(ctx, one),
            [one] => str_call(ctx, one),
            _ => repr_call(ctx, object),
        },
    }
}

/// `repr(object)` of any object, Python code included.
pub fn repr_call(ctx: &mut Ctx<'_>, object: Value) -> NativeResult {
    if let Some(text) = repr_text(ctx, object)? {
        return value(ctx.new_str(text));
    }
    if let Some(method) = ctx.python_method(object, symbol::REPR) {
        return call_for_text(ctx, method, object, "__repr__");
    }
    let args = super::text_of::exception_args(ctx, object);
    if ctx.heap.kind(object) == Kind::Exception && !args.is_empty() {
        let name = ctx.type_name(object);
        let (name, list) = (ctx.new_str(name), ctx.new_list(args));
        return ctx.prelude("exception_repr_slow", vec![name, list]);
    }
    let native = ctx.heap.native(object);
    ctx.prelude("repr_slow", vec![native])
}

/// A call whose result must be a string.
fn call_for_text(ctx: &mut Ctx<'_>, method: Value, object: Value, name: &str) -> NativeResult {
    if ctx.heap.library_global("_prelude", "checked_text").is_some() {
        let name = ctx.new_str(name);
        return ctx.prelude("checked_text", vec![method, object, name]);
    }
    call(method, &[object])
}

fn repr(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    let [object] = args.exactly(ctx, "repr")?;
    repr_call(ctx, object)
}

fn ascii(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    let [object] = args.exactly(ctx, "ascii")?;
    match ascii_text(ctx, object)? {
        Some(text) => value(ctx.new_str(text)),
        None => repr_call(ctx, object),
    }
}

/// `object.__format__(spec)`
pub fn format_method(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    let [object, spec] = args.exactly(ctx, "__format__")?;
    let spec = ctx.str_arg(spec, "__format__() argument")?;
    if !spec.is_empty() && ctx.heap.instance(ctx.heap.native(object)).is_some() {
        let found = ctx.type_name(object);
        let text = format!("unsupported format string passed to {found}.__format__");
        return Err(ctx.type_error(text));
    }
    if spec.is_empty() {
        return str_call(ctx, object);
    }
    let native = ctx.heap.native(object);
    match format::formatted(ctx, native, &spec)? {
        Some(text) => value(ctx.new_str(text)),
        None => str_call(ctx, object),
    }
}

fn format_function(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    let [object, spec] = args.up_to(ctx, "format", 1)?;
    let text = match spec.defined() {
        Some(spec) => ctx.str_arg(spec, "format() argument 2")?,
        None => String::new(),
    };
    match format::formatted(ctx, object, &text)? {
        Some(text) => value(ctx.new_str(text)),
        None if ctx.python_method(object, symbol::FORMAT).is_some() => {
            let spec = ctx.new_str(text);
            ctx.prelude("format_slow", vec![object, spec])
        }
        None => str_call(ctx, object),
    }
}

/// `print(...)`: one write for the whole line, as if the output were locked.
fn print(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    let named = Args { positional: &[], ..args };
    let [sep, end, file, flush] = named.named(ctx, "print", ["sep", "end", "file", "flush"], 0)?;
    let given = |value: Value| value.defined().unwrap_or(Value::NONE);
    let (sep, end, mut file) = (given(sep), given(end), given(file));
    if file.is_none()
        && let Some(other) = redirected(ctx, "stdout", "__stdout__")
    {
        file = other;
    }
    if let Some(text) = line(ctx, args.positional, sep, end)?
        && file.is_none()
    {
        return match ctx.host.write(OutputStream::Out, &text) {
            Ok(()) => none(),
            Err(fault) => Err(ctx.host_fault(fault)),
        };
    }
    let parts = ctx.new_tuple(args.positional.to_vec());
    ctx.prelude("print_slow", vec![parts, sep, end, file, given(flush)])
}

/// A stream of `sys`, if the script set it to something else.
fn redirected(ctx: &Ctx<'_>, stream: &str, original: &str) -> Option<Value> {
    let now = ctx.heap.library_global("sys", stream)?;
    let first = ctx.heap.library_global("sys", original)?;
    (now != first).then_some(now)
}

/// The text `print` writes; `None` where Python code must make a part of it.
fn line(
    ctx: &mut Ctx<'_>,
    parts: &[Value],
    sep: Value,
    end: Value,
) -> Result<Option<String>, Raised> {
    let heap = ctx.heap;
    let text_or = |value: Value, other: &'static str| match heap.str(value) {
        Some(text) => Some(text),
        None => value.is_none().then_some(other),
    };
    let (Some(sep), Some(end)) = (text_or(sep, " "), text_or(end, "\n")) else { return Ok(None) };
    let mut out = String::new();
    for (at, &part) in parts.iter().enumerate() {
        if at > 0 {
            out.push_str(sep);
        }
        match str_text(ctx, part)? {
            Some(text) => out.push_str(&text),
            None => return Ok(None),
        }
    }
    out.push_str(end);
    Ok(Some(out))
}

/// `input()`: Python code, since it may wait and `sys.stdin` may be anything.
fn input(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    let [prompt] = args.up_to(ctx, "input", 0)?;
    let prompt = ctx.new_tuple(prompt.defined().into_iter().collect::<Vec<_>>());
    let stdin = redirected(ctx, "stdin", "__stdin__").unwrap_or(Value::NONE);
    ctx.prelude("input_slow", vec![prompt, stdin])
}

fn len(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    let [object] = args.exactly(ctx, "len")?;
    if let Some(method) = ctx.python_method(object, symbol::LEN) {
        return call(method, &[object]);
    }
    match ops::length(ctx.heap, object) {
        Some(length) => value(ctx.new_int(length as i64)),
        None => {
            let found = ctx.heap.full_type_name(object);
            Err(ctx.type_error(format!("object of type '{found}' has no len()")))
        }
    }
}

fn id(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    let [object] = args.exactly(ctx, "id")?;
    value(ctx.new_int(address(object) as i64))
}

fn hash(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    let [object] = args.exactly(ctx, "hash")?;
    if let Some(method) = ctx.python_method(object, symbol::HASH) {
        return call(method, &[object]);
    }
    let class = ctx.heap.class_of(object);
    if ctx.heap.lookup(class, symbol::HASH) == Some(Value::NONE) {
        let found = ctx.type_name(object);
        return Err(ctx.type_error(format!("unhashable type: '{found}'")));
    }
    if ctx.heap.tuple(object).is_some() && item::has_own_hash_inside(ctx.heap, object) {
        return ctx.prelude("hash_slow", vec![object]);
    }
    let hash = key::hash(ctx, object)?;
    value(ctx.new_int(hash))
}

fn callable(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    let [object] = args.exactly(ctx, "callable")?;
    value(Value::bool(is_callable(ctx, object)))
}

/// `callable(object)`
pub fn is_callable(ctx: &Ctx<'_>, object: Value) -> bool {
    let kinds =
        [Kind::Type, Kind::Function, Kind::BuiltinFunction, Kind::Method, Kind::StaticMethod];
    kinds.contains(&ctx.heap.kind(object)) || ctx.python_method(object, symbol::CALL).is_some()
}

fn name_arg(ctx: &mut Ctx<'_>, name: Value, function: &str) -> Result<Symbol, Raised> {
    match ctx.heap.str(name) {
        Some(text) => Ok(ctx.heap.intern(text)),
        None if function.is_empty() => {
            let found = ctx.type_name(name);
            Err(ctx.type_error(format!("attribute name must be string, not '{found}'")))
        }
        None => Err(ctx.type_error(format!("{function}(): attribute name must be string"))),
    }
}

/// Whether an exception on its way is an AttributeError.
fn is_attribute_error(ctx: &Ctx<'_>, raised: Raised) -> bool {
    let class = ctx.heap.builtin("AttributeError");
    class.is_some_and(|class| ctx.heap.is_instance(raised.0, class))
}

fn getattr(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    let [object, name, default] = args.up_to(ctx, "getattr", 2)?;
    let symbol = name_arg(ctx, name, "getattr")?;
    let found = attribute_answer(ctx, object, symbol);
    match (found, default.defined()) {
        (Err(raised), Some(default)) if is_attribute_error(ctx, raised) => value(default),
        (Ok(Answer::Call { callable, args }), Some(default)) => {
            let args = ctx.new_list(args);
            ctx.prelude("call_or_default", vec![callable, args, default])
        }
        (found, _) => found,
    }
}

fn hasattr(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    let [object, name] = args.exactly(ctx, "hasattr")?;
    let symbol = name_arg(ctx, name, "hasattr")?;
    match attribute_answer(ctx, object, symbol) {
        Ok(Answer::Call { callable, args }) => {
            let args = ctx.new_list(args);
            ctx.prelude("call_succeeds", vec![callable, args])
        }
        Ok(_) => value(Value::TRUE),
        Err(raised) if is_attribute_error(ctx, raised) => value(Value::FALSE),
        Err(raised) => Err(raised),
    }
}

fn setattr(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    let [object, name, item] = args.exactly(ctx, "setattr")?;
    let symbol = name_arg(ctx, name, "")?;
    match set_attr(ctx, object, symbol, item)? {
        None => none(),
        Some((callable, args)) => Ok(Answer::Call { callable, args }),
    }
}

fn delattr(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    let [object, name] = args.exactly(ctx, "delattr")?;
    let symbol = name_arg(ctx, name, "")?;
    if let Some(deleter) = ctx.python_method(object, symbol::DELATTR) {
        return call(deleter, &[object, name]);
    }
    plain_delete(ctx, object, symbol)
}

/// `object.__delattr__(self, name)`
pub fn delattr_method(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    let [object, name] = args.exactly(ctx, "__delattr__")?;
    let symbol = name_arg(ctx, name, "")?;
    plain_delete(ctx, object, symbol)
}

fn plain_delete(ctx: &mut Ctx<'_>, object: Value, symbol: Symbol) -> NativeResult {
    let heap = ctx.heap;
    let gone = match heap.get(object) {
        Some(Obj::Instance(instance)) => delete_own(heap, instance, symbol),
        Some(Obj::Class(class)) if !class.builtin => {
            let gone = class.attrs.remove(symbol);
            heap.class_changed();
            gone
        }
        Some(Obj::Function(function)) => function.attrs.remove(symbol),
        Some(Obj::Module(id)) => delete_variable(heap, *id, symbol),
        _ => false,
    };
    if gone {
        return none();
    }
    let text = heap.text(symbol);
    let found = ctx.type_name(object);
    Err(ctx.raise("AttributeError", format!("'{found}' object has no attribute '{text}'")))
}

/// Whether a class is, or is among, the classes given; `None`: a metaclass decides.
fn class_check(
    ctx: &mut Ctx<'_>,
    wanted: Value,
    check: &dyn Fn(&Ctx<'_>, Value) -> bool,
    message: &str,
) -> Result<Option<bool>, Raised> {
    let heap = ctx.heap;
    if let Some(class) = heap.class(wanted) {
        let meta = class.meta;
        let own = !meta.is_undefined()
            && heap.lookup(meta, symbol::INSTANCECHECK).is_some_and(|f| key::is_python(heap, f));
        return Ok(if own { None } else { Some(check(ctx, wanted)) });
    }
    if heap.instance(wanted).is_some()
        && heap.lookup(heap.class_of(wanted), symbol::INSTANCECHECK).is_some()
    {
        return Ok(None);
    }
    Err(ctx.type_error(message))
}

/// The same for a class or a tuple of them.
fn classes_check(
    ctx: &mut Ctx<'_>,
    wanted: Value,
    check: &dyn Fn(&Ctx<'_>, Value) -> bool,
    message: &str,
) -> Result<Option<bool>, Raised> {
    for one in ctx.heap.classes_in(wanted) {
        match class_check(ctx, one, check, message)? {
            Some(false) => {}
            decided => return Ok(decided),
        }
    }
    Ok(Some(false))
}

fn isinstance(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    let [object, wanted] = args.exactly(ctx, "isinstance")?;
    let message = "isinstance() arg 2 must be a type, a tuple of types, or a union";
    let check = |ctx: &Ctx<'_>, class: Value| ctx.heap.is_instance(object, class);
    match classes_check(ctx, wanted, &check, message)? {
        Some(answer) => value(Value::bool(answer)),
        None => ctx.prelude("isinstance_slow", vec![object, wanted]),
    }
}

fn issubclass(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    let [class, wanted] = args.exactly(ctx, "issubclass")?;
    if ctx.heap.class(class).is_none() {
        return Err(ctx.type_error("issubclass() arg 1 must be a class"));
    }
    let message = "issubclass() arg 2 must be a class, a tuple of classes, or a union";
    let check = |ctx: &Ctx<'_>, of: Value| ctx.heap.is_subclass(class, of);
    let answer = classes_check(ctx, wanted, &check, message)?;
    if answer.is_none() && ctx.heap.class(wanted).is_none() {
        return ctx.prelude("issubclass_slow", vec![class, wanted]);
    }
    value(Value::bool(answer.unwrap_or(false)))
}

fn vars(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    let [object] = args.up_to(ctx, "vars", 0)?;
    if object.is_undefined() {
        return Err(ctx.type_error("vars() needs an object here: use locals()"));
    }
    attribute_answer(ctx, object, symbol::DICT)
        .map_err(|_| ctx.type_error("vars() argument must have __dict__ attribute"))
}

fn dir(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    let [object] = args.up_to(ctx, "dir", 0)?;
    if object.is_undefined() {
        return Err(ctx.type_error("dir() needs an object here"));
    }
    let own = ctx.heap.symbol("__dir__").and_then(|name| ctx.python_method(object, name));
    match own {
        Some(method) => ctx.prelude("dir_own", vec![method, object]),
        None => ctx.prelude("dir_slow", vec![object]),
    }
}

/// The variables of the calling module: a dict that changes them too.
fn globals(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    let [] = args.exactly(ctx, "globals")?;
    let heap = ctx.heap;
    let dict = ctx.new_dict();
    let Some(frame) = ctx.view.frames.last() else { return value(dict) };
    let id = heap.program.code(frame.code).module;
    let module = heap.program.module(id);
    let mut names: Vec<_> = module.globals.iter().map(|(&name, &slot)| (slot, name)).collect();
    names.sort_unstable();
    for (slot, name) in names {
        let item = heap.globals[slot as usize].load();
        if !item.is_undefined() {
            let key = ctx.new_str(heap.text(name));
            ops::item::set(ctx, dict, key, item)?;
        }
    }
    for (name, item) in heap.module_extras[id.0 as usize].entries() {
        let key = ctx.new_str(heap.text(name));
        ops::item::set(ctx, dict, key, item)?;
    }
    match module.library {
        true => value(dict),
        false => ctx.prelude("module_namespace", vec![dict, heap.modules[id.0 as usize]]),
    }
}

/// Whether `for` could go over the value, for messages.
pub fn check_iterable(ctx: &mut Ctx<'_>, object: Value) -> Result<(), Raised> {
    if is_iterable(ctx, object) || ops::iterate::iterator(ctx, object).is_some() {
        return Ok(());
    }
    Err(ctx.not_iterable(object))
}
