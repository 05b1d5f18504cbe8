//! Calling things, and what becomes of results.

use super::enter::call_native;
use super::{Engine, Exit, Flow, Pending, Then};
use crate::model::code::{Code, Symbol};
use crate::model::native::{Answer, Raised, StepCall};
use crate::model::object::{Function, Obj};
use crate::model::ops;
use crate::model::ops::iterate;
use crate::model::symbol;
use crate::model::value::Value;
use crate::model::world::{Stepped, World};

/// Methods, static methods and instances with `__call__` that stand for each other in one call.
const STANDS_FOR_MAX: usize = 1000;

impl<W: World> Engine<'_, W> {
    /// Calls with arguments that are not on the stack yet.
    pub(super) fn call_values(
        &mut self,
        callable: Value,
        args: &[Value],
        then: Then,
    ) -> Result<Flow, Raised> {
        let at = self.t.top(self.program());
        self.place(at, args);
        self.invoke(callable, at, args.len(), &[], then)
    }

    /// Writes values on the stack at a place that may be beyond its end.
    pub(super) fn place(&mut self, at: usize, values: &[Value]) {
        self.t.reserve(at + values.len());
        self.t.stack[at..at + values.len()].copy_from_slice(values);
    }

    /// Calls `callable` with `argc` arguments at `stack[at..]`, the last `names.len()` of them
    /// keywords. Nothing above them is live.
    pub(super) fn invoke(
        &mut self,
        mut callable: Value,
        at: usize,
        mut argc: usize,
        names: &[Symbol],
        then: Then,
    ) -> Result<Flow, Raised> {
        let heap = self.heap;
        // What is called may stand for something else, and that for something else again.
        for _ in 0..STANDS_FOR_MAX {
            let receiver = match heap.get(callable) {
                Some(Obj::Function(function)) => {
                    return self.call_function(callable, function, at, argc, names, then);
                }
                Some(Obj::Native(native)) => {
                    let window = at..at + argc;
                    let answer = call_native(self.t, heap, self.world, native, window, names)?;
                    return self.follow(answer, then);
                }
                Some(Obj::Class(_)) => return self.construct(callable, at, argc, names, then),
                Some(Obj::BoundMethod { func, receiver }) => {
                    callable = *func;
                    *receiver
                }
                Some(Obj::StaticMethod(inner) | Obj::ClassMethod(inner)) => {
                    callable = *inner;
                    continue;
                }
                _ => {
                    let instance = callable;
                    callable = self.own_call(instance)?;
                    instance
                }
            };
            self.insert_receiver(at, argc, receiver);
            argc += 1;
        }
        Err(self.ctx().raise("RecursionError", "maximum recursion depth exceeded"))
    }

    /// The `__call__` of an instance's class.
    fn own_call(&mut self, callable: Value) -> Result<Value, Raised> {
        let class = self.heap.class_of(callable);
        match self.heap.lookup(class, symbol::CALL) {
            Some(method) if self.heap.instance(callable).is_some() => Ok(method),
            _ => {
                let found = self.heap.full_type_name(callable);
                Err(self.ctx().type_error(format!("'{found}' object is not callable")))
            }
        }
    }

    /// Shifts arguments up by one and puts a receiver before them.
    pub(super) fn insert_receiver(&mut self, at: usize, argc: usize, receiver: Value) {
        self.t.reserve(at + argc + 1);
        self.t.stack.copy_within(at..at + argc, at + 1);
        self.t.stack[at] = receiver;
    }

    /// Goes on with a native function's answer.
    pub(super) fn follow(&mut self, answer: Answer, then: Then) -> Result<Flow, Raised> {
        match answer {
            Answer::Value(value) => self.deliver(value, then),
            Answer::Call { callable, args } => self.call_values(callable, &args, then),
            Answer::Resume { generator, value, throw } => {
                self.resume_generator(generator, value, throw, then)
            }
            Answer::Step(call) => self.take_step(call, then),
            Answer::RecursionLimit(limit) => {
                self.t.recursion_limit = super::depth_of(limit);
                self.deliver(Value::NONE, then)
            }
            Answer::Settle(reach) => self.settle_now(reach, then),
        }
    }

    pub(super) fn take_step(&mut self, call: StepCall, then: Then) -> Result<Flow, Raised> {
        if let Some(line) = self.t.script_line(self.program()) {
            self.world.at_line(line);
        }
        let how = match self.world.step(call) {
            Stepped::Done(number) => super::Resumed::Done(number),
            Stepped::Refused => super::Resumed::TimedOut,
            Stepped::Raise(fault) => return Err(self.fault(fault)),
            Stepped::Wait => {
                self.t.pending = Some(Pending { result: call.result, then, resumed: None });
                return Ok(Flow::Exit(Exit::Wait));
            }
        };
        self.finish_step(how, call.result, then)
    }

    fn call_function(
        &mut self,
        callable: Value,
        function: &Function,
        at: usize,
        argc: usize,
        names: &[Symbol],
        then: Then,
    ) -> Result<Flow, Raised> {
        let code = self.program().code(function.code);
        if self.is_too_deep() {
            return Err(self.ctx().raise("RecursionError", "maximum recursion depth exceeded"));
        }
        let params = &code.params;
        let plain = names.is_empty()
            && argc == usize::from(params.positional)
            && params.keyword_only == 0
            && !params.varargs
            && !params.kwargs;
        let end = at + usize::from(code.registers);
        self.t.reserve(end);
        if plain {
            self.t.stack[at + argc..end].fill(Value::UNDEFINED);
        } else {
            self.bind(function, code, at, argc, names)?;
        }
        let free = at + usize::from(code.free_base);
        for (place, &cell) in self.t.stack[free..].iter_mut().zip(&function.closure) {
            *place = cell;
        }
        if code.is_generator {
            let registers = self.t.stack[at..end].to_vec();
            let of_loop = self.is_for_loop(&then);
            let generator = self.new_generator(callable, function.code, registers, of_loop);
            return self.deliver(generator, then);
        }
        let then = self.t.keep(then);
        self.t.push_frame(function.code, at, Value::UNDEFINED, then);
        Ok(Flow::Continue)
    }

    /// Arranges arguments of any kind as the function's first locals.
    fn bind(
        &mut self,
        function: &Function,
        code: &Code,
        at: usize,
        argc: usize,
        names: &[Symbol],
    ) -> Result<(), Raised> {
        let args = self.t.stack[at..at + argc].to_vec();
        let (positional, keywords) = args.split_at(argc - names.len());
        let params = &code.params;
        let count = usize::from(params.positional);
        let named = count + usize::from(params.keyword_only);
        let mut locals = vec![Value::UNDEFINED; usize::from(code.registers)];
        let direct = positional.len().min(count);
        locals[..direct].copy_from_slice(&positional[..direct]);
        let mut next = named;
        if params.varargs {
            locals[next] = self.ctx().new_tuple(&positional[direct..]);
            next += 1;
        }
        self.bind_keywords(code, &mut locals, next, names, keywords)?;
        if positional.len() > count && !params.varargs {
            return Err(self.too_many(function, code, positional.len(), names));
        }
        self.fill_defaults(function, code, &mut locals);
        self.check_missing(code, &locals)?;
        self.t.stack[at..at + locals.len()].copy_from_slice(&locals);
        Ok(())
    }

    fn bind_keywords(
        &mut self,
        code: &Code,
        locals: &mut [Value],
        kwargs_at: usize,
        names: &[Symbol],
        keywords: &[Value],
    ) -> Result<(), Raised> {
        let params = &code.params;
        let named = usize::from(params.positional) + usize::from(params.keyword_only);
        let kwargs = params.kwargs.then(|| {
            let dict = self.ctx().alloc(Obj::Dict(Box::default()));
            locals[kwargs_at] = dict;
            dict
        });
        for (&name, &value) in names.iter().zip(keywords) {
            let first = usize::from(params.positional_only);
            let found = code.locals[first..named].iter().position(|&n| n == name);
            match (found, kwargs) {
                (Some(place), _) => {
                    let place = place + first;
                    if !locals[place].is_undefined() {
                        let text = self.heap.text(name);
                        let message = format!(
                            "{}() got multiple values for argument '{text}'",
                            code.qualname
                        );
                        return Err(self.ctx().type_error(message));
                    }
                    locals[place] = value;
                }
                (None, Some(dict)) => {
                    let text = self.heap.text(name);
                    let mut ctx = self.ctx();
                    let key = ctx.new_str(text);
                    ops::item::set(&mut ctx, dict, key, value)?;
                }
                (None, None) => {
                    let text = self.heap.text(name);
                    let only = code.locals[..first].contains(&name);
                    let message = if only {
                        format!(
                            "{}() got some positional-only arguments passed as keyword \
                             arguments: '{text}'",
                            code.qualname
                        )
                    } else {
                        format!("{}() got an unexpected keyword argument '{text}'", code.qualname)
                    };
                    return Err(self.ctx().type_error(message));
                }
            }
        }
        Ok(())
    }

    fn fill_defaults(&mut self, function: &Function, code: &Code, locals: &mut [Value]) {
        let count = usize::from(code.params.positional);
        let defaults = self.heap.tuple(function.defaults).unwrap_or(&[]);
        let first = count.saturating_sub(defaults.len());
        for (place, &default) in (first..count).zip(defaults) {
            if locals[place].is_undefined() {
                locals[place] = default;
            }
        }
        let Some(table) = self.heap.dict(function.keyword_defaults) else { return };
        for entry in table.lock().iter() {
            let name = self.heap.str(entry.key).and_then(|text| self.heap.symbol(text));
            let place = code.locals[count..].iter().position(|&n| Some(n) == name);
            if let Some(place) = place
                && locals[count + place].is_undefined()
            {
                locals[count + place] = entry.value;
            }
        }
    }

    fn check_missing(&mut self, code: &Code, locals: &[Value]) -> Result<(), Raised> {
        let count = usize::from(code.params.positional);
        let named = count + usize::from(code.params.keyword_only);
        for (range, what) in [(0..count, "positional"), (count..named, "keyword-only")] {
            let missing: Vec<String> = range
                .filter(|&at| locals[at].is_undefined())
                .map(|at| format!("'{}'", self.heap.text(code.locals[at])))
                .collect();
            if missing.is_empty() {
                continue;
            }
            let plural = if missing.len() == 1 { "" } else { "s" };
            let message = format!(
                "{}() missing {} required {what} argument{plural}: {}",
                code.qualname,
                missing.len(),
                listed(&missing)
            );
            return Err(self.ctx().type_error(message));
        }
        Ok(())
    }

    fn too_many(
        &mut self,
        function: &Function,
        code: &Code,
        given: usize,
        names: &[Symbol],
    ) -> Raised {
        let count = usize::from(code.params.positional);
        let defaults = self.heap.tuple(function.defaults).map_or(0, <[Value]>::len);
        let takes = if defaults > 0 {
            format!("from {} to {count}", count - defaults)
        } else {
            count.to_string()
        };
        let plural = if count == 1 && defaults == 0 { "" } else { "s" };
        let own = &code.locals[count..count + usize::from(code.params.keyword_only)];
        let given = match names.iter().filter(|name| own.contains(name)).count() {
            0 if given == 1 => "1 was".to_owned(),
            0 => format!("{given} were"),
            named => {
                let s = |count: usize| if count == 1 { "" } else { "s" };
                format!(
                    "{given} positional argument{} (and {named} keyword-only argument{}) were",
                    s(given),
                    s(named)
                )
            }
        };
        let message = format!(
            "{}() takes {takes} positional argument{plural} but {given} given",
            code.qualname
        );
        self.ctx().type_error(message)
    }

    /// Hands a call's result to whoever asked for it.
    pub(super) fn deliver(&mut self, value: Value, then: Then) -> Result<Flow, Raised> {
        let Some(then) = self.out_of_generators(then)? else { return Ok(Flow::Continue) };
        match then {
            Then::End => return Ok(Flow::Exit(Exit::Finished(value))),
            Then::Store(dst) | Then::Next { dst, .. } => self.set(dst, value),
            Then::Discard => {}
            Then::Made { instance, dst } => {
                self.initialised(value)?;
                self.set(dst, instance);
            }
            Then::Init { instance, then } => {
                self.initialised(value)?;
                return self.deliver(instance, *then);
            }
            Then::New { class, args, then } => {
                return self.initialise_new(value, class, &args.0, &args.1, *then);
            }
            Then::Truth { dst, negate } => {
                let truth = self.plain_truth(value)?;
                self.set(dst, Value::bool(truth != negate));
            }
            Then::Contains { dst, negate } => {
                let truth = ops::truth(self.heap, value).unwrap_or(true);
                self.set(dst, Value::bool(truth != negate));
            }
            Then::Jump { offset, when } => {
                if self.plain_truth(value)? == when {
                    self.jump(offset);
                }
            }
            Then::Operator(call) => return self.operator_answer(value, *call),
            Then::Class(body) => return self.finish_class(value, *body),
            Then::Import { dst, module } => self.finish_import(dst, module),
            Then::Text { dst, method } => {
                if self.heap.str(value).is_none() {
                    let found = self.heap.type_name(value);
                    return Err(self
                        .ctx()
                        .type_error(format!("{method} returned non-string (type {found})")));
                }
                self.set(dst, value);
            }
            Then::Unpack { first, count } => {
                let items = iterate::items(self.heap, value).unwrap_or_default();
                self.unpack(&items, first, count)?;
            }
            Then::UnpackStar { first, before, after } => {
                let items = iterate::items(self.heap, value).unwrap_or_default();
                self.unpack_star(&items, first, before, after)?;
            }
            Then::Extend { list } => {
                let items = iterate::items(self.heap, value).unwrap_or_default();
                if let Some(list) = self.heap.list(self.reg(list)) {
                    list.lock().extend(items);
                }
            }
            Then::SetUpdate { set } => {
                let items = iterate::items(self.heap, value).unwrap_or_default();
                return self.add_all(set, &items);
            }
            Then::YieldFrom { .. } => {}
            Then::Settled => {
                if self.heap.watch.has_due() {
                    return self.prelude("run_finalizers", &[], Then::Discard);
                }
            }
            Then::Again { call, then } => return self.take_step(call, *then),
            Then::Raise { cause } => return Err(self.raise_value(value, cause)),
            Then::Method { base } => {
                self.set(base, Value::UNDEFINED);
                self.set(base + 1, value);
            }
        }
        Ok(Flow::Continue)
    }

    /// What `__init__` returned must be None.
    fn initialised(&mut self, value: Value) -> Result<(), Raised> {
        if value.is_none() {
            return Ok(());
        }
        let found = self.heap.type_name(value);
        Err(self.ctx().type_error(format!("__init__() should return None, not '{found}'")))
    }

    /// The truth of what `__bool__` or `__len__` returned.
    fn plain_truth(&mut self, value: Value) -> Result<bool, Raised> {
        if let Some(flag) = value.as_bool() {
            return Ok(flag);
        }
        match self.heap.int(value) {
            Some(length) if length < 0 => {
                Err(self.ctx().value_error("__len__() should return >= 0"))
            }
            Some(length) => Ok(length != 0),
            None => {
                let found = self.heap.type_name(value);
                let text = format!("__bool__ should return bool, returned {found}");
                Err(self.ctx().type_error(text))
            }
        }
    }
}

/// "'a'", "'a' and 'b'", "'a', 'b', and 'c'".
fn listed(names: &[String]) -> String {
    match names {
        [one] => one.clone(),
        [one, two] => format!("{one} and {two}"),
        [rest @ .., last] => format!("{}, and {last}", rest.join(", ")),
        [] => String::new(),
    }
}
