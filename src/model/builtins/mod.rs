//! The product's own functions, native types and native modules: one file each, one line each in
//! the sorted lists below.
//!
//! A native type is a table of methods (receiver first). `__new__` is called with the class and
//! then the arguments and makes the native object; the interpreter wraps it when the class is a
//! user's subclass. A native module is a table of functions and of constants.

pub mod binary_module;
pub mod bytes_type;
pub mod deque_type;
pub mod dict_type;
pub mod dunder;
pub mod exceptions;
pub mod format;
pub mod frames;
pub mod functions;
pub mod generator_type;
pub mod hints;
pub mod instructions;
pub mod int_type;
pub mod iteration;
pub mod iterator_types;
pub mod list_type;
mod made_at;
pub mod make_class;
pub mod math_integers;
pub mod math_module;
pub mod math_special;
pub mod numbers;
pub mod object_type;
pub mod random_module;
pub mod range_type;
pub mod re_module;
pub mod set_merge;
pub mod set_type;
mod site_name;
pub mod sorting;
pub mod str_edit;
pub mod str_type;
pub mod support;
pub mod sync;
pub mod sys_module;
pub mod text_code;
pub mod text_of;
pub mod time_module;
pub mod traceback_text;
pub mod tuple_type;
pub mod weak_module;

use super::heap::{Heap, Nursery};
use super::native::NativeFn;
use super::object::{Class, Kind, Native, Obj};
use super::value::Value;
use std::sync::OnceLock;

/// A native type.
pub struct NativeType {
    /// Representation of its instances.
    pub kind: Kind,
    /// `__name__`
    pub name: &'static str,
    /// `__module__`: "builtins", "_thread", "collections" ...
    pub module: &'static str,
    /// Its base; `None` only for `object`.
    pub base: Option<Kind>,
    /// Methods, sorted by name: the receiver is the first argument. `__new__`: the class.
    pub methods: &'static [(&'static str, NativeFn)],
    /// Class methods (`dict.fromkeys`): the class is the first argument.
    pub class_methods: &'static [(&'static str, NativeFn)],
    /// Static methods (`str.maketrans`).
    pub static_methods: &'static [(&'static str, NativeFn)],
    /// Read-only attributes (`range.start`, `deque.maxlen`): called with the receiver.
    pub getters: &'static [(&'static str, NativeFn)],
    /// Whether the name is a builtin name (`list`, `int`).
    pub is_builtin_name: bool,
}

impl NativeType {
    /// A type with nothing in it yet, for struct update syntax.
    pub const EMPTY: NativeType = NativeType {
        kind: Kind::Object,
        name: "",
        module: "builtins",
        base: Some(Kind::Object),
        methods: &[],
        class_methods: &[],
        static_methods: &[],
        getters: &[],
        is_builtin_name: false,
    };

    /// A type that has a name and nothing of its own.
    pub const fn named(kind: Kind, name: &'static str) -> NativeType {
        NativeType { kind, name, ..NativeType::EMPTY }
    }
}

/// A native module, or the functions of the `builtins` namespace.
pub struct NativeModule {
    /// Its name: "_time". "builtins" for builtin functions.
    pub name: &'static str,
    /// Its functions, sorted by name.
    pub functions: &'static [(&'static str, NativeFn)],
    /// Its number constants (`math.pi`).
    pub floats: &'static [(&'static str, f64)],
    /// Native types it exports by these names.
    pub types: &'static [(&'static str, Kind)],
}

/// All native types.
pub const TYPES: &[&NativeType] = &[
    &bytes_type::TYPE,
    &deque_type::TYPE,
    &dict_type::ITEMS,
    &dict_type::KEYS,
    &dict_type::TYPE,
    &dict_type::VALUES,
    &generator_type::TYPE,
    &int_type::BOOL,
    &int_type::FLOAT,
    &int_type::INT,
    &iterator_types::ENUMERATE,
    &iterator_types::FILTER,
    &iterator_types::MAP,
    &iterator_types::REVERSED,
    &iterator_types::ZIP,
    &list_type::TYPE,
    &object_type::CLASS_METHOD,
    &object_type::OBJECT,
    &object_type::PROPERTY,
    &object_type::STATIC_METHOD,
    &object_type::SUPER,
    &object_type::TYPE,
    &random_module::TYPE,
    &range_type::RANGE,
    &range_type::SLICE,
    &set_type::FROZEN,
    &set_type::SET,
    &str_type::TYPE,
    &sync::CORE,
    &sync::LOCK,
    &sync::RLOCK,
    &tuple_type::TYPE,
];

/// All native modules.
pub const MODULES: &[&NativeModule] = &[
    &binary_module::MODULE,
    &deque_type::MODULE,
    &functions::MODULE,
    &math_module::MODULE,
    &random_module::MODULE,
    &re_module::MODULE,
    &sync::MODULE,
    &sys_module::MODULE,
    &time_module::MODULE,
    &weak_module::MODULE,
];

