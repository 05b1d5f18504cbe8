//! Statements. What may raise stands in a `try` that prints what happened.

use super::{Program, Type};

const TYPES: [Type; 6] = [Type::Int, Type::Float, Type::Str, Type::List, Type::Dict, Type::Set];
/// Deepest nesting of statements.
const DEPTH_MAX: usize = 4;

impl Program {
    pub fn statement(&mut self) {
        self.budget = self.budget.saturating_sub(1);
        let nests = self.indent < DEPTH_MAX && self.budget > 0;
        match self.chance.below(if nests { 22 } else { 8 }) {
            0..=3 => self.assign(),
            4 => self.print_something(),
            5 => self.change_container(),
            6 => self.unpack(),
            7 => self.augment(),
            8 | 9 => self.branch(),
            10 => self.for_loop(),
            11 => self.while_loop(),
            12 | 13 => self.attempt(),
            14 | 15 => self.function(),
            16 => self.generator(),
            17 | 18 => self.class(),
            19 => self.closure(),
            _ => self.threads(),
        }
    }

    fn body(&mut self, statements: usize) {
        self.block(|me| (0..statements.max(1)).for_each(|_| me.statement()));
    }

    /// `try: line` with the usual errors printed; binds `name` in every case.
    fn guarded(&mut self, name: &str, kind: Type, expression: &str) {
        let fallback = match kind {
            Type::Int => "0",
            Type::Float => "0.5",
            Type::Str => "'none'",
            Type::List => "[1, 2]",
            Type::Dict => "{'a': 1}",
            Type::Set => "{1}",
        };
        self.line("try:");
        put!(self, "    {name} = {expression}");
        self.line("except (ArithmeticError, LookupError, ValueError, TypeError) as error:");
        put!(self, "    {name} = {fallback}");
        self.line("    print(type(error).__name__, error)");
    }

    fn assign(&mut self) {
        let kind = *self.chance.pick(&TYPES);
        let depth = 1 + self.chance.below(3);
        let expression = self.expression(kind, depth);
        let old = self.variable(kind).filter(|_| self.chance.one_in(2));
        let name = old.unwrap_or_else(|| self.fresh("v"));
        // Big, but not without bounds.
        let expression = match kind {
            Type::Int => format!("({expression}) % 10 ** 40"),
            Type::Str => format!("({expression})[:60]"),
            Type::List => format!("({expression})[:12]"),
            _ => expression,
        };
        self.guarded(&name, kind, &expression);
        if !self.variables.iter().any(|(known, _)| *known == name) {
            self.variables.push((name, kind));
        }
    }

    fn print_something(&mut self) {
        let kind = *self.chance.pick(&TYPES);
        let depth = 1 + self.chance.below(2);
        let expression = self.expression(kind, depth);
        self.guarded("shown", kind, &expression);
        self.line("print(shown, type(shown).__name__, sep=' : ')");
    }

    pub fn print_variables(&mut self) {
        for (name, _) in self.variables.clone() {
            put!(self, "print('{name} =', {name})");
        }
    }

    fn change_container(&mut self) {
        let value = self.int(1);
        let kind = *self.chance.pick(&[Type::List, Type::Dict, Type::Set]);
        let Some(name) = self.variable(kind) else { return self.assign() };
        let n = self.chance.range(-4, 4);
        let change = match (kind, self.chance.below(6)) {
            (Type::List, 0) => format!("{name}.append({value})"),
            (Type::List, 1) => format!("{name}.insert({n}, {value})"),
            (Type::List, 2) => format!("{name}.pop({n})"),
            (Type::List, 3) => format!("{name}[{n}:{}] = [{value}]", n + 2),
            (Type::List, 4) => format!("{name}.sort(key=lambda v: -v)"),
            (Type::List, _) => format!("{name}.remove({name}[{n}])"),
            (Type::Dict, 0 | 1) => format!("{name}[str({value} % 10)] = {value}"),
            (Type::Dict, 2) => format!("{name}.pop('a')"),
            (Type::Dict, 3) => format!("{name}.update(q={value}, r={n})"),
            (Type::Dict, 4) => format!("{name}.setdefault('s', {value})"),
            (Type::Dict, _) => format!("print({name}.get('k', 'absent'), {name}.popitem())"),
            (_, 0 | 1) => format!("{name}.add({value})"),
            (_, 2) => format!("{name}.discard({n})"),
            (_, 3) => format!("{name}.update(range({n}, {}))", n + 5),
            (_, 4) => format!("print({name}.pop())"),
            (_, _) => format!("{name} -= {{v for v in {name} if v % 3 == 0}}"),
        };
        self.line("try:");
        put!(self, "    {change}");
        self.line("except (ArithmeticError, LookupError, ValueError) as error:");
        self.line("    print(type(error).__name__, error)");
        put!(self, "print(len({name}), {name})");
    }

