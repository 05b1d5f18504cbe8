//! The session driven as the window drives it, with runs played by hand.

use std::fs;
use std::path::Path;
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use crossbeam_channel::{Receiver, Sender, bounded};

use super::intake::Intake;
use super::run::{Breakpoints, Report, RunRequest, Running, Stop};
use super::*;
use crate::model::ids::ThreadId;
use crate::soon::SOON;
use crate::trace::event::{Batch, OutputChunk, Stream};

/// Plays runs: what was asked of it is noted, batches are sent by the test.
#[derive(Default, Clone)]
pub struct Actor {
    stage: Arc<Mutex<Stage>>,
}

#[derive(Default)]
struct Stage {
    asked: Vec<String>,
    batches: Option<Sender<Batch>>,
    ending: Option<Ending>,
    paused: bool,
    stopped: Vec<Stop>,
}

struct Play {
    stage: Arc<Mutex<Stage>>,
    batches: Receiver<Batch>,
}

impl Actor {
    fn asked(&self) -> Vec<String> {
        self.stage.lock().unwrap().asked.clone()
    }

    fn send(&self, batch: Batch) {
        self.stage.lock().unwrap().batches.as_ref().unwrap().send(batch).unwrap();
    }

    fn end(&self, ending: Ending) {
        let mut stage = self.stage.lock().unwrap();
        stage.ending = Some(ending);
        stage.batches = None;
    }
}

impl Runner for Actor {
    fn start(
        &self,
        _program: Arc<Program>,
        request: RunRequest,
    ) -> Result<Box<dyn Running>, String> {
        let (sender, batches) = bounded(16);
        let mut stage = self.stage.lock().unwrap();
        stage.asked.push(format!("start {:?} {:?}", request.mode, request.step_delay));
        stage.batches = Some(sender);
        stage.ending = None;
        Ok(Box::new(Play { stage: self.stage.clone(), batches }))
    }
}

impl Play {
    fn note(&self, what: impl Into<String>) {
        self.stage.lock().unwrap().asked.push(what.into());
    }
}

impl Running for Play {
    fn batches(&self) -> &Receiver<Batch> {
        &self.batches
    }
    fn pause(&self) {
        self.note("pause");
        self.stage.lock().unwrap().paused = true;
    }
    fn resume(&self) {
        self.note("resume");
        let mut stage = self.stage.lock().unwrap();
        stage.paused = false;
        stage.stopped.clear();
    }
    fn stop(&self) {
        self.note("stop");
    }
    fn set_step_delay(&self, delay: Duration) {
        self.note(format!("delay {delay:?}"));
    }
    fn set_breakpoints(&self, breakpoints: Breakpoints) {
        self.note(format!("break {:?} all: {}", breakpoints.lines, breakpoints.stops_all));
    }
    fn go_on(&self, thread: ThreadId) {
        self.note(format!("go on {thread}"));
    }
    fn step_over(&self, thread: ThreadId) {
        self.note(format!("step {thread}"));
    }
    fn report(&self) -> Report {
        let stage = self.stage.lock().unwrap();
        let stopped = stage.stopped.clone();
        Report { ending: stage.ending.clone(), stuck: Vec::new(), paused: stage.paused, stopped }
    }
}

fn session_with(actor: &Actor, script: &str) -> Session {
    let mut session =
        Session::new(Settings::default(), Box::new(actor.clone()), None, Arc::new(|| {}));
    session.replace_document(Document::untitled(script));
    session
}

/// Pumps until `done` holds.
fn pump_until(session: &mut Session, done: impl Fn(&Session) -> bool) {
    let deadline = Instant::now() + SOON;
    while !done(session) {
        assert!(Instant::now() < deadline, "it never came to that; phase {:?}", session.phase());
        session.pump();
        thread::sleep(Duration::from_millis(1));
    }
}

fn printed(text: &str) -> Batch {
    let chunk = OutputChunk {
        nanos: 1,
        thread: Default::default(),
        stream: Stream::Out,
        text: text.into(),
    };
    Batch { output: vec![chunk], ..Batch::default() }
}

#[test]
fn a_run_goes_from_run_to_its_end() {
    let actor = Actor::default();
    let mut session = session_with(&actor, "x = 1\n");
    session.perform(Command::Run);
    pump_until(&mut session, |session| session.phase() == Phase::Running);
    session.perform(Command::Pause);
    assert_eq!(session.phase(), Phase::Paused);
    session.perform(Command::Resume);
    session.perform(Command::Stop);
    assert_eq!(session.phase(), Phase::Stopping);
    actor.end(Ending::Stopped);
    pump_until(&mut session, |session| session.phase() == Phase::Ended);
    assert_eq!(actor.asked(), ["start Free 0ns", "pause", "resume", "stop"]);
}

