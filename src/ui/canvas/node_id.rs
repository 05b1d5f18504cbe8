//! Which node is meant: by number within one outline, and by a key that stays when others come and
//! go. It must not know where nodes stand or what they look like.

use crate::script::outline::{Flavour, Outline, Target};

/// A node of the picture: an index into the outline.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum NodeId {
    /// Index into [`Outline::threads`].
    Thread(usize),
    /// Index into [`Outline::primitives`].
    Primitive(usize),
    /// Index into [`Outline::shared`].
    Shared(usize),
}

impl NodeId {
    /// Every node of an outline.
    pub fn all(outline: &Outline) -> impl Iterator<Item = NodeId> + use<> {
        let threads = (0..outline.threads.len()).map(NodeId::Thread);
        let primitives = (0..outline.primitives.len()).map(NodeId::Primitive);
        let shared = (0..outline.shared.len()).map(NodeId::Shared);
        threads.chain(primitives).chain(shared)
    }

    /// Whether the script makes it, as opposed to what only a run has shown.
    pub fn is_of_script(self, outline: &Outline) -> bool {
        match self {
            NodeId::Thread(at) => outline
                .threads
                .get(at)
                .is_some_and(|node| node.flavour == Flavour::Main || !node.call.is_empty()),
            NodeId::Primitive(at) => {
                outline.primitives.get(at).is_some_and(|node| !node.call.is_empty())
            }
            NodeId::Shared(_) => true,
        }
    }
}

impl From<Target> for NodeId {
    fn from(target: Target) -> NodeId {
        match target {
            Target::Primitive(at) => NodeId::Primitive(at),
            Target::Shared(at) => NodeId::Shared(at),
        }
    }
}

/// The keys of an outline's nodes, `thread worker` or `primitive lock`: written once a frame.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Default)]
pub struct Keys {
    /// In the order of [`NodeId::all`].
    all: Vec<String>,
    threads: usize,
    primitives: usize,
}

impl Keys {
    /// Those of this outline.
    pub fn of(outline: &Outline) -> Keys {
        let (threads, primitives) = (outline.threads.len(), outline.primitives.len());
        Keys { all: outline.keys(), threads, primitives }
    }

    /// A node's key.
    pub fn of_node(&self, id: NodeId) -> &str {
        let at = match id {
            NodeId::Thread(at) => at,
            NodeId::Primitive(at) => self.threads + at,
            NodeId::Shared(at) => self.threads + self.primitives + at,
        };
        self.all.get(at).map_or("", String::as_str)
    }

    /// The node with this key.
    pub fn node(&self, key: &str) -> Option<NodeId> {
        let at = self.all.iter().position(|known| known == key)?;
        Some(match at.checked_sub(self.threads) {
            None => NodeId::Thread(at),
            Some(at) if at < self.primitives => NodeId::Primitive(at),
            Some(at) => NodeId::Shared(at - self.primitives),
        })
    }

    /// All keys.
    pub fn all(&self) -> &[String] {
        &self.all
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_node_has_a_key_of_its_own_and_is_found_by_it() {
        let outline = Outline::of(
            "import threading\ntotal = 0\nlock = threading.Lock()\ndef f():\n    global total\n    \
             with lock:\n        total += 1\nthreading.Thread(target=f).start()\n",
        );
        let keys = Keys::of(&outline);
        assert_eq!(keys.all(), ["thread MainThread", "thread f", "primitive lock", "shared total"]);
        for id in NodeId::all(&outline) {
            assert_eq!(keys.node(keys.of_node(id)), Some(id));
        }
        assert_eq!(keys.node("thread g"), None);
        assert_eq!(keys.of_node(NodeId::Shared(7)), "");
    }
}
