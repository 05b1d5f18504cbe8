//! Which names of the script stand for what is lit up, and which thread, object or variable a name
//! stands for.

use crate::export::timeline::LaneKey;
use crate::script::outline::Outline;
use crate::trace::Trace;
use crate::trace::samples::VariableInfo;
use crate::ui::canvas::matched::{card_of, is_variable_of, node_of_known};
use crate::ui::code::LitName;

/// The picture with the lines and names that it had when it ran, and as it is now.
#[derive(Clone, Copy)]
pub struct Pictures<'o> {
    /// By which things of the run are found.
    pub then: &'o Outline,
    /// In which the script is spoken of.
    pub now: &'o Outline,
}

/// Where the script speaks of what is lit.
pub fn names(trace: &Trace, of: Pictures, lit: &[LaneKey]) -> Vec<LitName> {
    let mut all: Vec<LitName> = Vec::new();
    for key in lit {
        match *key {
            LaneKey::Object(object) => {
                let node = node_of_known(of.then, trace, object);
                all.extend(node.into_iter().flat_map(|number| of_primitive(of.now, number)));
            }
            LaneKey::Thread(thread) => {
                let node = card_of(of.then, trace, thread);
                all.extend(node.into_iter().flat_map(|number| of_thread(of.now, number)));
            }
            LaneKey::Variable(variable) => {
                let info = trace.variables().iter().find(|info| info.id == variable);
                let nodes = info.into_iter().flat_map(|info| nodes_of_variable(of.then, info));
                all.extend(nodes.flat_map(|number| of_variable(of.now, number)));
            }
        }
    }
    all.sort();
    all.dedup();
    all
}

/// What a name of the script stands for in the run, if that is one thing.
pub fn key_of(trace: &Trace, of: Pictures, pointed: &LitName) -> Option<LaneKey> {
    let named = |names: &dyn Fn(&Outline, usize) -> Vec<LitName>, count: usize| -> Vec<usize> {
        (0..count).filter(|&number| names(of.now, number).contains(pointed)).collect()
    };
    let primitives = named(&of_primitive, of.now.primitives.len());
    let threads = named(&of_thread, of.now.threads.len());
    let shared = named(&of_variable, of.now.shared.len());
    let objects = trace.objects().filter(|_| !primitives.is_empty()).filter(|&object| {
        node_of_known(of.then, trace, object).is_some_and(|node| primitives.contains(&node))
    });
    let members = trace.threads().filter(|_| !threads.is_empty()).filter(|&thread| {
        card_of(of.then, trace, thread).is_some_and(|node| threads.contains(&node))
    });
    let variables = trace
        .variables()
        .iter()
        .filter(|info| nodes_of_variable(of.then, info).any(|number| shared.contains(&number)));
    let mut all = objects
        .map(LaneKey::Object)
        .chain(members.map(LaneKey::Thread))
        .chain(variables.map(|info| LaneKey::Variable(info.id)));
    let first = all.next()?;
    all.next().is_none().then_some(first)
}

/// The line that makes it, and what each step that uses it calls it there.
fn of_primitive(outline: &Outline, number: usize) -> Vec<LitName> {
    let node = &outline.primitives[number];
    let rows = outline.threads.iter().flat_map(|thread| &thread.rows);
    let mentions = rows.flat_map(|row| {
        let own = row.mentions.iter().filter(|mention| mention.primitive == number);
        own.filter_map(|mention| Some(lit(row.lines.0, row.text_of(mention)?)))
    });
    mentions.chain([lit(node.line, &node.name)]).collect()
}

/// The line that makes it, and the function that it runs.
fn of_thread(outline: &Outline, number: usize) -> Vec<LitName> {
    let node = &outline.threads[number];
    let made = node.variable.iter().map(|variable| lit(node.lines.0, variable));
    let runs = [node.lines.0, node.def_line].map(|line| lit(line, &node.target));
    made.chain(runs).filter(|name| name.line > 0 && !name.name.is_empty()).collect()
}

fn of_variable(outline: &Outline, number: usize) -> Vec<LitName> {
    let node = &outline.shared[number];
    let rows = outline.threads.iter().flat_map(|thread| &thread.rows);
    let uses = rows.filter(|row| row.variables.contains(&node.name)).map(|row| row.lines.0);
    let lines = uses.chain([node.line]).filter(|line| *line > 0);
    lines.map(|line| lit(line, &node.name)).collect()
}

fn nodes_of_variable<'o>(
    outline: &'o Outline,
    info: &'o VariableInfo,
) -> impl Iterator<Item = usize> + 'o {
    let all = outline.shared.iter().enumerate();
    all.filter(|(_, node)| is_variable_of(outline, node, info)).map(|(number, _)| number)
}

