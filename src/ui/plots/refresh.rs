//! When a figure is computed again, and where: at a gentle pace while a run goes on, at once when
//! one looks elsewhere; on a thread of its own while a run goes on or when there is much to count,
//! for which the trace is copied, sharing what is full of it.

use crate::export::chart::figure::Figure;
use crate::export::plots::{Ask, PlotSpec, Reads};
use crate::trace::Trace;
use crate::words;
use crossbeam_channel::{Receiver, TryRecvError, bounded};
use egui::{Context, Ui};
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

/// A live plot is computed again at most this often ...
const REFRESH: Duration = Duration::from_millis(200);
/// ... and takes at most one part in so many of the time.
const COST_SHARE: u32 = 10;
/// Most events that a frame counts one by one. A live run shows its newest so many; a run that is
/// over is counted whole.
pub const EVENTS_AT_ONCE_MAX: u64 = 60_000;

/// Points of a curve while it moves: the eye cannot read more, and a frame must stay short.
const LIVE_POINTS: usize = 160;
/// What takes less is not announced.
const ANNOUNCED: Duration = Duration::from_millis(150);

/// What was asked and of what state of the trace.
type Question = (&'static str, Ask, u64, u64);

struct Job {
    question: Question,
    events: u64,
    began: Instant,
    answer: Receiver<Figure>,
}

/// The last figure, what it answers, and when the next is due.
#[derive(Default)]
pub struct Refresh {
    figure: Option<Arc<Figure>>,
    shown: Option<Question>,
    due: Option<Instant>,
    job: Option<Job>,
}

impl Refresh {
    /// The newest figure there is.
    pub fn figure(&self) -> Option<&Arc<Figure>> {
        self.figure.as_ref()
    }

    /// Whether it is being counted on a thread of its own.
    pub fn is_counting(&self) -> bool {
        self.job.is_some()
    }

    /// Computes the figure again if what it shows has changed and it is time.
    pub fn look(&mut self, ctx: &Context, plot: &'static PlotSpec, trace: &Arc<Trace>, ask: Ask) {
        self.take_answer(ctx, trace);
        let question = (plot.name, ask, trace.event_count(), trace.now_nanos());
        if self.shown.as_ref() == Some(&question) || self.job.is_some() {
            return;
        }
        if self.shown.as_ref().is_some_and(|shown| shown.0 != plot.name) {
            (self.figure, self.due) = (None, None);
        }
        let now = Instant::now();
        if let Some(due) = self.due.filter(|due| self.figure.is_some() && now < *due) {
            ctx.request_repaint_after(due - now);
            return;
        }
        let mut ask = question.1.clone();
        if trace.is_live() {
            (ask.events_max, ask.points) = (EVENTS_AT_ONCE_MAX, LIVE_POINTS);
        }
        let much = || {
            plot.reads == Reads::Events
                && trace.count_in(question.1.range.clone()) > EVENTS_AT_ONCE_MAX
        };
        if (trace.is_live() || much()) && self.begin(ctx, plot, (trace, &ask), &question) {
            return;
        }
        ask.events_max = EVENTS_AT_ONCE_MAX;
        self.figure = Some(Arc::new((plot.figure)(trace, &ask)));
        self.shown = Some(question);
        self.rest(trace, now);
    }

    /// A change of window shows at once if it is cheap; growth is shown at a gentle pace.
    fn rest(&mut self, trace: &Trace, began: Instant) {
        let cost = began.elapsed() * COST_SHARE;
        self.due = Some(began + if trace.is_live() { REFRESH.max(cost) } else { cost });
    }

    /// Begins to count on a thread of its own; `false`: there is no thread to be had.
    fn begin(
        &mut self,
        ctx: &Context,
        plot: &'static PlotSpec,
        (trace, ask): (&Arc<Trace>, &Ask),
        question: &Question,
    ) -> bool {
        let (sender, answer) = bounded(1);
        let (ctx, trace, ask) = (ctx.clone(), trace.clone(), ask.clone());
        let events = trace.count_in(ask.range.clone());
        let language = words::language();
        let body = move || {
            let figure = words::speaking(language, || (plot.figure)(&trace, &ask));
            // Nobody listens any more only when the panel is gone.
            let _ = sender.send(figure);
            ctx.request_repaint();
        };
        let spawned = thread::Builder::new().name("lockstep-plot".into()).spawn(body).is_ok();
        if spawned {
            let (question, began) = (question.clone(), Instant::now());
            self.job = Some(Job { question, events, began, answer });
        }
        spawned
    }

    fn take_answer(&mut self, ctx: &Context, trace: &Trace) {
        let Some(job) = &self.job else { return };
        match job.answer.try_recv() {
            Ok(figure) => {
                self.figure = Some(Arc::new(figure));
                self.due = None;
                if let Some(job) = self.job.take() {
                    self.shown = Some(job.question);
                    if trace.is_live() {
                        self.rest(trace, job.began);
                    }
                }
            }
            Err(TryRecvError::Disconnected) => self.job = None,
            Err(TryRecvError::Empty) => ctx.request_repaint_after(Duration::from_millis(60)),
        }
    }

    /// What is said while there is no figure yet.
    pub fn progress_ui(&self, ui: &mut Ui) {
        let Some(job) = self.job.as_ref().filter(|job| job.began.elapsed() > ANNOUNCED) else {
            return;
        };
        ui.centered_and_justified(|ui| {
            ui.horizontal(|ui| {
                ui.spinner();
                ui.weak(words!("plots-computing", events = job.events));
            });
        });
    }
}