    fn unpack(&mut self) {
        let (x, y) = (self.fresh("u"), self.fresh("u"));
        let list = self.list(1);
        put!(self, "({x}, *{y}) = {list} + [{}]", self.chance.range(0, 9));
        put!(self, "{x}, {y} = {x} % 1000, {y}[:5]");
        self.variables.push((x, Type::Int));
        self.variables.push((y, Type::List));
    }

    fn augment(&mut self) {
        let Some(name) = self.variable(Type::Int) else { return self.assign() };
        let operator = self.chance.pick(&["+=", "-=", "*=", "^=", "|="]);
        let line = format!("{name} {operator} {}", self.int(1));
        self.line("try:");
        put!(self, "    {line}");
        self.line("except ArithmeticError as error:");
        self.line("    print(error)");
        put!(self, "{name} %= 10 ** 30");
    }

    fn branch(&mut self) {
        let condition = self.condition(1);
        put!(self, "if {condition}:");
        self.body(2);
        if self.chance.one_in(2) {
            let condition = self.condition(0);
            put!(self, "elif {condition}:");
            self.body(1);
        }
        if self.chance.one_in(2) {
            self.line("else:");
            self.body(1);
        }
    }

    fn for_loop(&mut self) {
        let item = self.fresh("i");
        let list = self.list(1);
        put!(self, "for {item} in {list}[:5]:");
        self.block(|me| {
            me.variables.push((item.clone(), Type::Int));
            me.statement();
            let condition = me.condition(0);
            let jump = *me.chance.pick(&["break", "continue", "pass"]);
            put!(me, "if {condition}:");
            put!(me, "    {jump}");
            me.statement();
        });
        if self.chance.one_in(3) {
            self.line("else:");
            self.line("    print('no break')");
        }
    }

    fn while_loop(&mut self) {
        let count = self.fresh("n");
        put!(self, "{count} = {}", self.chance.range(0, 5));
        put!(self, "while {count} > 0:");
        self.block(|me| {
            put!(me, "{count} -= 1");
            me.statement();
        });
    }

    fn attempt(&mut self) {
        self.line("try:");
        self.body(1);
        let trouble = match self.chance.below(5) {
            0 => "raise ValueError('v', 1)".to_owned(),
            1 => format!("print({})", self.int(2)),
            2 => format!("print([][{}])", self.chance.below(3)),
            3 => "print({}['key'])".to_owned(),
            _ => "print(int('x1'))".to_owned(),
        };
        put!(self, "    {trouble}");
        let caught = self.chance.pick(&["ValueError", "(IndexError, KeyError)", "Exception"]);
        let also = if *caught == "Exception" { "BaseException" } else { "Exception" };
        put!(self, "except {caught} as error:");
        self.line("    print('caught', repr(error), error.args)");
        put!(self, "except {also} as error:");
        self.line("    print('other', type(error).__mro__[1].__name__)");
        if self.chance.one_in(2) {
            self.line("else:");
            self.line("    print('fine')");
        }
        self.line("finally:");
        self.line("    print('finally')");
    }

    fn function(&mut self) {
        let name = self.fresh("f");
        let default = self.chance.range(-9, 9);
        put!(self, "def {name}(x, y={default}, *rest, flag=False, **named):");
        self.block(|me| {
            let outer = std::mem::take(&mut me.variables);
            me.variables.extend([("x".to_owned(), Type::Int), ("y".to_owned(), Type::Int)]);
            me.statement();
            let condition = me.condition(1);
            put!(me, "if {condition}:");
            me.line("    return x, rest, sorted(named.items())");
            let result = me.int(1);
            me.line("try:");
            put!(me, "    return {result} if not flag else (y, flag)");
            me.line("except ArithmeticError:");
            me.line("    return 'error'");
            me.variables = outer;
        });
        let arguments = [
            self.int(0),
            format!("{}, {}", self.int(0), self.int(0)),
            format!("1, 2, *{}", self.list(0)),
            format!("x={}, flag=True", self.int(0)),
            "5, z=1, w=[2]".to_owned(),
            "*[3, 4], **{'flag': 1, 'q': 2}".to_owned(),
        ];
        let call = self.chance.pick(&arguments).clone();
        put!(self, "print({name}({call}), {name}.__name__)");
        if self.chance.one_in(4) {
            self.line("try:");
            put!(self, "    {name}(1, x=2)");
            self.line("except TypeError as error:");
            self.line("    print(str(error).split('.')[-1])");
        }
    }

