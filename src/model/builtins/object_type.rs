//! `object`, `type`, `super`, `property` and the other small types of the object model.

use super::NativeType;
use super::functions::is_callable;
use super::support::{new_instance, wrong_receiver};
use crate::model::code::Symbol;
use crate::model::interp::{Attr, get_attr, plain_attr, put_own, set_plain_attr};
use crate::model::native::{Answer, Args, Ctx, NativeResult, none, value};
use crate::model::object::{Kind, Obj};
use crate::model::symbol;
use crate::model::value::Value;

/// `object`
pub const OBJECT: NativeType = NativeType {
    kind: Kind::Object,
    name: "object",
    base: None,
    methods: &[
        ("__delattr__", super::functions::delattr_method),
        ("__dir__", dir),
        ("__format__", super::functions::format_method),
        ("__getattribute__", getattribute),
        ("__init__", super::dunder::ignore),
        ("__new__", new_object),
        ("__setattr__", setattr),
    ],
    class_methods: &[("__init_subclass__", super::dunder::ignore)],
    is_builtin_name: true,
    ..NativeType::EMPTY
};

/// `type`
pub const TYPE: NativeType = NativeType {
    kind: Kind::Type,
    name: "type",
    methods: &[
        ("__call__", type_call),
        ("__init__", super::dunder::ignore),
        ("__new__", super::make_class::new_type),
        ("__or__", type_or),
        ("__ror__", type_ror),
        ("__setattr__", set_class_attr),
        ("__subclasses__", subclasses),
        ("mro", mro),
    ],
    is_builtin_name: true,
    ..NativeType::EMPTY
};

/// `Class | other`: a union of types.
fn type_or(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    let [class, other] = args.exactly(ctx, "__or__")?;
    ctx.prelude("type_union", vec![class, other])
}

fn type_ror(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    let [class, other] = args.exactly(ctx, "__ror__")?;
    ctx.prelude("type_union", vec![other, class])
}

/// `super`
pub const SUPER: NativeType = NativeType {
    kind: Kind::Super,
    name: "super",
    methods: &[("__new__", new_super)],
    is_builtin_name: true,
    ..NativeType::EMPTY
};

/// `property`
pub const PROPERTY: NativeType = NativeType {
    kind: Kind::Property,
    name: "property",
    methods: &[
        ("__new__", new_property),
        ("deleter", deleter),
        ("getter", getter),
        ("setter", setter),
    ],
    getters: &[("fdel", fdel), ("fget", fget), ("fset", fset)],
    is_builtin_name: true,
    ..NativeType::EMPTY
};

/// `staticmethod`
pub const STATIC_METHOD: NativeType = NativeType {
    kind: Kind::StaticMethod,
    name: "staticmethod",
    methods: &[("__new__", new_static)],
    getters: &[("__func__", inner), ("__wrapped__", inner)],
    is_builtin_name: true,
    ..NativeType::EMPTY
};

/// `classmethod`
pub const CLASS_METHOD: NativeType = NativeType {
    kind: Kind::ClassMethod,
    name: "classmethod",
    methods: &[("__new__", new_class_method)],
    getters: &[("__func__", inner), ("__wrapped__", inner)],
    is_builtin_name: true,
    ..NativeType::EMPTY
};

/// Types that have a name and nothing of their own.
pub const PLAIN: [NativeType; 9] = [
    NativeType::named(Kind::NoneType, "NoneType"),
    NativeType::named(Kind::NotImplementedType, "NotImplementedType"),
    NativeType::named(Kind::EllipsisType, "ellipsis"),
    FUNCTION,
    NativeType::named(Kind::BuiltinFunction, "builtin_function_or_method"),
    METHOD,
    NativeType::named(Kind::Module, "module"),
    CELL,
    TRACEBACK,
];

/// A function of a script.
const FUNCTION: NativeType = NativeType {
    kind: Kind::Function,
    name: "function",
    methods: &[("__get__", bind_function)],
    ..NativeType::EMPTY
};

/// `function.__get__(obj, type=None)`
fn bind_function(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    let [function, object, _] = args.up_to(ctx, "__get__", 2)?;
    value(if object.is_none() { function } else { ctx.new_bound(function, object) })
}

/// A method bound to its object.
const METHOD: NativeType = NativeType {
    kind: Kind::Method,
    name: "method",
    methods: &[("__new__", new_method)],
    ..NativeType::EMPTY
};

fn new_method(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    args.no_keywords(ctx, "method")?;
    let &[_, function, object] = args.positional else {
        let given = args.positional.len().saturating_sub(1);
        return Err(ctx.type_error(format!("method expected 2 arguments, got {given}")));
    };
    if !is_callable(ctx, function) {
        return Err(ctx.type_error("first argument must be callable"));
    }
    if object.is_none() {
        return Err(ctx.type_error("instance must not be None"));
    }
    value(ctx.new_bound(function, object))
}

