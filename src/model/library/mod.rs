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
    module("__future__", include_str!("future.py")),
    module("_files", include_str!("_files.py")),
    module("_match", include_str!("_match.py")),
    module("_prelude", include_str!("_prelude.py")),
    module("_prelude_bytearray", include_str!("_prelude_bytearray.py")),
    module("_prelude_complex", include_str!("_prelude_complex.py")),
    module("_prelude_eval", include_str!("_prelude_eval.py")),
    module("_prelude_groups", include_str!("_prelude_groups.py")),
    module("_prelude_site", include_str!("_prelude_site.py")),
    module("_strptime", include_str!("_strptime.py")),
    module("_thread", include_str!("_thread.py")),
    module("abc", include_str!("abc.py")),
    module("argparse", include_str!("argparse.py")),
    module("array", include_str!("array.py")),
    module("atexit", include_str!("atexit.py")),
    module("base64", include_str!("base64.py")),
    module("binascii", include_str!("binascii.py")),
    module("bisect", include_str!("bisect.py")),
    module("calendar", include_str!("calendar.py")),
    module("cmath", include_str!("cmath.py")),
    module("collections", include_str!("collections.py")),
    module("collections.abc", include_str!("collections_abc.py")),
    module("concurrent", include_str!("concurrent.py")),
    module("concurrent.futures", include_str!("concurrent_futures.py")),
    module("concurrent.futures.thread", include_str!("concurrent_futures_thread.py")),
    module("contextlib", include_str!("contextlib.py")),
    module("contextvars", include_str!("contextvars.py")),
    module("copy", include_str!("copy.py")),
    module("csv", include_str!("csv.py")),
    module("dataclasses", include_str!("dataclasses.py")),
    module("datetime", include_str!("datetime.py")),
    module("decimal", include_str!("decimal.py")),
    module("dis", include_str!("dis.py")),
    module("enum", include_str!("enum.py")),
    module("errno", include_str!("errno.py")),
    module("fractions", include_str!("fractions.py")),
    module("functools", include_str!("functools.py")),
    module("gc", include_str!("gc.py")),
    module("glob", include_str!("glob.py")),
    module("hashlib", include_str!("hashlib.py")),
    module("heapq", include_str!("heapq.py")),
    module("importlib", include_str!("importlib.py")),
    module("inspect", include_str!("inspect.py")),
    module("io", include_str!("io.py")),
    module("itertools", include_str!("itertools.py")),
    module("json", include_str!("json.py")),
    module("logging", include_str!("logging.py")),
    module("logging.config", include_str!("logging_config.py")),
    module("logging.handlers", include_str!("logging_handlers.py")),
    module("math", include_str!("math.py")),
    module("multiprocessing", include_str!("multiprocessing.py")),
    module("multiprocessing.dummy", include_str!("multiprocessing_dummy.py")),
    module("multiprocessing.pool", include_str!("multiprocessing_pool.py")),
    module("operator", include_str!("operator.py")),
    module("os", include_str!("os.py")),
    module("os.path", include_str!("os_path.py")),
    module("pathlib", include_str!("pathlib.py")),
    module("pickle", include_str!("pickle.py")),
    module("platform", include_str!("platform.py")),
    module("pprint", include_str!("pprint.py")),
    module("queue", include_str!("queue.py")),
    module("random", include_str!("random.py")),
    module("re", include_str!("re.py")),
    module("sched", include_str!("sched.py")),
    module("secrets", include_str!("secrets.py")),
    module("shutil", include_str!("shutil.py")),
    module("signal", include_str!("signal.py")),
    module("statistics", include_str!("statistics.py")),
    module("string", include_str!("string.py")),
    module("struct", include_str!("struct.py")),
    module("sys", include_str!("sys.py")),
    module("tempfile", include_str!("tempfile.py")),
    module("textwrap", include_str!("textwrap.py")),
    module("threading", include_str!("threading.py")),
    module("time", include_str!("time.py")),
    module("timeit", include_str!("timeit.py")),
    module("traceback", include_str!("traceback.py")),
    module("types", include_str!("types.py")),
    module("typing", include_str!("typing.py")),
    module("urllib", include_str!("urllib.py")),
    module("urllib.parse", include_str!("urllib_parse.py")),
    module("uuid", include_str!("uuid.py")),
    module("warnings", include_str!("warnings.py")),
    module("weakref", include_str!("weakref.py")),
    module("zlib", include_str!("zlib.py")),
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