    fn generator(&mut self) {
        let name = self.fresh("g");
        put!(self, "def {name}(limit):");
        self.block(|me| {
            me.line("total = 0");
            me.line("try:");
            me.line("    for k in range(limit):");
            put!(me, "        got = yield k * {}", me.chance.range(-5, 5));
            me.line("        total += 1 if got is None else got");
            me.line("finally:");
            me.line("    print('generator ends', total)");
            me.line("return total");
        });
        let limit = self.chance.range(0, 6);
        put!(self, "print(list({name}({limit})), sum({name}({limit})))");
        match self.chance.below(3) {
            0 => {
                put!(self, "started = {name}(4)");
                self.line("print(next(started), started.send(10), started.send(None))");
                self.line("started.close()");
            }
            1 => {
                let outer = self.fresh("g");
                put!(self, "def {outer}():");
                put!(self, "    result = yield from {name}(3)");
                self.line("    yield 'inner gave', result");
                put!(self, "print(*{outer}())");
            }
            _ => put!(self, "print(dict(enumerate({name}(3))), max({name}(2)))"),
        }
    }

    fn class(&mut self) {
        let (base, derived) = (self.fresh("Base"), self.fresh("Derived"));
        let n = self.chance.range(-9, 9);
        let result = self.chance.pick(&["self.n * 2", "self.n + k", "-self.n", "self.n ** 2 - k"]);
        put!(self, "class {base}:");
        put!(self, "    shared = {n}");
        self.line("    def __init__(self, n):");
        self.line("        self.n = n");
        self.line("        self.seen = []");
        self.line("    def compute(self, k=1):");
        self.line("        self.seen.append(k)");
        put!(self, "        return {result}");
        self.line("    def __repr__(self):");
        self.line("        return f'{type(self).__name__}({self.n})'");
        self.line("    def __eq__(self, other):");
        self.line("        return isinstance(other, type(self)) and self.n == other.n");
        self.line("    def __lt__(self, other):");
        self.line("        return self.n < other.n");
        self.line("    def __hash__(self):");
        self.line("        return hash(self.n)");
        self.line("    def __add__(self, other):");
        self.line(
            "        return type(self)(self.n + (other.n if hasattr(other, 'n') else other))",
        );
        self.line("    __radd__ = __add__");
        self.line("    def __len__(self):");
        self.line("        return abs(self.n) % 7");
        self.line("    def __getitem__(self, at):");
        self.line("        return self.seen[at]");
        self.line("    @property");
        self.line("    def double(self):");
        self.line("        return self.n * 2");
        self.line("    @classmethod");
        self.line("    def make(cls, text):");
        self.line("        return cls(int(text))");
        put!(self, "class {derived}({base}):");
        self.line("    def compute(self, k=3):");
        self.line("        return super().compute(k), self.shared");
        let (x, y) = (self.fresh("o"), self.fresh("o"));
        put!(
            self,
            "{x}, {y} = {base}({}), {derived}.make('{}')",
            self.chance.range(-5, 9),
            self.chance.range(-5, 9)
        );
        put!(self, "print({x}, {y}, {x} + 1, 2 + {y}, {x} == {y}, {x} < {y}, len({x}), bool({y}))");
        put!(self, "print({x}.compute(), {y}.compute(5), {y}.double, {y}.seen, {x}.__dict__)");
        put!(
            self,
            "print(sorted([{y}, {x}, {base}(0)]), len({{{x}, {base}({x}.n), {y}}}), sum([{x}, {base}(1)]))"
        );
        put!(self, "{derived}.shared += 1");
        put!(
            self,
            "print({base}.shared, {derived}.shared, isinstance({y}, {base}), {y}[-1], {x}.double)"
        );
    }

    fn closure(&mut self) {
        let (maker, one, two) = (self.fresh("make"), self.fresh("c"), self.fresh("c"));
        let step = self.chance.range(1, 9);
        put!(self, "def {maker}(start):");
        self.line("    calls = []");
        put!(self, "    def step(by={step}):");
        self.line("        nonlocal start");
        self.line("        start += by");
        self.line("        calls.append(start)");
        self.line("        return start");
        self.line("    step.calls = calls");
        self.line("    return step");
        put!(self, "{one}, {two} = {maker}({}), {maker}(100)", self.int(0));
        put!(self, "print({one}(), {one}(2), {two}(), {one}.calls, {two}.calls)");
        put!(self, "print([f(1) for f in [lambda v, k=k: v + k for k in range({step})]])");
    }
}
