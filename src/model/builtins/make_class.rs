//! Making classes, for the class statement and for `type(name, bases, namespace)` alike.
//!
//! What a metaclass of the script does is Python code and therefore the caller's business
//! (`_prelude.class_by_metaclass`); here is what `type.__new__` itself does.

use crate::model::code::Symbol;
use crate::model::heap::Heap;
use crate::model::native::{Answer, Args, Ctx, NativeResult, Raised, value};
use crate::model::object::{Class, Kind, Obj};
use crate::model::ops::key::is_python;
use crate::model::symbol;
use crate::model::value::Value;
use std::sync::OnceLock;

/// Most attributes that get a slot; more go to the side table.
const LAYOUT_MAX: usize = 200;

/// What a class is made of.
pub struct Plan {
    /// Its metaclass; undefined for `type`.
    pub meta: Value,
    /// `__name__`
    pub name: String,
    /// `__qualname__`
    pub qualname: String,
    /// `__module__`
    pub module: String,
    /// Its bases, `object` if there are no others.
    pub bases: Vec<Value>,
    /// Names that its methods set on `self`.
    pub instance_names: Vec<Symbol>,
}

/// The metaclass of a class with these bases: the most derived of theirs and of the one `given`
/// (undefined: none). Undefined stands for `type`.
pub fn metaclass(ctx: &mut Ctx<'_>, given: Value, bases: &[Value]) -> Result<Value, Raised> {
    let heap = ctx.heap;
    let plain = heap.kinds[Kind::Type as usize];
    // CPython calls the type of such a base to make the class.
    match bases.iter().find_map(|&base| heap.get(base)) {
        Some(Obj::Native(_)) => {
            let text = "cannot create 'builtin_function_or_method' instances";
            return Err(ctx.type_error(text));
        }
        Some(Obj::Function(_)) => {
            return Err(ctx.type_error("function() argument 'code' must be code, not str"));
        }
        _ => {}
    }
    let of_bases = bases.iter().map(|&base| heap.class_of(base));
    let mut winner = given.defined().unwrap_or(plain);
    for meta in of_bases {
        if heap.is_subclass(meta, winner) {
            winner = meta;
        } else if !heap.is_subclass(winner, meta) {
            return Err(ctx.type_error(
                "metaclass conflict: the metaclass of a derived class must be a (non-strict) \
                 subclass of the metaclasses of all its bases",
            ));
        }
    }
    Ok(if winner == plain { Value::UNDEFINED } else { winner })
}

/// Whether a metaclass has Python code of its own for making classes.
pub fn makes_classes_itself(heap: &Heap, meta: Value) -> bool {
    let own = |name| match heap.lookup(meta, name).and_then(|f| heap.get(f)) {
        Some(Obj::StaticMethod(inner)) => is_python(heap, *inner),
        Some(Obj::Native(_)) | None => false,
        Some(_) => true,
    };
    meta.defined().is_some() && (own(symbol::NEW) || own(symbol::INIT))
}

/// The class, with these attributes. Its hooks (`__set_name__` ...) are still to be called.
pub fn make(
    ctx: &mut Ctx<'_>,
    plan: Plan,
    attributes: &[(Symbol, Value)],
) -> Result<Value, Raised> {
    let heap = ctx.heap;
    if let Some(&odd) = plan.bases.iter().find(|&&base| heap.class(base).is_none()) {
        let found = ctx.type_name(odd);
        return Err(ctx.type_error(format!("cannot make a class from a base of type '{found}'")));
    }
    let kind = kind_of(ctx, &plan.bases)?;
    let class = ctx.alloc(Obj::Class(Box::new(Class {
        layout: layout(heap, &plan),
        name: plan.name.into(),
        qualname: plan.qualname.into(),
        module: plan.module.into(),
        bases: plan.bases.clone(),
        mro: OnceLock::new(),
        attrs: Default::default(),
        kind,
        builtin: false,
        finalizes: finalizes(heap, &plan.bases, attributes),
        meta: plan.meta,
        open_dicts: OnceLock::new(),
    })));
    let order = linearise(ctx, class, &plan.bases)?;
    if let Some(object) = heap.class(class) {
        let _ = object.mro.set(order.into());
        attributes.iter().for_each(|&(name, value)| object.attrs.set(name, value));
    }
    heap.class_changed();
    Ok(class)
}

/// Whether instances have a `__del__`.
fn finalizes(heap: &Heap, bases: &[Value], attributes: &[(Symbol, Value)]) -> bool {
    let del = heap.symbol("__del__");
    attributes.iter().any(|&(name, _)| Some(name) == del)
        || bases.iter().any(|&base| heap.class(base).is_some_and(|base| base.finalizes))
}

/// How instances are represented: as the first base that is more than `object` has them.
fn kind_of(ctx: &mut Ctx<'_>, bases: &[Value]) -> Result<Kind, Raised> {
    let heap = ctx.heap;
    let kind_of = |base: &Value| match *base == heap.kinds[Kind::Type as usize] {
        true => Kind::Type,
        false => heap.class(*base).map_or(Kind::Object, |class| class.kind),
    };
    let mut kinds = bases.iter().map(kind_of).filter(|&kind| kind != Kind::Object);
    let Some(first) = kinds.next() else { return Ok(Kind::Object) };
    match kinds.all(|kind| kind == first) {
        true => Ok(first),
        false => Err(ctx.type_error("multiple bases have instance lay-out conflict")),
    }
}