/// Fills a new heap with classes, builtin names and native modules.
pub fn install(heap: &mut Heap, nursery: &mut Nursery) {
    install_types(heap, nursery);
    exceptions::install(heap, nursery);
    for module in MODULES {
        let mut names: Vec<(&'static str, Value)> = Vec::new();
        for &(name, call) in module.functions {
            let native = Native { name, owner: module.name, call, method: false };
            names.push((name, heap.alloc(nursery, Obj::Native(native.into()))));
        }
        for &(name, float) in module.floats {
            let value = Value::from_f64(float);
            names.push((name, value.unwrap_or_else(|| heap.alloc(nursery, Obj::Float(float)))));
        }
        names.extend(module.types.iter().map(|&(name, kind)| (name, heap.kinds[kind as usize])));
        for (name, value) in names {
            define(heap, module.name, name, value);
        }
    }
    for (name, value) in [
        ("None", Value::NONE),
        ("True", Value::TRUE),
        ("False", Value::FALSE),
        ("NotImplemented", Value::NOT_IMPLEMENTED),
        ("Ellipsis", Value::ELLIPSIS),
        ("__debug__", Value::TRUE),
    ] {
        define(heap, "builtins", name, value);
    }
}

/// Makes a name known in a native module, or as a builtin.
fn define(heap: &mut Heap, module: &str, name: &str, value: Value) {
    let symbol = heap.intern(name);
    if module == "builtins" {
        heap.builtins.insert(symbol, value);
    }
    if let Some(module) = heap.program.module_named(module) {
        heap.module_natives[usize::from(module.0)].insert(symbol, value);
    }
}

fn install_types(heap: &mut Heap, nursery: &mut Nursery) {
    // `object` and `type` first: every other class refers to them.
    let order = |t: &&NativeType| match t.kind {
        Kind::Object => 0,
        Kind::Type => 1,
        Kind::Int => 2,
        _ => 3,
    };
    let more = object_type::PLAIN.iter().chain(&iterator_types::TYPES);
    let mut types: Vec<&NativeType> = TYPES.iter().copied().chain(more).collect();
    types.sort_by_key(order);
    for table in types {
        let class = new_class(heap, nursery, table);
        heap.kinds[table.kind as usize] = class;
        if table.is_builtin_name {
            define(heap, "builtins", table.name, class);
        }
    }
    for (kinds, methods) in dunder::SHARED {
        for &kind in *kinds {
            install_shared(heap, nursery, kind, methods);
        }
    }
}

/// Adds special methods to a type that does not define them itself.
fn install_shared(
    heap: &Heap,
    nursery: &mut Nursery,
    kind: Kind,
    methods: &[(&'static str, NativeFn)],
) {
    let Some(class) = heap.class(heap.kinds[kind as usize]) else { return };
    for &(name, call) in methods {
        let symbol = heap.intern(name);
        if class.attrs.get(symbol).is_none() {
            let native = Native { name, owner: owner_name(kind), call, method: true };
            class.attrs.set(symbol, heap.alloc(nursery, Obj::Native(native.into())));
        }
    }
}

/// The name of a type, for the repr of its methods.
fn owner_name(kind: Kind) -> &'static str {
    TYPES.iter().find(|table| table.kind == kind).map_or("object", |table| table.name)
}

fn new_class(heap: &Heap, nursery: &mut Nursery, table: &NativeType) -> Value {
    let bases: Vec<Value> = table.base.map(|kind| heap.kinds[kind as usize]).into_iter().collect();
    let class = make_class(heap, nursery, table.name, table.module, bases, table.kind);
    let Some(object) = heap.class(class) else { return class };
    let native = |name, call, method| Native { name, owner: table.name, call, method };
    for &(name, call) in table.methods {
        let is_method = name != "__new__";
        let f = heap.alloc(nursery, Obj::Native(native(name, call, is_method).into()));
        let f = if is_method { f } else { heap.alloc(nursery, Obj::StaticMethod(f)) };
        object.attrs.set(heap.intern(name), f);
    }
    for &(name, call) in table.class_methods {
        let f = heap.alloc(nursery, Obj::Native(native(name, call, true).into()));
        object.attrs.set(heap.intern(name), heap.alloc(nursery, Obj::ClassMethod(f)));
    }
    for &(name, call) in table.static_methods {
        let f = heap.alloc(nursery, Obj::Native(native(name, call, false).into()));
        object.attrs.set(heap.intern(name), heap.alloc(nursery, Obj::StaticMethod(f)));
    }
    for &(name, call) in table.getters {
        let f = heap.alloc(nursery, Obj::Native(native(name, call, true).into()));
        let property = Obj::Property(Box::new([f, Value::NONE, Value::NONE]));
        object.attrs.set(heap.intern(name), heap.alloc(nursery, property));
    }
    class
}

/// A class of the product's own with single inheritance.
pub fn make_class(
    heap: &Heap,
    nursery: &mut Nursery,
    name: &str,
    module: &str,
    bases: Vec<Value>,
    kind: Kind,
) -> Value {
    let inherited: Vec<Value> = bases.first().map_or(Vec::new(), |&base| heap.mro(base).to_vec());
    let layout = bases
        .first()
        .and_then(|&base| heap.class(base))
        .map_or_else(Vec::new, |base| base.layout.clone());
    let layout = match kind {
        Kind::Exception if layout.is_empty() => exceptions::LAYOUT.to_vec(),
        _ => layout,
    };
    let class = heap.alloc(
        nursery,
        Obj::Class(Box::new(Class {
            name: name.into(),
            qualname: name.into(),
            module: module.into(),
            bases,
            mro: OnceLock::new(),
            attrs: Default::default(),
            layout,
            kind,
            builtin: true,
            finalizes: false,
            meta: Value::UNDEFINED,
            open_dicts: OnceLock::new(),
        })),
    );
    if let Some(object) = heap.class(class) {
        let mro: Vec<Value> = std::iter::once(class).chain(inherited).collect();
        let _ = object.mro.set(mro.into());
    }
    class
}
