//! What an expression stands for: followed through assignments, parameters, attributes, loops and
//! return values. Flow-insensitive: a name stands for everything it is ever given.

use super::inherit::is_super;
use super::pieces::{Call, calls_of};
use super::scan::{Scan, Scope, Site, Value, Values, span};
use ruff_python_ast::visitor::{Visitor, walk_expr};
use ruff_python_ast::{Comprehension, Expr, ExprCall, Stmt, StmtFunctionDef};
use std::collections::BTreeMap;
use std::rc::Rc;

/// Rounds of binding at most: each follows names one step further (a class given to a function that
/// gives it to a thread ...).
const ROUNDS: usize = 8;
/// Name under which a function's results are kept.
const RESULT: &str = "return";

/// Parameters fixed for one thread: by function path and name.
pub type Fixed = BTreeMap<(String, String), Values>;

/// What a function is called with.
pub struct Given<'x> {
    /// The function as it is named there.
    pub function: &'x Expr,
    /// Positional arguments.
    pub args: Vec<&'x Expr>,
    /// Keyword arguments.
    pub keywords: Vec<(String, &'x Expr)>,
}

impl<'a> Scan<'a> {
    /// Works out what every name stands for.
    pub fn bind_all(&mut self) {
        for _ in 0..ROUNDS {
            self.learned = false;
            for index in 0..self.sites.len() {
                self.bind_site(index);
            }
            if !self.learned {
                return;
            }
        }
    }

    fn bind_site(&mut self, index: usize) {
        let site = &self.sites[index];
        let (stmt, scope, calls) = (site.stmt, Rc::clone(&site.scope), calls_of(site));
        let generators = generators_of(site);
        for generator in generators {
            let values = self.eval(&generator.iter, &scope);
            self.bind(&generator.target, &values, &scope);
        }
        match stmt {
            Stmt::Assign(assign) => {
                for target in &assign.targets {
                    self.bind_pair(target, &assign.value, &scope);
                }
            }
            Stmt::AnnAssign(assign) => {
                if let Some(value) = &assign.value {
                    self.bind_pair(&assign.target, value, &scope);
                }
            }
            Stmt::FunctionDef(def) => self.bind_decorated(def, &scope),
            Stmt::For(each) => {
                let values = self.eval(&each.iter, &scope);
                self.bind(&each.target, &values, &scope);
            }
            Stmt::With(with) => {
                for item in &with.items {
                    if let Some(target) = &item.optional_vars {
                        self.bind_pair(target, &item.context_expr, &scope);
                    }
                }
            }
            Stmt::Return(result) => {
                if let Some(value) = &result.value {
                    let values = self.eval(value, &scope);
                    self.add_name(&scope.path, RESULT, &values);
                }
            }
            _ => {}
        }
        for found in calls {
            self.bind_call(&found, &scope);
        }
    }

    fn bind_pair(&mut self, target: &Expr, value: &Expr, scope: &Scope) {
        if let (Expr::Tuple(targets), Expr::Tuple(values)) = (target, value)
            && targets.elts.len() == values.elts.len()
        {
            for (target, value) in targets.elts.iter().zip(&values.elts) {
                self.bind_pair(target, value, scope);
            }
            return;
        }
        let values = self.eval(value, scope);
        self.bind(target, &values, scope);
    }

    fn bind(&mut self, target: &Expr, values: &Values, scope: &Scope) {
        if values.is_empty() {
            return;
        }
        match target {
            Expr::Name(name) => match &scope.class {
                Some(class) if scope.in_class_body => {
                    self.add_attribute(&Value::Class(class.clone()), name.id.as_str(), values);
                }
                _ => {
                    let function = self.functions.get(&scope.path);
                    let global = function.is_some_and(|f| f.globals.contains(name.id.as_str()));
                    let path = if global { "" } else { scope.path.as_str() };
                    self.add_name(path, name.id.as_str(), values);
                }
            },
            Expr::Attribute(attribute) => {
                for base in self.eval(&attribute.value, scope) {
                    self.add_attribute(&base, attribute.attr.as_str(), values);
                }
            }
            Expr::Tuple(tuple) => {
                tuple.elts.iter().for_each(|target| self.bind(target, values, scope));
            }
            Expr::List(list) => {
                list.elts.iter().for_each(|target| self.bind(target, values, scope));
            }
            Expr::Subscript(subscript) => self.bind(&subscript.value, values, scope),
            Expr::Starred(starred) => self.bind(&starred.value, values, scope),
            _ => {}
        }
    }