/// A variable that functions share.
const CELL: NativeType = NativeType {
    kind: Kind::Cell,
    name: "cell",
    getters: &[("cell_contents", cell_contents)],
    ..NativeType::EMPTY
};

fn cell_contents(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    let [cell] = args.exactly(ctx, "cell_contents")?;
    match ctx.heap.get(cell) {
        Some(Obj::Cell(held)) if held.load().defined().is_some() => value(held.load()),
        _ => Err(ctx.value_error("Cell is empty")),
    }
}

/// A traceback: what is asked of one is answered by `sys`, in Python.
const TRACEBACK: NativeType = NativeType {
    kind: Kind::Traceback,
    name: "traceback",
    getters: &[
        ("tb_frame", |ctx, args| traceback_part(ctx, args, "tb_frame")),
        ("tb_lasti", |ctx, args| traceback_part(ctx, args, "tb_lasti")),
        ("tb_lineno", |ctx, args| traceback_part(ctx, args, "tb_lineno")),
        ("tb_next", |ctx, args| traceback_part(ctx, args, "tb_next")),
    ],
    ..NativeType::EMPTY
};

fn traceback_part(ctx: &mut Ctx<'_>, args: Args<'_>, name: &str) -> NativeResult {
    let [traceback] = args.exactly(ctx, name)?;
    let name = ctx.new_str(name);
    ctx.prelude("traceback_part", vec![traceback, name])
}

fn new_object(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    let (class, rest) = super::support::receiver(ctx, args, "object.__new__")?;
    let Some(object) = ctx.heap.class(class) else {
        let found = ctx.type_name(class);
        let message = format!("object.__new__(X): X is not a type object ({found})");
        return Err(ctx.type_error(message));
    };
    if class == ctx.heap.kinds[Kind::Object as usize] {
        return value(ctx.alloc(Obj::Plain));
    }
    let has_arguments = !rest.positional.is_empty() || !rest.names.is_empty();
    let own_new = ctx.heap.lookup(class, symbol::NEW);
    let own = |found: Option<Value>| found.is_some_and(|f| is_python(ctx, f));
    let (own_new, own_init) = (own(own_new), own(ctx.heap.lookup(class, symbol::INIT)));
    if has_arguments && (own_new || !own_init) && object.kind != Kind::Exception {
        let name = object.name.to_string();
        return Err(ctx.type_error(match own_new {
            true => "object.__new__() takes exactly one argument (the type to instantiate)".into(),
            false => format!("{name}() takes no arguments"),
        }));
    }
    if object.kind == Kind::Exception {
        return value(ctx.exception_of(class, rest.positional));
    }
    value(new_instance(ctx, class, Value::UNDEFINED))
}

/// Whether a method, unwrapped from `staticmethod`, is Python code.
fn is_python(ctx: &Ctx<'_>, method: Value) -> bool {
    match ctx.heap.get(method) {
        Some(Obj::StaticMethod(inner)) => is_python(ctx, *inner),
        Some(Obj::Native(_)) | None => false,
        Some(_) => true,
    }
}

fn dir(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    let [object] = args.exactly(ctx, "object.__dir__")?;
    ctx.prelude("dir_slow", vec![object])
}

/// `object.__getattribute__(self, name)`: the plain look-up, past the class's own.
fn getattribute(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    let [object, name] = args.exactly(ctx, "__getattribute__")?;
    let text = ctx.str_arg(name, "attribute name")?;
    let name = ctx.heap.intern(&text);
    match plain_attr(ctx, object, name)? {
        Attr::Value(found) => value(found),
        Attr::Method { func, receiver } => value(ctx.new_bound(func, receiver)),
        Attr::Call { callable, args } => Ok(Answer::Call { callable, args }),
    }
}

fn setattr(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    let [object, name, item] = args.exactly(ctx, "__setattr__")?;
    let text = ctx.str_arg(name, "attribute name")?;
    let name = ctx.heap.intern(&text);
    match plain_set(ctx, object, name, item) {
        true => none(),
        false => match set_plain_attr(ctx, object, name, item)? {
            None => none(),
            Some((callable, args)) => Ok(Answer::Call { callable, args }),
        },
    }
}

/// `type.__setattr__(cls, name, value)`: past a metaclass's own.
fn set_class_attr(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    let [class, name, item] = args.exactly(ctx, "__setattr__")?;
    let text = ctx.str_arg(name, "attribute name")?;
    let name = ctx.heap.intern(&text);
    match ctx.heap.class(class) {
        Some(object) if !object.builtin => {
            object.attrs.set(name, item);
            ctx.heap.class_changed();
            none()
        }
        _ => setattr(ctx, args),
    }
}

/// Sets an attribute of an instance past its class's own `__setattr__`; `false` where a descriptor
/// or another kind of object decides.
fn plain_set(ctx: &mut Ctx<'_>, object: Value, name: Symbol, item: Value) -> bool {
    let Some(instance) = ctx.heap.instance(object) else { return false };
    let of_class = ctx.heap.lookup(instance.class, name).and_then(|v| ctx.heap.get(v));
    if matches!(of_class, Some(Obj::Property(_) | Obj::Instance(_))) || name == symbol::DICT {
        return false;
    }
    put_own(ctx, instance, name, item);
    true
}

