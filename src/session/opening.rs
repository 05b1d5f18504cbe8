//! Opening a recorded run: read on a thread of its own, then shown as a live run is.
//!
//! The trace may be long, so reading never holds up the window; until it is there, what was open
//! stays. The script that ran comes out of the file and is shown as a copy.

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

use crossbeam_channel::{Receiver, TryRecvError, bounded};

use super::files::FileError;
use super::run::{Ending, Phase, Report, RunState};
use super::{Command, Document, Level, RunMode, Session, Waker, files};
use crate::trace::Trace;
use crate::trace::codec::{self, CodecError};
use crate::words;

/// Ending of the files that hold a recorded run.
pub const TRACE_ENDING: &str = "lockstep";
/// The longest file of a recorded run that is opened.
const TRACE_BYTES_MAX: u64 = 1 << 30;
/// An opening that takes longer than this is shown.
const PATIENCE: Duration = Duration::from_millis(400);

/// A file being read.
struct Job {
    path: PathBuf,
    started: Instant,
    answer: Receiver<Result<Trace, String>>,
    /// What was open then, which may be given up.
    open: Option<(u64, u64)>,
}

/// The recorded run that is being opened, if any.
pub struct Opening {
    waker: Waker,
    job: Option<Job>,
    arrived: bool,
}

impl Opening {
    /// With nothing to do. `waker` is called when a file is read.
    pub fn new(waker: Waker) -> Opening {
        Opening { waker, job: None, arrived: false }
    }

    /// Whether a file is being read.
    pub fn is_busy(&self) -> bool {
        self.job.is_some()
    }
}

/// Whether a file is meant to be a recorded run rather than a script.
pub fn is_trace(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case(TRACE_ENDING))
}

/// Reads a recorded run; an error is a sentence.
pub fn read_trace(path: &Path) -> Result<Trace, String> {
    let bytes = read_bytes(path).map_err(|error| error.to_string())?;
    codec::read(&bytes).map_err(|error| sentence(path, &error))
}

/// Why a file is no recorded run that can be shown, and what to do.
fn sentence(path: &Path, error: &CodecError) -> String {
    let file = path.display().to_string();
    match error {
        CodecError::NotATrace => words!("session-not-a-trace", file = file),
        CodecError::Newer(version) => {
            let (version, known) = (u32::from(*version), u32::from(codec::VERSION));
            words!("session-trace-newer", file = file, version = version, known = known)
        }
        CodecError::Truncated(at) => words!("session-trace-cut", file = file, at = *at),
        CodecError::Corrupt { at, .. } => words!("session-trace-damaged", file = file, at = *at),
    }
}

fn read_bytes(path: &Path) -> Result<Vec<u8>, FileError> {
    let failed = |error: &std::io::Error| files::unreadable(path, error);
    let file = File::open(path).map_err(|error| failed(&error))?;
    let length = file.metadata().map_err(|error| failed(&error))?.len();
    if length > TRACE_BYTES_MAX {
        let (path, megabytes) = (path.display().to_string(), length >> 20);
        return Err(FileError::TraceTooLong { path, megabytes, limit: TRACE_BYTES_MAX >> 20 });
    }
    let mut bytes = Vec::with_capacity(length as usize);
    file.take(TRACE_BYTES_MAX).read_to_end(&mut bytes).map_err(|error| failed(&error))?;
    Ok(bytes)
}

impl Session {
    /// Begins to read a recorded run, instead of one that may be being read.
    pub(super) fn begin_opening(&mut self, path: &Path) {
        let path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
        let (sender, answer) = bounded(1);
        let (from, waker) = (path.clone(), self.opening.waker.clone());
        let body = move || {
            // Nobody listens any more when the user gave up.
            let _ = sender.send(read_trace(&from));
            waker();
        };
        match thread::Builder::new().name("lockstep-open".into()).spawn(body) {
            Ok(_) => {
                let (started, open) = (Instant::now(), self.document_mark());
                self.opening.job = Some(Job { path, started, answer, open });
            }
            Err(error) => self.notify(Level::Error, error.to_string()),
        }
    }

