//! Values of shared variables behind the lines of the script, as a debugger shows them: behind the
//! line that makes the variable, and behind the lines on which threads are and that name it.

/// A value to show behind a line.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ValueMark {
    /// 1-based line.
    pub line: usize,
    /// `total = 42`.
    pub text: String,
}

/// Values behind the lines of `text`: of each variable its name, the line that makes it (0 if the
/// text does not show it) and what is told of it. `here` are the lines on which threads are.
pub fn value_marks(
    text: &str,
    values: &[(&str, usize, &str)],
    here: impl Iterator<Item = usize>,
) -> Vec<ValueMark> {
    let mut lines: Vec<usize> = here.chain(values.iter().map(|value| value.1)).collect();
    lines.sort_unstable();
    lines.dedup();
    let mut marks = Vec::new();
    let mut numbered = text.lines().zip(1..).peekable();
    for line in lines {
        while numbered.next_if(|(_, number)| *number < line).is_some() {}
        let Some((text, _)) = numbered.next_if(|(_, number)| *number == line) else { continue };
        // The line that makes one class's attribute speaks of no other class's.
        let is_made_here = |name: &str| {
            values.iter().any(|(other, made, _)| *made == line && last(other) == last(name))
        };
        let speaks_of = |name: &str| names(text, name) && !is_made_here(name);
        let shown = values.iter().filter(|(name, made, _)| *made == line || speaks_of(name));
        let shown: Vec<&str> = shown.map(|(_, _, told)| *told).collect();
        if !shown.is_empty() {
            marks.push(ValueMark { line, text: shown.join(", ") });
        }
    }
    marks
}

fn last(name: &str) -> &str {
    name.rsplit('.').next().unwrap_or(name)
}

/// Whether a line names a variable, or an attribute by its last part.
fn names(line: &str, name: &str) -> bool {
    let name = last(name);
    let code = line.split('#').next().unwrap_or(line);
    code.split(|letter: char| !letter.is_alphanumeric() && letter != '_').any(|word| word == name)
}

#[cfg(test)]
mod tests {
    use super::*;

    const SCRIPT: &str = "total = 0\ndef work():\n    total += 1  # total\n    print(subtotal)\n";

    fn marks(here: &[usize]) -> Vec<(usize, String)> {
        let marks = value_marks(SCRIPT, &[("total", 1, "total = 42")], here.iter().copied());
        marks.into_iter().map(|mark| (mark.line, mark.text)).collect()
    }

    #[test]
    fn a_value_stands_behind_the_line_that_makes_it_and_where_threads_use_it() {
        assert_eq!(marks(&[]), [(1, "total = 42".to_owned())]);
        let both = [(1, "total = 42".to_owned()), (3, "total = 42".to_owned())];
        assert_eq!(marks(&[3, 3, 4]), both, "line 4 names another variable");
    }

    #[test]
    fn the_line_that_makes_an_attribute_speaks_of_no_other_class() {
        let text = "self.count = 0\nself.count = 0\nx.count += 1\n";
        let values = [("A.count", 1, "A.count = 1"), ("B.count", 2, "B.count = 2")];
        let found = value_marks(text, &values, [3].into_iter());
        let texts: Vec<&str> = found.iter().map(|mark| mark.text.as_str()).collect();
        assert_eq!(texts, ["A.count = 1", "B.count = 2", "A.count = 1, B.count = 2"]);
    }

    #[test]
    fn an_attribute_is_named_by_its_last_part() {
        let values = [("Account.balance", 0, "Account.balance = 7")];
        let found = value_marks("x\nself.balance -= 1\n", &values, [2, 9].into_iter());
        let mark = ValueMark { line: 2, text: "Account.balance = 7".to_owned() };
        assert_eq!(found, [mark]);
    }
}
