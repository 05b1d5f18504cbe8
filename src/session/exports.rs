//! Writing pictures and tables of a run without holding up the window.
//!
//! One export at a time on its own thread, over the trace as it was when it was asked for. Cancel
//! means that no file is written, and is over at once: what is still being drawn then is thrown away.
//! An export that fails says why and what to do.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use crossbeam_channel::{Receiver, TryRecvError, bounded};

use super::{Document, Level, Session, Waker, files};
use crate::export::scene::Scene;
use crate::export::{self, ExportOptions, Sheet};
use crate::trace::Trace;
use crate::words;

/// A picture for the clipboard.
#[derive(Clone, PartialEq, Eq)]
pub struct Picture {
    /// Width and height in pixels.
    pub size: [usize; 2],
    /// Red, green, blue and opacity of each pixel, not premultiplied.
    pub rgba: Vec<u8>,
}

/// Exports that may be drawing at one time, those that were given up among them.
const DRAWING_MAX: usize = 3;

/// What an export came to.
enum Outcome {
    Written(PathBuf),
    Drawn(Picture),
    Failed(String),
}

/// Who is first: the one that writes the file or the one that gives it up.
#[derive(Clone, Default)]
struct Claim(Arc<AtomicBool>);

impl Claim {
    fn is_first(&self) -> bool {
        !self.0.swap(true, Ordering::AcqRel)
    }
}

/// An export under way.
struct Job {
    what: String,
    started: Instant,
    claim: Claim,
    outcome: Receiver<Outcome>,
}

/// The export under way, if any, and the picture that the clipboard waits for.
pub struct Exports {
    waker: Waker,
    job: Option<Job>,
    /// One more for each thread that draws.
    drawing: Arc<()>,
    picture: Option<Picture>,
}

impl Exports {
    /// With nothing to do. `waker` is called when an export is done.
    pub fn new(waker: Waker) -> Exports {
        Exports { waker, job: None, drawing: Arc::default(), picture: None }
    }

    /// Whether an export is under way.
    pub fn is_busy(&self) -> bool {
        self.job.is_some()
    }

    fn start(
        &mut self,
        what: String,
        work: impl FnOnce(&Claim) -> Option<Outcome> + Send + 'static,
    ) -> Result<(), String> {
        if self.job.is_some() || Arc::strong_count(&self.drawing) > DRAWING_MAX {
            return Err(words!("session-export-busy").into());
        }
        let (sender, outcome) = bounded(1);
        let claim = Claim::default();
        let (mine, waker, drawing) = (claim.clone(), self.waker.clone(), self.drawing.clone());
        let body = move || {
            // Nobody listens any more when it was given up or the window is gone.
            let _ = work(&mine).map(|outcome| sender.send(outcome));
            drop(drawing);
            waker();
        };
        thread::Builder::new()
            .name("lockstep-export".into())
            .spawn(body)
            .map_err(|error| words!("session-export-not-started", why = error.to_string()))?;
        self.job = Some(Job { what, started: Instant::now(), claim, outcome });
        Ok(())
    }
}

/// What is to be drawn.
#[derive(Clone, PartialEq, Debug)]
pub enum Order {
    /// The trace as it is now, drawn so.
    Trace(ExportOptions),
    /// A picture that the window has drawn already.
    Scene(Scene, Sheet),
}

impl Session {
    /// Writes what was ordered to `path` with the exporter at that place of `export::ALL`.
    pub fn export_order(&mut self, exporter: usize, path: &Path, order: Order) {
        let Some(exporter) = export::ALL.get(exporter) else { return };
        let Some(path) = self.name_to_write(path, exporter.extension, None) else { return };
        let trace = self.trace.clone();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let language = words::language();
        let started = self.exports.start(name, move |claim| {
            let write = || write(&trace, exporter.extension, &order, &path, claim);
            words::speaking(language, write).unwrap_or_else(|why| Some(Outcome::Failed(why)))
        });
        if let Err(why) = started {
            self.notify(Level::Error, why);
        }
    }

    /// What is being exported for so long that the user should be told.
    pub fn export_under_way(&self) -> Option<&str> {
        let job = self.exports.job.as_ref()?;
        (job.started.elapsed() > Duration::from_millis(400)).then_some(job.what.as_str())
    }

    /// Gives up the export under way: no file is written. One that is being written already ends
    /// by itself.
    pub fn cancel_export(&mut self) {
        if self.exports.job.take_if(|job| job.claim.is_first()).is_some() {
            self.notify(Level::Info, words!("session-export-cancelled"));
        }
    }

    /// A picture to put on the clipboard, once.
    pub fn take_picture(&mut self) -> Option<Picture> {
        self.exports.picture.take()
    }

    /// Draws what was ordered for the clipboard.
    pub fn copy_picture(&mut self, order: Order) {
        let trace = self.trace.clone();
        let language = words::language();
        let started = self.exports.start(words!("session-clipboard-picture").into(), move |_| {
            let drawn = words::speaking(language, || draw(&trace, &order));
            Some(drawn.map_or_else(Outcome::Failed, Outcome::Drawn))
        });
        if let Err(why) = started {
            self.notify(Level::Error, why);
        }
    }

