//! What scripts ask for and do not find: modules and names that are missing on purpose or that only
//! older Pythons had, each with a word on what to do instead.

use super::import::module_names;
use super::names;
use crate::words::{Say, Told};
use crate::{told, words};

/// Modules that scripts about threads often import and that are missing on purpose, by what they
/// are for, with what to do instead.
const MISSING: &[(&[&str], Say)] = &[
    (&["subprocess", "multiprocessing", "joblib", "psutil"], || words!("script-one-process-try")),
    (&["asyncio", "trio", "curio", "gevent", "eventlet"], || words!("script-about-threads-try")),
    (
        &[
            "socket",
            "socketserver",
            "requests",
            "urllib",
            "urllib2",
            "urllib3",
            "http",
            "ssl",
            "select",
            "selectors",
            "smtplib",
            "ftplib",
            "paramiko",
            "aiohttp",
            "httpx",
            "bs4",
        ],
        || words!("script-no-network-try"),
    ),
    (&["sqlite3", "shelve", "fcntl", "fileinput", "zipfile", "tarfile", "mmap"], || {
        words!("script-no-machine-try")
    }),
    (&["ctypes", "cffi"], || words!("script-no-reach-try")),
    (&["trace", "tracemalloc", "faulthandler", "cProfile", "profile", "pstats", "pdb"], || {
        words!("script-no-cpython-try")
    }),
    (&["numpy", "pandas", "scipy", "matplotlib", "PIL", "cv2", "torch", "sklearn", "tqdm"], || {
        words!("script-no-packages-try")
    }),
    (
        &["tkinter", "Tkinter", "pygame", "PyQt5", "PyQt6", "PySide6", "turtle", "wx", "kivy"],
        || words!("script-no-window-try"),
    ),
    (&["Queue"], || words!("script-python-2-queue")),
    (&["thread", "dummy_threading", "_dummy_thread"], || words!("script-use-threading")),
];

/// Attributes of bundled modules that are missing on purpose, with what to do instead.
const NOT_HERE: &[(&[&str], Say)] = &[
    (&["Process", "Pool", "Manager", "Pipe", "Value", "Array", "ProcessPoolExecutor"], || {
        words!("script-one-process-try")
    }),
    (&["settrace", "setprofile", "settrace_all_threads", "setprofile_all_threads"], || {
        words!("script-no-tracing-try")
    }),
    (&["fork", "system", "popen", "execv", "execvp", "spawnl", "wait", "waitpid", "pipe"], || {
        words!("script-one-process-threads")
    }),
    (&["sigwait", "sigtimedwait", "sigwaitinfo", "pthread_sigmask", "set_wakeup_fd"], || {
        words!("script-no-signals-try")
    }),
    (&["stat", "chdir", "scandir", "chmod", "symlink", "access"], || {
        words!("script-own-files-try")
    }),
];

/// Names that older Pythons had and the one that is followed here has not: by module, with what
/// to do instead. A script that uses one runs to the error that Python gives it.
const GONE: &[(&str, &[&str], Say)] = &[
    ("time", &["clock"], || words!("script-python-2-clock")),
    (
        "threading",
        &["_Timer", "_Condition", "_Event", "_Semaphore", "_BoundedSemaphore", "_sleep"],
        || words!("script-python-2-underscore"),
    ),
    (
        "collections",
        &["Callable", "Hashable", "Iterable", "Iterator", "Mapping", "MutableMapping", "Sequence"],
        || words!("script-python-2-abc"),
    ),
    ("itertools", &["ifilter", "imap", "izip", "izip_longest"], || words!("script-python-2-lazy")),
    ("sys", &["exc_clear", "exc_type", "exc_value", "maxint", "setdefaultencoding"], || {
        words!("script-python-2-gone")
    }),
    ("os", &["errno", "getcwdu"], || words!("script-python-2-gone")),
    ("string", &["atoi", "join", "letters", "lowercase", "maketrans", "uppercase"], || {
        words!("script-python-2-gone")
    }),
    ("inspect", &["getargspec"], || words!("script-python-2-gone")),
];

/// The rest of Python's own modules: what is neither here nor there must be installed.
const STANDARD: &str = "\
    ast bdb binhex bz2 cgi cgitb cmd code codecs codeop colorsys compileall \
    configparser copyreg curses dbm difflib distutils doctest email encodings filecmp fnmatch \
    getopt getpass gettext graphlib grp gzip html imaplib ipaddress keyword linecache \
    locale lzma mailbox marshal mimetypes modulefinder msvcrt netrc numbers optparse pickletools \
    pkgutil plistlib poplib posix pty pwd py_compile quopri readline reprlib resource \
    rlcompleter runpy site stat symtable syslog telnetlib termios test token tokenize tomllib \
    tty unicodedata unittest venv wave webbrowser winreg winsound xml xmlrpc zipimport zoneinfo";

/// What a list says of a name.
fn said_of(list: &[(&[&str], Say)], name: &str) -> Option<Say> {
    list.iter().find(|(names, _)| names.contains(&name)).map(|(_, help)| *help)
}

/// What to do instead of a name that a module lacks on purpose.
pub(super) fn instead_of(name: &str) -> Option<Say> {
    said_of(NOT_HERE, name)
}

/// What to do about a name of a module that has pools of threads, and else what is about processes.
pub(super) fn about_processes(module: &str) -> Option<Say> {
    let is_one = module.starts_with("multiprocessing");
    is_one.then(|| said_of(NOT_HERE, "Process")).flatten()
}

/// What to do instead of a name that a module had in older Pythons.
pub(super) fn gone_from(module: &str, name: &str) -> Option<Say> {
    let mut names =
        GONE.iter().filter(|(known, names, _)| *known == module && names.contains(&name));
    names.next().map(|(_, _, help)| *help)
}

/// What to do about an import of something that is not bundled.
pub(super) fn advice(name: &str) -> Told {
    if let Some(help) = said_of(MISSING, name) {
        return Told::from(help);
    }
    let known = module_names();
    let all = known.join(", ");
    match names::nearest(name, known.iter().copied()) {
        Some(near) => told!("script-modules-near", name = near, modules = all.as_str()),
        None if STANDARD.split_whitespace().any(|it| it == name) => {
            told!("script-modules", modules = all.as_str())
        }
        None => told!("script-nothing-else-try"),
    }
}
