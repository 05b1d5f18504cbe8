//! The document: Python text -> syntax tree -> code objects, its settings, and every "not
//! supported" with its place. Knows what a program means only as far as its instructions.

mod compile;
pub mod complete;
pub mod diagnostic;
pub mod edit;
pub mod marks;
pub mod outline;
mod parse;
pub mod settings;
mod thread_args;

pub use compile::disassemble;
pub use diagnostic::{Diagnostic, DiagnosticKind, Severity, render};
pub use parse::{NESTING_MAX, Parsed, SOURCE_BYTES_MAX, is_flat, parse};
pub use settings::Settings;

use crate::model::program::Program;

/// Stack for parsing and lowering: enough for the deepest script that the parser lets through,
/// also without optimisation.
const STACK_BYTES: usize = 64 << 20;

/// What a look at a script gives.
#[derive(Debug)]
pub struct Checked {
    /// The program, if nothing is in its way.
    pub program: Option<Program>,
    /// Errors first, then warnings, each in order of the text.
    pub diagnostics: Vec<Diagnostic>,
}

/// Compiles a script with every module it imports. Warnings do not count.
pub fn compile(source: &str, file: &str) -> Result<Program, Vec<Diagnostic>> {
    let checked = check(source, file);
    checked.program.ok_or(checked.diagnostics)
}

/// Compiles a script and says everything there is to say about it.
pub fn check(source: &str, file: &str) -> Checked {
    let (program, mut diagnostics) = with_deep_stack(|| compile::compile_script(source, file));
    let failed = diagnostics.iter().any(|it| it.severity == Severity::Error);
    if is_flat(source) {
        diagnostics.extend(settings::read(source).1);
        diagnostics.extend(marks::warnings(source));
        diagnostics.extend(thread_args::warnings(source));
        diagnostics.sort_by_key(|it| (it.severity, it.span.start));
    }
    Checked { program: (!failed).then_some(program), diagnostics }
}

/// What is probably not meant, though the script can run (names that nothing defines). Never an
/// error: Python too finds out only when it gets there.
pub fn warnings(source: &str, file: &str) -> Vec<Diagnostic> {
    let mut list = check(source, file).diagnostics;
    list.retain(|it| it.severity == Severity::Warning);
    list
}

/// The modules that a script may import, sorted.
pub fn modules() -> Vec<&'static str> {
    compile::module_names()
}

/// The names of the builtins, sorted.
pub fn builtin_names() -> &'static [&'static str] {
    compile::BUILTINS
}

/// The candidate nearest to a misspelt name, if one is near.
pub fn nearest<'c>(name: &str, candidates: impl Iterator<Item = &'c str>) -> Option<&'c str> {
    compile::nearest(name, candidates)
}

/// Runs on a thread with a large stack; on this one if there can be no other.
fn with_deep_stack<T: Send>(work: impl FnOnce() -> T + Send) -> T {
    let work = std::sync::Mutex::new(Some(work));
    let take = || {
        let work = work.lock().unwrap_or_else(std::sync::PoisonError::into_inner).take();
        work.map(|work| work())
    };
    let done = std::thread::scope(|scope| {
        let builder = std::thread::Builder::new().name("compile".into()).stack_size(STACK_BYTES);
        match builder.spawn_scoped(scope, take) {
            Ok(handle) => match handle.join() {
                Ok(done) => done,
                Err(panic) => std::panic::resume_unwind(panic),
            },
            Err(_) => None,
        }
    });
    match done.or_else(take) {
        Some(done) => done,
        None => unreachable!("the work is taken exactly once"),
    }
}
