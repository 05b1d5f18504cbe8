//! Expressions of a known type. Each may raise (a division by zero, a missing key): a statement that
//! does not want that uses it inside `try`.

use super::{Program, Type};

impl Program {
    pub fn expression(&mut self, kind: Type, depth: usize) -> String {
        match kind {
            Type::Int => self.int(depth),
            Type::Float => self.float(depth),
            Type::Str => self.string(depth),
            Type::List => self.list(depth),
            Type::Dict => self.dict(depth),
            Type::Set => self.set(depth),
        }
    }

    /// A variable of this type, if there is one.
    pub fn variable(&mut self, kind: Type) -> Option<String> {
        let fitting: Vec<String> = self
            .variables
            .iter()
            .filter(|(_, other)| *other == kind)
            .map(|(name, _)| name.clone())
            .collect();
        (!fitting.is_empty()).then(|| self.chance.pick(&fitting).clone())
    }

    fn int_atom(&mut self) -> String {
        if !self.chance.one_in(3)
            && let Some(name) = self.variable(Type::Int)
        {
            return name;
        }
        match self.chance.below(8) {
            0 => self.chance.range(-5, 5).to_string(),
            1 => (self.chance.draw() >> 1).to_string(),
            2 => format!("2 ** {}", self.chance.range(60, 140)),
            3 => format!("-{}", self.chance.draw()),
            4 => format!("0x{:x}", self.chance.below(70_000)),
            _ => self.chance.range(-100, 100).to_string(),
        }
    }

    pub fn int(&mut self, depth: usize) -> String {
        if depth == 0 {
            return format!("({})", self.int_atom());
        }
        let (x, y) = (self.int(depth - 1), self.int(depth - 1));
        match self.chance.below(19) {
            0..=2 => format!("({x} + {y})"),
            3 | 4 => format!("({x} - {y})"),
            5 | 6 => format!("({x} * {y})"),
            7 => format!("({x} // {y})"),
            8 => format!("({x} % {y})"),
            9 => format!("({x} {} {y})", self.chance.pick(&["&", "|", "^"])),
            10 => format!("({x} {} {})", self.chance.pick(&["<<", ">>"]), self.chance.below(70)),
            11 => format!("({x} if {} else {y})", self.condition(depth - 1)),
            12 => format!("len({})", self.list(depth - 1)),
            13 => format!("sum({})", self.list(depth - 1)),
            14 => format!("{}(({x}), ({y}))", self.chance.pick(&["min", "max"])),
            15 => format!("abs({x})"),
            16 => format!("pow({x}, {}, {})", self.chance.below(20), self.chance.range(1, 1000)),
            17 => format!("(lambda q, r={y}: q - r)({x})"),
            _ => format!("divmod({x}, {y})[{}]", self.chance.below(2)),
        }
    }

    pub fn float(&mut self, depth: usize) -> String {
        if depth == 0 {
            if let Some(name) = self.variable(Type::Float).filter(|_| !self.chance.one_in(3)) {
                return name;
            }
            let whole = self.chance.range(-2000, 2000);
            return match self.chance.below(4) {
                0 => format!("({whole} / 7)"),
                1 => format!("({whole}e{})", self.chance.range(-12, 20)),
                2 => format!("({whole}.{})", self.chance.below(1000)),
                _ => format!("float({whole})"),
            };
        }
        let (x, y) = (self.float(depth - 1), self.float(depth - 1));
        match self.chance.below(8) {
            0 => format!("({x} + {y})"),
            1 => format!("({x} - {y})"),
            2 => format!("({x} * {y})"),
            3 => format!("({x} / {y})"),
            4 => format!("round({x}, {})", self.chance.below(5)),
            5 => format!("({x} % {y})"),
            6 => format!("({x} // {y})"),
            _ => format!("abs({x})"),
        }
    }

    pub fn condition(&mut self, depth: usize) -> String {
        let (x, y) = (self.int(depth.min(1)), self.int(0));
        match self.chance.below(8) {
            0 => format!("{x} < {y}"),
            1 => format!("{x} >= {y} and {y} != 0"),
            2 => format!("not {x} == {y}"),
            3 => format!("{y} <= {x} < {y} + 50"),
            4 => format!("{x} in {}", self.list(0)),
            5 => format!(
                "{} {} {}",
                self.string(0),
                self.chance.pick(&["<", "==", ">="]),
                self.string(0)
            ),
            6 => format!("bool({x}) or {y} > 3"),
            _ => format!("{x} % 2 == 0"),
        }
    }

    fn text_literal(&mut self) -> String {
        let words = [
            "''",
            "'abc'",
            "'x y z'",
            "'Ala ma kota'",
            "\"it's\"",
            "'\\u017c\\u00f3\\u0142w'",
            "'12'",
            "'a-b-c'",
        ];
        (*self.chance.pick(&words)).to_owned()
    }