    /// A decorator's first parameter stands for what it decorates.
    fn bind_decorated(&mut self, def: &StmtFunctionDef, scope: &Scope) {
        let name = def.name.as_str();
        let outer = match (&scope.class, scope.in_class_body) {
            (Some(class), true) => class.as_str(),
            _ => scope.path.as_str(),
        };
        let own = if outer.is_empty() { name.to_owned() } else { format!("{outer}.{name}") };
        for decorator in &def.decorator_list {
            for value in self.eval(&decorator.expression, scope) {
                let Value::Function(path) = value else { continue };
                let parameters = self.functions.get(&path).map(|f| &f.def.parameters);
                let first = parameters.and_then(|p| p.posonlyargs.iter().chain(&p.args).next());
                if let Some(first) = first.map(|first| first.parameter.name.to_string()) {
                    self.add_name(&path, &first, &[Value::Function(own.clone())].into());
                }
            }
        }
    }

    fn add_name(&mut self, path: &str, name: &str, values: &Values) {
        let slot = self.names.entry((path.to_owned(), name.to_owned())).or_default();
        self.learned |= add(slot, values);
    }

    fn add_attribute(&mut self, of: &Value, name: &str, values: &Values) {
        let (class, attributes) = match of {
            Value::Instance(class) => (class, &mut self.attributes),
            Value::Class(class) => (class, &mut self.class_attributes),
            _ => return,
        };
        let slot = attributes.entry((class.clone(), name.to_owned())).or_default();
        self.learned |= add(slot, values);
    }

    fn bind_call(&mut self, found: &Call<'a>, scope: &Rc<Scope>) {
        let call = found.call;
        if let Some(&creation) = self.creation_at.get(&span(call).start) {
            self.bind_creation(creation, scope);
        }
        if let Expr::Attribute(method) = &*call.func
            && matches!(method.attr.as_str(), "append" | "add" | "appendleft" | "insert")
            && let Some(item) = call.arguments.args.last()
        {
            let values = self.eval(item, scope);
            let first_hand = !matches!(&*method.value, Expr::Call(_));
            if first_hand && !values.is_empty() {
                self.bind(&method.value, &values, scope);
            }
        }
        for callee in self.eval(&call.func, scope) {
            match callee {
                Value::Function(path) => {
                    let bound = self.bound_arguments(&path, call, scope, &Fixed::new());
                    self.add_bound(bound);
                }
                Value::Class(class) => {
                    if let Some(path) = self.method(&class, "__init__") {
                        let bound = self.bound_arguments(&path, call, scope, &Fixed::new());
                        self.add_bound(bound);
                    }
                    self.learned |= self.made.insert(class);
                }
                _ => {}
            }
        }
    }

    /// Adds parameters' values to what the names stand for.
    pub fn add_bound(&mut self, bound: Fixed) {
        for ((path, name), values) in bound {
            self.add_name(&path, &name, &values);
        }
    }

    /// What a function's parameters stand for in this call, where these are known.
    pub fn bound_arguments(
        &self,
        path: &str,
        call: &ExprCall,
        scope: &Scope,
        fixed: &Fixed,
    ) -> Fixed {
        let keywords = call.arguments.keywords.iter();
        let keywords = keywords.filter_map(|k| Some((k.arg.as_ref()?.to_string(), &k.value)));
        let given = Given {
            function: &call.func,
            args: call.arguments.args.iter().collect(),
            keywords: keywords.collect(),
        };
        self.bound_in(path, &given, scope, fixed)
    }

    /// What a function's parameters stand for in a call with these arguments.
    pub fn bound(&self, path: &str, given: &Given, scope: &Scope) -> Fixed {
        self.bound_in(path, given, scope, &Fixed::new())
    }

    fn bound_in(&self, path: &str, given: &Given, scope: &Scope, fixed: &Fixed) -> Fixed {
        let mut bound = Fixed::new();
        let Some(function) = self.functions.get(path) else { return bound };
        let skip = usize::from(self.takes_self(path));
        let mut add = |name: &str, value: &Expr| {
            let values = self.eval_in(value, scope, fixed);
            if !values.is_empty() {
                bound.entry((path.to_owned(), name.to_owned())).or_default().extend(values);
            }
        };
        let parameters = &function.def.parameters;
        let positional = parameters.posonlyargs.iter().chain(&parameters.args).skip(skip);
        let names: Vec<&str> = positional.map(|p| p.parameter.name.as_str()).collect();
        let skip = usize::from(self.names_self(given.function, path, scope));
        for (at, arg) in given.args.iter().skip(skip).enumerate() {
            match (names.get(at), &parameters.vararg) {
                (Some(name), _) => add(name, arg),
                (None, Some(rest)) => add(rest.name.as_str(), arg),
                _ => {}
            }
        }
        for (name, value) in &given.keywords {
            add(name, value);
        }
        bound
    }

