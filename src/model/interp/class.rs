//! Classes: making them, making their instances.

use super::cache::{Found, MAKE};
use super::{ClassBody, Engine, Flow, Then};
use crate::model::builtins::make_class::{self, Plan};
use crate::model::builtins::text_of;
use crate::model::code::{Reg, Symbol};
use crate::model::dict::Entry;
use crate::model::heap::Heap;
use crate::model::native::Raised;
use crate::model::object::{Kind, Obj};
use crate::model::symbol;
use crate::model::value::Value;
use crate::model::world::World;

impl<W: World> Engine<'_, W> {
    /// `class Name(bases, **keywords): body`: runs the body.
    pub(super) fn build_class(&mut self, dst: Reg, base: Reg) -> Result<Flow, Raised> {
        let (body, name) = (self.reg(base), self.reg(base + 1));
        let bases = self.heap.list(self.reg(base + 2)).map(|l| l.lock().clone());
        let keywords = self.reg(base + 3);
        let Some(Obj::Function(function)) = self.heap.get(body) else {
            return Err(self.ctx().type_error("a class body must be a function"));
        };
        let mut bases: Vec<Value> =
            bases.unwrap_or_default().into_iter().map(|base| self.origin_of(base)).collect();
        let names_bases = !bases.is_empty();
        if bases.is_empty() {
            bases.push(self.heap.kinds[Kind::Object as usize]);
        }
        let body_call = ClassBody { dst, name, bases, names_bases, keywords, code: function.code };
        self.call_values(body, &[], Then::Class(Box::new(body_call)))
    }

    /// The class that a generic alias (`Generic[T]`, `list[int]`) stands for among the bases.
    fn origin_of(&mut self, base: Value) -> Value {
        let heap = self.heap;
        let Some(instance) = heap.instance(base) else { return base };
        let origin = text_of::attribute(&self.ctx(), instance, heap.intern("__origin__"));
        origin.filter(|&origin| heap.class(origin).is_some()).unwrap_or(base)
    }

    /// Makes the class of a body's namespace.
    pub(super) fn finish_class(&mut self, value: Value, body: ClassBody) -> Result<Flow, Raised> {
        let parts = self.heap.tuple(value).unwrap_or(&[]).to_vec();
        let (namespace, cell) = match parts[..] {
            [namespace, cell, ..] => (namespace, cell),
            _ => (value, Value::NONE),
        };
        let given = self.keyword_of(body.keywords, symbol::METACLASS).unwrap_or_default();
        if given.defined().is_some_and(|given| self.heap.class(given).is_none()) {
            return self.class_by_metaclass(given, namespace, cell, body);
        }
        let meta = make_class::metaclass(&mut self.ctx(), given, &body.bases)?;
        if make_class::makes_classes_itself(self.heap, meta) {
            return self.class_by_metaclass(meta, namespace, cell, body);
        }
        let class = self.new_class(meta, &body, namespace)?;
        if let Some(Obj::Cell(cell)) = self.heap.get(cell) {
            cell.store(class);
        }
        self.set(body.dst, class);
        self.after_class(class, &body)
    }

    /// `metaclass(name, bases, namespace, **keywords)`, where Python code makes the class.
    fn class_by_metaclass(
        &mut self,
        meta: Value,
        namespace: Value,
        cell: Value,
        body: ClassBody,
    ) -> Result<Flow, Raised> {
        let heap = self.heap;
        let code = self.program().code(body.code);
        let module = self.program().module(code.module).name.clone();
        let qualname = code.qualname.clone();
        let mut ctx = self.ctx();
        let (module, qualname) = (ctx.new_str(module), ctx.new_str(qualname));
        let mut entries = vec![(symbol::MODULE, module), (symbol::QUALNAME, qualname)];
        if let Some(doc) = &code.doc {
            entries.push((symbol::DOC, ctx.new_str(doc.clone())));
        }
        entries.extend(names_and_values(heap, namespace));
        if let Some(Obj::Cell(_)) = heap.get(cell) {
            entries.push((heap.intern("__classcell__"), cell));
        }
        let namespace = super::attr::dict_of(&mut ctx, &entries);
        let object = heap.kinds[Kind::Object as usize];
        let bases = match body.bases[..] {
            [only] if only == object && !body.names_bases => ctx.new_tuple([]),
            _ => ctx.new_tuple(body.bases),
        };
        let keywords = match body.keywords.defined() {
            Some(keywords) => keywords,
            None => ctx.new_dict(),
        };
        let args = [meta, body.name, bases, namespace, keywords];
        self.prelude("class_by_metaclass", &args, Then::Store(body.dst))
    }

    /// `__set_name__` of attributes, then `__init_subclass__` of the parent: both through Python.
    fn after_class(&mut self, class: Value, body: &ClassBody) -> Result<Flow, Raised> {
        let heap = self.heap;
        let has_hook = heap.mro(class)[1..]
            .iter()
            .filter_map(|&c| heap.class(c))
            .any(|parent| !parent.builtin && parent.attrs.get(symbol::INIT_SUBCLASS).is_some());
        let has_named = heap.class(class).is_some_and(|object| {
            object.attrs.entries().iter().any(|&(_, v)| {
                heap.instance(v).is_some_and(|i| heap.lookup(i.class, symbol::SET_NAME).is_some())
            })
        });
        let has_options = self.heap.dict(body.keywords).is_some_and(|table| {
            let name = heap.text(symbol::METACLASS);
            table.lock().iter().any(|entry| heap.str(entry.key) != Some(&name))
        });
        if !has_hook && !has_named && !has_options {
            return Ok(Flow::Continue);
        }
        let keywords = match body.keywords.defined() {
            Some(keywords) => keywords,
            None => self.ctx().new_dict(),
        };
        self.prelude("class_hooks", &[class, keywords], Then::Discard)
    }

    fn new_class(
        &mut self,
        meta: Value,
        body: &ClassBody,
        namespace: Value,
    ) -> Result<Value, Raised> {
        let heap = self.heap;
        let code = self.program().code(body.code);
        let mut attributes = names_and_values(heap, namespace);
        let said = |wanted| {
            let found = attributes.iter().find(|(name, _)| *name == wanted);
            found.and_then(|&(_, value)| heap.str(value)).map(str::to_owned)
        };
        let module = || self.program().module(code.module).name.clone();
        let plan = Plan {
            meta,
            name: heap.str(body.name).unwrap_or("").to_owned(),
            qualname: said(symbol::QUALNAME).unwrap_or_else(|| code.qualname.clone()),
            module: said(symbol::MODULE).unwrap_or_else(module),
            bases: body.bases.clone(),
            instance_names: code.instance_names.clone(),
        };
        attributes.retain(|(name, _)| ![symbol::QUALNAME, symbol::MODULE].contains(name));
        if !attributes.iter().any(|(name, _)| *name == symbol::DOC) {
            let doc = match &code.doc {
                Some(doc) => self.ctx().new_str(doc.clone()),
                None => Value::NONE,
            };
            attributes.push((symbol::DOC, doc));
        }
        make_class::make(&mut self.ctx(), plan, &attributes)
    }

    fn keyword_of(&self, keywords: Value, name: Symbol) -> Option<Value> {
        let table = self.heap.dict(keywords)?.lock();
        let text = self.heap.text(name);
        table.iter().find(|e| self.heap.str(e.key) == Some(&text)).map(|e| e.value)
    }

    /// `Class(...)` with arguments at `stack[at..]`.
    pub(super) fn construct(
        &mut self,
        class: Value,
        at: usize,
        argc: usize,
        names: &[Symbol],
        then: Then,
    ) -> Result<Flow, Raised> {
        let heap = self.heap;
        let Some(object) = heap.class(class) else { return Ok(Flow::Continue) };
        if class == heap.kinds[Kind::Type as usize] && argc == 1 && names.is_empty() {
            let value = self.t.stack[at];
            return self.deliver(heap.class_of(value), then);
        }
        if class == heap.kinds[Kind::Super as usize] && argc == 0 {
            let found = self.plain_super()?;
            return self.deliver(found, then);
        }
        if object.builtin
            && names.is_empty()
            && let Found::Init(new) = *self.t.cache.find(heap, class, MAKE)
        {
            self.insert_receiver(at, argc, class);
            return self.invoke(new, at, argc + 1, names, then);
        }
        if !object.meta.is_undefined()
            && let Some(call) = heap.lookup(object.meta, symbol::CALL)
            && crate::model::ops::key::is_python(heap, call)
        {
            self.insert_receiver(at, argc, class);
            return self.invoke(call, at, argc + 1, names, then);
        }
        self.make_instance(class, at, argc, names, then)
    }

    /// `super()` without arguments: the class of the method it stands in, and its first argument.
    fn plain_super(&mut self) -> Result<Value, Raised> {
        let heap = self.heap;
        let Some(frame) = self.t.frames.last() else {
            return Err(self.ctx().raise("RuntimeError", "super(): no arguments"));
        };
        let code = self.program().code(frame.code);
        let base = frame.base as usize;
        let open = |value: Value| match heap.get(value) {
            Some(Obj::Cell(cell)) => cell.load(),
            _ => value,
        };
        let cell = code.free.iter().position(|&name| name == symbol::CLASS);
        let Some(cell) = cell else {
            return Err(self.ctx().raise("RuntimeError", "super(): __class__ cell not found"));
        };
        let class = open(self.t.stack[base + usize::from(code.free_base) + cell]);
        let receiver = open(self.t.stack[base]);
        if code.params.positional == 0 || receiver.is_undefined() {
            return Err(self.ctx().raise("RuntimeError", "super(): no arguments"));
        }
        Ok(self.ctx().alloc(Obj::Super { class, receiver }))
    }

    /// Whether `__new__` is `object`'s own, which does nothing that is not done faster here.
    fn is_plain_new(&self, new: Value) -> bool {
        let object = self.heap.kinds[Kind::Object as usize];
        let own = self.heap.class(object).and_then(|class| class.attrs.get(symbol::NEW));
        own == Some(new)
    }

    /// `type.__call__`: `__new__`, then `__init__`.
    pub(super) fn make_instance(
        &mut self,
        class: Value,
        at: usize,
        argc: usize,
        names: &[Symbol],
        then: Then,
    ) -> Result<Flow, Raised> {
        let heap = self.heap;
        let Some(object) = heap.class(class) else { return Ok(Flow::Continue) };
        let own_new = heap.lookup(class, symbol::NEW).filter(|&new| !self.is_plain_new(new));
        if let Some(new) = own_new {
            let new = match heap.get(new) {
                Some(Obj::StaticMethod(inner)) => *inner,
                _ => new,
            };
            if let Some(Obj::Native(_)) = heap.get(new) {
                return self.make_native(class, new, at, argc, names, then);
            }
            let args = self.t.stack[at..at + argc].to_vec();
            let kept = Box::new((args, names.to_vec()));
            self.insert_receiver(at, argc, class);
            let next = Then::New { class, args: kept, then: Box::new(then) };
            return self.invoke(new, at, argc + 1, names, next);
        }
        let instance = if object.kind == Kind::Exception {
            let split = argc - names.len();
            let args = self.t.stack[at..at + split].to_vec();
            self.ctx().exception_of(class, &args)
        } else {
            self.plain_instance(class, Value::UNDEFINED)
        };
        self.initialise(instance, class, at, argc, names, then)
    }

    /// An instance without attributes.
    pub(super) fn plain_instance(&mut self, class: Value, payload: Value) -> Value {
        self.heap.new_instance(&mut self.t.nursery, class, payload)
    }

    /// Calls `__init__` with the arguments at `stack[at..]`; the instance is the result.
    fn initialise(
        &mut self,
        instance: Value,
        class: Value,
        at: usize,
        argc: usize,
        names: &[Symbol],
        then: Then,
    ) -> Result<Flow, Raised> {
        let heap = self.heap;
        let is_exception = heap.kind(instance) == Kind::Exception;
        match heap.lookup(class, symbol::INIT) {
            Some(init) if crate::model::ops::key::is_python(heap, init) => {
                self.insert_receiver(at, argc, instance);
                let next = Then::Init { instance, then: Box::new(then) };
                self.invoke(init, at, argc + 1, names, next)
            }
            _ if argc > 0 && !is_exception => {
                let name = heap.class(class).map_or(String::new(), |c| c.name.to_string());
                Err(self.ctx().type_error(format!("{name}() takes no arguments")))
            }
            _ if !names.is_empty() => {
                let name = heap.class(class).map_or(String::new(), |c| c.name.to_string());
                Err(self.ctx().type_error(format!("{name}() takes no keyword arguments")))
            }
            _ => self.deliver(instance, then),
        }
    }

    /// An instance of a native type, or of a user's subclass of one.
    fn make_native(
        &mut self,
        class: Value,
        new: Value,
        at: usize,
        argc: usize,
        names: &[Symbol],
        then: Then,
    ) -> Result<Flow, Raised> {
        let heap = self.heap;
        let is_builtin = heap.class(class).is_none_or(|c| c.builtin);
        if is_builtin {
            self.insert_receiver(at, argc, class);
            return self.invoke(new, at, argc + 1, names, then);
        }
        let own_init = heap
            .lookup(class, symbol::INIT)
            .is_some_and(|init| crate::model::ops::key::is_python(heap, init));
        let mutable = matches!(
            heap.class(class).map(|c| c.kind),
            Some(Kind::List | Kind::Dict | Kind::Set | Kind::Deque)
        );
        let args = self.t.stack[at..at + argc].to_vec();
        let kept = Box::new((args.clone(), names.to_vec()));
        let next = Then::New { class, args: kept, then: Box::new(then) };
        let above = at + argc + 1;
        self.place(above, &[class]);
        if own_init && mutable {
            return self.invoke(new, above, 1, &[], next);
        }
        self.place(above + 1, &args);
        self.invoke(new, above, argc + 1, names, next)
    }

    /// What `__new__` gave: wrapped if it is a bare native, and initialised if it is an instance.
    pub(super) fn initialise_new(
        &mut self,
        value: Value,
        class: Value,
        args: &[Value],
        names: &[Symbol],
        then: Then,
    ) -> Result<Flow, Raised> {
        let heap = self.heap;
        let kind = heap.class(class).map_or(Kind::Object, |c| c.kind);
        let bare = heap.instance(value).is_none() && heap.kind(value) == kind;
        let wrapped =
            if bare && kind != Kind::Type { self.plain_instance(class, value) } else { value };
        if !heap.is_instance(wrapped, class) {
            return self.deliver(wrapped, then);
        }
        let Some(init) = heap
            .lookup(heap.class_of(wrapped), symbol::INIT)
            .filter(|&init| crate::model::ops::key::is_python(heap, init))
        else {
            return self.deliver(wrapped, then);
        };
        let at = self.t.top(self.program());
        self.place(at, &[wrapped]);
        self.place(at + 1, args);
        let next = Then::Init { instance: wrapped, then: Box::new(then) };
        self.invoke(init, at, args.len() + 1, names, next)
    }
}

/// What a namespace holds, by name.
fn names_and_values(heap: &Heap, namespace: Value) -> Vec<(Symbol, Value)> {
    let Some(table) = heap.dict(namespace) else { return Vec::new() };
    let entries: Vec<_> = table.lock().iter().collect();
    let named = |entry: &Entry| Some((heap.intern(heap.str(entry.key)?), entry.value));
    entries.iter().filter_map(named).collect()
}