/// `type.__call__(cls, ...)`: for metaclasses that extend it.
fn type_call(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    let (class, rest) = super::support::receiver(ctx, args, "type.__call__")?;
    if !rest.names.is_empty() {
        let list = ctx.new_list(rest.positional.to_vec());
        let named = ctx.new_dict();
        for (&name, &item) in rest.names.iter().zip(rest.keywords) {
            let text = ctx.heap.text(name);
            let key = ctx.new_str(text);
            crate::model::ops::item::set(ctx, named, key, item)?;
        }
        return ctx.prelude("make_instance", vec![class, list, named]);
    }
    let list = ctx.new_list(rest.positional.to_vec());
    let named = ctx.new_dict();
    ctx.prelude("make_instance", vec![class, list, named])
}

fn subclasses(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    let [class] = args.exactly(ctx, "type.__subclasses__")?;
    let heap = ctx.heap;
    let places = (1..heap.places()).map(|index| Value::handle(index as u32));
    let found = places.filter(|&it| heap.class(it).is_some_and(|it| it.bases.contains(&class)));
    let found = found.collect();
    value(ctx.new_list(found))
}

fn mro(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    let [class] = args.exactly(ctx, "type.mro")?;
    let order = ctx.heap.mro(class).to_vec();
    value(ctx.new_list(order))
}

fn new_super(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    let [_, class, receiver] = args.up_to(ctx, "super", 1)?;
    if class.is_undefined() {
        return Err(ctx.raise("RuntimeError", "super(): no arguments"));
    }
    if ctx.heap.class(class).is_none() {
        let found = ctx.type_name(class);
        return Err(ctx.type_error(format!("super() argument 1 must be a type, not {found}")));
    }
    if receiver.is_undefined() {
        return Err(ctx.type_error("super() without a receiver is not supported"));
    }
    let fits = ctx.heap.is_instance(receiver, class) || ctx.heap.is_subclass(receiver, class);
    if !fits {
        let text = "super(type, obj): obj must be an instance or subtype of type";
        return Err(ctx.type_error(text));
    }
    value(ctx.alloc(Obj::Super { class, receiver }))
}

fn new_property(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    let rest = Args { positional: args.positional.get(1..).unwrap_or(&[]), ..args };
    let [get, set, delete, _] = rest.named(ctx, "property", ["fget", "fset", "fdel", "doc"], 0)?;
    let part = |value: Value| value.defined().unwrap_or(Value::NONE);
    let parts = [part(get), part(set), part(delete)];
    value(ctx.alloc(Obj::Property(Box::new(parts))))
}

fn with_part(ctx: &mut Ctx<'_>, args: Args<'_>, name: &str, at: usize) -> NativeResult {
    let [property, function] = args.exactly(ctx, name)?;
    let Some(Obj::Property(parts)) = ctx.heap.get(property) else {
        return Err(wrong_receiver(ctx, name, "property", property));
    };
    let mut parts = parts.clone();
    parts[at] = function;
    value(ctx.alloc(Obj::Property(parts)))
}

fn getter(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    with_part(ctx, args, "getter", 0)
}

fn setter(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    with_part(ctx, args, "setter", 1)
}

fn deleter(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    with_part(ctx, args, "deleter", 2)
}

fn part(ctx: &mut Ctx<'_>, args: Args<'_>, name: &str, at: usize) -> NativeResult {
    let [property] = args.exactly(ctx, name)?;
    match ctx.heap.get(property) {
        Some(Obj::Property(parts)) => value(parts[at]),
        _ => Err(wrong_receiver(ctx, name, "property", property)),
    }
}

fn fget(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    part(ctx, args, "fget", 0)
}

fn fset(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    part(ctx, args, "fset", 1)
}

fn fdel(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    part(ctx, args, "fdel", 2)
}

fn new_static(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    let [_, function] = args.exactly(ctx, "staticmethod")?;
    value(ctx.alloc(Obj::StaticMethod(function)))
}

fn new_class_method(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    let [_, function] = args.exactly(ctx, "classmethod")?;
    value(ctx.alloc(Obj::ClassMethod(function)))
}

fn inner(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    let [method] = args.exactly(ctx, "__func__")?;
    match ctx.heap.get(method) {
        Some(Obj::StaticMethod(inner) | Obj::ClassMethod(inner)) => value(*inner),
        _ => value(Value::NONE),
    }
}

/// `getattr(object, name)` as a native can answer it.
pub fn attribute_answer(ctx: &mut Ctx<'_>, object: Value, name: Symbol) -> NativeResult {
    match get_attr(ctx, object, name)? {
        Attr::Value(found) => value(found),
        Attr::Method { func, receiver } => value(ctx.new_bound(func, receiver)),
        Attr::Call { callable, args } => Ok(Answer::Call { callable, args }),
    }
}