#[test]
fn every_run_of_a_document_has_a_number_of_its_own() {
    let actor = Actor::default();
    let mut session = session_with(&actor, "x = 1\n");
    for number in 1..=3 {
        session.perform(Command::Run);
        pump_until(&mut session, |session| session.phase() == Phase::Running);
        assert_eq!(session.run().unwrap().number, number);
        actor.end(Ending::Exit(0));
        pump_until(&mut session, |session| session.phase() == Phase::Ended);
    }
}

#[test]
fn a_run_that_cannot_be_shown_any_more_is_stopped_and_another_can_be_started() {
    let actor = Actor::default();
    let mut session = session_with(&actor, "x = 1\n");
    session.perform(Command::Run);
    pump_until(&mut session, |session| session.phase() == Phase::Running);
    session.run.as_mut().unwrap().intake = Some(Intake::broken());
    session.pump();
    assert_eq!(session.phase(), Phase::Stopping);
    let told: Vec<_> = session.take_notices().into_iter().map(|notice| notice.text).collect();
    assert_eq!(told, [words!("session-run-unseen")]);
    actor.end(Ending::Stopped);
    pump_until(&mut session, |session| session.phase() == Phase::Ended);
    assert_eq!(actor.asked(), ["start Free 0ns", "stop"]);
    assert_eq!(session.can_run(), Ok(()));
}

#[test]
fn everything_sent_before_the_end_arrives() {
    let actor = Actor::default();
    let mut session = session_with(&actor, "x = 1\n");
    session.perform(Command::Run);
    pump_until(&mut session, |session| session.phase() == Phase::Running);
    for n in 0..10 {
        actor.send(printed(&format!("{n}\n")));
    }
    actor.end(Ending::Exit(0));
    pump_until(&mut session, |session| session.phase() == Phase::Ended);
    assert_eq!(session.output().len(), 10);
    assert_eq!(session.run().unwrap().report.ending, Some(Ending::Exit(0)));
}

#[test]
fn a_script_runs_in_the_mode_that_it_asks_for_unless_another_was_chosen_for_it() {
    let asking = "# /// script\n# [tool.lockstep]\n# mode = \"gil\"\n# ///\nx = 1\n";
    let mut session = session_with(&Actor::default(), asking);
    session.settings_mut().mode = RunMode::RefCount;
    session.pump();
    assert_eq!(session.mode(), RunMode::Gil);
    session.perform(Command::Mode(RunMode::GilTicks));
    assert_eq!(session.mode(), RunMode::GilTicks);
    session.edit("Edit", asking.replace("gil", "free"));
    session.pump();
    assert_eq!(session.mode(), RunMode::GilTicks, "it was chosen for this script");
    session.go_on(After::New);
    session.pump();
    assert_eq!(session.mode(), RunMode::GilTicks, "chosen last, where a script asks for nothing");
}

#[test]
fn what_ended_a_run_is_told_of_that_run_only() {
    let actor = Actor::default();
    let mut session = session_with(&actor, "x = 1\n");
    session.perform(Command::Run);
    pump_until(&mut session, |session| session.phase().is_live());
    actor.end(Ending::Limit("too much".into()));
    pump_until(&mut session, |session| session.phase() == Phase::Ended);
    let told = session.take_notices().pop().expect("it is told");
    assert_eq!((told.text.as_str(), told.run), ("too much", Some(session.run_mark())));
    session.perform(Command::Run);
    pump_until(&mut session, |session| session.phase().is_live());
    assert_ne!(told.run, Some(session.run_mark()));
    let second = session.run_mark();
    session.go_on(After::New);
    assert_ne!(second, session.run_mark());
}

#[test]
fn a_script_with_a_problem_is_not_run_and_the_last_good_program_stays() {
    let actor = Actor::default();
    let mut session = session_with(&actor, "x = 1\n");
    pump_until(&mut session, |session| !session.is_checking());
    let good = session.program().unwrap().clone();
    session.edit("Break it", "x = (\n".into());
    session.perform(Command::Run);
    pump_until(&mut session, |session| session.phase() != Phase::Starting);
    assert!(actor.asked().is_empty());
    assert!(!session.problems().is_empty());
    assert!(Arc::ptr_eq(session.program().unwrap(), &good));
    assert!(session.take_notices().iter().any(|notice| notice.level == Level::Error));
}

#[test]
fn unsaved_work_is_asked_about_and_saved_work_is_not() {
    let folder = tempfile::tempdir().unwrap();
    let mut session = session_with(&Actor::default(), "x = 1\n");
    session.edit("Edit", "x = 2\n".into());
    for (command, after) in
        [(Command::New, After::New), (Command::Open, After::Pick), (Command::Quit, After::Quit)]
    {
        assert_eq!(session.perform(command), Some(Request::AskToDiscard(after)));
    }
    let place = session.perform(Command::Save);
    assert_eq!(place, Some(Request::PickSavePlace { name: "untitled.py".into() }));
    assert!(session.save_to(&folder.path().join("mine")));
    assert_eq!(fs::read_to_string(folder.path().join("mine.py")).unwrap(), "x = 2\n");
    assert_eq!(session.perform(Command::Open), Some(Request::PickScript));
}