fn lit(line: u32, name: &str) -> LitName {
    LitName { line: line as usize, name: base(name).to_owned() }
}

/// The identifier that stands in the script: `lock` of `account.lock`, `forks` of `forks[2]`.
fn base(name: &str) -> &str {
    let name = name.split('[').next().unwrap_or(name);
    name.rsplit('.').next().unwrap_or(name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::ids::{ObjectId, ThreadId};
    use crate::trace::event::{Batch, ObjectInfo, ThreadInfo, WaitClass};
    use crate::trace::samples::{Sampling, VariableId};

    const SCRIPT: &str = "\
import threading

forks = [threading.Lock() for _ in range(2)]
guard = threading.Lock()
total = 0

def work():
    global total
    with guard:
        total += 1

threading.Thread(target=work).start()
threading.Thread(target=work).start()
";

    fn both(outline: &Outline) -> Pictures<'_> {
        Pictures { then: outline, now: outline }
    }

    fn trace() -> Trace {
        let object = |id, name: &str, line| ObjectInfo {
            id: ObjectId(id),
            kind: "Lock",
            name: name.to_owned(),
            waits_as: WaitClass::Lock,
            level: None,
            line,
            inside: None,
        };
        let objects =
            vec![object(2, "forks[0]", 3), object(3, "forks[1]", 3), object(4, "guard", 4)];
        let mut trace = Trace::new();
        trace.append(&Batch { objects, ..Batch::default() });
        trace
    }

    #[test]
    fn a_lit_lock_lights_the_line_that_makes_it_and_those_that_use_it() {
        let (trace, outline) = (trace(), Outline::of(SCRIPT));
        let lines = |object| {
            let names = names(&trace, both(&outline), &[LaneKey::Object(ObjectId(object))]);
            names.into_iter().map(|it| (it.line, it.name)).collect::<Vec<_>>()
        };
        assert_eq!(lines(4), [(4, "guard".to_owned()), (9, "guard".to_owned())]);
        assert_eq!(lines(2), [(3, "forks".to_owned())]);
    }

    #[test]
    fn threads_and_attributes_light_up_where_the_script_speaks_of_them_and_the_other_way_round() {
        const BANK: &str = "\
import threading

class Account:
    def __init__(self):
        self.balance = 100

    def draw(self):
        self.balance -= 10

account = Account()
thief = threading.Thread(target=account.draw)
thief.start()
";
        let outline = Outline::of(BANK);
        let mut trace = Trace::new();
        let (thief, balance) = (ThreadId(1), VariableId(0));
        let made = ObjectInfo {
            id: ObjectId(5),
            kind: "Thread",
            name: "Thread-1 (draw)".to_owned(),
            waits_as: WaitClass::Signal,
            level: None,
            line: 11,
            inside: None,
        };
        let name = made.name.clone();
        let info = ThreadInfo { id: thief, name, daemon: false, object: made.id };
        let variables = vec![VariableInfo {
            id: balance,
            name: "account.balance".to_owned(),
            class: "Account".to_owned(),
        }];
        let (objects, threads) = (vec![made], vec![info]);
        let sampling = Sampling { variables, ..Sampling::default() };
        trace.append(&Batch { objects, threads, sampling, ..Batch::default() });
        let seen = |key| -> Vec<(usize, String)> {
            let names = names(&trace, both(&outline), &[key]);
            names.into_iter().map(|it| (it.line, it.name)).collect()
        };
        let at = |line: usize, name: &str| (line, name.to_owned());
        let (thread, variable) = (LaneKey::Thread(thief), LaneKey::Variable(balance));
        assert_eq!(seen(thread), [at(7, "draw"), at(11, "draw"), at(11, "thief")]);
        assert_eq!(seen(variable), [at(5, "balance"), at(8, "balance")]);
        for (key, (line, name)) in [(thread, at(7, "draw")), (variable, at(8, "balance"))] {
            assert_eq!(key_of(&trace, both(&outline), &LitName { line, name }), Some(key));
        }
    }

    #[test]
    fn a_name_stands_for_its_lock_and_one_of_many_locks_for_none() {
        let (trace, outline) = (trace(), Outline::of(SCRIPT));
        let key = |line, name: &str| {
            key_of(&trace, both(&outline), &LitName { line, name: name.to_owned() })
        };
        assert_eq!(key(9, "guard"), Some(LaneKey::Object(ObjectId(4))));
        assert_eq!(key(8, "guard"), None, "nothing of that name is there");
        assert_eq!((key(3, "forks"), key(9, "work")), (None, None));
    }
}
