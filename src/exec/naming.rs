//! What a primitive is called: after the variable that the script's line puts it in.
//!
//! Reads the line's text only. A line that makes several gives them an index (`forks[2]`), and a
//! line that runs several times a number (`self.lock #2`). What a library makes inside on the same
//! line (a condition's lock) has no name of the script's: its library names it.

use std::collections::BTreeMap;
use std::sync::Arc;

/// Gives out names for one run.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Naming {
    source: Arc<str>,
    given: BTreeMap<(u32, &'static str), usize>,
}

impl Naming {
    /// For a script with this text.
    pub fn new(source: Arc<str>) -> Naming {
        Naming { source, given: BTreeMap::new() }
    }

    /// The name of a primitive of `kind` made on this 1-based line; empty if the line has none.
    pub fn name(&mut self, line: u32, kind: &'static str) -> String {
        let text = self.source.lines().nth((line as usize).wrapping_sub(1)).unwrap_or("");
        let Some((targets, value)) = assignment(text).filter(|(_, value)| makes(value, kind))
        else {
            return String::new();
        };
        let count = self.given.entry((line, kind)).or_default();
        let at = *count;
        *count += 1;
        let targets: Vec<&str> = targets.split(',').map(str::trim).collect();
        match targets.as_slice() {
            [one] if value.starts_with('[') => format!("{one}[{at}]"),
            [one] if at == 0 => (*one).to_owned(),
            [one] => format!("{one} #{}", at + 1),
            several => several.get(at).map_or_else(String::new, |one| (*one).to_owned()),
        }
    }
}

/// The targets and the value of an assignment, without its annotation and comment.
fn assignment(line: &str) -> Option<(&str, &str)> {
    let (targets, value) = line.split_once('=')?;
    let targets = targets.split(':').next().unwrap_or(targets).trim();
    let is_target = |c: char| c.is_alphanumeric() || "_., []\"'".contains(c);
    let is_plain = !targets.is_empty() && targets.chars().all(is_target);
    (is_plain && !value.starts_with('=')).then(|| (targets, value.trim()))
}

/// Whether a value calls a class of this kind: `threading.Lock()`, `LifoQueue(3)`.
fn makes(value: &str, kind: &str) -> bool {
    let call = format!("{kind}(");
    value.match_indices(&call).any(|(at, _)| {
        let word = value[..at].rsplit(|c: char| !c.is_alphanumeric() && c != '_').next();
        match word {
            Some("") | None => true,
            Some(prefix) => kind == "Queue" && ["Lifo", "Priority", "Simple"].contains(&prefix),
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(source: &str, kind: &'static str, times: usize) -> Vec<String> {
        let mut naming = Naming::new(source.into());
        (0..times).map(|_| naming.name(1, kind)).collect()
    }

    #[test]
    fn a_primitive_is_called_after_its_variable() {
        assert_eq!(names("fork = threading.Lock()  # one", "Lock", 1), ["fork"]);
        assert_eq!(names("    self.lock: Lock = Lock()", "Lock", 2), ["self.lock", "self.lock #2"]);
        assert_eq!(names("tasks = queue.LifoQueue(maxsize=3)", "Queue", 1), ["tasks"]);
    }

    #[test]
    fn several_on_a_line_are_told_apart() {
        let forks = "forks = [threading.Lock() for _ in range(5)]";
        assert_eq!(names(forks, "Lock", 3), ["forks[0]", "forks[1]", "forks[2]"]);
        assert_eq!(names("fork, knife = Lock(), Lock()", "Lock", 2), ["fork", "knife"]);
    }

    #[test]
    fn what_a_library_makes_inside_has_no_name_of_the_scripts() {
        let mut naming = Naming::new("changed = threading.Condition()".into());
        assert_eq!(naming.name(1, "RLock"), "");
        assert_eq!(naming.name(1, "Condition"), "changed");
        assert_eq!(names("gate = BoundedSemaphore(2)", "Semaphore", 1), [""]);
    }

    #[test]
    fn lines_without_an_assignment_have_none() {
        for line in ["run(Lock())", "if a == Lock():", "", "return Lock()"] {
            assert_eq!(names(line, "Lock", 1), [""], "{line}");
        }
        assert_eq!(Naming::new("a = Lock()".into()).name(0, "Lock"), "");
        assert_eq!(Naming::new("a = Lock()".into()).name(9, "Lock"), "");
    }
}