fn layout(heap: &Heap, plan: &Plan) -> Vec<Symbol> {
    let mut layout: Vec<Symbol> = Vec::new();
    let inherited = plan.bases.iter().filter_map(|&base| heap.class(base));
    for &name in inherited.flat_map(|base| &base.layout) {
        if !layout.contains(&name) {
            layout.push(name);
        }
    }
    // `self.__dict__ = ...` is no attribute of its own.
    for &name in plan.instance_names.iter().filter(|&&name| name != symbol::DICT) {
        if !layout.contains(&name) && layout.len() < LAYOUT_MAX {
            layout.push(name);
        }
    }
    layout
}

/// The order of look-up: C3 (Barrett et al., "A Monotonic Superclass Linearization for Dylan").
fn linearise(ctx: &mut Ctx<'_>, class: Value, bases: &[Value]) -> Result<Vec<Value>, Raised> {
    let mut rows: Vec<Vec<Value>> = bases.iter().map(|&base| ctx.heap.mro(base).to_vec()).collect();
    rows.push(bases.to_vec());
    let mut order = vec![class];
    loop {
        rows.retain(|row| !row.is_empty());
        if rows.is_empty() {
            return Ok(order);
        }
        let mut heads = rows.iter().map(|row| row[0]);
        let next = heads.find(|head| rows.iter().all(|row| !row[1..].contains(head)));
        let Some(next) = next else { return Err(inconsistent(ctx, &rows)) };
        order.push(next);
        rows.iter_mut().for_each(|row| row.retain(|&c| c != next));
    }
}

fn inconsistent(ctx: &mut Ctx<'_>, rows: &[Vec<Value>]) -> Raised {
    let mut names: Vec<String> = Vec::new();
    for class in rows.iter().filter_map(|row| ctx.heap.class(row[0])) {
        if !names.iter().any(|name| **name == *class.name) {
            names.push(class.name.to_string());
        }
    }
    let names = names.join(", ");
    ctx.type_error(format!(
        "Cannot create a consistent method resolution\norder (MRO) for bases {names}"
    ))
}

/// `type.__new__(meta, name, bases, namespace, **keywords)`
pub fn new_type(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    let (meta, name, bases, namespace) = match *args.positional {
        [_, object] => return value(ctx.heap.class_of(object)),
        [meta, name, bases, namespace] => (meta, name, bases, namespace),
        _ => return Err(ctx.type_error("type() takes 1 or 3 arguments")),
    };
    let text = ctx.str_arg(name, "type.__new__() argument 1")?;
    let heap = ctx.heap;
    let mut parents = heap.tuple(bases).unwrap_or(&[]).to_vec();
    if parents.is_empty() {
        parents.push(heap.kinds[Kind::Object as usize]);
    }
    let keywords = keywords(ctx, args)?;
    let winner = metaclass(ctx, meta, &parents)?;
    if winner.defined().is_some_and(|winner| winner != meta) && makes_classes_itself(heap, winner) {
        let given = vec![winner, name, bases, namespace, keywords];
        return ctx.prelude("call_metaclass", given);
    }
    let parts = Namespace::read(ctx, namespace, &text);
    let instance_names = names_set_by(heap, &parts);
    let plan = Plan {
        meta: winner,
        name: text,
        qualname: parts.qualname,
        module: parts.module,
        bases: parents,
        instance_names,
    };
    let class = make(ctx, plan, &parts.attributes)?;
    if let Some(Obj::Cell(cell)) = heap.get(parts.cell) {
        cell.store(class);
    }
    match ctx.prelude("class_hooks", vec![class, keywords])? {
        Answer::Call { callable, args } => Ok(Answer::Call { callable, args }),
        _ => value(class),
    }
}

fn keywords(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result<Value, Raised> {
    let named = ctx.new_dict();
    for (&name, &item) in args.names.iter().zip(args.keywords) {
        let text = ctx.heap.text(name);
        let key = ctx.new_str(text);
        crate::model::ops::item::set(ctx, named, key, item)?;
    }
    Ok(named)
}

/// A class body's namespace, taken apart.
struct Namespace {
    attributes: Vec<(Symbol, Value)>,
    qualname: String,
    module: String,
    cell: Value,
}

impl Namespace {
    fn read(ctx: &Ctx<'_>, namespace: Value, name: &str) -> Namespace {
        let heap = ctx.heap;
        let mut parts = Namespace {
            attributes: Vec::new(),
            qualname: name.to_owned(),
            module: "__main__".to_owned(),
            cell: Value::NONE,
        };
        let entries: Vec<_> =
            heap.dict(namespace).map(|table| table.lock().iter().collect()).unwrap_or_default();
        for entry in entries {
            let text = |value| heap.str(value).unwrap_or_default().to_owned();
            match heap.str(entry.key) {
                Some("__qualname__") => parts.qualname = text(entry.value),
                Some("__module__") => parts.module = text(entry.value),
                Some("__classcell__") => parts.cell = entry.value,
                Some(key) => parts.attributes.push((heap.intern(key), entry.value)),
                None => {}
            }
        }
        parts
    }
}

/// What the methods of the class statement with this name set on `self`.
fn names_set_by(heap: &Heap, parts: &Namespace) -> Vec<Symbol> {
    let codes = heap.program.codes.iter();
    let mut of_class = codes.filter(|code| {
        *code.qualname == *parts.qualname
            && !code.instance_names.is_empty()
            && heap.program.module(code.module).name == parts.module
    });
    of_class.next().map(|code| code.instance_names.clone()).unwrap_or_default()
}
