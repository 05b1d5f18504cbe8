//! Another lock, queue or event for a step: `with fork:` instead of `with knife:`. Pure.

use super::CanvasAction;
use super::drops::{base, can_guard};
use super::popup::Options;
use crate::script::edit::Action;
use crate::script::outline::{Mention, Outline, Row, RowKind};
use crate::words;

/// What a step can be about instead: for each thing that it names, what could stand there.
pub fn exchanges(outline: &Outline, (thread, row): (usize, usize)) -> Vec<(String, Options)> {
    let Some(row) = outline.threads.get(thread).and_then(|node| node.rows.get(row)) else {
        return Vec::new();
    };
    let mut all = Vec::new();
    for group in row.mentions.chunk_by(|a, b| (a.start, a.end) == (b.start, b.end)) {
        let fits = |at: usize| {
            let known = group.iter().any(|mention| mention.primitive == at);
            !known && can_replace(outline, row, (group[0].primitive, at))
        };
        let others = (0..outline.primitives.len()).filter(|at| fits(*at));
        let option = |at| {
            let with = outline.reference(at, thread)?;
            Some((with.clone(), exchange(&group[0], with)))
        };
        let options: Options = others.filter_map(option).collect();
        if let Some(name) = row.text_of(&group[0]).filter(|_| !options.is_empty()) {
            all.push((name.to_owned(), options));
        }
    }
    all
}

/// The same as ways to draw a wire from the step to one of them.
pub fn ways(outline: &Outline, place: (usize, usize), on: &str) -> Options {
    let mut ways = Options::new();
    for (old, options) in exchanges(outline, place) {
        let chosen = options.into_iter().find(|(new, _)| new == on);
        let label = words!("canvas-instead", new = on, old = old);
        ways.extend(chosen.map(|(_, action)| (label, action)));
    }
    ways
}

fn exchange(mention: &Mention, with: String) -> CanvasAction {
    CanvasAction::Edit(Action::Exchange { place: mention.start..mention.end, with })
}

/// Whether a step that is about one thing could be about another as well. What can be held is taken
/// and given back in one way, whatever its kind; a condition can more.
fn can_replace(outline: &Outline, row: &Row, (old, new): (usize, usize)) -> bool {
    let (old, new) = (outline.primitives[old].kind, outline.primitives[new].kind);
    let is_plain = |kind: &str| can_guard(kind) && kind != "Condition";
    let only_held = matches!(row.kind, RowKind::With | RowKind::Acquire | RowKind::Release);
    base(old) == base(new) || only_held && is_plain(old) && is_plain(new)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::script::edit;

    const SCRIPT: &str = "\
import queue, threading
fork, knife = threading.Lock(), threading.Lock()
room = threading.Semaphore(2)
gate = threading.Condition()
shelf = queue.Queue()

def eat(first):
    with first, knife:  # both
        shelf.put(1)

threading.Thread(target=eat, args=(fork,)).start()
";

    fn offered(row: usize) -> (Outline, Vec<(String, Options)>) {
        let outline = Outline::of(SCRIPT);
        let thread = outline.threads.iter().position(|node| node.target == "eat").unwrap();
        let offered = exchanges(&outline, (thread, row));
        (outline, offered)
    }

    #[test]
    fn each_thing_that_a_step_names_can_be_another_that_is_used_in_that_way() {
        let (_, offered) = offered(0);
        let names: Vec<(&str, Vec<&str>)> = offered
            .iter()
            .map(|(old, options)| (old.as_str(), options.iter().map(|(new, _)| &**new).collect()))
            .collect();
        assert_eq!(names, [("first", vec!["knife", "room"]), ("knife", vec!["fork", "room"])]);
    }

    #[test]
    fn the_rest_of_the_line_stays_as_it_is() {
        let (_, offered) = offered(0);
        let CanvasAction::Edit(action) = &offered[1].1[0].1 else { panic!("an edit") };
        let change = edit::edit(SCRIPT, action).unwrap();
        let text = edit::apply(SCRIPT, &change.edits);
        assert_eq!(text, SCRIPT.replace("with first, knife:  #", "with first, fork:  #"));
    }

    #[test]
    fn the_only_queue_can_be_nothing_else() {
        let (outline, offered) = offered(1);
        assert!(offered.is_empty(), "{offered:?}");
        assert_eq!(outline.primitives.len(), 5);
    }
}
