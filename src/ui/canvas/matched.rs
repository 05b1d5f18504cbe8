//! Which node of the script's picture a thing of a run stands for. The trace knows threads, objects and
//! variables, the outline places of the script that make them: they are matched by the line that
//! made them, then by name. The one place that knows how.

use super::live::row_of_line;
use crate::model::ids::{ObjectId, ThreadId};
use crate::script::edit::value_of as value_of_argument;
use crate::script::outline::{Flavour, Home, MAIN, Outline, PrimitiveNode, SharedNode, ThreadNode};
use crate::trace::Trace;
use crate::trace::event::ObjectInfo;
use crate::trace::samples::VariableInfo;

/// The node that an object of the run stands for.
pub fn node_of_object(outline: &Outline, info: &ObjectInfo) -> Option<usize> {
    let nodes = &outline.primitives;
    let by_line = |node: &PrimitiveNode| node.kind == info.kind && node.line == info.line;
    let by_name = |node: &PrimitiveNode| node.kind == info.kind && has_name(node, info);
    let same_line = nodes.iter().filter(|node| by_line(node)).count();
    // Two of a kind made on one line: only their names tell them apart.
    let line = (same_line == 1).then(|| nodes.iter().position(by_line)).flatten();
    line.or_else(|| nodes.iter().position(by_name))
}

fn has_name(node: &PrimitiveNode, info: &ObjectInfo) -> bool {
    let base = info.name.split('[').next().unwrap_or(&info.name);
    match &node.home {
        Home::Attribute(_) => last(base) == last(&node.name),
        _ => base == node.name || base == last(&node.name),
    }
}

fn last(name: &str) -> &str {
    name.rsplit('.').next().unwrap_or(name)
}

/// The card that a thread of the run is on: by the line that made it, then by name.
pub fn node_of_thread(outline: &Outline, name: &str, line: u32) -> Option<usize> {
    let find = |test: &dyn Fn(&ThreadNode) -> bool| outline.threads.iter().position(test);
    if name == MAIN {
        return find(&|node| node.flavour == Flavour::Main);
    }
    let runs = |node: &ThreadNode| runs(node, name);
    let here = |node: &ThreadNode| line > 0 && node.lines.0 <= line && line <= node.lines.1;
    let named = |node: &ThreadNode| node.given_name.as_deref() == Some(name);
    // Two may be made on one line: there the name says which.
    find(&|node| here(node) && (runs(node) || named(node)))
        .or_else(|| find(&|node| here(node) && node.flavour != Flavour::Main))
        .or_else(|| find(&named))
        .or_else(|| find(&|node| is_of_pool(node, name)))
        .or_else(|| find(&runs))
        .or_else(|| {
            let pool = name.starts_with("ThreadPoolExecutor");
            let flavour = if pool { Flavour::Pool } else { Flavour::Subclass };
            find(&|node| node.flavour == flavour)
        })
}

/// Whether a pool's `thread_name_prefix` begins this name: `darkroom_0`.
fn is_of_pool(node: &ThreadNode, name: &str) -> bool {
    let prefix = value_of_argument(&node.arguments, "thread_name_prefix", Some(1));
    let prefix = prefix.filter(|_| node.flavour == Flavour::Pool);
    let rest = prefix.and_then(|text| name.strip_prefix(text.trim_matches(['"', '\''])));
    rest.is_some_and(|rest| rest.starts_with('_'))
}

/// The card that a thread of a run is on.
pub fn card_of(outline: &Outline, trace: &Trace, thread: ThreadId) -> Option<usize> {
    let info = trace.thread(thread);
    let line = trace.object(info.object).line;
    let found = node_of_thread(outline, &info.name, line)?;
    // Several made on one line under names that the text does not show: where it runs tells it.
    let made_here = |node: &ThreadNode| line > 0 && node.lines.0 <= line && line <= node.lines.1;
    let node = &outline.threads[found];
    if is_told_by(node, &info.name) || outline.threads.iter().filter(|it| made_here(it)).count() < 2
    {
        return Some(found);
    }
    let at = trace.line_at(thread, u64::MAX);
    let runs = |node: &ThreadNode| {
        made_here(node) && at.is_some_and(|line| row_of_line(node, line).is_some())
    };
    outline.threads.iter().position(runs).or(Some(found))
}

/// Whether a thread's name says that it is on this card: by its own name, or by what it runs.
fn is_told_by(node: &ThreadNode, name: &str) -> bool {
    name == MAIN || node.given_name.as_deref() == Some(name) || runs(node, name)
}