    pub(super) fn pump_exports(&mut self) {
        let Some(job) = &self.exports.job else { return };
        let outcome = match job.outcome.try_recv() {
            Ok(outcome) => outcome,
            Err(TryRecvError::Empty) => return,
            // Its thread ended without a word: a fault of ours.
            Err(TryRecvError::Disconnected) => {
                Outcome::Failed(words!("session-export-broke", what = job.what.as_str()))
            }
        };
        self.exports.job = None;
        match outcome {
            Outcome::Written(path) => {
                self.notify(
                    Level::Success,
                    words!("session-exported", file = path.display().to_string()),
                );
            }
            Outcome::Drawn(picture) => {
                self.exports.picture = Some(picture);
                self.notify(Level::Success, words!("export-copied"));
            }
            Outcome::Failed(why) => self.fail(why, None),
        }
    }

    /// How the latest run is exported unless the user wants it otherwise.
    pub fn export_options(&self) -> ExportOptions {
        let title = self.document().map_or(String::new(), Document::title);
        let mode = self.run().map_or(self.mode(), |run| run.mode);
        ExportOptions {
            title: words!("session-export-title", script = title, mode = mode.title()),
            language: words::language(),
            ..Default::default()
        }
    }
}

fn write(
    trace: &Trace,
    extension: &str,
    order: &Order,
    path: &Path,
    claim: &Claim,
) -> Result<Option<Outcome>, String> {
    let bytes = match order {
        Order::Trace(options) => export::export(trace, extension, options),
        Order::Scene(scene, sheet) => export::export_picture(scene, extension, sheet),
    };
    let bytes = bytes.map_err(|error| error.to_string())?;
    if !claim.is_first() {
        return Ok(None);
    }
    files::write_atomically(path, &bytes).map_err(|error| error.to_string())?;
    Ok(Some(Outcome::Written(path.to_owned())))
}

fn draw(trace: &Trace, order: &Order) -> Result<Picture, String> {
    let pixels = match order {
        Order::Trace(options) => {
            let sheet = Sheet { title: options.title.clone(), scale: options.scale };
            export::png::drawn(&export::picture(trace, options), &sheet)
        }
        Order::Scene(scene, sheet) => export::png::drawn(scene, sheet),
    };
    let pixels = pixels.map_err(|error| error.to_string())?;
    let size = [pixels.width() as usize, pixels.height() as usize];
    Ok(Picture { size, rgba: pixels.take_demultiplied() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::soon::eventually;
    use crossbeam_channel::Sender;

    /// An export that begins to draw when told to.
    fn start_waiting(session: &mut Session, path: &Path) -> Result<Sender<()>, String> {
        let (go, wait) = bounded(1);
        let (path, options) = (path.to_owned(), session.export_options());
        let work = move |claim: &Claim| {
            wait.recv().ok()?;
            let written = write(&Trace::new(), "svg", &Order::Trace(options), &path, claim);
            written.expect("a trace without events is drawn and written")
        };
        session.exports.start("slow.svg".into(), work).map(|()| go)
    }

    fn wait_for_threads(session: &Session) {
        eventually(|| Arc::strong_count(&session.exports.drawing) == 1);
    }

    #[test]
    fn an_export_given_up_is_over_at_once_and_writes_no_file() {
        let folder = tempfile::tempdir().unwrap();
        let [given_up, other] = ["given_up.svg", "other.svg"].map(|name| folder.path().join(name));
        let mut session = Session::for_tests();
        let go = start_waiting(&mut session, &given_up).unwrap();
        session.cancel_export();
        let told: Vec<_> = session.take_notices().into_iter().map(|notice| notice.text).collect();
        assert_eq!(told, [words!("session-export-cancelled")]);
        let next = start_waiting(&mut session, &other).expect("the next one need not wait");
        [go, next].iter().for_each(|go| go.send(()).unwrap());
        wait_for_threads(&session);
        assert!(!given_up.exists() && other.exists());
        // What is written already cannot be given up any more.
        session.cancel_export();
        session.pump_exports();
        let told: Vec<_> = session.take_notices().into_iter().map(|notice| notice.text).collect();
        assert_eq!(told, [words!("session-exported", file = other.display().to_string())]);
        assert!(!session.exports.is_busy() && other.exists());
    }

    #[test]
    fn an_export_that_breaks_off_is_a_message_and_the_next_one_can_be_made() {
        let mut session = Session::for_tests();
        session.exports.start("broken.svg".into(), |_| None).unwrap();
        wait_for_threads(&session);
        session.pump_exports();
        assert!(!session.exports.is_busy());
        let told = session.take_failure().map(|failure| failure.text);
        assert_eq!(told, Some(words!("session-export-broke", what = "broken.svg")));
    }

    #[test]
    fn only_so_many_go_on_drawing_after_they_were_given_up() {
        let mut session = Session::for_tests();
        let path = Path::new("/never/written.svg");
        let waiting: Vec<_> = (0..DRAWING_MAX)
            .map(|_| {
                let go = start_waiting(&mut session, path).unwrap();
                session.cancel_export();
                go
            })
            .collect();
        assert!(start_waiting(&mut session, path).is_err());
        drop(waiting);
        wait_for_threads(&session);
        assert!(start_waiting(&mut session, path).is_ok());
    }
}
