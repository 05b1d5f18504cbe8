//! What can be changed in place of a node, and which edit of the script each change is. No widgets.

use crate::script::edit::{Action, Named};
use crate::script::outline::{Flavour, Home, PrimitiveNode, Span, ThreadNode};
use crate::words;

/// What an edited text is for.
#[derive(Clone, PartialEq, Debug)]
pub enum Make {
    /// A new name.
    Name(Named),
    /// An argument: call, keyword, position; quoted when it is a string.
    Argument(Span, &'static str, Option<usize>, bool),
    /// How many there are.
    Count(Span),
    /// A step, or the head of one.
    Step(Span),
    /// Another value.
    Value(Span),
}

impl Make {
    /// The edit that the text asks for.
    pub fn action(&self, text: &str) -> Action {
        match self {
            Make::Name(what) => Action::Rename { what: what.clone(), to: text.trim().to_owned() },
            Make::Count(place) => {
                Action::SetCount { place: place.clone(), value: text.trim().to_owned() }
            }
            Make::Value(place) => {
                Action::Exchange { place: place.clone(), with: text.trim().to_owned() }
            }
            Make::Step(head) => Action::Rewrite { head: head.clone(), text: text.to_owned() },
            Make::Argument(call, keyword, position, quoted) => {
                let escaped = || text.replace('\\', "\\\\").replace('"', "\\\"");
                let quote = *quoted && !text.is_empty();
                Action::SetArgument {
                    call: call.clone(),
                    keyword: (*keyword).to_owned(),
                    position: *position,
                    value: if quote { format!("\"{}\"", escaped()) } else { text.to_owned() },
                }
            }
        }
    }
}

/// Label, keyword, position, whether it is a string.
pub type Property = (&'static str, &'static str, Option<usize>, bool);

/// Arguments of a thread's creation that are edited in place.
pub fn thread_properties(node: &ThreadNode) -> Vec<Property> {
    match node.flavour {
        Flavour::Thread => {
            vec![
                (words!("canvas-property-name"), "name", Some(2), true),
                (words!("canvas-property-args"), "args", Some(3), false),
            ]
        }
        Flavour::Timer => {
            vec![
                (words!("canvas-property-interval"), "interval", Some(0), false),
                (words!("canvas-property-args"), "args", Some(2), false),
            ]
        }
        Flavour::Pool => vec![(words!("canvas-property-workers"), "max_workers", Some(0), false)],
        Flavour::Subclass | Flavour::Main => Vec::new(),
    }
}

/// Arguments of a primitive's constructor that are edited in place.
pub fn primitive_properties(node: &PrimitiveNode) -> Vec<Property> {
    match (node.kind, node.class) {
        (_, "SimpleQueue") => Vec::new(),
        ("Semaphore" | "BoundedSemaphore", _) => {
            vec![(words!("canvas-property-permits"), "value", Some(0), false)]
        }
        ("Barrier", _) => vec![(words!("canvas-property-parties"), "parties", Some(0), false)],
        ("Queue", _) => vec![(words!("canvas-property-maxsize"), "maxsize", Some(0), false)],
        _ => Vec::new(),
    }
}

/// The field in which a primitive gets another name.
pub fn name_of_primitive(node: &PrimitiveNode) -> (String, Make) {
    let name = node.name.rsplit('.').next().unwrap_or(&node.name).to_owned();
    (name.clone(), Make::Name(Named { home: node.home.clone(), name }))
}

/// The field in which a shared variable gets another name.
pub fn name_of_shared(shown: &str) -> (String, Make) {
    let (home, name) = match shown.split_once('.') {
        Some((class, name)) => (Home::Attribute(class.to_owned()), name.to_owned()),
        None => (Home::Global, shown.to_owned()),
    };
    (name.clone(), Make::Name(Named { home, name }))
}

/// The field in which the function that a thread runs gets another name.
pub fn name_of_function(node: &ThreadNode) -> Option<(String, Make)> {
    if node.def_line == 0 {
        return None;
    }
    let (home, name) = match node.target.rsplit_once('.') {
        None => (Home::Global, node.target.clone()),
        // A subclass's `run` must be called that.
        Some(_) if node.flavour == Flavour::Subclass => return None,
        Some((outer, name)) => (Home::Attribute(outer.to_owned()), name.to_owned()),
    };
    Some((name.clone(), Make::Name(Named { home, name })))
}