/// Whether a name says what its thread runs, as `Thread-1 (work)` does, and `work` itself.
fn runs(node: &ThreadNode, name: &str) -> bool {
    let told = name.rsplit_once('(').map_or(name, |(_, rest)| rest.trim_end_matches(')'));
    last(&node.target) == told
}

/// The node that an object of a run stands for, by its number.
pub fn node_of_known(outline: &Outline, trace: &Trace, object: ObjectId) -> Option<usize> {
    trace.known_object(object).and_then(|info| node_of_object(outline, info))
}

/// The variables of a run that a shared node stands for: an attribute is one of each object of its class.
pub fn variables_of_node<'t>(
    outline: &Outline,
    node: &SharedNode,
    trace: &'t Trace,
) -> Vec<&'t VariableInfo> {
    trace.variables().iter().filter(|info| is_variable_of(outline, node, info)).collect()
}

/// Whether a variable of a run is what a shared node stands for. The run names an attribute by an
/// object that has it, the outline by the class that does: the object's own, or the only one there is.
pub fn is_variable_of(outline: &Outline, node: &SharedNode, info: &VariableInfo) -> bool {
    if info.name == node.name {
        return true;
    }
    let (Some((class, attribute)), Some((_, last))) =
        (node.name.rsplit_once('.'), info.name.rsplit_once('.'))
    else {
        return false;
    };
    let has_it = |other: &&SharedNode| other.name.rsplit_once('.').is_some_and(|it| it.1 == last);
    attribute == last && (class == info.class || outline.shared.iter().filter(has_it).count() == 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::trace::samples::VariableId;

    #[test]
    fn threads_of_a_pool_are_on_its_card_whatever_they_are_called() {
        let outline = Outline::of(
            "from concurrent.futures import ThreadPoolExecutor\ndef job(n):\n    print(n)\n\
             with ThreadPoolExecutor(2, thread_name_prefix=\"dark\") as pool:\n    \
             pool.submit(job, 1)\n",
        );
        let pool = outline.threads.iter().position(|node| node.flavour == Flavour::Pool);
        assert!(pool.is_some());
        assert_eq!(node_of_thread(&outline, "dark_0", 5), pool);
        assert_eq!(node_of_thread(&outline, "ThreadPoolExecutor-0_0", 5), pool);
        assert_eq!(node_of_thread(&outline, "darkness", 9), None);
    }

    #[test]
    fn threads_that_one_line_makes_are_told_apart_by_their_names() {
        let outline = Outline::of(
            "import threading\ndef guest(): pass\ndef cook(): pass\n\
             all = [threading.Thread(target=guest, name='g'), threading.Thread(target=cook, name='c')]\n\
             both = [threading.Thread(target=guest), threading.Thread(target=cook)]\n",
        );
        let target = |name: &str, line| {
            node_of_thread(&outline, name, line).map(|at| outline.threads[at].target.as_str())
        };
        assert_eq!([target("g", 4), target("c", 4)], [Some("guest"), Some("cook")]);
        // As `name=f.__name__` gives them.
        assert_eq!([target("guest", 5), target("cook", 5)], [Some("guest"), Some("cook")]);
        let unnamed = [target("Thread-1 (guest)", 5), target("Thread-2 (cook)", 5)];
        assert_eq!(unnamed, [Some("guest"), Some("cook")]);
    }

    #[test]
    fn an_attribute_is_known_by_its_class_in_the_script_and_by_an_object_in_the_run() {
        let of = |names: &[&str], name: &str, class: &str| -> Vec<String> {
            let node = |name: &&str| SharedNode { name: name.to_string(), line: 1, start: None };
            let shared: Vec<SharedNode> = names.iter().map(node).collect();
            let outline = Outline { shared, ..Outline::default() };
            let (name, class) = (name.to_owned(), class.to_owned());
            let info = VariableInfo { id: VariableId(0), name, class };
            let is_it = |node: &&SharedNode| is_variable_of(&outline, node, &info);
            outline.shared.iter().filter(is_it).map(|node| node.name.clone()).collect()
        };
        assert_eq!(of(&["Account.balance"], "account.balance", "Account"), ["Account.balance"]);
        assert_eq!(of(&["Account.balance"], "mine.balance", "Savings"), ["Account.balance"]);
        assert!(of(&["Account.balance"], "balance", "").is_empty());
        assert_eq!(of(&["total"], "total", ""), ["total"]);
        assert!(of(&["total"], "account.total", "Account").is_empty());
        let both = ["Oven.count", "Shelf.count"];
        assert_eq!(of(&both, "oven.count", "Oven"), ["Oven.count"]);
        assert_eq!(of(&both, "shelf.count", "Shelf"), ["Shelf.count"]);
        assert!(of(&both, "third.count", "").is_empty(), "nothing tells whose it is");
    }
}
