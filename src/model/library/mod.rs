//! The library modules that are written in Python, as text: the script's loader compiles the ones
//! a program imports. They stand on the native modules that `NATIVES.md` beside them lists.
//!
//! It must not know how any of them is compiled or run.

/// One module.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct LibraryModule {
    /// What `import` calls it.
    pub name: &'static str,
    /// Its text.
    pub source: &'static str,
}

const fn module(name: &'static str, source: &'static str) -> LibraryModule {
    LibraryModule { name, source }
}

/// All of them, sorted by name.
pub const MODULES: &[LibraryModule] = &[
    module("_prelude", include_str!("_prelude.py")),
    module("heapq", include_str!("heapq.py")),
    module("queue", include_str!("queue.py")),
    module("threading", include_str!("threading.py")),
    module("time", include_str!("time.py")),
    module("warnings", include_str!("warnings.py")),
];

/// The module with this name.
pub fn module_named(name: &str) -> Option<&'static LibraryModule> {
    MODULES.binary_search_by(|module| module.name.cmp(name)).ok().map(|at| &MODULES[at])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_sorted_and_every_name_is_found() {
        assert!(MODULES.is_sorted_by(|a, b| a.name < b.name));
        assert!(MODULES.iter().all(|module| module_named(module.name) == Some(module)));
        assert_eq!(module_named("socket"), None);
    }

    #[test]
    fn every_module_says_what_it_is_for() {
        assert!(MODULES.iter().all(|module| module.source.starts_with("\"\"\"")));
    }
}