    /// What an expression stands for.
    pub fn eval(&self, expr: &Expr, scope: &Scope) -> Values {
        self.eval_in(expr, scope, &Fixed::new())
    }

    /// What an expression stands for when some parameters are known.
    pub fn eval_in(&self, expr: &Expr, scope: &Scope, fixed: &Fixed) -> Values {
        let all = |exprs: &[Expr]| {
            exprs.iter().flat_map(|expr| self.eval_in(expr, scope, fixed)).collect::<Values>()
        };
        match expr {
            Expr::Name(name) => self.eval_name(name.id.as_str(), scope, fixed),
            Expr::Attribute(attribute) => {
                let name = attribute.attr.as_str();
                let above = || self.method_above(scope, name).map(Value::Function);
                if is_super(&attribute.value) {
                    return above().into_iter().collect();
                }
                let bases = self.eval_in(&attribute.value, scope, fixed);
                match self.method_of_base(&bases, name, scope) {
                    Some(path) => [Value::Function(path)].into(),
                    None => self.eval_attribute(&bases, name),
                }
            }
            Expr::Call(call) => self.eval_call(call, scope, fixed),
            Expr::Subscript(subscript) => self.eval_in(&subscript.value, scope, fixed),
            Expr::Starred(starred) => self.eval_in(&starred.value, scope, fixed),
            Expr::Named(named) => self.eval_in(&named.value, scope, fixed),
            Expr::List(list) => all(&list.elts),
            Expr::Tuple(tuple) => all(&tuple.elts),
            Expr::Set(set) => all(&set.elts),
            Expr::BoolOp(op) => all(&op.values),
            Expr::ListComp(comp) => self.eval_in(&comp.elt, scope, fixed),
            Expr::SetComp(comp) => self.eval_in(&comp.elt, scope, fixed),
            Expr::Generator(comp) => self.eval_in(&comp.elt, scope, fixed),
            Expr::If(choice) => {
                let mut values = self.eval_in(&choice.body, scope, fixed);
                values.extend(self.eval_in(&choice.orelse, scope, fixed));
                values
            }
            Expr::BinOp(op) => {
                let mut values = self.eval_in(&op.left, scope, fixed);
                values.extend(self.eval_in(&op.right, scope, fixed));
                values
            }
            Expr::DictComp(comp) => self.eval_in(&comp.value, scope, fixed),
            Expr::Dict(dict) => {
                let values = dict.items.iter();
                values.flat_map(|item| self.eval_in(&item.value, scope, fixed)).collect()
            }
            _ => Values::new(),
        }
    }

    fn eval_name(&self, name: &str, scope: &Scope, fixed: &Fixed) -> Values {
        if let (Some(class), false) = (&scope.class, scope.in_class_body)
            && self.is_instance_parameter(name, scope)
        {
            return [Value::Instance(class.clone())].into();
        }
        let global = self.functions.get(&scope.path).is_some_and(|f| f.globals.contains(name));
        let mut path = if global { "" } else { scope.path.as_str() };
        loop {
            let key = (path.to_owned(), name.to_owned());
            if let Some(values) = fixed.get(&key).or_else(|| self.names.get(&key)) {
                return values.clone();
            }
            let nested = if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") };
            if self.functions.contains_key(&nested) && !self.takes_self(&nested) {
                return [Value::Function(nested)].into();
            }
            match path.rsplit_once('.') {
                Some((outer, _)) => path = outer,
                None if path.is_empty() => break,
                None => path = "",
            }
        }
        match self.classes.contains_key(name) {
            true => [Value::Class(name.to_owned())].into(),
            false => Values::new(),
        }
    }