    /// What has been being opened for so long that the user should be told.
    pub fn opening_under_way(&self) -> Option<String> {
        let job = self.opening.job.as_ref()?;
        let name = job.path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        (job.started.elapsed() > PATIENCE).then_some(name)
    }

    /// Gives up what is being opened; what is open stays.
    pub fn cancel_opening(&mut self) {
        self.opening.job = None;
    }

    /// Whether a recorded run has arrived since this was last asked.
    pub fn take_arrival(&mut self) -> bool {
        std::mem::take(&mut self.opening.arrived)
    }

    pub(super) fn pump_opening(&mut self) {
        let Some(job) = &self.opening.job else { return };
        let answer = match job.answer.try_recv() {
            Err(TryRecvError::Empty) => return,
            Ok(answer) => answer,
            Err(TryRecvError::Disconnected) => Err(words!("session-open-failed").to_owned()),
        };
        let Some(job) = self.opening.job.take() else { return };
        match answer {
            Ok(_) if self.has_unsaved_work() && job.open != self.document_mark() => {
                let file = job.path.display().to_string();
                self.notify(Level::Refusal, words!("session-open-meanwhile", file = file));
            }
            Ok(trace) => {
                self.settings.remember_file(&job.path);
                self.show_recorded(trace, &job.path);
            }
            Err(sentence) => {
                self.settings.recent_files.retain(|recent| *recent != job.path || recent.exists());
                self.fail(sentence, Some(Command::Open));
            }
        }
    }

