//! Which names of the script stand for what is lit up, and which thread or object a name stands for.

use crate::export::timeline::LaneKey;
use crate::model::ids::ObjectId;
use crate::script::outline::Outline;
use crate::trace::Trace;
use crate::ui::canvas::live::node_of_object;
use crate::ui::code::LitName;

/// Where the script speaks of what is lit.
pub fn names(trace: &Trace, outline: &Outline, lit: &[LaneKey]) -> Vec<LitName> {
    let mut all: Vec<LitName> = Vec::new();
    for key in lit {
        match *key {
            LaneKey::Object(object) => all.extend(of_object(trace, outline, object)),
            LaneKey::Thread(thread) => {
                let (name, made) = (trace.thread(thread).name, trace.thread(thread).object);
                let line = trace.object(made).line as usize;
                all.extend((line > 0).then(|| LitName { line, name: base(&name).to_owned() }));
            }
            LaneKey::Variable(variable) => {
                let info = trace.variables().iter().find(|info| info.id == variable);
                all.extend(info.into_iter().flat_map(|info| of_variable(outline, &info.name)));
            }
        }
    }
    all.sort();
    all.dedup();
    all
}

fn of_object(trace: &Trace, outline: &Outline, object: ObjectId) -> Vec<LitName> {
    let info = trace.object(object);
    let node = trace.known_object(object).and_then(|info| node_of_object(outline, info));
    let lines = node.into_iter().flat_map(|number| {
        let rows = outline.threads.iter().flat_map(|thread| &thread.rows);
        let uses = rows.filter(move |row| row.primitives.contains(&number));
        uses.map(|row| row.lines.0).chain([outline.primitives[number].line])
    });
    let name = base(&info.name);
    lines.map(|line| LitName { line: line as usize, name: name.to_owned() }).collect()
}

fn of_variable(outline: &Outline, name: &str) -> Vec<LitName> {
    let rows = outline.threads.iter().flat_map(|thread| &thread.rows);
    let uses = rows.filter(|row| row.variables.iter().any(|variable| variable == name));
    let made = outline.shared.iter().filter(|node| node.name == name).map(|node| node.line);
    let lines = made.chain(uses.map(|row| row.lines.0));
    lines.map(|line| LitName { line: line as usize, name: base(name).to_owned() }).collect()
}

/// What a name of the script stands for in the run, if that is one thing.
pub fn key_of(trace: &Trace, outline: &Outline, pointed: &LitName) -> Option<LaneKey> {
    let of_name = |object: &ObjectId| {
        trace.known_object(*object).is_some_and(|info| base(&info.name) == pointed.name)
    };
    let here = |object: &ObjectId| of_object(trace, outline, *object).contains(pointed);
    let mut objects = trace.objects().filter(of_name).filter(here);
    let first = objects.next()?;
    objects.next().is_none().then_some(LaneKey::Object(first))
}

/// The identifier that stands in the script: `lock` of `account.lock`, `forks` of `forks[2]`.
fn base(name: &str) -> &str {
    let name = name.split('[').next().unwrap_or(name);
    name.rsplit('.').next().unwrap_or(name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::ids::ThreadId;
    use crate::trace::event::{Batch, ObjectInfo, WaitClass};

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
            let names = names(&trace, &outline, &[LaneKey::Object(ObjectId(object))]);
            names.into_iter().map(|it| (it.line, it.name)).collect::<Vec<_>>()
        };
        assert_eq!(lines(4), [(4, "guard".to_owned()), (9, "guard".to_owned())]);
        assert_eq!(lines(2), [(3, "forks".to_owned())]);
        assert!(names(&trace, &outline, &[LaneKey::Thread(ThreadId(0))]).is_empty());
    }

    #[test]
    fn a_name_stands_for_its_lock_and_one_of_many_locks_for_none() {
        let (trace, outline) = (trace(), Outline::of(SCRIPT));
        let key =
            |line, name: &str| key_of(&trace, &outline, &LitName { line, name: name.to_owned() });
        assert_eq!(key(9, "guard"), Some(LaneKey::Object(ObjectId(4))));
        assert_eq!(key(8, "guard"), None, "nothing of that name is there");
        assert_eq!((key(3, "forks"), key(9, "work")), (None, None));
    }
}