    fn is_instance_parameter(&self, name: &str, scope: &Scope) -> bool {
        // A function inside a method sees the method's `self`.
        let class = scope.class.as_deref().unwrap_or_default();
        let rest = scope.path.strip_prefix(class).and_then(|rest| rest.strip_prefix('.'));
        let Some(method) = rest.and_then(|rest| rest.split('.').next()) else { return false };
        let Some(function) = self.functions.get(&format!("{class}.{method}")) else {
            return false;
        };
        let parameters = &function.def.parameters;
        let first = parameters.posonlyargs.iter().chain(&parameters.args).next();
        self.takes_self(&format!("{class}.{method}"))
            && first.is_some_and(|first| first.parameter.name.as_str() == name)
    }

    /// What an attribute of these stands for.
    pub fn eval_attribute(&self, bases: &Values, name: &str) -> Values {
        let mut values = Values::new();
        for base in bases {
            let (Value::Instance(class) | Value::Class(class)) = base else { continue };
            let own = self.attributes.get(&(class.clone(), name.to_owned())).into_iter();
            let of_class = |class: &String| {
                self.class_attributes.get(&(class.clone(), name.to_owned())).into_iter().flatten()
            };
            values.extend(own.flatten().cloned());
            values.extend(self.lineage(class).iter().flat_map(of_class).cloned());
            values.extend(self.method(class, name).into_iter().flat_map(|path| self.seen(path)));
        }
        values
    }

    /// The properties that an attribute of these stands for.
    pub fn properties(&self, bases: &Values, name: &str) -> Vec<String> {
        let instances = bases.iter().filter_map(|base| match base {
            Value::Instance(class) => self.method(class, name),
            _ => None,
        });
        let is_property = |path: &String| self.functions[path].is_decorated("property");
        instances.filter(is_property).collect()
    }

    /// What a method is as an attribute: a property is what it returns.
    fn seen(&self, path: String) -> Values {
        let function = self.functions.get(&path);
        match function.is_some_and(|function| function.is_decorated("property")) {
            true => self.names.get(&(path, RESULT.to_owned())).cloned().unwrap_or_default(),
            false => [Value::Function(path)].into(),
        }
    }

    fn eval_call(&self, call: &ExprCall, scope: &Scope, fixed: &Fixed) -> Values {
        let start = span(call).start;
        if let Some(&primitive) = self.primitive_at.get(&start) {
            return [Value::Primitive(primitive)].into();
        }
        let mut values = Values::new();
        values.extend(self.creation_at.get(&start).map(|&creation| Value::Thread(creation)));
        if let Expr::Attribute(method) = &*call.func
            && matches!(method.attr.as_str(), "values" | "items" | "pop" | "popleft" | "copy")
        {
            values.extend(self.eval_in(&method.value, scope, fixed));
        }
        if let Expr::Name(name) = &*call.func
            && matches!(
                name.id.as_str(),
                "list"
                    | "tuple"
                    | "set"
                    | "sorted"
                    | "reversed"
                    | "zip"
                    | "enumerate"
                    | "iter"
                    | "next"
                    | "min"
                    | "max"
                    | "deque"
                    | "cycle"
            )
        {
            let args = call.arguments.args.iter();
            values.extend(args.flat_map(|arg| self.eval_in(arg, scope, fixed)));
        }
        for callee in self.eval_in(&call.func, scope, fixed) {
            match callee {
                Value::Class(class) => values.extend([Value::Instance(class)]),
                Value::Function(path) => {
                    let results = self.names.get(&(path, RESULT.to_owned()));
                    values.extend(results.into_iter().flatten().cloned());
                }
                _ => {}
            }
        }
        values
    }
}

/// Whether that was news.
fn add(known: &mut Values, values: &Values) -> bool {
    let before = known.len();
    known.extend(values.iter().cloned());
    known.len() > before
}

fn generators_of<'a>(site: &Site<'a>) -> Vec<&'a Comprehension> {
    struct Generators<'a>(Vec<&'a Comprehension>);
    impl<'a> Visitor<'a> for Generators<'a> {
        fn visit_expr(&mut self, expr: &'a Expr) {
            match expr {
                Expr::ListComp(comp) => self.0.extend(&comp.generators),
                Expr::SetComp(comp) => self.0.extend(&comp.generators),
                Expr::DictComp(comp) => self.0.extend(&comp.generators),
                Expr::Generator(comp) => self.0.extend(&comp.generators),
                _ => {}
            }
            walk_expr(self, expr);
        }
    }
    let mut generators = Generators(Vec::new());
    for expr in super::pieces::own_exprs(site.stmt) {
        generators.visit_expr(expr);
    }
    generators.0
}