    pub fn string(&mut self, depth: usize) -> String {
        if depth == 0 {
            if let Some(name) = self.variable(Type::Str).filter(|_| self.chance.one_in(2)) {
                return name;
            }
            return self.text_literal();
        }
        let x = self.string(depth - 1);
        let n = self.chance.range(-4, 6);
        match self.chance.below(17) {
            0 => format!("({x} + {})", self.string(depth - 1)),
            1 => format!("({x} * {})", self.chance.below(4)),
            2 => format!("{x}[{n}:{}]", self.chance.range(-3, 8)),
            3 => format!("{x}[::{}]", self.chance.pick(&["-1", "2", "-2"])),
            4 => format!(
                "{x}.{}()",
                self.chance.pick(&["upper", "lower", "title", "strip", "swapcase", "capitalize"])
            ),
            5 => format!("{x}.replace({}, {})", self.text_literal(), self.text_literal()),
            6 => format!("'-'.join(map(str, {}))", self.list(depth - 1)),
            7 => format!("str({})", self.int(depth - 1)),
            8 => format!("repr({x})"),
            9 => format!(
                "f'{{{}:{}}}'",
                self.int(0),
                self.chance.pick(&["d", ">12", "<6", "^9", "+", ",", "x", "08d", "b", "_"])
            ),
            10 => format!(
                "f'{{{}:{}}}'",
                self.float(0),
                self.chance.pick(&[".2f", "e", "g", ">15.3f", "+.1e", ",.2f", ".0%", ""])
            ),
            11 => {
                format!("'{{!r:>{}}}|{{}}'.format({x}, {})", self.chance.range(1, 14), self.int(0))
            }
            12 => format!(
                "'%s %5d %-6s|%r' % ({x}, {} % 100000, {}, {})",
                self.int(0),
                self.string(0),
                self.float(0)
            ),
            13 => {
                format!("'{{}} {{:>6}} {{0}}'.replace('{{0}}', '').format({x}, {})", self.string(0))
            }
            14 => format!(
                "'{{b!r:^{}}}{{a}}'.format(a={}, b={x})",
                self.chance.range(1, 12),
                self.int(0)
            ),
            15 => format!("str({})", self.list(depth - 1)),
            _ => format!(
                "{x}.{}({}, '*')",
                self.chance.pick(&["center", "ljust", "rjust"]),
                self.chance.range(0, 14)
            ),
        }
    }

    pub fn list(&mut self, depth: usize) -> String {
        if depth == 0 {
            if let Some(name) = self.variable(Type::List).filter(|_| self.chance.one_in(2)) {
                return name;
            }
            let items: Vec<String> =
                (0..self.chance.below(6)).map(|_| self.chance.range(-20, 90).to_string()).collect();
            return format!("[{}]", items.join(", "));
        }
        let x = self.list(depth - 1);
        match self.chance.below(15) {
            0 => format!("({x} + {})", self.list(depth - 1)),
            1 => format!("sorted({x})"),
            2 => format!("sorted({x}, key=lambda v: (v % 7, -v), reverse={})", self.boolean()),
            3 => format!("{x}[{}:{}]", self.chance.range(-3, 3), self.chance.range(-2, 6)),
            4 => format!("{x}[::-1]"),
            5 => format!("[v * {} for v in {x} if v % 2 == {}]", self.int(0), self.chance.below(2)),
            6 => format!(
                "list(range({}, {}, {}))",
                self.chance.range(-4, 4),
                self.chance.range(0, 12),
                self.chance.range(1, 4)
            ),
            7 => format!("list(map(lambda v: v - {}, {x}))", self.int(0)),
            8 => format!("list(filter(lambda v: v > {}, {x}))", self.chance.range(-20, 40)),
            9 => format!("[p * q for p, q in zip({x}, {})]", self.list(0)),
            10 => format!("[i + v for i, v in enumerate({x}, {})]", self.chance.range(-2, 5)),
            11 => format!("list(itertools.accumulate({x}))"),
            12 => format!("[len(str(w)) for w in {x} for _ in range(2)]"),
            13 => format!("list({})", self.set(depth - 1)),
            _ => format!("[ord(c) for c in {}]", self.string(0)),
        }
    }

    pub fn dict(&mut self, depth: usize) -> String {
        if let Some(name) = self.variable(Type::Dict).filter(|_| self.chance.one_in(2)) {
            return name;
        }
        match self.chance.below(4) {
            0 => format!("{{str(v): v for v in {}}}", self.list(depth.min(1))),
            1 => format!("dict(zip('abcdef', {}))", self.list(depth.min(1))),
            2 => format!("{{**{{'k': {}}}, 'z': {}}}", self.int(0), self.int(0)),
            _ => format!("dict(Counter({}))", self.string(depth.min(1))),
        }
    }

    pub fn set(&mut self, depth: usize) -> String {
        if depth == 0 {
            if let Some(name) = self.variable(Type::Set).filter(|_| self.chance.one_in(2)) {
                return name;
            }
            let count = 1 + self.chance.below(7);
            let items: Vec<String> =
                (0..count).map(|_| self.chance.range(-10, 200).to_string()).collect();
            return format!("{{{}}}", items.join(", "));
        }
        let x = self.set(depth - 1);
        match self.chance.below(6) {
            0 => format!("({x} | {})", self.set(depth - 1)),
            1 => format!("({x} & {})", self.set(depth - 1)),
            2 => format!("({x} - {})", self.set(depth - 1)),
            3 => format!("({x} ^ {})", self.set(depth - 1)),
            4 => format!("set({})", self.list(depth - 1)),
            _ => format!("{{v * {} % 300 for v in {x}}}", self.chance.range(1, 9)),
        }
    }

    pub fn boolean(&mut self) -> &'static str {
        if self.chance.one_in(2) { "True" } else { "False" }
    }
}