    /// Shows a recorded run in place of what is open, with the script that ran.
    pub(super) fn show_recorded(&mut self, trace: Trace, path: &Path) {
        let file = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let document = match trace.origin() {
            Some(origin) => Document::recorded(&origin.title, &origin.script),
            None => {
                let text = words!("session-no-script", file = file.as_str());
                Document::recorded(&format!("{file}.py"), &format!("# {text}\n"))
            }
        };
        let mode = trace.origin().and_then(|origin| RunMode::named(&origin.mode));
        self.replace_document(document);
        trace.output().for_each(|chunk| self.output.push(chunk));
        self.trace = Arc::new(trace);
        self.run = Some(RunState {
            number: 1,
            running: None,
            intake: None,
            printed: 0,
            mode: mode.unwrap_or_default(),
            started: Instant::now(),
            phase: Phase::Ended,
            report: Report { ending: Some(Ending::Recorded), ..Report::default() },
        });
        self.findings.look_at_all(self.trace.clone());
        self.opening.arrived = true;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::{self, Content, ExportOptions, plots};
    use crate::model::ids::ThreadId;
    use crate::soon::eventually;
    use crate::trace::event::Event;
    use crate::trace::{Origin, State, synthetic};

    fn opened(path: &Path) -> Session {
        let mut session = Session::for_tests();
        session.open(path);
        eventually(|| {
            session.pump();
            !session.opening.is_busy()
        });
        session
    }

    fn written(trace: &Trace, folder: &Path) -> PathBuf {
        let path = folder.join("run.lockstep");
        let mut bytes = Vec::new();
        codec::write(trace, &mut bytes).unwrap();
        std::fs::write(&path, bytes).unwrap();
        path
    }

    #[test]
    fn a_recorded_run_shows_its_script_and_the_same_views() {
        let folder = tempfile::tempdir().unwrap();
        let mut trace = synthetic(4, 2, 5000, 3);
        let script = "import threading\nprint(1)\n".to_owned();
        trace.set_origin(Origin { title: "demo.py".into(), mode: "gil".into(), script });
        let mut session = opened(&written(&trace, folder.path()));
        let document = session.document().unwrap();
        assert_eq!((document.title(), document.is_modified()), ("demo.py".into(), false));
        assert_eq!(document.text(), "import threading\nprint(1)\n");
        assert_eq!(session.run().unwrap().mode, RunMode::Gil);
        assert!(session.has_trace() && session.take_arrival() && !session.take_arrival());
        let contents = (0..plots::ALL.len()).map(Content::Plot).chain([Content::Timeline]);
        for content in contents {
            let options = ExportOptions { content, ..ExportOptions::default() };
            let picture = |trace| export::export(trace, "svg", &options).unwrap();
            assert!(picture(session.trace()) == picture(&trace), "{content:?} differs");
        }
    }

    #[test]
    fn races_are_found_again_when_a_run_is_opened_from_its_file() {
        let folder = tempfile::tempdir().unwrap();
        let mut trace = synthetic(2, 1, 200, 3);
        let script = "import threading\nn = 0\ndef add():\n    global n\n    n += 1\n\
                      ts = [threading.Thread(target=add) for _ in range(2)]\n\
                      for t in ts:\n    t.start()\nfor t in ts:\n    t.join()\n"
            .to_owned();
        trace.set_origin(Origin { title: "demo.py".into(), mode: "free".into(), script });
        let mut session = opened(&written(&trace, folder.path()));
        eventually(|| {
            session.pump();
            session.findings().iter().any(|finding| finding.kind == "race")
        });
    }

    #[test]
    fn what_was_not_recorded_is_in_the_file_and_seen_in_the_run_that_is_opened() {
        let folder = tempfile::tempdir().unwrap();
        let mut batches = synthetic::batches(3, 1, 2000, 3);
        let last = batches.last_mut().unwrap();
        let (thread, nanos) = (ThreadId(1), last.events[last.events.len() / 2].nanos);
        last.events.retain(|event| event.thread != thread || event.nanos < nanos);
        last.events.push(Event::lost(thread, nanos));
        let mut trace = Trace::new();
        batches.iter().for_each(|batch| trace.append(batch));
        trace.finish();
        let session = opened(&written(&trace, folder.path()));
        let (again, end) = (session.trace(), trace.now_nanos());
        assert!(again.has_gaps() && again.state_at(thread, end) == State::NotRecorded);
        let picture = |trace| {
            let options = ExportOptions::default();
            String::from_utf8(export::export(trace, "svg", &options).unwrap()).unwrap()
        };
        assert!(picture(again).contains("not recorded") && picture(again) == picture(&trace));
    }

    #[test]
    fn what_was_typed_while_a_run_was_read_is_not_given_up_for_it() {
        let folder = tempfile::tempdir().unwrap();
        let path = written(&synthetic(2, 1, 100, 1), folder.path());
        let mut session = Session::for_tests();
        session.go_on(crate::session::After::New);
        session.open(&path);
        session.edit("Edit", "mine = 1\n".into());
        eventually(|| {
            session.pump();
            !session.opening.is_busy()
        });
        assert_eq!(session.document().unwrap().text(), "mine = 1\n");
        assert!(!session.has_trace() && session.take_notices().len() == 1);
    }

    #[test]
    fn a_run_without_a_script_says_so_where_the_script_would_be() {
        let folder = tempfile::tempdir().unwrap();
        let session = opened(&written(&synthetic(2, 1, 100, 1), folder.path()));
        assert!(session.document().unwrap().text().contains("run.lockstep"));
        assert!(session.document().unwrap().text().starts_with("# "));
    }

    #[test]
    fn a_file_that_cannot_be_read_is_a_sentence_and_changes_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let path = written(&synthetic(2, 1, 100, 1), folder.path());
        let mut bytes = std::fs::read(&path).unwrap();
        bytes.truncate(bytes.len() / 2);
        std::fs::write(&path, bytes).unwrap();
        let mut session = opened(&path);
        assert!(session.document().is_none() && !session.has_trace());
        let failure = session.take_failure().unwrap();
        assert!(failure.text.contains("cut off"), "{}", failure.text);
        let mut session = opened(&folder.path().join("none.lockstep"));
        assert!(session.take_failure().unwrap().text.contains("no such file"));
    }
}