#[test]
fn a_file_that_another_program_has_changed_is_not_replaced_unasked() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("mine.py");
    fs::write(&file, "x = 1\n").unwrap();
    let mut session = session_with(&Actor::default(), "");
    session.open(&file);
    session.edit("Edit", "x = 2\n".into());
    assert_eq!(session.perform(Command::Save), None);
    assert_eq!(fs::read_to_string(&file).unwrap(), "x = 2\n");
    fs::write(&file, "x = 2\n# theirs\n").unwrap();
    session.edit("Edit", "x = 3\n".into());
    assert_eq!(session.perform(Command::Save), Some(Request::AskToReplace(file.clone())));
    assert_eq!(fs::read_to_string(&file).unwrap(), "x = 2\n# theirs\n");
    assert!(session.has_unsaved_work());
    // Whoever was asked and said so.
    assert!(session.save_to(&file));
    assert_eq!(fs::read_to_string(&file).unwrap(), "x = 3\n");
    // A file that is gone is written again.
    fs::remove_file(&file).unwrap();
    session.edit("Edit", "x = 4\n".into());
    assert_eq!(session.perform(Command::Save), None);
    assert!(file.exists());
}

#[test]
fn a_file_that_became_no_script_is_not_replaced_unasked() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("mine.py");
    fs::write(&file, "x = 1\n").unwrap();
    let mut session = session_with(&Actor::default(), "");
    session.open(&file);
    fs::write(&file, b"\xff theirs").unwrap();
    session.edit("Edit", "x = 2\n".into());
    assert_eq!(session.perform(Command::Save), Some(Request::AskToReplace(file.clone())));
    assert_eq!(fs::read(&file).unwrap(), b"\xff theirs");
}

#[test]
fn a_name_that_becomes_another_by_its_ending_replaces_nothing_unasked() {
    let folder = tempfile::tempdir().unwrap();
    let there = folder.path().join("bank.py");
    fs::write(&there, "theirs\n").unwrap();
    let mut session = session_with(&Actor::default(), "x = 1\n");
    assert!(!session.save_to(&folder.path().join("bank")));
    assert_eq!(session.take_failure().and_then(|failure| failure.way_out), Some(Command::SaveAs));
    assert_eq!(fs::read_to_string(&there).unwrap(), "theirs\n");
    assert!(session.save_to(&folder.path().join("run 1.5")));
    assert_eq!(fs::read_to_string(folder.path().join("run 1.5.py")).unwrap(), "x = 1\n");
    // Its own name, ending or not.
    session.edit("Edit", "x = 2\n".into());
    assert!(session.save_to(&folder.path().join("run 1.5")));
    assert!(session.save_to(&there));
}

#[test]
fn a_failed_open_keeps_what_is_open() {
    let mut session = session_with(&Actor::default(), "x = 1\n");
    session.open(Path::new("/no/such/file.py"));
    assert_eq!(session.document().unwrap().text(), "x = 1\n");
    let failure = session.take_failure().unwrap();
    assert!(failure.text.contains("no such file"));
    assert_eq!(failure.way_out, Some(Command::Open));
}

#[test]
fn opening_another_script_stops_the_run_and_forgets_its_output() {
    let actor = Actor::default();
    let mut session = session_with(&actor, "x = 1\n");
    session.perform(Command::Run);
    pump_until(&mut session, |session| session.phase() == Phase::Running);
    actor.send(printed("a\n"));
    session.go_on(After::New);
    assert_eq!(actor.asked().last().map(String::as_str), Some("stop"));
    assert_eq!((session.phase(), session.output().len()), (Phase::Idle, 0));
}

#[test]
fn what_a_run_sends_is_taken_in_beside_the_frames_and_nothing_is_lost() {
    let actor = Actor::default();
    let mut session = session_with(&actor, "x = 1\n");
    session.perform(Command::Run);
    pump_until(&mut session, |session| session.phase() == Phase::Running);
    // More than the channel holds, and not one frame meanwhile.
    for _ in 0..50 {
        actor.send(printed("a\n"));
    }
    assert_eq!(session.output().len(), 0);
    pump_until(&mut session, |session| session.output().len() == 50);
    assert!(session.trace().is_live());
}

#[test]
fn a_new_script_can_be_run_in_every_language() {
    for language in Language::ALL {
        words::speaking(language, || {
            assert!(crate::script::compile(new_script(), "new.py").is_ok(), "{language:?}");
        });
    }
}
